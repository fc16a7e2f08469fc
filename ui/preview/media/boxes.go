package media

// box takes the first box of several: its name, what is in it, and what follows it.
func box(b []byte) (name string, body, rest []byte) {
	if len(b) < 8 {
		return "", nil, nil
	}
	size, head := number(b, 0, 4), uint64(8)
	switch size {
	case 0:
		size = uint64(len(b))
	case 1:
		size, head = number(b, 8, 8), 16
	}
	if size < head || uint64(len(b)) < head {
		return "", nil, nil
	}
	size = min(size, uint64(len(b)))
	return string(b[4:8]), b[head:size], b[size:]
}

// inside finds a box by the names of those that it is in.
func inside(b []byte, path ...string) []byte {
	for _, want := range path {
		name, body, rest := box(b)
		for name != want {
			if name == "" {
				return nil
			}
			name, body, rest = box(rest)
		}
		b = body
	}
	return b
}

// scale reads the ticks of a second, and how many of them there are.
func scale(header []byte) (clock, ticks uint64) {
	if len(header) > 0 && header[0] == 1 {
		return number(header, 20, 4), number(header, 24, 8)
	}
	return number(header, 12, 4), number(header, 16, 4)
}

// boxes gives each box of several to visit.
func boxes(b []byte, visit func(name string, body []byte)) {
	for {
		name, body, rest := box(b)
		if name == "" {
			return
		}
		visit(name, body)
		b = rest
	}
}
