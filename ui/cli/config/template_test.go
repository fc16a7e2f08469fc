package config

import (
	"slices"
	"strings"
	"testing"
)

// TestATemplateSaysWhatItShows takes the comment signs away, and reads what was a comment.
func TestATemplateSaysWhatItShows(t *testing.T) {
	settings := []Sample{
		{Name: "rate", Values: []string{"4"}, Help: "calls: a second"},
		{Name: "dir", Values: []string{"~/Downloads"}, Help: "where"},
		{Name: "output", Values: []string{"-"}, Help: "x"},
		{Name: "fault", Values: []string{"throttle=3"}, List: true, Help: "x"},
		{Name: "listen", Values: []string{"127.0.0.1:0"}, Help: "x"},
	}
	var keys []Sample
	for _, name := range []string{"y", "N", "1", "~", "?", "-", ",", "#", "/", ":", "'", `"`, `\`, "[", "%", "@", "`", "!", "&", "*", "é", "ctrl+a", "f1", "space", "="} {
		keys = append(keys, Sample{Name: "k" + strings.Repeat("x", len(keys)), Values: []string{name}, Help: "x # y"})
	}
	keys = append(keys, Sample{Name: "two", Values: []string{"up", ","}, Help: "x"}, Sample{Name: "none", Help: "x"})
	text := Template(settings, keys)
	if file, err := parse("configuration", "t", []byte(text)); err != nil || len(file.Settings)+len(file.Keys) != 0 {
		t.Fatalf("%+v, %v\n%s", file, err, text)
	}
	var bare strings.Builder
	for line := range strings.Lines(text) {
		if rest, ok := strings.CutPrefix(line, "#"); ok && !strings.HasPrefix(rest, " ") || strings.HasPrefix(line, "#  ") {
			line = rest
		}
		bare.WriteString(line)
	}
	file, err := parse("configuration", "t", []byte(bare.String()))
	if err != nil {
		t.Fatalf("%v\n%s", err, bare.String())
	}
	check := func(want []Sample, got []Entry) {
		t.Helper()
		if len(want) != len(got) {
			t.Fatalf("%d lines, not %d", len(got), len(want))
		}
		for i, e := range got {
			if e.Name != want[i].Name || !slices.Equal(e.Values, want[i].Values) {
				t.Errorf("%+v, not %+v", e, want[i])
			}
		}
	}
	check(settings, file.Settings)
	check(keys, file.Keys)
}
