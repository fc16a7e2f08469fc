package picture_test

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"attache/ui/preview"
	"attache/ui/preview/picture"
)

const corpus = "../testdata/corpus"

// read is a file of the corpus.
func read(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(corpus, name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// show returns what a decoder tells of a file, each page as it comes.
func show(t testing.TB, data []byte, box preview.Box) ([]preview.Page, error) {
	t.Helper()
	return showAsk(t, new(picture.Decoders), &preview.Ask{Size: int64(len(data)), Data: data, Whole: true, Box: box})
}

func showAsk(t testing.TB, of *picture.Decoders, ask *preview.Ask) ([]preview.Page, error) {
	t.Helper()
	d := of.For(ask)
	if d == nil {
		t.Fatal("no decoder")
	}
	var pages []preview.Page
	err := d(t.Context(), ask, func(p preview.Page) { pages = append(pages, p) })
	return pages, err
}

// last is the page that stands.
func last(t testing.TB, data []byte, box preview.Box) preview.Page {
	t.Helper()
	pages, err := show(t, data, box)
	if err != nil || len(pages) == 0 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	p := pages[len(pages)-1]
	if p.Partial {
		t.Error("the last page is partial")
	}
	return p
}

func size(p *preview.Picture) preview.Box {
	if p == nil {
		return preview.Box{}
	}
	return p.Box
}

// apart is the mean difference of two pictures, per channel.
func apart(t testing.TB, p *preview.Picture, m image.Image) float64 {
	t.Helper()
	if p == nil || p.W != m.Bounds().Dx() || p.H != m.Bounds().Dy() || len(p.RGB) != 3*p.W*p.H {
		t.Fatalf("the picture is %v, want %v", size(p), m.Bounds())
	}
	sum := 0
	for i, v := range p.RGB {
		c, _ := color.NRGBAModel.Convert(m.At(i/3%p.W, i/3/p.W)).(color.NRGBA)
		d := int(v) - int([]uint8{c.R, c.G, c.B}[i%3])
		sum += max(d, -d)
	}
	return float64(sum) / float64(len(p.RGB))
}

// references maps the files that have a reference to the mean difference allowed: what a lossy format's
// decoders differ by, and more where the corpus holds so small a picture that another scaling is used.
func references() map[string]float64 {
	return map[string]float64{
		"photo.jpg": 1, "photo.jfif": 1, "progressive.jpeg": 1, "cmyk.jpg": 1, "grey.jpg": 1, "photo.png": 1,
		"deep.png": 1.5, "palette.png": 1, "animation.gif": 1, "photo.webp": 1.5, "photo.bmp": 1, "photo.tiff": 1,
		"fax.tif": 1, "animation.webp": 1.5,
	}
}

func TestAPictureLooksAsAnotherProgramScalesIt(t *testing.T) {
	t.Parallel()
	for name, most := range references() {
		looks(t, new(picture.Decoders), name, most)
	}
}

// looks compares a picture of the corpus with its reference.
func looks(t *testing.T, d *picture.Decoders, name string, most float64) {
	t.Helper()
	want, err := png.Decode(bytes.NewReader(read(t, filepath.Join("reference", name+".png"))))
	if err != nil {
		t.Fatal(err)
	}
	data := read(t, name)
	pages, err := showAsk(t, d, &preview.Ask{Size: int64(len(data)), Data: data, Whole: true, Box: preview.Box{W: 40, H: 30}})
	if err != nil || len(pages) == 0 {
		t.Fatalf("%s: %d pages, %v", name, len(pages), err)
	}
	if by := apart(t, pages[len(pages)-1].Picture, want); by > most {
		t.Errorf("%s is apart from its reference by %.2f", name, by)
	}
}

// TestHEIC uses one decoder for all: to compile its code takes the race detector long.
func TestHEIC(t *testing.T) {
	t.Parallel()
	var d picture.Decoders
	data := read(t, "photo.heic")
	ask := &preview.Ask{Size: int64(len(data)), Data: data, Whole: true, Box: preview.Box{W: 320, H: 240}}
	t.Run("its facts come first, then its small picture, then itself", func(t *testing.T) {
		pages, err := showAsk(t, &d, ask)
		if err != nil || len(pages) != 3 {
			t.Fatalf("%d pages, %v", len(pages), err)
		}
		for i, want := range []preview.Box{{}, {W: 80, H: 60}, {W: 320, H: 240}} {
			p := pages[i]
			if p.Kind != "HEIC picture" || len(p.Facts) != 3 || p.Facts[0].Value != "320 x 240 pixels" || len(p.Warnings) != 1 ||
				size(p.Picture) != want || p.Partial != (i < 2) {
				t.Errorf("page %d: %q, %q, %v, partial %v", i, p.Facts, p.Warnings, size(p.Picture), p.Partial)
			}
		}
	})
	t.Run("it looks as another program scales it", func(t *testing.T) {
		looks(t, &d, "photo.heic", 1.5)
		looks(t, &d, "tiles.heic", 3)
	})
	t.Run("its head alone shows its facts", func(t *testing.T) {
		pages, err := showAsk(t, &d, &preview.Ask{Size: 9 << 20, Data: data[:len(data)/2], Box: ask.Box})
		if err != nil || len(pages) == 0 {
			t.Fatalf("%d pages, %v", len(pages), err)
		}
		p := pages[len(pages)-1]
		if p.Partial || len(p.Facts) == 0 || !strings.HasPrefix(p.Problem, "It is too large for a preview") {
			t.Errorf("%q, %q", p.Facts, p.Problem)
		}
	})
	t.Run("it ends when it is no longer wanted", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		pages := 0
		err := d.For(ask)(ctx, ask, func(preview.Page) { pages++; cancel() })
		if err == nil || pages != 1 {
			t.Errorf("%d pages, %v", pages, err)
		}
	})
}

func TestAnAVIFTellsItsFacts(t *testing.T) {
	t.Parallel()
	p := last(t, read(t, "photo.avif"), preview.Box{W: 40, H: 30})
	if p.Kind != "AVIF picture" || p.Facts[0].Value != "96 x 72 pixels" || !strings.Contains(p.Problem, "AVIF") {
		t.Errorf("%q, %q, %q", p.Kind, p.Facts, p.Problem)
	}
}

func TestAPhotoTellsItsSizeCameraTimeAndPlace(t *testing.T) {
	t.Parallel()
	p := last(t, read(t, "photo.jpg"), preview.Box{W: 40, H: 30})
	want := []preview.Fact{
		{Label: "Picture", Value: "320 x 240 pixels"},
		{Label: "Taken", Value: "2026-03-14 08:52:03"},
		{Label: "Camera", Value: "Example Phone 5"},
	}
	if p.Kind != "JPEG picture" || !slices.Equal(p.Facts, want) {
		t.Errorf("%s: %q", p.Kind, p.Facts)
	}
	if !slices.Equal(p.Warnings, []string{"This photo says where it was taken."}) {
		t.Errorf("warnings: %q", p.Warnings)
	}
	if p := last(t, read(t, "photo.jfif"), preview.Box{}); len(p.Warnings) != 0 || p.Picture != nil {
		t.Errorf("without a place or a box: %q, %v", p.Warnings, size(p.Picture))
	}
}

func TestAnAnimationIsItsFirstFrame(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{"animation.gif": "3", "animation.webp": "2"} {
		p := last(t, read(t, name), preview.Box{W: 40, H: 30})
		if len(p.Facts) != 2 || p.Facts[1].Value != want+", of which you see the first" {
			t.Errorf("%s: %q", name, p.Facts)
		}
	}
}

func TestWhatIsTransparentStandsOnAChecker(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"alpha.png", "alpha.webp", "lossless.webp"} {
		for _, box := range []preview.Box{{W: 96, H: 96}, {W: 24, H: 24}} {
			p := last(t, read(t, name), box).Picture
			if p == nil || p.W != box.W || p.RGB[0] != 0x90 || p.RGB[3*(box.W-1)] != p.RGB[3*(box.W-1)+2] {
				t.Fatalf("%s in %v: %v", name, box, size(p))
			}
			if at := 3 * (p.W*p.H/4 + p.W/2); p.RGB[at] < 150 || p.RGB[at+2] > 90 {
				t.Errorf("%s in %v: the red is % x", name, box, p.RGB[at:at+3])
			}
		}
	}
}

func TestAPictureIsNeverMadeLarger(t *testing.T) {
	t.Parallel()
	p := last(t, read(t, "photo.png"), preview.Box{W: 1000, H: 1000}).Picture
	m, err := png.Decode(bytes.NewReader(read(t, "photo.png")))
	if err != nil {
		t.Fatal(err)
	}
	if d := apart(t, p, m); d != 0 {
		t.Errorf("a picture that fits is changed by %v", d)
	}
}

func TestWhatIsNoPictureHasNoDecoder(t *testing.T) {
	t.Parallel()
	for _, data := range []string{"", "\xff", "BM", "BMW is a maker of cars, and this is a text.", "GIF", "RIFF....WAVEfmt ....", "%PDF-1.7", "\x89PNG"} {
		if new(picture.Decoders).For(&preview.Ask{Name: "a.jpg", Type: "image/jpeg", Data: []byte(data)}) != nil {
			t.Errorf("%q is taken for a picture", data)
		}
	}
}

func TestTheBytesDecideNotTheName(t *testing.T) {
	t.Parallel()
	ask := &preview.Ask{Name: "a.txt", Type: "text/plain", Data: read(t, "photo.webp"), Whole: true}
	if pages, err := showAsk(t, new(picture.Decoders), ask); err != nil || pages[0].Kind != "WebP picture" {
		t.Errorf("%d pages, %v", len(pages), err)
	}
}

func TestALargePhotoTellsItsFactsFirst(t *testing.T) {
	t.Parallel()
	pages, err := show(t, jpegOf(t, 1600, 1200, 80), preview.Box{W: 80, H: 60})
	if err != nil || len(pages) != 2 || !pages[0].Partial || len(pages[0].Facts) == 0 || pages[1].Picture == nil || pages[1].Partial {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
}

func TestTheHeadOfALargeFileShowsItsThumbnail(t *testing.T) {
	t.Parallel()
	data := read(t, "photo.jpg")
	ask := &preview.Ask{Size: 9 << 20, Data: data[:len(data)/2], Box: preview.Box{W: 200, H: 200}}
	pages, err := showAsk(t, new(picture.Decoders), ask)
	if err != nil || len(pages) != 1 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	p := pages[0]
	if !strings.HasPrefix(p.Problem, "It is too large for a preview") || p.Picture == nil || p.Picture.W != 80 || p.Picture.H != 60 {
		t.Errorf("%q, %v", p.Problem, size(p.Picture))
	}
}

func TestADecoderEndsWhenItIsNoLongerWanted(t *testing.T) {
	t.Parallel()
	data := jpegOf(t, 1600, 1200, 80)
	ask := &preview.Ask{Size: int64(len(data)), Data: data, Whole: true, Box: preview.Box{W: 80, H: 60}}
	ctx, cancel := context.WithCancel(t.Context())
	pages := 0
	err := new(picture.Decoders).For(ask)(ctx, ask, func(preview.Page) { pages++; cancel() })
	if err == nil || pages != 1 {
		t.Errorf("%d pages, %v", pages, err)
	}
}
