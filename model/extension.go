package model

import (
	"slices"
	"strings"
)

// isProgramExtension knows the extensions that Windows, macOS or a Linux desktop run, install,
// mount or follow on a double click. They are what mail programs refuse, and the like of the other
// systems.
func isProgramExtension(ext string) bool {
	switch ext {
	case
		// programs, libraries and what installs them, on Windows
		"exe", "com", "scr", "pif", "cpl", "dll", "ocx", "sys", "drv", "msc", "msi", "msp", "mst", "msu", "msix", "msixbundle",
		"appx", "appxbundle", "appinstaller", "application", "appref-ms", "gadget", "xll", "wll", "xbap", "inf", "ins", "isp",
		// scripts
		"bat", "cmd", "btm", "hta", "js", "jse", "mjs", "vb", "vbs", "vbe", "ws", "wsc", "wsf", "wsh", "sct",
		"ps1", "ps1xml", "ps2", "ps2xml", "psc1", "psc2", "psm1", "psd1", "psdm1", "cdxml", "msh", "msh1", "msh2", "reg", "bas", "prg", "fxp",
		// what points to something else, or makes Windows do something
		"lnk", "url", "scf", "shb", "shs", "chm", "hlp", "library-ms", "search-ms", "searchconnector-ms",
		"settingcontent-ms", "diagcab", "theme", "themepack", "deskthemepack", "website", "rdp", "appcontent-ms", "osdx",
		"mad", "maf", "mag", "mam", "maq", "mar", "mas", "mat", "mau", "mav", "maw", "wsb", "printerexport", "webpnp", "pcd", "prf",
		// disks: what lies within loses the mark of a download
		"iso", "img", "udf", "isz", "nrg", "mdf", "cue", "vhd", "vhdx", "vmdk", "vdi", "wim", "esd", "dmg", "toast", "cdr", "sparseimage",
		"sparsebundle", "squashfs",
		// any system
		"jar", "jnlp", "class", "py", "pyc", "pyo", "pyw", "pyz", "pyzw", "rb", "pl", "php", "lua", "tcl", "wasm",
		// macOS
		"app", "command", "tool", "pkg", "mpkg", "scpt", "scptd", "applescript", "workflow", "action", "terminal",
		"dylib", "kext", "prefpane", "saver", "mobileconfig", "fileloc", "inetloc", "ftploc", "afploc", "mailloc", "webloc", "webbookmark", "shortcut",
		"osx",
		// Linux and Android
		"sh", "bash", "zsh", "fish", "csh", "ksh", "run", "out", "elf", "so", "ko", "desktop", "kdelnk", "directory", "appimage", "deb", "rpm",
		"snap", "flatpak", "flatpakref", "flatpakrepo", "apk", "xapk":
		return true
	}
	return false
}

// isProgramType knows the types under which programs are declared.
func isProgramType(mediaType string) bool {
	return slices.Contains([]string{
		"application/x-msdownload", "application/x-dosexec", "application/x-msdos-program", "application/x-msi",
		"application/vnd.microsoft.portable-executable", "application/x-executable", "application/x-elf",
		"application/x-sharedlib", "application/x-mach-binary", "application/x-sh", "application/x-shellscript",
		"text/x-shellscript", "application/x-bat", "application/hta", "application/java-archive",
		"application/x-java-archive", "application/x-ms-shortcut", "application/vnd.android.package-archive",
		"application/x-apple-diskimage", "application/x-debian-package", "application/vnd.debian.binary-package",
		"application/x-rpm",
	}, mediaType)
}

// isMacroExtension knows the document types made to hold programs. A doc, xls or ppt may hold
// some, too, but is no reason for a warning by itself: they are among the types the service takes by
// default, and who is asked about every second file stops reading the question.
func isMacroExtension(ext string) bool {
	switch ext {
	case "docm", "dotm", "xlsm", "xltm", "xlsb", "xlam", "xla", "xlm", "pptm", "potm", "ppsm", "ppam", "ppa", "sldm",
		"accdb", "accde", "accda", "accdr", "mdb", "mde", "mda", "ade", "adp", "one", "onepkg",
		"iqy", "oqy", "rqy", "dqy", "slk", "pub":
		return true
	}
	return false
}

// isPageExtension knows the types that a browser opens, with the scripts within.
func isPageExtension(ext string) bool {
	return slices.Contains([]string{
		"htm", "html", "shtm", "shtml", "xhtm", "xhtml", "xht", "dhtml", "phtml", "htx", "htc", "mht", "mhtm", "mhtml", "maff", "webarchive",
		"svg", "svgz", "xsl", "xslt", "asp", "aspx", "jsp", "jspx", "cfm", "swf",
	}, ext)
}

// isPageType knows the types under which such pages are declared.
func isPageType(mediaType string) bool {
	return slices.Contains([]string{
		"text/html", "application/xhtml+xml", "image/svg+xml", "multipart/related", "application/x-mimearchive", "text/xsl",
		"application/xslt+xml", "application/x-webarchive", "application/x-shockwave-flash",
	}, mediaType)
}

// isDocumentExtension knows the types that people open without a thought: what stands before the
// real extension to be taken for it. That a page or a program follows makes it a trick: print.docx.pdf,
// data.csv.gz and letter.pdf.p7m are everyday names.
func isDocumentExtension(ext string) bool {
	switch ext {
	case "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "odp", "rtf", "txt", "csv", "tsv", "log",
		"jpg", "jpeg", "jfif", "png", "gif", "webp", "heic", "heif", "bmp", "tif", "tiff",
		"mp3", "mp4", "m4a", "mov", "avi", "wav", "ogg", "zip", "rar", "7z", "gz", "htm", "html", "xml", "json", "eml":
		return true
	}
	return false
}

// clearExtension returns the extension of a media type that has one usual extension, and no programs
// or scripts in it; "" for any other.
func clearExtension(mediaType string) string {
	switch mediaType {
	case "application/pdf", "image/png", "image/gif", "image/webp", "image/heic", "image/heif", "image/bmp",
		"text/csv", "text/rtf", "application/rtf", "video/mp4", "application/zip":
		_, ext, _ := strings.Cut(mediaType, "/")
		return ext
	case "audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave":
		return "wav"
	case "audio/mp4", "audio/x-m4a":
		return "m4a"
	case "image/tiff":
		return "tiff"
	case "image/svg+xml":
		return ""
	}
	return usualExtension(mediaType)
}

// usualExtension knows the types the service takes whose name is not their extension.
func usualExtension(contentType string) string {
	switch contentType {
	case "image/jpeg":
		return "jpg"
	case "image/svg+xml":
		return "svg"
	case "text/plain":
		return "txt"
	case "audio/mpeg":
		return "mp3"
	case "video/quicktime":
		return "mov"
	case "application/msword":
		return "doc"
	case "application/vnd.ms-excel":
		return "xls"
	case "application/vnd.ms-powerpoint":
		return "ppt"
	case "application/vnd.openxmlformats-officedocument.wordprocessingml.document":
		return "docx"
	case "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":
		return "xlsx"
	case "application/vnd.openxmlformats-officedocument.presentationml.presentation":
		return "pptx"
	}
	return ""
}

// mediaType returns a declared content type without its parameters, in lower case.
func mediaType(contentType string) string {
	full, _, _ := strings.Cut(contentType, ";")
	return strings.ToLower(strings.TrimSpace(full))
}
