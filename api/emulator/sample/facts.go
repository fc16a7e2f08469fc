// Package sample makes the files of the demo: pictures, papers, tables, a tune and a film. Each is drawn
// from the facts that all of them agree on, and the same facts give the same bytes.
package sample

import (
	"fmt"
	"math/rand/v2"
)

// Facts are what the demo's papers and pictures agree on. They come from the seed.
type Facts struct {
	Seed          uint64
	Claim, Plate  string
	Customer      string
	Paint         uint32 // of the car
	Labour, Parts int    // whole euros
}

// NewFacts draws what the demo's files agree on.
func NewFacts(random *rand.Rand) Facts {
	const letters = "BCDFGHKLMNPRSTVWXZ" // no vowels, no words
	letter := func() byte { return letters[random.IntN(len(letters))] }
	paints := []uint32{0x2f6f9f, 0x8e2f2f, 0x2f7a55, 0x6b6f76, 0x7a4f94}
	customers := []string{"Rosa Delgado", "Tomás Reyes", "Aïcha Benali", "Lena Fischer"}
	return Facts{
		Seed:     random.Uint64(),
		Claim:    fmt.Sprintf("%04d", random.IntN(10000)),
		Plate:    fmt.Sprintf("%c%c%02d %c%c%c", letter(), letter(), random.IntN(100), letter(), letter(), letter()),
		Customer: customers[random.IntN(len(customers))],
		Paint:    paints[random.IntN(len(paints))],
		Labour:   280 + 10*random.IntN(20),
		Parts:    410 + 10*random.IntN(30),
	}
}

// Again is other facts of the same claim, so that a second picture is not the first one.
func (f Facts) Again(n uint64) Facts {
	f.Seed += n
	return f
}

// Cheaper is the estimate after some talking.
func (f Facts) Cheaper(euros int) Facts {
	f.Labour, f.Parts = f.Labour-euros, f.Parts-euros
	return f
}
