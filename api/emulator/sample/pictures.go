package sample

import (
	"bytes"
	"image/jpeg"
	"image/png"
	"math"
	"math/rand/v2"
)

// photograph is a JPEG with the noise of one.
func (c canvas) photograph(seed uint64, strength int) []byte {
	var b bytes.Buffer
	if jpeg.Encode(&b, grain(c.picture(), seed, strength), &jpeg.Options{Quality: 85}) != nil {
		return nil // a buffer takes everything
	}
	return b.Bytes()
}

func (c canvas) png() []byte {
	var b bytes.Buffer
	if png.Encode(&b, c.picture()) != nil {
		return nil // a buffer takes everything
	}
	return b.Bytes()
}

// DentedCar is the photograph of the damage.
func DentedCar(f Facts) []byte {
	c := newCanvas(720, 480)
	c.fade(0, 300, rgb(0x9fb6c9), rgb(0xdfe6ea))
	for i := range 9 {
		x := float64(i*90) - 20
		c.rect(x, 120, 84, 180, rgb(0xb7a08a))
		for w := range 6 {
			c.rect(x+10+float64(w%2)*38, 134+float64(w/2)*54, 24, 32, rgb(0x6d7f8c))
		}
	}
	c.fade(300, 480, rgb(0x6b6e72), rgb(0x44474b))
	for i := range 6 {
		c.polygon(rgb(0xd8d4c4), float64(i*140), 440, float64(i*140)+70, 440, float64(i*140)+62, 450, float64(i*140)-10, 450)
	}
	c.car(f)
	c.dent()
	return c.photograph(f.Seed, 9)
}

// car paints the car from its left side.
func (c canvas) car(f Facts) {
	body, shade := rgb(f.Paint), veil(rgb(0x000000), 60)
	c.ellipse(360, 402, 270, 16, veil(rgb(0), 120))
	c.polygon(body, 92, 380, 88, 318, 120, 282, 232, 268, 300, 200, 480, 198, 560, 268, 626, 290, 636, 350, 628, 380)
	c.polygon(shade, 92, 380, 89, 336, 632, 336, 636, 352, 628, 380)
	c.polygon(rgb(0x27333d), 252, 268, 308, 210, 384, 209, 384, 268)
	c.polygon(rgb(0x27333d), 396, 268, 396, 209, 474, 209, 532, 268)
	c.polygon(veil(rgb(0xffffff), 50), 270, 262, 314, 216, 340, 216, 296, 262)
	for _, x := range []float64{390, 246, 540} {
		c.rect(x, 270, 2, 104, shade)
	}
	c.rect(404, 290, 30, 6, shade)
	c.rect(260, 290, 30, 6, shade)
	c.polygon(rgb(0xffe9a8), 92, 304, 122, 290, 128, 306, 94, 322)
	c.polygon(rgb(0xb3202a), 612, 296, 628, 300, 632, 322, 614, 318)
	c.rect(92, 343, 48, 11, rgb(0xf4f4ee))
	c.text(94, 346, 0.8, rgb(0x1b2a52), f.Plate)
	for _, x := range []float64{190, 520} {
		c.ellipse(x, 376, 48, 48, rgb(0x17191b))
		c.ellipse(x, 376, 30, 30, rgb(0xa9afb4))
		c.ellipse(x, 376, 9, 9, rgb(0x4a4f54))
		for k := range 5 {
			a := float64(k) * 2 * math.Pi / 5
			c.ellipse(x+19*math.Cos(a), 376+19*math.Sin(a), 7, 7, rgb(0x51565b))
		}
	}
}

// dent paints the damage on the front door.
func (c canvas) dent() {
	for i := range 22 {
		r := 44 - float64(i)*2
		c.ellipse(330-float64(i)/2, 318-float64(i)/3, r, r*0.62, veil(rgb(0x101010), 12))
	}
	c.polygon(veil(rgb(0xffffff), 130), 296, 334, 330, 347, 368, 335, 331, 353)
	for i := range 7 {
		y := 296 + float64(i)*7
		c.polygon(veil(rgb(0xe8e8e8), 190), 286+float64(i)*3, y, 372-float64(i%3)*12, y-9, 372-float64(i%3)*12, y-7.6)
	}
}

// Roadside is the photograph of the place.
func Roadside(f Facts) []byte {
	random := rand.New(rand.NewPCG(f.Seed, 2)) //nolint:gosec // a picture, not a secret
	c := newCanvas(720, 480)
	c.fade(0, 290, rgb(0x3f6fa8), rgb(0xf6c99a))
	c.ellipse(520, 210, 90, 90, veil(rgb(0xfff0c0), 60))
	c.ellipse(520, 210, 44, 44, rgb(0xfff4d6))
	for layer, col := range []uint32{0x7d8fb0, 0x5b6f8e, 0x3d5268} {
		ridge := []float64{0, 300}
		for x := 0; x <= 720; x += 40 {
			ridge = append(ridge, float64(x), float64(150+layer*38+random.IntN(60)))
		}
		c.polygon(rgb(col), append(ridge, 720, 300)...)
	}
	c.fade(286, 480, rgb(0x6f8f4e), rgb(0x3f5b2b))
	c.polygon(rgb(0x55585c), 330, 288, 372, 288, 640, 480, 90, 480)
	for i := range 6 {
		y, w := 296+float64(i*i)*6, 1.5+float64(i)*1.6
		c.polygon(rgb(0xf2efe2), 351-w/2, y, 351+w/2, y, 352+w, y+8+float64(i)*5, 350-w, y+8+float64(i)*5)
	}
	for range 26 {
		x, y := float64(random.IntN(720)), 300+float64(random.IntN(120))
		if x > 330-(y-288)*1.4 && x < 372+(y-288)*1.5 {
			continue
		}
		h := 14 + (y-290)/4
		c.rect(x-1.5, y-h/3, 3, h/3, rgb(0x4b3621))
		c.polygon(rgb(0x254a2a), x-h/3, y-h/4, x+h/3, y-h/4, x, y-h*1.5)
	}
	return c.photograph(f.Seed+1, 7)
}

// Screenshot is the customer's picture of the web form that failed.
func Screenshot(f Facts) []byte {
	c := newCanvas(640, 400)
	c.rect(0, 0, 640, 400, rgb(0xeef1f5))
	c.rect(0, 0, 640, 34, rgb(0x2b3a55))
	for i, col := range []uint32{0xe5534b, 0xe0a83a, 0x57ab5a} {
		c.ellipse(18+float64(i)*18, 17, 5.5, 5.5, rgb(col))
	}
	c.rect(90, 8, 420, 18, rgb(0x43557a))
	c.text(98, 13, 1.2, rgb(0xdbe4f5), "MY.INSURANCE.EXAMPLE/CLAIMS/"+f.Claim)
	c.rect(0, 34, 140, 366, rgb(0xdfe5ee))
	for i, label := range []string{"OVERVIEW", "CLAIMS", "DOCUMENTS", "MESSAGES"} {
		if i == 1 {
			c.rect(0, 58+float64(i)*34, 140, 28, rgb(0xc3d2ea))
		}
		c.text(18, 68+float64(i)*34, 1.5, rgb(0x33435f), label)
	}
	c.text(170, 62, 2.6, rgb(0x22304a), "CLAIM "+f.Claim)
	for i, label := range []string{"NAME", "PLATE", "DATE", "PLACE"} {
		y := 104 + float64(i)*46
		c.text(170, y, 1.4, rgb(0x6a778f), label)
		c.rect(250, y-9, 340, 28, rgb(0xffffff))
		c.rect(250, y+19, 340, 1, rgb(0xb5c0d2))
	}
	c.text(260, 147, 1.8, rgb(0x22304a), f.Plate)
	c.rect(170, 300, 420, 64, rgb(0xfbe4e2))
	c.rect(170, 300, 5, 64, rgb(0xcc3b32))
	c.text(190, 316, 1.8, rgb(0x8f231c), "UPLOAD FAILED (ERROR 413)")
	c.text(190, 340, 1.4, rgb(0x8f231c), "THE FILE IS TOO LARGE. TRY THE CHAT.")
	return c.png()
}

// Sketch is the drawing of how it happened, seen from above.
func Sketch(f Facts) []byte {
	c := newCanvas(480, 480)
	c.rect(0, 0, 480, 480, rgb(0xdfe8d2))
	c.rect(170, 0, 140, 480, rgb(0x8b8f94))
	c.rect(0, 170, 480, 140, rgb(0x8b8f94))
	for i := range 12 {
		if at := float64(i) * 40; at < 150 || at > 310 {
			c.rect(238, at+6, 4, 22, rgb(0xf6f3e4))
			c.rect(at+6, 238, 22, 4, rgb(0xf6f3e4))
		}
	}
	c.rect(258, 330, 40, 78, rgb(f.Paint))
	c.rect(262, 346, 32, 16, rgb(0x27333d))
	c.text(270, 380, 2.4, rgb(0xffffff), "A")
	c.rect(64, 254, 78, 40, rgb(0xf0c419))
	c.rect(110, 258, 16, 32, rgb(0x27333d))
	c.text(80, 266, 2.4, rgb(0x222222), "B")
	c.polygon(rgb(0xc62828), 274, 320, 282, 320, 282, 296, 290, 296, 278, 278, 266, 296, 274, 296)
	c.polygon(rgb(0xc62828), 152, 270, 152, 278, 226, 278, 226, 286, 246, 274, 226, 262, 226, 270)
	for k := range 12 {
		a, r := float64(k)*math.Pi/6, 10+float64(k%2)*14
		c.polygon(rgb(0xe53935), 262, 272, 262+r*math.Cos(a), 272+r*math.Sin(a), 262+r*math.Cos(a+0.3), 272+r*math.Sin(a+0.3))
	}
	c.text(20, 20, 2, rgb(0x333333), "A "+f.Plate)
	c.text(20, 42, 2, rgb(0x333333), "B VAN")
	return c.png()
}
