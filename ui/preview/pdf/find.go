package pdf

import (
	"bytes"
	"context"
	"strconv"
)

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
