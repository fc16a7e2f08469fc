package tty

import (
	"io"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
)

// whole is what is passed on of each text, a wait before each.
func whole(wait time.Duration, texts ...string) (passed []string) {
	var s sequences
	now := time.Now()
	for _, text := range texts {
		now = now.Add(wait)
		passed = append(passed, string(s.pass(nil, []byte(text), now)))
	}
	return passed
}

func TestASequenceInPiecesPassesAsOneAndAllElseAtOnce(t *testing.T) {
	for _, c := range []struct{ in, want []string }{
		{[]string{"\x1b[97;3:3", "u"}, []string{"", "\x1b[97;3:3u"}},
		{[]string{"j\x1b[<0;1", "2;3", "Mk"}, []string{"j", "", "\x1b[<0;12;3Mk"}},
		{[]string{"\x1b]11;rgb:12/", "34/56\x1b", "\\q"}, []string{"", "", "\x1b]11;rgb:12/34/56\x1b\\q"}},
		{[]string{"\x1bP>|some 1", ".0\x1b\\"}, []string{"", "\x1bP>|some 1.0\x1b\\"}},
		{[]string{"\x1b_Gi=31", ";OK\x1b\\"}, []string{"", "\x1b_Gi=31;OK\x1b\\"}},
		{[]string{"\x1b", "\x1b[", "\x1bx", "\x1b]", "j"}, []string{"\x1b", "\x1b[", "\x1bx", "\x1b]", "j"}},
		{[]string{"\x1b[A", "\x1bOP", "\x1b[[A", "\x1b]11;x\a"}, []string{"\x1b[A", "\x1bOP", "\x1b[[A", "\x1b]11;x\a"}},
		{[]string{"\x1b[1;2\x1b", "[A"}, []string{"\x1b[1;2\x1b", "[A"}},
		{[]string{"\x1b]11;\x1b[1;", "2A"}, []string{"\x1b]11;", "\x1b[1;2A"}},
		{[]string{"\x1b]11;\x18j"}, []string{"\x1b]11;\x18j"}},
		{[]string{"\x1b]" + strings.Repeat("x", longestSequence), "j"}, []string{"\x1b]" + strings.Repeat("x", longestSequence), "j"}},
	} {
		if got := whole(staleAfter, c.in...); !slices.Equal(got, c.want) {
			t.Errorf("%q passes as %q, not %q", c.in, got, c.want)
		}
	}
}

func TestAKeyIsNotHeldByASequenceThatNeverEnds(t *testing.T) {
	if got := whole(staleAfter+1, "\x1b]11;rgb:1", "j", "\x1b[5;", "k"); !slices.Equal(got, []string{"", "j", "", "k"}) {
		t.Errorf("%q passes", got)
	}
}

// The framework's own reader would take the rest of a sequence that came late for keys.
func TestTheRestOfASequenceThatComesLateIsNoKey(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, pieces := range [][]string{
			{"\x1b[97;3:3", "u"}, {"\x1b[<35;1", "2;3", "M"}, {"\x1b]11;rgb:12/", "34/56\a"}, {"\x1b[?2026;", "2$y"}, {"\x1b_Gi=31;", "OK\x1b\\"},
		} {
			if keys := keysOf(t, 200*time.Millisecond, append(pieces, "q")...); !slices.Equal(keys, []string{"q"}) {
				t.Errorf("%q types %q", pieces, keys)
			}
		}
	})
}

// keysOf is what the framework's reader makes of texts that are read one after the other.
func keysOf(t *testing.T, wait time.Duration, texts ...string) (keys []string) {
	t.Helper()
	from, to := io.Pipe()
	go func() {
		var s sequences
		for _, text := range texts {
			if out := s.pass(nil, []byte(text), time.Now()); len(out) > 0 {
				_, _ = to.Write(out)
			}
			time.Sleep(wait)
		}
		_ = to.Close()
	}()
	events := make(chan uv.Event)
	go func() {
		if err := uv.NewTerminalReader(from, "xterm-256color").StreamEvents(t.Context(), events); err != nil {
			t.Error(err)
		}
		close(events)
	}()
	for e := range events {
		if e, is := e.(uv.KeyPressEvent); is {
			keys = append(keys, e.String())
		}
	}
	return keys
}
