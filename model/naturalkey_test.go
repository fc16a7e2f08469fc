package model

import "testing"

func TestNumbersSortByTheirValue(t *testing.T) {
	sorted := []string{"", "photo", "photo 1", "photo 2", "photo 10", "photo 10a", "photo 200", "v1.9", "v1.10", "x"}
	for i := 1; i < len(sorted); i++ {
		if naturalKey(sorted[i-1]) >= naturalKey(sorted[i]) {
			t.Errorf("%q does not come before %q", sorted[i-1], sorted[i])
		}
	}
	if naturalKey("a007") != naturalKey("a7") {
		t.Error("leading zeros count")
	}
}
