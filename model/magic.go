package model

import (
	"bytes"
	"encoding/binary"
	"strings"

	"github.com/gabriel-vasile/mimetype"
)

// detected is what a library of signatures finds, of the kinds that matter here. Texts, pages, programs
// and PDF have rules of their own: what a desktop or a browser takes for one is more than a signature.
func detected(head []byte) content {
	if len(head) >= 12 && (string(head[:4]) == "RF64" || string(head[:4]) == "BW64") && string(head[8:12]) == "WAVE" {
		return contentWAV // over 4 GB
	}
	for m := mimetype.Detect(head); m != nil; m = m.Parent() {
		switch kind := m.String(); kind {
		case "image/png":
			return contentPNG
		case "image/jpeg":
			return contentJPEG
		case "image/gif":
			return contentGIF
		case "image/webp":
			return contentWebP
		case "image/heic", "image/heic-sequence", "image/heif", "image/heif-sequence":
			return contentHEIC
		case "image/tiff", "image/bmp", "image/avif":
			return contentPicture
		case "application/zip":
			return contentZip
		case "application/x-ole-storage":
			return contentOLE2
		case "text/rtf":
			return contentRTF
		case "audio/wav":
			return contentWAV
		case "video/mp4", "video/quicktime", "video/3gpp", "video/3gpp2", "audio/mp4", "audio/x-m4a", "video/x-m4v":
			return contentMP4
		case "application/gzip":
			return contentGzip
		case "application/x-7z-compressed", "application/x-rar-compressed", "application/x-xz", "application/zstd",
			"application/vnd.ms-cab-compressed", "application/x-tar", "application/x-bzip2":
			return contentArchive
		case "application/x-elf":
			return contentELF
		case "application/x-mach-binary", "application/x-java-applet":
			return contentMachO
		case "application/x-ms-shortcut":
			return contentLink
		default:
			if isSound := strings.HasPrefix(kind, "audio/") || strings.HasPrefix(kind, "video/") || kind == "application/ogg"; isSound && !isText(head) {
				return contentMedia // letters that start a sound start words, too
			}
		}
	}
	return 0
}

// contentOf tells what the first bytes of a file show.
func contentOf(head []byte) content {
	if len(head) == 0 {
		return 0
	}
	for _, tell := range []func([]byte) content{detected, pdfOf, programOf, markupOf, shortcutOf} {
		if c := tell(head); c != 0 {
			return c
		}
	}
	if isText(head) {
		return contentText
	}
	return contentUnknown
}

// pdfOf looks where readers look: they bear with up to a kilobyte of lines before the first one. A
// text that mentions the word within a line is none.
func pdfOf(head []byte) content {
	const mark = "%PDF-"
	start := head[:min(len(head), 1024)]
	if bytes.HasPrefix(bytes.TrimLeft(start, "\xef\xbb\xbf \t\r\n\x00"), []byte(mark)) ||
		bytes.Contains(start, []byte("\n"+mark)) || bytes.Contains(start, []byte("\r"+mark)) {
		return contentPDF
	}
	return 0
}

// programOf tells a Windows program from a text that starts with its two letters, and a script
// from a remark.
func programOf(head []byte) content {
	const peOffset, shortest = 0x3C, 0x40
	switch {
	case bytes.HasPrefix(head, []byte("#!")):
		if line := bytes.TrimLeft(head[2:], " \t"); len(line) > 0 && line[0] == '/' {
			return contentScript
		}
	case bytes.HasPrefix(head, []byte("MZ")), bytes.HasPrefix(head, []byte("ZM")):
		if len(head) < shortest {
			break
		}
		at := int64(binary.LittleEndian.Uint32(head[peOffset:]))
		if bytes.IndexByte(head[:shortest], 0) >= 0 || at < int64(len(head)) && bytes.HasPrefix(head[at:], []byte("PE\x00\x00")) {
			return contentPE
		}
	}
	return 0
}

// isText reports whether head holds nothing that texts do not, in any encoding of one byte or more
// a letter, or starts as UTF-16 does. ESC belongs to Japanese mail.
func isText(head []byte) bool {
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		return true
	}
	for _, b := range head {
		if b < ' ' && (b < '\b' || b > '\r') && b != 0x1B {
			return false
		}
	}
	return true
}

// holdsMacro reports whether a document's first bytes name the part in which Office keeps macros.
// That part may lie further on: that none is named says nothing.
func holdsMacro(found content, head []byte) bool {
	part := "vbaProject.bin"
	if found == contentOLE2 {
		part = "_\x00V\x00B\x00A\x00_\x00P\x00R\x00O\x00J\x00E\x00C\x00T\x00"
	}
	return found&(contentZip|contentOLE2) != 0 && bytes.Contains(head, []byte(part))
}
