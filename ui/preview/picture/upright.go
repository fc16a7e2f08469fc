package picture

import "attache/ui/preview"

// lying reports whether turns exchange width and height.
func lying(turns []int) bool {
	odd := false
	for _, turn := range turns {
		odd = odd != (turn >= 5)
	}
	return odd
}

// upright turns a picture as its camera was held: orientation is the number that EXIF has for it.
func upright(p *preview.Picture, orientation int) *preview.Picture {
	if orientation < 2 || orientation > 8 {
		return p
	}
	w, h := p.W, p.H
	if orientation >= 5 {
		w, h = h, w
	}
	out := make([]byte, 0, len(p.RGB))
	for y := range h {
		for x := range w {
			at := 3 * source(x, y, w, h, orientation, p.W)
			out = append(out, p.RGB[at:at+3]...)
		}
	}
	return &preview.Picture{Box: preview.Box{W: w, H: h}, RGB: out}
}

// source says which pixel of rows of a width comes to x, y of w x h.
func source(x, y, w, h, orientation, width int) int {
	right, low := w-1-x, h-1-y
	switch orientation {
	case 2:
		return y*width + right
	case 3:
		return low*width + right
	case 4:
		return low*width + x
	case 5:
		return x*width + y
	case 6:
		return right*width + y
	case 7:
		return right*width + low
	default:
		return x*width + low
	}
}
