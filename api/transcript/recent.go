package transcript

// recent remembers so many IDs, and forgets the oldest first.
type recent struct {
	has    map[string]bool
	ids    []string // from oldest on, once there are so many
	oldest int
}

func (r *recent) add(id string, most int) {
	switch {
	case r.has[id]:
		return
	case r.has == nil:
		r.has = map[string]bool{}
	}
	if r.has[id] = true; len(r.ids) < most {
		r.ids = append(r.ids, id)
		return
	}
	delete(r.has, r.ids[r.oldest])
	r.ids[r.oldest] = id
	r.oldest = (r.oldest + 1) % most
}
