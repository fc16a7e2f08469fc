package picture_test

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/jpeg"
	"image/png"
	"slices"
	"strings"
	"testing"

	"attache/ui/preview"
	"attache/ui/preview/picture"
	"attache/ui/preview/trial"
)

func TestWhatIsTooLargeOrCannotBeIsRefusedByItsHead(t *testing.T) {
	t.Parallel()
	box := preview.Box{W: 80, H: 60}
	progressive := jpegHead(0xc2, 6000, 6000, 3, 0x11)
	frames := gifOf(t, 8, 6, 2)
	copy(frames[6:], "\x40\x1f\x70\x17")
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"a bomb of 20000 x 20000":          {pngHead(20000, 20000, 8, 2, make([]byte, 49000)), "more than 40 million pixels"},
		"more than an int32 can multiply":  {pngHead(1<<31-1, 1<<31-1, 1, 0, nil), ""},
		"65535 x 65535":                    {jpegHead(0xc0, 65535, 65535, 3, 0x22), "more than 40 million pixels"},
		"few bytes for many pixels":        {pngHead(5000, 5000, 8, 2, make([]byte, 40)), "promises more pixels than its bytes can hold"},
		"a head without a body":            {jpegHead(0xc0, 4000, 3000, 3, 0x22), "promises more pixels than its bytes can hold"},
		"16 bits for each of 36 megapixel": {pngHead(6000, 6000, 16, 6, make([]byte, 40000)), "too much memory"},
		"one row of 30 million pixels":     {pngHead(30e6, 1, 8, 6, make([]byte, 40000)), "too much memory"},
		"a progressive one without end":    {append(progressive, make([]byte, 100000)...), "too much memory"},
		"an animation of large frames":     {frames, "more than 40 million pixels"},
	} {
		pages, err := show(t, c.data, box)
		if c.want == "" {
			if err == nil && pages[0].Problem == "" {
				t.Errorf("%s: no problem", name)
			}
			continue
		}
		if err != nil || len(pages) != 1 {
			t.Errorf("%s: %d pages, %v", name, len(pages), err)
			continue
		}
		if p := pages[0]; !strings.Contains(p.Problem, c.want) || p.Picture != nil || len(p.Facts) == 0 || p.Partial {
			t.Errorf("%s: %q, %q", name, p.Problem, p.Facts)
		}
	}
}

// jpegHead is a JPEG up to its pixels.
func jpegHead(marker byte, w, h uint16, components int, sampling byte) []byte {
	body := binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16([]byte{8}, h), w)
	body = append(body, byte(components))
	for i := range components {
		body = append(body, byte(i+1), sampling, 0)
		sampling = 0x11
	}
	out := binary.BigEndian.AppendUint16([]byte{0xff, 0xd8, 0xff, marker}, uint16(len(body)+2))
	return append(append(out, body...), "\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00"...)
}

func TestWhatIsDamagedSaysSoAndKeepsItsFacts(t *testing.T) {
	t.Parallel()
	var d picture.Decoders
	for name := range references() {
		data := read(t, name)
		data = data[:len(data)*2/3]
		ask := &preview.Ask{Size: int64(len(data)), Data: data, Whole: true, Box: preview.Box{W: 40, H: 30}}
		if strings.HasPrefix(string(data), "II*") {
			ask.Whole = false // what a TIFF is stands at its end
		}
		pages, err := showAsk(t, &d, ask)
		if err != nil || len(pages) == 0 {
			t.Errorf("%s: %d pages, %v", name, len(pages), err)
			continue
		}
		if p := pages[len(pages)-1]; p.Kind == "" || p.Problem == "" && p.Picture == nil {
			t.Errorf("%s: %q, %q", name, p.Facts, p.Problem)
		}
	}
}

func TestEveryShapeFitsItsBox(t *testing.T) {
	t.Parallel()
	for _, shape := range [][2]int{{1, 1}, {1, 65535}, {65535, 1}, {3, 20000}, {20000, 3}, {641, 480}, {1279, 961}, {1280, 960}, {5, 1000}} {
		var b bytes.Buffer
		if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, shape[0], shape[1]))); err != nil {
			t.Fatal(err)
		}
		for _, box := range []preview.Box{{W: 640, H: 480}, {W: 1, H: 1}, {W: 2, H: 300}} {
			p := last(t, b.Bytes(), box)
			if c := p.Picture; c == nil || c.W < 1 || c.H < 1 || c.W > box.W || c.H > box.H || len(c.RGB) != 3*c.W*c.H {
				t.Errorf("%v in %v: %v, %q", shape, box, size(c), p.Problem)
			}
		}
	}
}

func TestEveryOrientationIsTurnedUpright(t *testing.T) {
	t.Parallel()
	// Red at the top left, green at the top right, of a picture that is held upright.
	corners := [9]string{"", "rg..", "gr..", "..gr", "..rg", "r.g.", "g.r.", ".g.r", ".r.g"}
	for o := 1; o <= 8; o++ {
		m := image.NewRGBA(image.Rect(0, 0, 64, 32))
		for y := range 32 {
			for x := range 64 {
				c := corners[o][y/16*2+x/32]
				at := m.PixOffset(x, y)
				m.Pix[at+3] = 255
				switch c {
				case 'r':
					m.Pix[at] = 255
				case 'g':
					m.Pix[at+1] = 255
				}
			}
		}
		var b bytes.Buffer
		if err := jpeg.Encode(&b, m, nil); err != nil {
			t.Fatal(err)
		}
		for _, order := range []binary.AppendByteOrder{binary.BigEndian, binary.LittleEndian} {
			data := withSegment(b.Bytes(), "Exif\x00\x00", exifOf(order, 0, tagOf(order, 0x0112, 3, 1, uint32(o))))
			for _, w := range []int{64, 8} {
				p := last(t, data, preview.Box{W: w, H: w}).Picture
				right := 3 * (p.W - 1)
				if (o >= 5) != (p.H > p.W) || p.RGB[0] < 200 || p.RGB[1] > 60 || p.RGB[right] > 60 || p.RGB[right+1] < 200 {
					t.Errorf("orientation %d in %d: %v, % x, % x", o, w, p.Box, p.RGB[:3], p.RGB[right:right+3])
				}
			}
		}
	}
}

func TestEXIFThatRunsInCirclesOrOutOfItsBoundsIsLeft(t *testing.T) {
	t.Parallel()
	le := binary.LittleEndian
	photo := jpegOf(t, 32, 32, 80)
	many := make([][]byte, 2000)
	for i := range many {
		many[i] = tagOf(le, 0x8769, 4, 1, 8)
	}
	for name, block := range map[string][]byte{
		"tables that hold themselves": exifOf(le, 8, tagOf(le, 0x8769, 4, 1, 8), tagOf(le, 0x8825, 4, 1, 8)),
		"a thousand tags":             exifOf(le, 8, many...),
		"a text of 4 GB":              exifOf(le, 0, tagOf(le, 0x010f, 2, 1<<32-1, 8)),
		"a value beyond the end":      exifOf(le, 1<<32-1, tagOf(le, 0x010f, 2, 100, 1<<32-1), tagOf(le, 0x8825, 4, 1, 1<<32-1)),
		"an unknown kind":             exifOf(le, 0, tagOf(le, 0x0112, 99, 1, 6)),
		"a turn that there is not":    exifOf(le, 0, tagOf(le, 0x0112, 3, 1, 77)),
		"nothing":                     nil,
		"a head alone":                []byte("II*\x00"),
		"a thumbnail of everything":   exifOf(le, 8, tagOf(le, 0x0201, 4, 1, 0), tagOf(le, 0x0202, 4, 1, 1<<31)),
	} {
		p := last(t, withSegment(photo, "Exif\x00\x00", block), preview.Box{W: 32, H: 32})
		if p.Picture == nil || len(p.Facts) != 1 || len(p.Warnings) != 0 {
			t.Errorf("%s: %q %q", name, p.Facts, p.Warnings)
		}
	}
}

func TestATIFFThatRunsInCirclesEnds(t *testing.T) {
	t.Parallel()
	le := binary.LittleEndian
	whole := func(w, h uint32, more ...[]byte) [][]byte {
		tags := [][]byte{tagOf(le, 0x0100, 4, 1, w), tagOf(le, 0x0101, 4, 1, h), tagOf(le, 0x0102, 3, 1, 8), tagOf(le, 0x0103, 3, 1, 1), tagOf(le, 0x0106, 3, 1, 1)}
		return append(tags, more...)
	}
	for name, tags := range map[string][][]byte{
		"strips that are the head":       whole(100, 100, tagOf(le, 0x0111, 4, 1, 0), tagOf(le, 0x0116, 4, 1, 100), tagOf(le, 0x0117, 4, 1, 1<<31)),
		"a million strips":               whole(5000, 5000, tagOf(le, 0x0111, 4, 1<<20, 8), tagOf(le, 0x0116, 4, 1, 1), tagOf(le, 0x0117, 4, 1<<20, 8)),
		"strips of no rows":              whole(5000, 5000, tagOf(le, 0x0111, 4, 1, 8), tagOf(le, 0x0116, 4, 1, 0), tagOf(le, 0x0117, 4, 1, 8)),
		"tiles wider than the picture":   whole(10, 10, tagOf(le, 0x0142, 4, 1, 1<<31), tagOf(le, 0x0143, 4, 1, 1<<31), tagOf(le, 0x0144, 4, 1, 8), tagOf(le, 0x0145, 4, 1, 8)),
		"a table of colours of 4 GB":     whole(10, 10, tagOf(le, 0x0140, 3, 1<<31, 8)),
		"other pictures that are itself": whole(10, 10, tagOf(le, 0x014a, 4, 1, 8), tagOf(le, 0x8769, 4, 1, 8)),
	} {
		data := exifOf(le, 8, tags...)
		pages, err := show(t, data, preview.Box{W: 40, H: 30})
		if err == nil && pages[len(pages)-1].Problem == "" {
			t.Errorf("%s: no problem", name)
		}
	}
}

func TestMetadataIsFoundInEveryContainer(t *testing.T) {
	t.Parallel()
	le := binary.LittleEndian
	block := exifOf(le, 0, tagOf(le, 0x0110, 2, 4, le.Uint32([]byte("Cam\x00"))))
	xmp := []byte("<x exif:GPSLatitude='53,24.6N'/>")
	plain := read(t, "photo.png")
	at := len(plain) - 12 // before the end
	riff := func(kind string, body []byte) []byte {
		return append(le.AppendUint32([]byte(kind), uint32(len(body))), body[:len(body):len(body)]...)
	}
	for name, data := range map[string][]byte{
		"PNG":  slices.Concat(plain[:at], chunk("eXIf", block), chunk("iTXt", append([]byte("XML:com.adobe.xmp\x00\x00\x00\x00\x00"), xmp...)), plain[at:]),
		"WebP": slices.Concat(read(t, "photo.webp"), riff("EXIF", block), riff("XMP ", xmp)),
		"JPEG": withSegment(withSegment(jpegOf(t, 8, 8, 80), "Exif\x00\x00", block), "http://ns.adobe.com/xap/1.0/\x00", xmp),
	} {
		p := last(t, data, preview.Box{})
		if len(p.Facts) != 2 || p.Facts[1].Value != "Cam" || len(p.Warnings) != 1 {
			t.Errorf("%s: %q, %q", name, p.Facts, p.Warnings)
		}
	}
}

func TestAPlaceOfZerosIsNone(t *testing.T) {
	t.Parallel()
	le := binary.LittleEndian
	for _, c := range []struct {
		degrees, by uint32
		place       bool
	}{{0, 0, false}, {0, 1, false}, {53, 0, false}, {53, 1, true}} {
		gps := exifOf(le, 0, tagOf(le, 0x0002, 5, 1, 100))[8:]
		block := exifOf(le, 0, tagOf(le, 0x8825, 4, 1, 40))
		block = append(append(block, make([]byte, 40-len(block))...), gps...)
		block = append(block, make([]byte, 100-len(block))...)
		block = le.AppendUint32(le.AppendUint32(block, c.degrees), c.by)
		p := last(t, withSegment(jpegOf(t, 8, 8, 80), "Exif\x00\x00", block), preview.Box{})
		if (len(p.Warnings) == 1) != c.place {
			t.Errorf("%d/%d: %q", c.degrees, c.by, p.Warnings)
		}
	}
}

// FuzzFor gives a decoder broken files of every format, and holds it to its promises.
func FuzzFor(f *testing.F) {
	for name := range references() {
		f.Add(read(f, name))
	}
	for _, name := range []string{"alpha.png", "alpha.webp", "lossless.webp", "tiles.heic"} {
		f.Add(read(f, name))
	}
	f.Add(pngHead(20000, 20000, 8, 2, make([]byte, 100)))
	f.Add(jpegHead(0xc2, 100, 100, 3, 0x22))
	var d picture.Decoders
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, whole := range []bool{true, false} {
			ask := &preview.Ask{Size: int64(len(data)), Data: data, Whole: whole, Box: preview.Box{W: 20, H: 15}}
			page, failed, breach := trial.Run(t.Context(), d.For, ask)
			if breach != nil || failed == nil && len(page.Facts) == 0 && page.Problem == "" {
				t.Errorf("whole %v: %v", whole, breach)
			}
		}
	})
}
