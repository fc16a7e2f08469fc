package picture_test

import (
	"bytes"
	"encoding/binary"
	"testing"

	"attache/ui/preview"
)

func TestAFaxIsAsDarkAsItSays(t *testing.T) {
	t.Parallel()
	data := read(t, "fax.tif")
	box := preview.Box{W: 40, H: 30}
	before := last(t, data, box).Picture.RGB
	at := bytes.LastIndex(data, []byte("\x06\x01\x03\x00\x01\x00\x00\x00"))
	if at < 0 {
		t.Fatal("the fax does not say what is black")
	}
	turned := bytes.Clone(data)
	turned[at+8] ^= 1
	for i, v := range last(t, turned, box).Picture.RGB {
		if d := 255 - int(v) - int(before[i]); d < -1 || d > 1 {
			t.Fatalf("byte %d is %d, and %d where white is black", i, before[i], v)
		}
	}
}

func TestAKindThatCannotBeShownKeepsItsNameAndItsSize(t *testing.T) {
	t.Parallel()
	le := binary.LittleEndian
	rle := le.AppendUint32(le.AppendUint32(append([]byte("BM\x00\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00"), 44, 1, 0, 0), 0xFFFFFFDF), 1|8<<16)
	rle = append(le.AppendUint32(rle, 1), make([]byte, 100)...)
	for name, data := range map[string][]byte{
		"BMP picture":  rle,
		"TIFF picture": exifOf(le, 0, tagOf(le, 0x0100, 4, 1, 300), tagOf(le, 0x0101, 4, 1, 33), tagOf(le, 0x0103, 3, 1, 1), tagOf(le, 0x0106, 3, 1, 5)),
	} {
		pages, err := show(t, data, preview.Box{W: 40, H: 30})
		if p := pages[len(pages)-1]; err != nil || p.Kind != name || p.Facts[0].Value != "300 x 33 pixels" || p.Problem == "" {
			t.Errorf("%s: %+v %v", name, p, err)
		}
	}
}

func TestThePagesOfATIFFAreCounted(t *testing.T) {
	t.Parallel()
	le := binary.LittleEndian
	data := exifOf(le, 0, tagOf(le, 0x0100, 4, 1, 300), tagOf(le, 0x0101, 4, 1, 33))
	second := len(data)
	data = append(data, data[8:]...)
	le.PutUint32(data[second-4:], uint32(second))
	pages, err := show(t, data, preview.Box{})
	if p := pages[0]; err != nil || len(p.Facts) != 2 || p.Facts[1] != (preview.Fact{Label: "Pages", Value: "2"}) {
		t.Errorf("%+v %v", p, err)
	}
	le.PutUint32(data[second-4:], 8) // it runs in circles
	if pages, err := show(t, data, preview.Box{}); err != nil || len(pages) != 1 {
		t.Error(pages, err)
	}
}
