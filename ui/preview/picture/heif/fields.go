package heif

// fields reads numbers, and zeros beyond the end.
type fields struct{ data []byte }

func (f *fields) number(n int) uint64 {
	v := uint64(0)
	for range n {
		v <<= 8
		if len(f.data) > 0 {
			v |= uint64(f.data[0])
			f.data = f.data[1:]
		}
	}
	return v
}

// id is the number of an item: two bytes, and four where wide.
func (f *fields) id(wide uint64) uint32 {
	if wide != 0 {
		return uint32(f.number(4)) //nolint:gosec // four bytes
	}
	return uint32(f.number(2)) //nolint:gosec // two bytes
}

func (f *fields) text(n int) string {
	s := string(f.data[:min(n, len(f.data))])
	f.skip(n)
	return s
}

func (f *fields) skip(n int) { f.data = f.data[min(n, len(f.data)):] }
