package pdf

import (
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"io"
)

const (
	maxInflow = 96 << 20 // bytes that all streams may unpack to
	maxStream = 32 << 20 // bytes that one may
)

// data is what a stream holds, up to a filter that makes a picture, whose name is returned. Of a stream
// that is broken it is what stands before that.
func (f *file) data(s stream) (b []byte, picture name) {
	b = f.decrypt(s.id, s.raw)
	filters, params := f.array(s.dict["Filter"]), f.array(s.dict["DecodeParms"])
	if one := f.name(s.dict["Filter"]); one != "" {
		filters, params = array{one}, array{s.dict["DecodeParms"]}
	}
	for i, v := range filters[:min(len(filters), 4)] {
		var param dict
		if i < len(params) {
			param = f.dict(params[i])
		}
		switch filter := f.name(v); filter {
		case "FlateDecode", "Fl":
			b = f.predicted(f.inflate(b), param)
		case "ASCIIHexDecode", "AHx":
			b = []byte((&lexer{ctx: f.ctx, b: b}).hex())
		case "ASCII85Decode", "A85":
			b = f.ascii85(b)
		case "Crypt":
		default:
			return b, filter
		}
	}
	return b, ""
}

// stopped reads for as long as the context goes on.
type stopped struct {
	f *file
	r io.Reader
}

func (s stopped) Read(b []byte) (int, error) {
	if err := s.f.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := s.r.Read(b[:min(len(b), 64<<10)])
	s.f.left -= int64(n)
	if s.f.left < 0 {
		return 0, errBroken
	}
	return n, err
}

func (f *file) inflate(b []byte) []byte {
	r, err := zlib.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil
	}
	out, _ := io.ReadAll(io.LimitReader(stopped{f, r}, maxStream)) // what stands before a fault is shown
	return out
}

func (f *file) ascii85(b []byte) []byte {
	b, _, _ = bytes.Cut(bytes.TrimPrefix(bytes.TrimSpace(b), []byte("<~")), []byte("~>"))
	out, _ := io.ReadAll(io.LimitReader(stopped{f, ascii85.NewDecoder(bytes.NewReader(b))}, maxStream))
	return out
}

// predicted undoes what was done to rows so that they pack better.
func (f *file) predicted(b []byte, param dict) []byte {
	kind := f.integer(param["Predictor"])
	if kind < 10 {
		return b
	}
	part := func(key name, missing int) int {
		if n := f.integer(param[key]); n > 0 && n < 1<<16 {
			return n
		}
		return missing
	}
	bits := part("Colors", 1) * part("BitsPerComponent", 8)
	pixel := max(1, bits/8)
	width := (part("Columns", 1)*bits + 7) / 8
	rows := len(b) / (width + 1)
	out := make([]byte, 0, rows*width)
	above := make([]byte, width)
	for i := range rows {
		row := b[i*(width+1)+1 : (i+1)*(width+1)]
		unfilter(b[i*(width+1)], row, above, pixel)
		out = append(out, row...)
		above = row
	}
	return out
}

// unfilter undoes a filter of PNG.
func unfilter(kind byte, row, above []byte, pixel int) {
	for i := range row {
		var left, corner byte
		if i >= pixel {
			left, corner = row[i-pixel], above[i-pixel]
		}
		switch kind {
		case 1:
			row[i] += left
		case 2:
			row[i] += above[i]
		case 3:
			row[i] += byte((int(left) + int(above[i])) / 2) //nolint:gosec // the mean of bytes
		case 4:
			row[i] += paeth(left, above[i], corner)
		}
	}
}

func paeth(left, up, corner byte) byte {
	p := int(left) + int(up) - int(corner)
	a, b, c := distance(p, left), distance(p, up), distance(p, corner)
	switch {
	case a <= b && a <= c:
		return left
	case b <= c:
		return up
	}
	return corner
}

func distance(p int, c byte) int {
	d := p - int(c)
	return max(d, -d)
}
