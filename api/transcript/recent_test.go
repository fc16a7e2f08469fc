package transcript

import (
	"slices"
	"strconv"
	"testing"
)

func TestTheOldestIsForgottenFirst(t *testing.T) {
	const most = 5
	var r recent
	var plain []string // the same, as one would write it down
	for i := range 1000 {
		id := strconv.Itoa(i * i % 17)
		r.add(id, most)
		if !slices.Contains(plain, id) {
			if plain = append(plain, id); len(plain) > most {
				plain = plain[1:]
			}
		}
		for n := range 17 {
			if id := strconv.Itoa(n); r.has[id] != slices.Contains(plain, id) {
				t.Fatalf("after %d: has %s is %v, of %v", i, id, r.has[id], plain)
			}
		}
		if len(r.has) != len(r.ids) || len(r.ids) > most {
			t.Fatalf("%d and %d are kept, not %d", len(r.has), len(r.ids), most)
		}
	}
}
