package picture

import (
	"bytes"
	"encoding/binary"
)

// aboutPNG reads the chunks before the pixels, and those after them where the file is whole.
func aboutPNG(data []byte) about {
	var a about
	for data = data[min(8, len(data)):]; len(data) >= 12; {
		n := int64(binary.BigEndian.Uint32(data))
		kind, end := string(data[4:8]), min(n+12, int64(len(data)))
		body := data[8:max(8, end-4)]
		switch {
		case kind == "eXIf":
			a.readEXIF(body)
		case kind == "iTXt" && bytes.HasPrefix(body, []byte("XML:com.adobe.xmp\x00")):
			a.readXMP(body)
		case kind == "acTL" && len(body) >= 4:
			a.frames = int(binary.BigEndian.Uint32(body))
		}
		data = data[end:]
	}
	return a
}
