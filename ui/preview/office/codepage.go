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
	case n == 874:
		return charmap.Windows874
	case n == 437:
		return charmap.CodePage437
	case n == 850:
		return charmap.CodePage850
	case n == 10000:
		return charmap.Macintosh
	}
	return nil
}

// charset is the code page of a kind of letters, as fonts number them; 0: it has none.
func charset(n int) int {
	return map[int]int{
		0: 1252, 77: 10000, 128: 932, 129: 949, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256,
		186: 1257, 204: 1251, 222: 874, 238: 1250, 255: 437,
	}[n]
}

// twoBytes reports whether an encoding has characters of two bytes.
func twoBytes(e encoding.Encoding) bool {
	switch e {
	case japanese.ShiftJIS, simplifiedchinese.GBK, korean.EUCKR, traditionalchinese.Big5:
		return true
	}
	return false
}
