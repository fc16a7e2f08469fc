package picture_test

import (
	"testing"

	"attache/ui/preview"
	"attache/ui/preview/picture"
)

// BenchmarkPhoto shows a photo of 12 megapixels, as a phone takes it.
func BenchmarkPhoto(b *testing.B) {
	data := jpegOf(b, 4000, 3000, 62)
	b.SetBytes(int64(len(data)))
	ask := &preview.Ask{Size: int64(len(data)), Data: data, Whole: true, Box: preview.Box{W: 160, H: 120}}
	b.ReportAllocs()
	for b.Loop() {
		if err := new(picture.Decoders).For(ask)(b.Context(), ask, func(preview.Page) {}); err != nil {
			b.Fatal(err)
		}
	}
}
