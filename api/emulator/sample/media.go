package sample

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
)

// Melody is a sound file: 16-bit PCM, one channel, a few seconds of bells.
func Melody(f Facts) []byte {
	const rate, step = 22050, 22050 / 4        // samples a second, samples a note
	random := rand.New(rand.NewPCG(f.Seed, 3)) //nolint:gosec // a tune, not a secret
	scale := []float64{0, 2, 4, 7, 9, 12, 14, 16}
	const notes = 22
	samples := make([]float64, (notes+6)*step)
	at := 2
	for n := range notes {
		at = min(len(scale)-1, max(0, at+random.IntN(5)-2))
		hertz := 392 * math.Pow(2, scale[at]/12)
		for i := range 6 * step {
			t := float64(i) / rate
			tone := math.Sin(2*math.Pi*hertz*t) + 0.4*math.Sin(4*math.Pi*hertz*t)
			samples[n*step+i] += 0.16 * tone * math.Exp(-4*t) * min(1, t*200)
		}
	}
	out := make([]byte, 0, 44+2*len(samples))
	le := binary.LittleEndian
	bytes := uint32(2 * len(samples)) //nolint:gosec // some hundred thousand
	out = append(out, "RIFF"...)
	out = le.AppendUint32(out, 36+bytes)
	out = append(out, "WAVEfmt "...)
	out = le.AppendUint32(out, 16)
	out = le.AppendUint16(out, 1) // PCM
	out = le.AppendUint16(out, 1) // channels
	out = le.AppendUint32(out, rate)
	out = le.AppendUint32(out, 2*rate)
	out = le.AppendUint16(out, 2)
	out = le.AppendUint16(out, 16)
	out = append(out, "data"...)
	out = le.AppendUint32(out, bytes)
	for _, s := range samples {
		out = le.AppendUint16(out, uint16(int16(math.Tanh(s)*32000))) //nolint:gosec // the two's complement is meant
	}
	return out
}

// The dash camera's film. Frames of whole macroblocks, few and small: they are stored, not coded.
const (
	filmWidth, filmHeight = 160, 96
	filmFrames, filmRate  = 40, 8
)

// Film is a playable video: H.264 in MP4, the van coming closer until it bumps.
func Film(f Facts) []byte {
	var frames [][]byte
	for n := range filmFrames {
		frames = append(frames, h264Frame(dashCamera(f, n).picture(), n))
	}
	return mp4(frames, filmWidth, filmHeight, filmRate)
}

func dashCamera(f Facts, n int) canvas {
	c := newCanvas(filmWidth, filmHeight)
	shake := 0.0
	if n > 30 {
		shake = 3 * math.Sin(float64(n)*2.5) * math.Exp(-float64(n-30)/3)
	}
	c.fade(0, 50, rgb(0x7fa6cf), rgb(0xe3e9ee))
	c.fade(50, filmHeight, rgb(0x7c8f63), rgb(0x55693f))
	c.polygon(rgb(0x5a5d61), 72, 50+shake, 88, 50+shake, 190, 96, -30, 96)
	for i := range 5 {
		d := math.Mod(float64(i)*0.2+float64(n)*0.07, 1)
		y := 50 + 46*d*d + shake
		c.rect(80-2*d, y, 4*d, 8*d*d+1, rgb(0xf2efe2))
	}
	near := min(1, float64(n)/30)
	w := 10 + 60*near*near
	x, y := 80-w*0.5+10*(1-near), 52+20*near*near+shake
	c.rect(x, y-w*0.55, w, w*0.6, rgb(0xf0c419))
	c.rect(x+w*0.12, y-w*0.45, w*0.76, w*0.22, rgb(0x27333d))
	c.rect(x+w*0.05, y-w*0.1, w*0.14, w*0.08, rgb(0xc62828))
	c.rect(x+w*0.81, y-w*0.1, w*0.14, w*0.08, rgb(0xc62828))
	c.polygon(rgb(f.Paint), -1, 97, -1, 90, 50, 84, 110, 84, 161, 90, 161, 97)
	c.text(3, 3, 1, rgb(0xffffff), "CAM 1")
	if n > 30 && n%2 == 0 {
		c.text(110, 3, 1, rgb(0xff5040), "IMPACT")
	}
	return c
}
