package office

import (
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// codePage is the encoding that Windows gives a number, or nil.
func codePage(n int) encoding.Encoding {
	pages := []encoding.Encoding{
		charmap.Windows1250, charmap.Windows1251, charmap.Windows1252, charmap.Windows1253, charmap.Windows1254,
		charmap.Windows1255, charmap.Windows1256, charmap.Windows1257, charmap.Windows1258,
	}
	switch {
	case n >= 1250 && n <= 1258:
		return pages[n-1250]
	case n == 65001:
		return unicode.UTF8
	case n == 1200:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case n == 932:
		return japanese.ShiftJIS
	case n == 936:
		return simplifiedchinese.GBK
	case n == 949:
		return korean.EUCKR
	case n == 950:
		return traditionalchinese.Big5
	case n == 437:
		return charmap.CodePage437
	case n == 850:
		return charmap.CodePage850
	case n == 10000:
		return charmap.Macintosh
	}
	return nil
}
