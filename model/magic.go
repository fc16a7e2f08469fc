package model

import (
	"bytes"
	"encoding/binary"
)

// signature is how content of a kind starts.
type signature struct {
	at    int
	bytes string
	is    content
}

// signatures are the ones that a fixed string tells. Their source is each format's description.
func signatures() []signature {
	return []signature{
		{0, "\x89PNG\r\n\x1a\n", contentPNG},
		{0, "\xff\xd8\xff", contentJPEG},
		{0, "GIF87a", contentGIF},
		{0, "GIF89a", contentGIF},
		{0, "II*\x00", contentPicture}, // TIFF
		{0, "MM\x00*", contentPicture},
		{0, "PK\x03\x04", contentZip},
		{0, "PK\x05\x06", contentZip}, // an empty one
		{0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", contentOLE2},
		{0, `{\rtf`, contentRTF},
		{0, "OggS", contentMedia},
		{0, "fLaC", contentMedia},
		{0, "ID3\x02", contentMedia},
		{0, "ID3\x03", contentMedia},
		{0, "ID3\x04", contentMedia},
		{0, "\xff\xfb", contentMedia}, // MP3 without ID3
		{0, "\xff\xf3", contentMedia},
		{0, "\xff\xf1", contentMedia}, // AAC
		{0, "\xff\xf9", contentMedia},
		{0, "#!AMR", contentMedia},
		{0, "\x1a\x45\xdf\xa3", contentMedia}, // Matroska
		{0, "\x1f\x8b", contentGzip},
		{0, "7z\xbc\xaf\x27\x1c", contentArchive},
		{0, "Rar!\x1a\x07", contentArchive},
		{0, "\xfd7zXZ\x00", contentArchive},
		{0, "\x28\xb5\x2f\xfd", contentArchive}, // Zstandard
		{0, "MSCF\x00\x00\x00\x00", contentArchive},
		{257, "ustar", contentArchive},
		{0, "\x7fELF", contentELF},
		{0, "\xfe\xed\xfa\xce", contentMachO},
		{0, "\xfe\xed\xfa\xcf", contentMachO},
		{0, "\xce\xfa\xed\xfe", contentMachO},
		{0, "\xcf\xfa\xed\xfe", contentMachO},
		{0, "\xca\xfe\xba\xbe", contentMachO},
		{0, "L\x00\x00\x00\x01\x14\x02\x00", contentLink},
	}
}

// contentOf tells what the first bytes of a file show.
func contentOf(head []byte) content {
	if len(head) == 0 {
		return 0
	}
	for _, s := range signatures() {
		if s.at < len(head) && bytes.HasPrefix(head[s.at:], []byte(s.bytes)) {
			return s.is
		}
	}
	for _, tell := range []func([]byte) content{riffOf, isoMediaOf, pdfOf, programOf, bitmapOf, markupOf, shortcutOf} {
		if c := tell(head); c != 0 {
			return c
		}
	}
	if isText(head) {
		return contentText
	}
	return contentUnknown
}

// riffOf reads the form of a RIFF file.
func riffOf(head []byte) content {
	if len(head) < 12 {
		return 0
	}
	switch string(head[:4]) {
	case "RIFF", "RIFX", "RF64", "BW64":
	default:
		return 0
	}
	switch string(head[8:12]) {
	case "WAVE":
		return contentWAV
	case "WEBP":
		return contentWebP
	}
	return contentMedia
}

// isoMediaOf reads the first box of an ISO media file. QuickTime's own files may start with
// another box than ftyp.
func isoMediaOf(head []byte) content {
	// The first four bytes are the box's size. Half a gigabyte is over any first box, and in a text
	// that has one of these words there, they are letters.
	if len(head) < 8 || head[0] >= ' ' {
		return 0
	}
	switch string(head[4:8]) {
	case "moov", "mdat", "wide", "skip", "free", "pnot":
		return contentMP4
	case "ftyp":
	default:
		return 0
	}
	brand := ""
	if len(head) >= 12 {
		brand = string(head[8:12])
	}
	switch brand {
	case "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1":
		return contentHEIC
	case "avif", "avis":
		return contentPicture
	}
	return contentMP4
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

// bitmapOf tells a BMP by its reserved bytes, too: two letters are too few.
func bitmapOf(head []byte) content {
	if len(head) >= 10 && bytes.HasPrefix(head, []byte("BM")) && string(head[6:10]) == "\x00\x00\x00\x00" {
		return contentPicture
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
