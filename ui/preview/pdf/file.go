package pdf

import (
	"bytes"
	"context"

	"attache/model"
)

const (
	maxObjects  = 200_000
	maxStreams  = 5000 // of objects
	maxTrailers = 200
	maxObject   = 1 << 20 // bytes
	maxPages    = 20      // that are read
)

const errBroken = model.ConstError("the document is broken")

// file is a document that is being read. Its objects are found by looking for them, and not by its own
// table, which a file that is cut or mended does not have, and which a hostile one may send in circles.
type file struct {
	ctx     context.Context // inflating and looking end with it
	b       []byte
	at      map[ref]int    // where an object begins, behind "obj"
	packed  map[ref][]byte // one that is in a stream of objects
	streams []ref          // of objects
	trailer dict
	left    int64 // bytes that may still be inflated
	key     []byte
	aes     bool
	locked  bool // with a password
	trails  int  // how many trailers there are
}

// stream is the bytes of an object behind what is said of them.
type stream struct {
	dict

	raw []byte
	id  ref
}

// object reads an object by its number: nil where it is not here.
func (f *file) object(id ref) any {
	if b, ok := f.packed[id]; ok {
		l := &lexer{ctx: f.ctx, b: b[:min(len(b), maxObject)]}
		return l.referred(l.value(0))
	}
	at, ok := f.at[id]
	if !ok {
		return nil
	}
	l := &lexer{ctx: f.ctx, b: f.b[:min(at+maxObject, len(f.b))], at: at}
	v := l.value(0)
	d, ok := v.(dict)
	if !ok {
		return l.referred(v)
	}
	if f.left < 0 || l.end() || !bytes.HasPrefix(f.b[l.at:], []byte("stream")) {
		return d
	}
	b := f.b[l.at+6:]
	b = bytes.TrimPrefix(b, []byte("\r"))
	b = bytes.TrimPrefix(b, []byte("\n"))
	return stream{d, f.extent(d, b), id}
}

// extent is how far a stream goes: as it says where that is true, else up to what ends it.
func (f *file) extent(d dict, b []byte) []byte {
	n := -1
	switch v := d["Length"].(type) {
	case float64:
		n = int(min(max(v, -1), 1<<30))
	case ref:
		if at, ok := f.at[v]; ok {
			if v, ok := (&lexer{ctx: f.ctx, b: f.b[:min(at+64, len(f.b))], at: at}).value(maxDepth).(float64); ok {
				n = int(min(max(v, -1), 1<<30))
			}
		}
	}
	if n >= 0 && n <= len(b) && bytes.HasPrefix(bytes.TrimLeft(b[n:min(n+16, len(b))], "\r\n \t"), []byte("endstr")) {
		return b[:n]
	}
	end := bytes.Index(b, []byte("endstream"))
	if end < 0 {
		end = len(b)
	}
	f.left -= int64(end) / 4 // looking takes time too
	return b[:end]
}

// get follows references to what they stand for.
func (f *file) get(v any) any {
	for range 8 {
		id, ok := v.(ref)
		if !ok {
			return v
		}
		v = f.object(id)
	}
	return nil
}

// dict is a dictionary, also that of a stream. It may be nil.
func (f *file) dict(v any) dict {
	switch v := f.get(v).(type) {
	case dict:
		return v
	case stream:
		return v.dict
	}
	return nil
}

func (f *file) array(v any) array {
	a, _ := f.get(v).(array)
	return a
}

func (f *file) float(v any) float64 {
	n, _ := f.get(v).(float64)
	return n
}

func (f *file) integer(v any) int { return int(min(max(f.float(v), -1<<30), 1<<30)) }

func (f *file) name(v any) name {
	n, _ := f.get(v).(name)
	return n
}
