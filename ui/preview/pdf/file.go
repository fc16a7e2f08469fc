package pdf

import (
	"bytes"
	"context"
	"errors"
	"strconv"
)

const (
	maxObjects  = 200_000
	maxStreams  = 5000 // of objects
	maxTrailers = 200
	maxObject   = 1 << 20 // bytes
	maxPages    = 20      // that are read
)

var errBroken = errors.New("the document is broken")

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

func open(ctx context.Context, b []byte) (*file, error) {
	f := &file{ctx: ctx, b: b, at: map[ref]int{}, packed: map[ref][]byte{}, trailer: dict{}, left: maxInflow}
	f.find()
	if len(f.at) == 0 {
		return nil, errBroken
	}
	if f.locked = !f.unlock(); !f.locked {
		f.unpack()
	}
	return f, ctx.Err()
}

// find looks for objects, and for what says which of them is the first. Later ones replace earlier ones.
func (f *file) find() {
	for at := 0; f.ctx.Err() == nil && len(f.at) < maxObjects; {
		n := bytes.Index(f.b[at:], []byte("obj"))
		if n < 0 {
			break
		}
		at += n + 3
		id, ok := numberBefore(f.b[:at-3])
		if !ok {
			continue
		}
		f.at[id] = at
		head := f.b[at:min(at+400, len(f.b))]
		if n := len(f.streams); n < maxStreams && bytes.Contains(head, []byte("ObjStm")) && (n == 0 || f.streams[n-1] != id) {
			f.streams = append(f.streams, id)
		}
		if bytes.Contains(head, []byte("XRef")) {
			f.follow(at)
		}
	}
	for at := 0; f.ctx.Err() == nil; {
		n := bytes.Index(f.b[at:], []byte("trailer"))
		if n < 0 {
			break
		}
		at += n + 7
		f.follow(at)
	}
}

// follow takes what says where the document begins.
func (f *file) follow(at int) {
	b := f.b[at:min(at+16<<10, len(f.b))]
	if f.trails++; f.trails > maxTrailers || !bytes.HasPrefix(bytes.TrimLeft(b[:min(16, len(b))], "\r\n\t "), []byte("<<")) {
		return
	}
	if d, ok := (&lexer{ctx: f.ctx, b: b}).value(0).(dict); ok && d["Root"] != nil {
		f.trailer = d
	}
}

// numberBefore is the number of the object whose generation and "obj" follow.
func numberBefore(b []byte) (ref, bool) {
	b = b[max(0, len(b)-24):]
	fields := bytes.Fields(b)
	n := len(fields)
	if n < 2 || len(b) == 0 {
		return 0, false
	}
	if _, err := strconv.ParseUint(string(fields[n-1]), 10, 16); err != nil {
		return 0, false
	}
	digits := fields[n-2]
	for i := len(digits) - 1; i >= 0; i-- { // "endobj12 0 obj" is seen
		if digits[i] < '0' || digits[i] > '9' {
			digits = digits[i+1:]
			break
		}
	}
	id, err := strconv.ParseUint(string(digits), 10, 31)
	return ref(id), err == nil
}

// unpack finds the objects in streams of them, where they are not replaced by later ones.
func (f *file) unpack() {
	for _, id := range f.streams {
		if f.ctx.Err() != nil || f.left < 0 {
			return
		}
		s, ok := f.object(id).(stream)
		if !ok || s.dict["Type"] != name("ObjStm") {
			continue
		}
		b, _ := f.data(s)
		first := f.integer(s.dict["First"])
		if first <= 0 || first > len(b) {
			continue
		}
		l := &lexer{ctx: f.ctx, b: b[:first]}
		for !l.end() && len(f.packed) < maxObjects {
			n, ok1 := l.value(maxDepth).(float64)
			offset, ok2 := l.value(maxDepth).(float64)
			if !ok1 || !ok2 || offset < 0 || offset > float64(len(b)-first) || n < 0 || n > 1<<30 {
				break
			}
			if f.at[ref(n)] < f.at[id] {
				f.packed[ref(n)] = b[first+int(offset):]
			}
		}
	}
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
