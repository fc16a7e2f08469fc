package picture

// aboutGIF counts the frames, as far as the bytes go.
func aboutGIF(data []byte) about {
	var a about
	if len(data) < 13 {
		return a
	}
	data = skip(data, 13+colours(data[10]))
	for len(data) > 0 {
		switch {
		case data[0] == 0x21:
			data = blocks(skip(data, 2))
		case data[0] == 0x2c && len(data) >= 10:
			a.frames++
			data = blocks(skip(data, 11+colours(data[9])))
		default:
			return a
		}
	}
	return a
}

// colours is the length of the table of colours that a byte of flags announces.
func colours(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

// blocks leaves out a row of blocks, each of which begins with its length, to the empty one at its end.
func blocks(data []byte) []byte {
	for len(data) > 0 && data[0] != 0 {
		data = skip(data, 1+int(data[0]))
	}
	return skip(data, 1)
}

func skip(data []byte, n int) []byte { return data[min(n, len(data)):] }
