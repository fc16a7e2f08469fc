package tty

import (
	"io"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	uv "github.com/charmbracelet/ultraviolet"
)

// passed is what is passed on of texts that come one after the other.
func passed(texts ...string) string {
	var p pastes
	var out []byte
	for _, text := range texts {
		out = p.pass(out, []byte(text))
	}
	return string(out)
}

func TestAPasteIsTextAndAllElsePassesAsItComes(t *testing.T) {
	paste := func(text string) string { return pasteBegins + text + pasteEnds }
	for _, c := range []struct{ in, want string }{
		{"\xff\x1b[31m\x00é", "\xff\x1b[31m\x00é"},
		{"a" + paste("b") + "\x1bc", "a" + paste("b") + "\x1bc"},
		{paste("a\xffb\xc3") + "q", paste("ab") + "q"},
		{paste("漢\t字\r\n") + "q", paste("漢\t字\r\n") + "q"},
		{paste("\x1b]0;title\x1b\x1bPq\u009b\x9b\x7f\x00") + "q", paste("]0;titlePq") + "q"},
		{paste("\x1b[201\x1b[20"+"\xe6\x1b") + "q", paste("[201[20") + "q"},
		{"\x1b\x1b[200~\xff" + pasteEnds, "\x1b" + paste("")},
		{pasteBegins + pasteBegins + "x" + pasteEnds, paste("[200~x")},
		{pasteEnds + "q", pasteEnds + "q"},
	} {
		if got := passed(c.in); got != c.want {
			t.Errorf("%q became %q, not %q", c.in, got, c.want)
		}
		if got := passed(strings.SplitAfter(c.in, "")...); got != c.want {
			t.Errorf("%q, a character at a time, became %q", c.in, got)
		}
		var bytes []string
		for i := range len(c.in) {
			bytes = append(bytes, c.in[i:i+1])
		}
		if got := passed(bytes...); got != c.want {
			t.Errorf("%q, a byte at a time, became %q", c.in, got)
		}
	}
}

func TestAPasteIsBoundedAndKeysGoOnAfterIt(t *testing.T) {
	got := passed(pasteBegins, strings.Repeat("é", maxPaste), pasteEnds, "q")
	if want := pasteBegins + strings.Repeat("é", maxPaste/2) + pasteEnds + "q"; got != want {
		t.Errorf("%d bytes are passed on, not %d", len(got), len(want))
	}
}

// FuzzNoPasteHidesItsEnd lets the framework's own reader read what is passed on, in pieces: a paste is one event, and
// the key after it another.
func FuzzNoPasteHidesItsEnd(f *testing.F) {
	for _, text := range []string{"", "\xff", "\x1b]0;x", "\x9b200~", "\u0090x", "\x1b[201", "\x1bO", "漢\xe6", "\x1b[M", "\x1b_G", "\x1b[1;2;3_", "\r\n\t\x00\x7f", "\xed\xa0\x80"} {
		f.Add(text, uint8(3))
	}
	f.Fuzz(func(t *testing.T, text string, piece uint8) {
		text = strings.ReplaceAll(text, pasteEnds, "")
		in := pasteBegins + text + pasteEnds
		var pieces []string
		for size := max(int(piece), 1); len(in) > 0; {
			n := min(size, len(in))
			pieces, in = append(pieces, in[:n]), in[n:]
		}
		var p pastes
		from, to := io.Pipe()
		go func() {
			for _, text := range append(pieces, "q") {
				if out := p.pass(nil, []byte(text)); len(out) > 0 {
					_, _ = to.Write(out)
				}
			}
			_ = to.Close()
		}()
		reader := uv.NewTerminalReader(from, "xterm-256color")
		reader.EscTimeout = time.Hour // what is passed on is whole: nothing has to be guessed
		events := make(chan uv.Event)
		go func() {
			if err := reader.StreamEvents(t.Context(), events); err != nil {
				t.Error(err)
			}
			close(events)
		}()
		var pasted, keys []string
		for e := range events {
			switch e := e.(type) {
			case uv.PasteEvent:
				pasted = append(pasted, e.Content)
			case uv.KeyPressEvent:
				keys = append(keys, e.String())
			}
		}
		if len(pasted) != 1 || len(keys) != 1 || keys[0] != "q" || !utf8.ValidString(pasted[0]) {
			t.Errorf("%q is pasted as %q, with the keys %q", text, pasted, keys)
		}
	})
}
