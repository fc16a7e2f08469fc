package hevc_test

import (
	"bytes"
	"context"
	"os"
	"testing"

	"attache/ui/preview/picture/heif"
	"attache/ui/preview/picture/hevc"
)

// tile is a file with one picture.
func tile(t *testing.T) (file []byte, w, h int) {
	t.Helper()
	data, err := os.ReadFile("../../testdata/corpus/tiles.heic")
	if err != nil {
		t.Fatal(err)
	}
	f, err := heif.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	return f.Tiles[0].Alone(), f.Tiles[0].W, f.Tiles[0].H
}

// TestCodec tries one codec in many ways: to compile its code takes the race detector long.
func TestCodec(t *testing.T) {
	t.Parallel()
	file, w, h := tile(t)
	var c hevc.Codec
	fine := func(t *testing.T) {
		t.Helper()
		if m, err := c.Decode(t.Context(), file, w, h); err != nil || m.Rect.Dx() != w || m.Rect.Dy() != h {
			t.Fatal(err)
		}
	}
	t.Run("who is no longer wanted answers at once and is ready later", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := c.Decode(ctx, file, w, h); err == nil {
			t.Error("it decodes for nobody")
		}
		fine(t)
	})
	t.Run("a picture of another width than its head says is a fault", func(t *testing.T) {
		at := bytes.Index(file, []byte("ispe")) + 8
		for _, size := range [][2]byte{{128, 128}, {200, 64}, {255, 255}} {
			lie := bytes.Clone(file)
			lie[at+3], lie[at+7] = size[0], size[1]
			if _, err := c.Decode(t.Context(), lie, int(size[0]), int(size[1])); err == nil {
				t.Errorf("a picture of 64 x 64 is taken for one of %v", size)
			}
		}
		if _, err := c.Decode(t.Context(), file, w, h+1); err == nil {
			t.Error("another size than the file's is taken")
		}
		fine(t)
	})
	t.Run("broken code is a fault and no more", func(t *testing.T) {
		for i := range 30 {
			broken := bytes.Clone(file)
			for at := len(file) - 1 - i*7; at > 0; at -= 97 {
				broken[at] ^= byte(i + 1)
			}
			_, _ = c.Decode(t.Context(), broken, w, h)
			_, _ = c.Decode(t.Context(), file[:len(file)-i*19], w, h)
		}
		fine(t)
	})
}
