package model

import (
	"encoding/binary"
	"slices"
	"strings"
	"testing"
)

// The first bytes of files as programs write them.
const (
	headPNG  = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
	headJPEG = "\xff\xd8\xff\xe0\x00\x10JFIF\x00"
	headPDF  = "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
	headZip  = "PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00[Content_Types].xml"
	headOLE2 = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00\x00\x00"
	headRTF  = `{\rtf1\ansi\deff0`
	headWAV  = "RIFF\x24\x08\x00\x00WAVEfmt "
	headMP4  = "\x00\x00\x00\x20ftypisom\x00\x00\x02\x00"
	headMOV  = "\x00\x00\x00\x14ftypqt  \x20\x05\x03\x00"
	headHEIC = "\x00\x00\x00\x28ftypheic\x00\x00\x00\x00mif1"
	headHTML = "\n<!DOCTYPE html>\n<html><head><title>Sign in</title>"
	headS3   = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>AccessDenied</Code>"
	headText = "date,amount\r\n2026-01-05,12.50\r\n"
	headELF  = "\x7fELF\x02\x01\x01\x00"
	headMach = "\xcf\xfa\xed\xfe\x07\x00\x00\x01"
	headSh   = "#!/bin/sh\nrm -rf ~\n"
	headLnk  = "L\x00\x00\x00\x01\x14\x02\x00\x00\x00\x00\x00\xc0\x00\x00\x00\x00\x00\x00F"
	ooxml    = "application/vnd.openxmlformats-officedocument."
)

// headPE is the start of a Windows program.
func headPE() string {
	head := make([]byte, 0x84)
	copy(head, "MZ\x90\x00\x03")
	binary.LittleEndian.PutUint32(head[0x3C:], 0x80)
	copy(head[0x80:], "PE\x00\x00")
	return string(head)
}

func TestEverydayFilesRaiseNoWarning(t *testing.T) {
	for _, c := range []struct{ name, declared, head string }{
		{"a.csv", "text/csv", headText},
		{"a.csv", "text/plain; charset=utf-8", headText},
		{"a.csv", "application/vnd.ms-excel", headText},
		{"a.csv", "text/csv", "\xff\xfed\x00a\x00t\x00e\x00"},
		{"a.csv", "text/csv", "\xef\xbb\xbf\xe6\x97\xa5\xe4\xbb\x98,1"},
		{"a.doc", "application/msword", headOLE2},
		{"a.doc", "application/msword", headRTF},
		{"a.docx", ooxml + "wordprocessingml.document", headZip},
		{"a.docx", ooxml + "wordprocessingml.document", headOLE2}, // under a password
		{"a.docx", "application/msword", headZip},
		{"a.docx", "application/zip", headZip},
		{"a.heic", "image/heic", headHEIC},
		{"a.heic", "image/heif", "\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00"},
		{"a.jfif", "image/jpeg", headJPEG},
		{"a.jpeg", "image/jpg", headJPEG},
		{"A.JPG", "IMAGE/JPEG", headJPEG},
		{"a.jpg", "image/pjpeg", headJPEG},
		{"a.mov", "video/quicktime", headMOV},
		{"a.mov", "video/quicktime", "\x00\x00\x00\x08wide\x00\x00\x10\x00mdat"},
		{"a.mov", "video/quicktime", headMP4},
		{"a.mp4", "video/mp4", headMP4},
		{"a.mp4", "video/mp4", headMOV},
		{"a.3gp", "video/3gpp", "\x00\x00\x00\x18ftyp3gp4"},
		{"a.m4a", "audio/mp4", "\x00\x00\x00\x1cftypM4A "},
		{"a.mp3", "audio/mpeg", "ID3\x03\x00"},
		{"a.mp3", "audio/mpeg", "\xff\xfb\x90\x64"},
		{"a.amr", "audio/amr", "#!AMR\n\x3c"},
		{"a.ogg", "audio/ogg; codecs=opus", "OggS\x00\x02"},
		{"a.pdf", "application/pdf", headPDF},
		{"a.pdf", "application/x-pdf", "\xef\xbb\xbf\r\n" + headPDF},
		{"a.png", "image/png", headPNG},
		{"a.ppt", "application/vnd.ms-powerpoint", headOLE2},
		{"a.pptx", ooxml + "presentationml.presentation", headZip},
		{"a.rtf", "application/rtf", headRTF},
		{"a.rtf", "text/rtf", headRTF},
		{"a.rtf", "application/x-rtf", headRTF},
		{"a.rtf", "text/richtext", headRTF},
		{"a.rtf", "application/msword", headRTF},
		{"a.txt", "text/plain", headText},
		{"a.txt", "text/plain", "MZ is what programs start with, and 64 letters more of it make no program"},
		{"a.txt", "text/plain", "Get free help at once"},
		{"a.txt", "text/plain", "# !/usr\n"},
		{"a.txt", "text/plain", "BMW, MAC, 8BPS and MThd are words"},
		{"a.txt", "text/plain", "MAC addresses of the office"},
		{"a.txt", "text/plain", "MThd and MPCK"},
		{"a.txt", "text/plain", "P3 is a part of the order"},
		{"a.txt", "text/plain", ".snd is an ending"},
		{"a.txt", "text/plain", "The mark %PDF-1.7 starts a PDF"},
		{"a.txt", "text/plain", headS3},
		{"a.wav", "audio/wav", headWAV},
		{"a.wav", "audio/x-wav", headWAV},
		{"a.wav", "audio/vnd.wave", "RF64\xff\xff\xff\xffWAVEds64"},
		{"a.xls", "application/vnd.ms-excel", headOLE2},
		{"a.xls", "application/vnd.ms-excel", headText},
		{"a.xls", "application/vnd.ms-excel", "\x09\x08\x08\x00\x00\x05\x05\x00"},
		{"a.xlsx", ooxml + "spreadsheetml.sheet", headZip},
		{"a.webp", "image/webp", "RIFF\x10\x00\x00\x00WEBPVP8 "},
		{"a.gif", "image/gif", "GIF89a\x01\x00"},
		{"a.xml", "text/xml", headS3},
		{"a.xml", "application/xml", "<?xml version='1.0'?><!DOCTYPE invoice [<!ELEMENT a (b)>]><invoice xmlns='urn:x'>"},
		{"a.txt", "text/plain", "<pay attention> a < b, <ad hoc>"},
		{"a.txt", "text/plain", "[notes]\n[Desktop Entry] is how such files begin"},
		{"a.tar.gz", "application/gzip", "\x1f\x8b\x08\x00"},
		{"letter.docx.pdf", "application/pdf", headPDF},
		{"scan.pdf.zip", "application/zip", headZip},
		{"letter.pdf.p7m", "application/pkcs7-mime", "\x30\x82\x0f\xff"},
		{"v1.2 of Dr. No", "", headText},
		{"attachment-7f", "", headPDF},
		{"a.pdf", "application/pdf", ""},
		{"", "", ""},
	} {
		a := NewAttachment("7f", c.name, c.declared, StatusApproved)
		if got := Warnings(a, []byte(c.head)); len(got) != 0 {
			t.Errorf("%s as %s from %.20q: %q", c.name, c.declared, c.head, got)
		}
		a.ContentType = "application/octet-stream"
		if got := Warnings(a, []byte(c.head)); len(got) != 0 {
			t.Errorf("%s as octet-stream from %.20q: %q", c.name, c.head, got)
		}
	}
}

func TestWhatIsOffIsWarnedOfTheGravestLast(t *testing.T) {
	for _, c := range []struct {
		name, declared, head string
		want                 []Warning
		risky                bool
	}{
		{"a.pdf", "application/pdf", headHTML, []Warning{WarningType, WarningExtension, WarningPage}, true},
		{"a.pdf", "application/pdf", headS3, []Warning{WarningType, WarningExtension}, false},
		{"a.pdf", "application/pdf", headText, []Warning{WarningType, WarningExtension}, false},
		{"a.pdf", "", headPNG, []Warning{WarningExtension}, false},
		{"a.png", "image/jpeg", headJPEG, []Warning{WarningExtension}, false},
		{"a.png", "image/jpeg", headPNG, []Warning{WarningType}, false},
		{"a", "image/png", headJPEG, []Warning{WarningType, WarningExtension}, false},
		{"a.csv", "text/csv", headHTML, []Warning{WarningType, WarningExtension, WarningPage}, true},
		{"a.txt", "text/plain", headZip, []Warning{WarningType, WarningExtension}, false},
		{"a.mp3", "audio/mpeg", headHTML, []Warning{WarningType, WarningPage}, true},
		{"a.wav", "audio/wav", "ID3\x04", []Warning{WarningType, WarningExtension}, false},
		{"a.mp4", "video/mp4", headHEIC, []Warning{WarningType, WarningExtension}, false},
		{"a.docx", ooxml + "wordprocessingml.document", headPDF, []Warning{WarningType, WarningExtension}, false},
		{"a.ppt", "", headPDF, []Warning{WarningExtension}, false},
		{"a\u200b.pdf", "application/pdf", headPDF, []Warning{WarningHidden}, false},
		{"photo\u202egnp.exe", "image/png", headPE(), []Warning{WarningType, WarningHidden, WarningExecutable}, true},
		{"invoice.pdf.exe", "application/pdf", headPE(), []Warning{WarningType, WarningDouble, WarningExecutable}, true},
		{"invoice.pdf                .exe", "", headPE(), []Warning{WarningDouble, WarningExecutable}, true},
		{"invoice.pdf____________.scr", "", headPE(), []Warning{WarningDouble, WarningExecutable}, true},
		{"invoice.exe.", "", headPE(), []Warning{WarningExecutable}, true},
		{"invoice.exe\u200b", "", headPE(), []Warning{WarningHidden, WarningExecutable}, true},
		{"invoice.pdf.html", "text/html", headHTML, []Warning{WarningDouble, WarningPage}, true},
		{"invoice.pdf.docm", "", headZip, []Warning{WarningDouble, WarningMacro}, true},
		{"a.docm", ooxml + "wordprocessingml.document", headZip, []Warning{WarningMacro}, true},
		{"a.xlsx", "application/vnd.ms-excel.sheet.macroEnabled.12", headZip, []Warning{WarningMacro}, true},
		{"a.xlsm", "", headZip, []Warning{WarningMacro}, true},
		{"a.docx", "", headZip + "word/vbaProject.bin", []Warning{WarningMacro}, true},
		{"a.doc", "application/msword", headOLE2 + "_\x00V\x00B\x00A\x00_\x00P\x00R\x00O\x00J\x00E\x00C\x00T\x00", []Warning{WarningMacro}, true},
		{"a.pdf", "application/pdf", headELF, []Warning{WarningType, WarningExtension, WarningExecutable}, true},
		{"a", "", headMach, []Warning{WarningExecutable}, true},
		{"a", "", headSh, []Warning{WarningExecutable}, true},
		{"a", "", "#! /usr/bin/env python3\n", []Warning{WarningExecutable}, true},
		{"a.txt", "", headLnk, []Warning{WarningExtension, WarningExecutable}, true},
		{"a.exe", "application/x-msdownload", "", []Warning{WarningExecutable}, true},
		{"a", "application/x-msdownload", "", []Warning{WarningExecutable}, true},
		{"A.PS1", "text/plain", headText, []Warning{WarningExecutable}, true},
		{"a.command", "text/plain", headSh, []Warning{WarningType, WarningExecutable}, true},
		{"a.desktop", "", headText, []Warning{WarningExecutable}, true},
		{"a.iso", "", "", []Warning{WarningExecutable}, true},
	} {
		a := NewAttachment("7f", c.name, c.declared, StatusApproved)
		got := Warnings(a, []byte(c.head))
		if !slices.Equal(got, c.want) {
			t.Errorf("%s as %s from %.20q: %q, want %q", c.name, c.declared, c.head, got, c.want)
		}
		if Risky(got) != c.risky {
			t.Errorf("%s: risky is %v", c.name, !c.risky)
		}
	}
}

// gravity is the order in which warnings are told.
func gravity() []Warning {
	return []Warning{WarningType, WarningExtension, WarningHidden, WarningDouble, WarningPage, WarningMacro, WarningExecutable}
}

func FuzzWarnings(f *testing.F) {
	for _, head := range []string{
		"", headPNG, headPE(), headPDF, headZip, headOLE2, headMP4, headMOV, headHTML, headS3, headText, headSh, headLnk,
		"MZ", "#!", "RIFF", "BM\x00\x00\x00\x00\x00\x00\x00\x00", "ustar", strings.Repeat("\x00", 262),
	} {
		f.Add("invoice.pdf.exe", "application/pdf", head)
		f.Add("a\u202e", "text/plain;", head)
	}
	f.Fuzz(func(t *testing.T, name, declared, head string) {
		a := NewAttachment("7f", name, declared, StatusApproved)
		got := Warnings(a, []byte(head))
		last := -1
		for _, d := range got {
			i := slices.Index(gravity(), d)
			if i <= last {
				t.Fatalf("%q of %q: unknown, twice or out of order", got, name)
			}
			last = i
		}
		if slices.Contains(got, WarningHidden) != textHidden(name) {
			t.Fatalf("hidden is wrong for %q: %q", name, got)
		}
		if head == "" && (slices.Contains(got, WarningType) || slices.Contains(got, WarningExtension)) {
			t.Fatalf("nothing was seen of the content, and yet %q", got)
		}
		if ext := lastExtension(a.FileName); isProgramExtension(ext) != slices.Contains(Warnings(a, nil), WarningExecutable) && !isProgramType(mediaType(a.ContentType)) {
			t.Fatalf("%q is saved as %q: %q", name, a.FileName, got)
		}
	})
}
