package model

import "strings"

// content is what first bytes show, one bit each, so that a set of them is one value. No bit:
// there were no bytes.
type content uint32

const (
	contentUnknown content = 1 << iota // bytes of no kind known here
	contentText                        // no byte that texts do not have, and nothing more special
	contentHTML
	contentXML
	contentPNG
	contentJPEG
	contentGIF
	contentWebP
	contentHEIC
	contentPicture // another kind of picture
	contentPDF
	contentZip  // OOXML too
	contentOLE2 // legacy Office, and modern Office under a password
	contentRTF
	contentWAV
	contentMP4   // any ISO media file, QuickTime among them
	contentMedia // another kind of sound or video
	contentGzip
	contentArchive // another kind of archive
	contentPE      // Windows
	contentELF     // Linux
	contentMachO   // macOS; Java's classes start alike
	contentScript  // names its interpreter in the first line
	contentLink    // a shortcut
	contentPage    // XML that a browser draws

	contentPrograms  = contentPE | contentELF | contentMachO | contentScript | contentLink
	contentDocuments = contentHTML | contentPDF | contentZip | contentOLE2 | contentRTF | contentGzip | contentArchive
	contentAll       = contentPage<<1 - 1
)

// allows reports whether a claim admits the content found. Whoever claims nothing admits all.
func (c content) allows(found content) bool { return c == 0 || c&found != 0 }

// declaredAs returns what content a declared type admits; 0 where it claims nothing.
func declaredAs(mediaType string) content {
	switch mediaType {
	case "image/svg+xml":
		return contentXML | contentHTML | contentText
	case "text/html", "application/xhtml+xml":
		return contentHTML | contentXML | contentText
	case "application/msword", "application/vnd.ms-powerpoint":
		return contentOLE2 | contentZip | contentRTF | contentXML
	case "application/vnd.ms-excel":
		// Browsers on Windows declare tables of values so.
		return contentOLE2 | contentZip | contentXML | contentText | contentUnknown
	case "application/rtf", "text/rtf", "application/x-rtf", "text/richtext":
		return contentRTF
	case "audio/wav", "audio/x-wav", "audio/vnd.wave", "audio/wave":
		return contentWAV
	case "video/mp4", "video/quicktime", "video/3gpp", "audio/mp4", "audio/x-m4a":
		return contentMP4
	case "application/zip", "application/x-zip-compressed", "application/x-zip":
		return contentZip
	case "application/gzip", "application/x-gzip":
		return contentGzip
	}
	kind, sub, _ := strings.Cut(mediaType, "/")
	switch {
	case strings.HasPrefix(sub, "vnd.openxmlformats-officedocument."), strings.HasSuffix(sub, ".macroenabled.12"):
		return contentZip | contentOLE2
	case kind == "text":
		return contentText | contentXML | contentUnknown
	case kind == "image" || kind == "application" && strings.TrimPrefix(sub, "x-") == "pdf":
		return namedAs(strings.TrimPrefix(sub, "x-"))
	case kind == "audio" || kind == "video":
		return contentAll &^ contentDocuments
	}
	return 0
}

// namedAs returns what content an extension admits; 0 where it claims nothing.
func namedAs(ext string) content {
	switch ext {
	case "png":
		return contentPNG
	case "jpg", "jpeg", "jfif", "jpe", "pjpeg":
		return contentJPEG
	case "gif":
		return contentGIF
	case "webp":
		return contentWebP
	case "heic", "heif":
		return contentHEIC
	case "bmp", "tif", "tiff":
		return contentPicture
	case "pdf":
		return contentPDF
	case "docx", "xlsx", "pptx", "docm", "xlsm", "pptm":
		return contentZip | contentOLE2
	case "odt", "ods", "odp", "zip":
		return contentZip
	case "doc":
		return contentOLE2 | contentRTF | contentXML
	case "xls":
		return contentOLE2 | contentXML | contentText | contentUnknown // older than OLE2, or exported
	case "ppt":
		return contentOLE2
	case "rtf":
		return contentRTF
	case "wav":
		return contentWAV
	case "mp4", "m4v", "m4a", "mov", "3gp":
		return contentMP4
	case "gz", "tgz":
		return contentGzip
	case "txt", "csv", "tsv", "log", "md", "json":
		return contentText | contentXML | contentUnknown
	case "htm", "html":
		return contentHTML | contentXML | contentText
	}
	return 0
}
