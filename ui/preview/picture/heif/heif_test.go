package heif

import (
	"bytes"
	"image"
	"os"
	"slices"
	"testing"
)

func read(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("../../testdata/corpus/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestATurnedTableOfTilesIsReadAsItStands(t *testing.T) {
	t.Parallel()
	f, err := Read(read(t, "tiles.heic"))
	if err != nil {
		t.Fatal(err)
	}
	if f.Kind != "hvc1" || f.Shown != image.Rect(0, 0, 128, 120) || !slices.Equal(f.Turns, []int{6}) || len(f.Tiles) != 4 || f.Columns != 2 {
		t.Errorf("%v, %v, %d tiles", f.Shown, f.Turns, len(f.Tiles))
	}
}

func TestATileAloneIsAFileOfItsOwn(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"photo.heic", "tiles.heic"} {
		f, err := Read(read(t, name))
		if err != nil {
			t.Fatal(err)
		}
		for _, tile := range f.Tiles {
			alone, err := Read(tile.Alone())
			if err != nil || len(alone.Tiles) != 1 || alone.Shown != image.Rect(0, 0, tile.W, tile.H) ||
				!bytes.Equal(slices.Concat(alone.Tiles[0].parts...), slices.Concat(tile.parts...)) {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

func TestWhatPointsBeyondTheFileIsNotThere(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"photo.heic", "tiles.heic", "photo.avif"} {
		data := read(t, name)
		for n := range data {
			if f, err := Read(data[:n]); err == nil && f.Shown.Empty() {
				t.Fatalf("%s cut after %d bytes: a picture of nothing", name, n)
			}
		}
		if f, err := Read(data[:len(data)-100]); err == nil && len(f.Tiles) != 0 && name == "tiles.heic" {
			t.Error("a table without its last tile has tiles")
		}
	}
}

// boxOf is a file with a table of contents of some boxes.
func fileOf(boxes ...[]byte) []byte {
	return slices.Concat(box("ftyp", "heic\x00\x00\x00\x00mif1heic"), box("meta", "\x00\x00\x00\x00", boxes...))
}

func TestATableThatHoldsItselfOrLiesIsBroken(t *testing.T) {
	t.Parallel()
	id := "\x00\x01"
	items := func(kind string) []byte {
		return box("iinf", "\x00\x00\x00\x00\x00\x01", box("infe", "\x02\x00\x00\x00"+id+"\x00\x00"+kind+"\x00"))
	}
	first := box("pitm", "\x00\x00\x00\x00"+id)
	itself := box("iref", "\x00\x00\x00\x00", box("dimg", id+"\x00\x01"+id), box("thmb", id+"\x00\x01"+id))
	huge := box("iprp", "", box("ipco", "", box("ispe", "\x00\x00\x00\x00\xff\xff\xff\xff\xff\xff\xff\xff")), box("ipma", "\x00\x00\x00\x00\x00\x00\x00\x01"+id+"\x01\x01"))
	for name, data := range map[string][]byte{
		"a table of itself":        fileOf(first, items("grid"), itself),
		"a copy of itself":         fileOf(first, items("iden"), itself, huge),
		"no first picture":         fileOf(items("hvc1"), huge),
		"a size and no code":       fileOf(first, items("hvc1"), huge),
		"a box longer than a file": append(fileOf(first)[:30], 0xff, 0xff, 0xff, 0xff),
		"a box of no length":       fileOf(first, []byte("\x00\x00\x00\x04iinf")),
		"65535 places":             fileOf(first, box("iloc", "\x00\x00\x00\x00\xff\xff\xff\xff"), items("hvc1"), huge),
	} {
		if f, err := Read(data); err == nil && (len(f.Tiles) > 0 || len(f.Thumbnail.Tiles) > 0) {
			t.Errorf("%s: %d tiles", name, len(f.Tiles))
		}
	}
}

func TestWhatIsSaidOfAPictureIsTaken(t *testing.T) {
	t.Parallel()
	id, full := "\x00\x01", "\x00\x00\x00\x00"
	fraction := func(n int) string { return string(long(n)) + "\x00\x00\x00\x01" }
	for _, c := range []struct {
		colour, crop string
		video        bool
		shown        image.Rectangle
	}{
		{"nclx\x00\x01\x00\x0d\x00\x06\x80", "", false, image.Rect(0, 0, 80, 64)},
		{"nclx\x00\x01\x00\x0d\x00\x06\x00", "", true, image.Rect(0, 0, 80, 64)},
		{"prof....", fraction(80) + fraction(60) + fraction(0) + fraction(-2), false, image.Rect(0, 0, 80, 60)},
		{"prof", fraction(40) + fraction(32) + fraction(20) + fraction(16), false, image.Rect(40, 32, 80, 64)},
		{"prof", fraction(400) + fraction(400) + fraction(0) + fraction(0), false, image.Rect(0, 0, 80, 64)},
	} {
		properties := [][]byte{box("ispe", full+string(long(80))+string(long(64))), box("hvcC", "code"), box("colr", c.colour), box("irot", "\x01"), box("imir", "\x01")}
		which := "\x05\x01\x02\x03\x04\x05"
		if c.crop != "" {
			properties, which = append(properties, box("clap", c.crop)), "\x06\x01\x02\x03\x06\x04\x05"
		}
		f, err := Read(fileOf(
			box("pitm", full+id), box("iinf", full+id, box("infe", "\x02\x00\x00\x00"+id+"\x00\x00hvc1\x00")),
			box("iloc", full+"\x44\x00"+id+id+"\x00\x00\x00\x01"+string(long(8))+string(long(8))),
			box("iprp", "", box("ipco", "", properties...), box("ipma", full+"\x00\x00\x00\x01"+id+which)),
		))
		if err != nil || len(f.Tiles) != 1 || f.Tiles[0].Video != c.video || f.Shown != c.shown || !slices.Equal(f.Turns, []int{8, 2}) {
			t.Errorf("%q: %v, %+v", c.colour, err, f)
		}
	}
}

// FuzzRead gives it broken files, and looks that what it finds is within them.
func FuzzRead(f *testing.F) {
	for _, name := range []string{"photo.heic", "tiles.heic", "photo.avif"} {
		f.Add(read(f, name))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Read(data)
		if err != nil {
			return
		}
		for _, p := range []Picture{file.Picture, file.Thumbnail} {
			if len(p.Tiles) > maxItems || len(p.Turns) > 8 || len(p.Tiles) > 0 && p.Columns < 1 {
				t.Errorf("%d tiles, %d turns, %d columns", len(p.Tiles), len(p.Turns), p.Columns)
			}
			for i := range min(len(p.Tiles), 3) {
				if n := len(p.Tiles[i].Alone()); n > maxBoxes*len(data)+1000 {
					t.Errorf("a tile of %d bytes", n)
				}
			}
		}
		if len(file.EXIF) > len(data) || len(file.XMP) > len(data) {
			t.Error("more than there is")
		}
	})
}
