package picture

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"image"
	"image/jpeg"
	"strconv"
	"strings"
	"time"

	"attache/ui/preview"
)

// sudden is how many pixels are decoded so soon that the facts need not be told before.
const sudden = 1e6

// about is what a file says of its picture beside the pixels.
type about struct {
	turns  []int // to make it upright, one after the other, as EXIF numbers them
	maker  string
	model  string
	taken  string // as the camera writes it
	place  bool   // it says where it was taken
	thumb  []byte // a JPEG
	frames int    // of an animation
	pages  int    // of a document
	w, h   int    // as the head says it, where the decoder may not know the kind
}

// aboutBMP reads the size, whose height is negative where the first row is the top one.
func aboutBMP(data []byte) about {
	switch n := binary.LittleEndian.Uint32(data[14:]); {
	case n == 12 && len(data) >= 22:
		return about{w: int(binary.LittleEndian.Uint16(data[18:])), h: int(binary.LittleEndian.Uint16(data[20:]))}
	case n >= 40 && len(data) >= 26:
		w, h := int(int32(binary.LittleEndian.Uint32(data[18:]))), int(int32(binary.LittleEndian.Uint32(data[22:]))) //nolint:gosec // they have a sign
		return about{w: w, h: max(h, -h)}
	}
	return about{}
}

// facts tells what there is to know, with the size of the picture as it is looked at.
func (a *about) facts(w, h int) []preview.Fact {
	if lying(a.turns) {
		w, h = h, w
	}
	facts := []preview.Fact{{Label: "Picture", Value: fmt.Sprintf("%d x %d pixels", w, h)}}
	add := func(label, value string) {
		if value != "" {
			facts = append(facts, preview.Fact{Label: label, Value: value})
		}
	}
	add("Taken", moment(a.taken))
	add("Camera", camera(a.maker, a.model))
	if a.pages > 1 {
		add("Pages", strconv.Itoa(a.pages))
	}
	if a.frames > 1 {
		add("Frames", strconv.Itoa(a.frames)+", of which you see the first")
	}
	return facts
}

func (a *about) warnings() []string {
	if a.place {
		return []string{"This photo says where it was taken."}
	}
	return nil
}

// thumbnail is the small picture that a camera puts beside the large one; nil: there is none.
func (a *about) thumbnail(ctx context.Context, box preview.Box) *preview.Picture {
	if box.W <= 0 || box.H <= 0 {
		return nil
	}
	c, err := jpeg.DecodeConfig(bytes.NewReader(a.thumb))
	if err != nil || c.Width*c.Height > sudden {
		return nil
	}
	m, err := jpeg.Decode(input(ctx, a.thumb))
	if err != nil {
		return nil
	}
	p, err := fit(ctx, m, image.Rect(0, 0, c.Width, c.Height), box, a.turns)
	if err != nil {
		return nil
	}
	return p
}

// moment writes a camera's time, which is local to it; empty: it is none.
func moment(s string) string {
	t, err := time.Parse("2006:01:02 15:04:05", strings.TrimRight(s, " \x00"))
	if err != nil || t.Year() < 1900 {
		return ""
	}
	return t.Format("2006-01-02 15:04:05")
}

// camera names a camera once: many makers begin the model with their own name.
func camera(maker, model string) string {
	maker, model = strings.TrimSpace(maker), strings.TrimSpace(model)
	first, _, _ := strings.Cut(maker, " ")
	if first != "" && !strings.HasPrefix(strings.ToLower(model), strings.ToLower(first)) {
		return strings.TrimSpace(maker + " " + model)
	}
	return model
}
