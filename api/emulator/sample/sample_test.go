package sample

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

func TestTheFactsDecideEveryByte(t *testing.T) {
	draw := func() Facts { return NewFacts(rand.New(rand.NewPCG(1, 2))) }
	for name, c := range map[string]struct {
		build func(Facts) []byte
		begin string
	}{
		"photograph": {DentedCar, "\xff\xd8\xff"},
		"crossroads": {Roadside, "\xff\xd8\xff"},
		"screenshot": {Screenshot, "\x89PNG"},
		"sketch":     {Sketch, "\x89PNG"},
		"invoice":    {Invoice, "%PDF-"},
		"table":      {ItemTable, ""},
		"text":       {Greetings, "Claim "},
		"tune":       {Melody, "RIFF"},
		"film":       {Film, ""},
	} {
		first, second := c.build(draw()), c.build(draw())
		if !bytes.Equal(first, second) || len(first) == 0 || !bytes.HasPrefix(first, []byte(c.begin)) {
			t.Errorf("%s: %d and %d bytes, begins %.8q", name, len(first), len(second), first)
		}
	}
	if bytes.Equal(DentedCar(draw()), DentedCar(draw().Again(1))) {
		t.Error("a second picture is the first one")
	}
	if bytes.Equal(Invoice(draw()), Invoice(draw().Cheaper(40))) {
		t.Error("a cheaper estimate costs the same")
	}
	row := Telemetry(draw())
	for n := range int64(5000) {
		if b := row(nil, n); len(b) != 64 {
			t.Fatalf("row %d has %d bytes", n, len(b))
		}
	}
}
