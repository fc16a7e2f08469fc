package pdf

import "bytes"

// page is a page with what it has from those above it.
type page struct {
	dict

	resources dict
	turned    int // degrees, clockwise
	box       array
}

// extents are the width and height of a page in points, before it is turned.
func (f *file) extents(p page) (w, h float64) {
	if len(p.box) != 4 {
		return 0, 0
	}
	return f.float(p.box[2]) - f.float(p.box[0]), f.float(p.box[3]) - f.float(p.box[1])
}

// pages finds the first pages: as the document lists them, or as they lie in the file.
func (f *file) pages(root dict) []page {
	w := &walk{f: f, seen: map[ref]bool{}}
	w.down(root["Pages"], page{}, 0)
	if len(w.found) > 0 {
		return w.found
	}
	for at := 0; len(w.found) < maxPages && f.ctx.Err() == nil; {
		n := bytes.Index(f.b[at:], []byte("/Page"))
		if n < 0 {
			break
		}
		at += n + 5
		start := bytes.LastIndex(f.b[max(0, at-400):at], []byte("obj"))
		if start < 0 {
			continue
		}
		start += max(0, at-400)
		if id, ok := numberBefore(f.b[:start]); ok && !w.seen[id] {
			if d := f.dict(id); f.name(d["Type"]) == "Page" {
				w.down(id, page{}, 0)
			}
		}
	}
	return w.found
}

// walk goes down the tree of pages, no branch of it twice.
type walk struct {
	f     *file
	seen  map[ref]bool
	found []page
}

func (w *walk) down(v any, from page, depth int) {
	id, ok := v.(ref)
	if !ok || w.seen[id] || depth > maxDepth || len(w.found) >= maxPages || len(w.seen) > 5000 || w.f.ctx.Err() != nil {
		return
	}
	w.seen[id] = true
	d := w.f.dict(id)
	from.dict = d
	if r := w.f.dict(d["Resources"]); r != nil {
		from.resources = r
	}
	if d["Rotate"] != nil {
		from.turned = w.f.integer(d["Rotate"])
	}
	if b := w.f.array(d["MediaBox"]); len(b) == 4 {
		from.box = b
	}
	kids := w.f.array(d["Kids"])
	if kids == nil {
		if w.f.name(d["Type"]) == "Page" || d["Contents"] != nil {
			w.found = append(w.found, from)
		}
		return
	}
	for _, kid := range kids {
		w.down(kid, from, depth+1)
	}
}

// count is how many pages the document says that it has, unless that cannot be.
func (f *file) count(root dict, seen int) int {
	if n := f.integer(f.dict(root["Pages"])["Count"]); n >= seen && n <= 100_000 {
		return n
	}
	return seen
}
