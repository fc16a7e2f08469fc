package office

import (
	"context"
	"strconv"
)

// The records of PowerPoint 97 that matter here.
const (
	slideRecord   = 0x03EE
	notesRecord   = 0x03F0
	persistRecord = 0x03F3
	masterRecord  = 0x03F8
	listRecord    = 0x0FF0
	wideText      = 0x0FA0
	byteText      = 0x0FA8
)

const maxSlides = 2000

// slides97 reads the texts of a presentation of PowerPoint 97. Those of a slide stand in two places.
func (d *document) slides97(ctx context.Context, c *compound) error {
	b, err := c.read("PowerPoint Document")
	if err != nil {
		return err
	}
	var texts [maxSlides][]string
	listed, drawn, at, count := 0, 0, &texts[0], 0
	for n := 0; len(b) >= 8; n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		kind, instance, container := le16(b[2:]), le16(b)>>4, b[0]&0xF == 0xF
		body := upTo(b[8:], le32(b[4:]))
		b = b[8:]
		switch {
		case kind == notesRecord, kind == masterRecord, kind == listRecord && instance != 0:
			b = b[len(body):]
			continue
		case kind == slideRecord && drawn < maxSlides:
			at = &texts[drawn]
			drawn++
		case kind == persistRecord && listed < maxSlides:
			at = &texts[listed]
			listed++
		case kind == wideText && count < 1<<16:
			*at = append(*at, wide(body))
			count++
		case kind == byteText && count < 1<<16:
			*at = append(*at, latin(body))
			count++
		}
		if !container {
			b = b[len(body):]
		}
	}
	d.fact("Slides", strconv.Itoa(max(listed, drawn)))
	f := &flow{}
	for i := range max(listed, drawn) {
		f.heading("Slide " + strconv.Itoa(i+1))
		for _, s := range texts[i] {
			f.text(s)
			f.end()
		}
		f.end()
	}
	f.into(&d.Page)
	return nil
}

// latin is text whose bytes are the first 256 characters.
func latin(b []byte) string {
	r := make([]rune, len(b))
	for i, c := range b {
		r[i] = rune(c)
	}
	return string(r)
}
