package text

import (
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

func head[T string | []byte](s T, n int) T { return s[:min(len(s), n)] }

func through(e encoding.Encoding, b []byte) string {
	out, err := e.NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\uFFFD")
	}
	return string(out)
}

func byEncoding(name string) encoding.Encoding {
	switch name {
	case "windows-1250":
		return charmap.Windows1250
	case "windows-1251":
		return charmap.Windows1251
	case "windows-1252":
		return charmap.Windows1252
	case "windows-1253":
		return charmap.Windows1253
	case "windows-1254":
		return charmap.Windows1254
	case "windows-1255":
		return charmap.Windows1255
	case "windows-1256":
		return charmap.Windows1256
	case "ISO-8859-2":
		return charmap.ISO8859_2
	case "windows-874":
		return charmap.Windows874
	case "IBM850":
		return charmap.CodePage850
	case "IBM866":
		return charmap.CodePage866
	case "Macintosh":
		return charmap.Macintosh
	case "ISO-8859-5":
		return charmap.ISO8859_5
	case "ISO-8859-6":
		return charmap.ISO8859_6
	case "ISO-8859-7":
		return charmap.ISO8859_7
	case "ISO-8859-8", "ISO-8859-8-I":
		return charmap.ISO8859_8
	}
	return byScript(name)
}

func byScript(name string) encoding.Encoding {
	switch name {
	case "KOI8-R":
		return charmap.KOI8R
	case "Shift_JIS":
		return japanese.ShiftJIS
	case "EUC-JP":
		return japanese.EUCJP
	case "ISO-2022-JP":
		return japanese.ISO2022JP
	case "GB18030":
		return simplifiedchinese.GB18030
	case "EUC-KR":
		return korean.EUCKR
	case "Big5":
		return traditionalchinese.Big5
	}
	return nil
}
