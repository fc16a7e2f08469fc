package vt

import (
	"flag"
	"os"
	"strings"
	"testing"
)

var (
	recording = flag.String("recording", "", "draw what a program wrote to a terminal of 100 columns and 30 lines, from this file") //nolint:gochecknoglobals // the flag package wants it so
	drawn     = flag.String("drawn", "", "the SVG file to draw the recording to")                                                   //nolint:gochecknoglobals // likewise
)

// TestARecordingIsDrawn is how .ci/browser makes pictures of the terminal beside those of the browser.
func TestARecordingIsDrawn(t *testing.T) {
	text := []byte("a page hands\r\n\x1b[31ma chat\x1b[m over")
	if *recording != "" {
		var err error
		if text, err = os.ReadFile(*recording); err != nil {
			t.Fatal(err)
		}
	}
	term := New(100, 30)
	_, _ = term.Write(text)
	svg := term.Screen().SVG("What attache wrote to the terminal")
	if !strings.HasPrefix(string(svg), "<svg") || *recording == "" && !strings.Contains(string(svg), "over") {
		t.Errorf("not a picture: %.80s", svg)
	}
	if *drawn != "" {
		if err := os.WriteFile(*drawn, svg, 0o644); err != nil { //nolint:gosec // a picture is for everybody
			t.Fatal(err)
		}
	}
}
