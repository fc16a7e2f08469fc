package tty

import (
	"io"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
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
		{"\x9b200~a\x1bb\x9b201~q", paste("ab") + "q"},
		{"\xe2\x9b200~a\x1bb\x9b201~q", "\xe2" + paste("ab") + "q"},
		{"\xe2\x80\x9b200~\u009b200~\x1b[A", "\xe2\x80\x9b200~\u009b200~\x1b[A"},
		{"\x9bA\x9d11;x\x9c\x8fP\x80", "\x1b[A\x1b]11;x\x1b\\\x1bOP\x80"},
		{"\x1b[0200;1~a\x00" + pasteEnds + "\x1b[A", "\x1b[0200;1~a" + pasteEnds + "\x1b[A"},
		{"\x1b[200:3~\x00" + pasteEnds, "\x1b[200:3~" + pasteEnds},
		{"\x1b[?200~\x00\x1b[2001~\x00\x1b[5;200~\x00", "\x1b[?200~\x00\x1b[2001~\x00\x1b[5;200~\x00"},
		{"\x1b[M\x9b\x9b\xc3q\x1b[A", "\x1b[M\x9b\x9b\xc3q\x1b[A"},
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
		pasted, keys := framework(t, append(pieces, "q"))
		if len(pasted) != 1 || len(keys) != 1 || keys[0] != "q" || !utf8.ValidString(pasted[0]) {
			t.Errorf("%q is pasted as %q, with the keys %q", text, pasted, keys)
		}
	})
}

// FuzzWhatTheFrameworkTakesForAPasteIsText lets a terminal say anything.
func FuzzWhatTheFrameworkTakesForAPasteIsText(f *testing.F) {
	for _, text := range []string{"\x1b[200~\x00\x1b[201~", "\x9b200~\x1bc\x9b201~", "\xe2\x9b200~\x07\x1b[201~", "\x1b[00200;1~\x00\x9b201~\x1b[201~", "\x1b\x9b200~\x00\x9b201~"} {
		f.Add(text, uint8(2))
	}
	f.Fuzz(func(t *testing.T, text string, piece uint8) {
		if strings.Contains(text, "[M") || strings.Contains(text, "\x9bM") {
			t.Skip("how much of an old report of the mouse has come is for the framework to guess")
		}
		var pieces []string
		for size := max(int(piece), 1); len(text) > 0; {
			n := min(size, len(text))
			pieces, text = append(pieces, text[:n]), text[n:]
		}
		pasted, _ := framework(t, append(pieces, pasteEnds, pasteEnds8))
		for _, content := range pasted {
			if content != harmless(content) {
				t.Errorf("%q pastes %q", pieces, content)
			}
		}
	})
}

func TestAPasteThatComesAnotherWayIsTextToo(t *testing.T) {
	got := New(io.Discard).Filter(tea.PasteMsg{Content: "a\x1b[31m\x00\u009b漢\xff\r\n\t" + strings.Repeat("x", maxPaste)})
	if p, is := got.(tea.PasteMsg); !is || !strings.HasPrefix(p.Content, "a[31m漢\r\n\tx") || len(p.Content) > maxPaste {
		t.Errorf("%.40q", got)
	}
}

// framework is what the framework's reader makes of what is passed on of texts.
func framework(t *testing.T, texts []string) (pasted, keys []string) {
	t.Helper()
	var p pastes
	from, to := io.Pipe()
	go func() {
		for _, text := range texts {
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
	for e := range events {
		switch e := e.(type) {
		case uv.PasteEvent:
			pasted = append(pasted, e.Content)
		case uv.KeyPressEvent:
			keys = append(keys, e.String())
		}
	}
	return pasted, keys
}
