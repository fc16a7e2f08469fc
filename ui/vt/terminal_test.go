package vt

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// shown writes each part to a new terminal of w by h and returns its lines.
func shown(t *testing.T, w, h int, out string) string {
	t.Helper()
	term := New(w, h)
	if n, err := term.Write([]byte(out)); n != len(out) || err != nil {
		t.Fatalf("Write = %d, %v", n, err)
	}
	if u := term.Unknown(); len(u) > 0 {
		t.Errorf("%q: not understood: %v", out, u)
	}
	return strings.TrimRight(term.Text(), "\n")
}

func TestSequencesDrawAsXtermDoes(t *testing.T) {
	for name, c := range map[string]struct {
		w, h      int
		out, want string
	}{
		"text wraps only when more comes": {4, 2, "abcd\r\nef", "abcd\nef"},
		"text wraps":                      {4, 2, "abcdef", "abcd\nef"},
		"no wrap when switched off":       {4, 2, "\x1b[?7labcdef", "abcf"},
		"scrolls at the bottom":           {4, 2, "a\r\nb\r\nc", "b\nc"},
		"line feed keeps the column":      {4, 2, "a\nb", "a\n b"},
		"cursor position":                 {6, 3, "\x1b[2;3Hx\x1b[Hy", "y\n  x"},
		"relative moves stop at edges":    {4, 2, "\x1b[9B\x1b[9Cx\x1b[9A\x1b[9Dy", "y\n   x"},
		"absolute column and line":        {6, 2, "\x1b[4Ga\x1b[2db\x1b[2`c", "   a\n c  b"},
		"next and previous line":          {4, 3, "ab\x1b[Ec\x1b[Fd", "db\nc"},
		"erase to the end of the line":    {4, 1, "abcd\x1b[3G\x1b[K", "ab"},
		"erase to the start of the line":  {4, 1, "abcd\x1b[2G\x1b[1K", "  cd"},
		"erase below":                     {3, 3, "abc\r\ndef\r\nghi\x1b[2;2H\x1b[J", "abc\nd"},
		"erase above":                     {3, 3, "abc\r\ndef\r\nghi\x1b[2;2H\x1b[1J", "\n  f\nghi"},
		"erase characters":                {5, 1, "abcde\x1b[2G\x1b[2X", "a  de"},
		"repeat":                          {6, 1, "ab\x1b[3b", "abbbb"},
		"insert characters":               {5, 1, "abcd\x1b[2G\x1b[2@", "a  bc"},
		"delete characters":               {5, 1, "abcde\x1b[2G\x1b[2P", "ade"},
		"insert mode":                     {5, 1, "abc\r\x1b[4hx\x1b[4ly", "xybc"},
		"insert lines":                    {2, 3, "a\r\nb\r\nc\x1b[2H\x1b[L", "a\n\nb"},
		"delete lines":                    {2, 3, "a\r\nb\r\nc\x1b[1H\x1b[M", "b\nc"},
		"scroll up and down":              {2, 3, "a\r\nb\r\nc\x1b[2S\x1b[T", "\nc"},
		"region holds scrolling":          {2, 4, "a\r\nb\r\nc\r\nd\x1b[2;3r\x1b[3H\n", "a\nc\n\nd"},
		"region holds inserting":          {2, 4, "a\r\nb\r\nc\r\nd\x1b[2;3r\x1b[2H\x1b[L", "a\n\nb\nd"},
		"no inserting outside the region": {2, 3, "a\r\nb\r\nc\x1b[2;3r\x1b[1H\x1b[L", "a\nb\nc"},
		"reverse index scrolls down":      {2, 2, "a\r\nb\x1b[H\x1bM", "\na"},
		"save and restore":                {4, 2, "a\x1b7\x1b[2;4Hb\x1b8c", "ac\n   b"},
		"tabs":                            {20, 1, "a\tb\x1b[Zc", "a       c"},
		"backspace":                       {4, 1, "ab\bc", "ac"},
		"alternate screen and back":       {4, 1, "ab\x1b[?1049hxy\x1b[?1049lc", "abc"},
		"wide characters take two":        {5, 1, "a漢b", "a漢b"},
		"half of a wide one is blanked":   {5, 1, "a漢b\x1b[3Gx", "a xb"},
		"wide wraps whole":                {3, 2, "ab漢", "ab\n漢"},
		"wide at the edge, no wrap":       {3, 1, "\x1b[?7lab漢", "ab"},
		"combining marks join":            {5, 1, "e\u0301x", "e\u0301x"},
		"a mark on the last column joins": {2, 2, "ae\u0301", "ae\u0301"},
		"a lone mark is dropped":          {5, 1, "\u0301x", "x"},
		"C1 controls are obeyed":          {5, 1, "ab\u009b1Gc", "cb"},
		"unfinished sequences draw none":  {5, 1, "a\x1b]0;title", "a"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := shown(t, c.w, c.h, c.out); got != c.want {
				t.Errorf("%q gives\n%s\nwant\n%s", c.out, got, c.want)
			}
		})
	}
}

func TestGraphemesAreOneCharacterWhenAskedFor(t *testing.T) {
	family := "👨\u200d👩\u200d👧"
	term := New(20, 1)
	write(term, "\x1b[?2027h", family, "x")
	if c := term.Cell(0, 0); c.Text != family || c.Width != 2 {
		t.Errorf("cell 0 = %+v, want the family", c)
	}
	if c := term.Cell(2, 0); c.Text != "x" {
		t.Errorf("cell 2 = %+v, want x", c)
	}
	plain := New(20, 1)
	write(plain, family, "x")
	if c := plain.Cell(6, 0); c.Text != "x" {
		t.Errorf("without mode 2027: %q", plain.Line(0))
	}
}

func TestAVariationSelectorWidensItsCharacter(t *testing.T) {
	term := New(6, 1)
	write(term, "\x1b[?2027h❤\ufe0fx")
	if a, b := term.Cell(0, 0), term.Cell(2, 0); a.Width != 2 || b.Text != "x" {
		t.Errorf("cells %+v, %+v", a, b)
	}
}

func TestStyles(t *testing.T) {
	for out, want := range map[string]Style{
		"":                                    {},
		"\x1b[1;2;3;4;5;7;8;9m":               {Attr: 0xff},
		"\x1b[1;2;3;4;5;7;8;9;22;23;24;25m":   {Attr: Reverse | Conceal | Strike},
		"\x1b[7;8;9;27;28;29m":                {},
		"\x1b[31;44m":                         {Fg: "1", Bg: "4"},
		"\x1b[91;104m":                        {Fg: "9", Bg: "12"},
		"\x1b[31;44;39;49m":                   {},
		"\x1b[38;5;200;48;2;1;2;3m":           {Fg: "200", Bg: "#010203"},
		"\x1b[38:2::10:20:30;1m":              {Fg: "#0a141e", Attr: Bold},
		"\x1b[4:3;58;2;1;2;3m":                {Attr: Underline},
		"\x1b[4:3m\x1b[4:0m":                  {},
		"\x1b[31m\x1b[m":                      {},
		"\x1b]8;;https://a.example/\x1b\\":    {Link: "https://a.example/"},
		"\x1b]8;id=1;https://a.example/\x07":  {Link: "https://a.example/"},
		"\x1b]8;;https://a/\x07\x1b]8;;\x07":  {},
		"\x1b]8;;https://a/\x07\x1b[1m\x1b[m": {Link: "https://a/"},
	} {
		term := New(4, 1)
		write(term, out, "x")
		if got := term.Cell(0, 0).Style; got != want {
			t.Errorf("%q: %+v, want %+v", out, got, want)
		}
		if u := term.Unknown(); len(u) > 0 {
			t.Errorf("%q: not understood: %v", out, u)
		}
	}
}

func TestErasingKeepsTheBackground(t *testing.T) {
	term := New(4, 1)
	write(term, "\x1b[1;44m\x1b[K")
	if got, want := term.Cell(3, 0).Style, (Style{Bg: "4"}); got != want {
		t.Errorf("erased cell %+v, want %+v", got, want)
	}
}

func TestWhatAProgramTellsTheTerminalIsKept(t *testing.T) {
	term := New(4, 1)
	write(term, "\x1b]2;a title; more\x07", "\x1b]52;c;aGVs", "bG8=\x07", "\x1b]9;4;1;63\x07",
		"\x07\x07", "\x1b[?25l\x1b[?1004h", "\x1b[>4;2m\x1b[>1u")
	s := term.Screen()
	kitty, keys := s.Keyboard()
	for what, ok := range map[string]bool{
		"title":     s.Title() == "a title; more",
		"clipboard": s.Clipboard() == "hello" && len(s.Clipboards()) == 1,
		"progress":  s.Progress() == Progress{State: 1, Percent: 63},
		"bells":     s.Bells() == 2,
		"cursor":    !term.CursorVisible() && !s.Mode(25),
		"modes":     slices.Equal(s.Modes(), []int{1004}),
		"keyboard":  kitty == 1 && keys == 2,
		"bytes":     term.Bytes() == 73,
		"all known": len(s.Unknown()) == 0,
	} {
		if !ok {
			t.Errorf("%s is wrong: %+v", what, s.facts)
		}
	}
	write(term, "\x1b[<u\x1b[>4m\x1b]9;4;0\x07\x1b]2;\x07")
	s = term.Screen()
	if kitty, keys = s.Keyboard(); kitty != 0 || keys != 0 || s.Title() != "" || s.Progress() != (Progress{}) {
		t.Errorf("not given back: %d %d %+v", kitty, keys, s.facts)
	}
}

func TestQuestionsAreAnsweredInOrder(t *testing.T) {
	var got string
	term := New(9, 9, Reply(func(b []byte) { got += string(b) }), Background("rgb:ffff/ffff/ffff"))
	write(term, "\x1b[?2026$p\x1b[?25$p\x1b[?31337$p\x1b[2;3H\x1b[6n\x1b[?u\x1b]11;?\x07")
	want := "\x1b[?2026;2$y\x1b[?25;1$y\x1b[?31337;0$y\x1b[2;3R\x1b[?0u\x1b]11;rgb:ffff/ffff/ffff\x1b\\"
	if got != want {
		t.Errorf("answers %q, want %q", got, want)
	}
}

func TestStrangeSequencesAreNoted(t *testing.T) {
	for _, out := range []string{
		"\x1b[?31337h", "\x1b[99z", "\x1b]999;x\x07", "\x1bP1;2|x\x1b\\", "\x1b_Ga=t\x1b\\", "\x1b^x\x1b\\", "\x1bX\x1b\\", "\x1b(0", "\x1b[150m",
		"\x1b]52;c;%%%\x07",
	} {
		term := New(9, 1)
		write(term, out)
		if len(term.Unknown()) != 1 {
			t.Errorf("%q: noted %v, want one", out, term.Unknown())
		}
	}
}

func TestSynchronizedOutputIsSeenWhole(t *testing.T) {
	term := New(9, 1)
	write(term, "old\x1b[?2026h\r\x1b[Kne")
	if got := term.Line(0); got != "old" {
		t.Errorf("in the middle of a frame: %q", got)
	}
	write(term, "w\x1b[?2026l")
	if got := term.Line(0); got != "new" {
		t.Errorf("after the frame: %q", got)
	}
	write(term, "\x1b[?2026hlost")
	_ = term.Close()
	if got := term.Line(0); got != "newlost" {
		t.Errorf("a frame that never ends: %q after Close", got)
	}
}

func TestResizingKeepsTheCursorOnTheScreen(t *testing.T) {
	term := New(6, 4)
	write(term, "a漢\r\nb\r\nc\r\ndef")
	term.Resize(2, 2)
	if got := term.Text(); got != "c\nde\n" {
		t.Errorf("smaller: %q", got)
	}
	term.Resize(5, 3)
	write(term, "x")
	if w, h := term.Screen().Size(); w != 5 || h != 3 || term.Text() != "c\ndx\n\n" {
		t.Errorf("larger: %dx%d %q", w, h, term.Text())
	}
	term.Resize(0, -7)
	if w, h := term.Screen().Size(); w != 1 || h != 1 {
		t.Errorf("no size: %dx%d", w, h)
	}
}

func TestLineFeedReturnsTheCarriageWhenAsked(t *testing.T) {
	term := New(4, 2, ONLCR())
	write(term, "a\nb")
	if got := term.Text(); got != "a\nb\n" {
		t.Errorf("%q", got)
	}
}

func TestWaitingEndsWithTheScreenTheOutputOrTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		term := New(9, 1)
		go func() {
			time.Sleep(time.Minute)
			write(term, "hel")
			time.Sleep(time.Minute)
			write(term, "lo")
		}()
		start := time.Now()
		err := term.WaitFor(t.Context(), func(s Screen) bool { return s.Contains("hello") })
		if took := time.Since(start); err != nil || took != 2*time.Minute {
			t.Errorf("WaitFor = %v after %v", err, took)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		never := func(Screen) bool { return false }
		if err = term.WaitFor(ctx, never); !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "hello") {
			t.Errorf("at the deadline: %v", err)
		}
		go func() { time.Sleep(time.Second); _ = term.Close() }()
		if err = term.WaitFor(t.Context(), never); !errors.Is(err, io.EOF) {
			t.Errorf("after Close: %v", err)
		}
	})
}

func TestOutsideTheScreenIsNothing(t *testing.T) {
	s := New(2, 2).Screen()
	for _, at := range [][2]int{{-1, 0}, {0, -1}, {2, 0}, {0, 2}} {
		if s.Cell(at[0], at[1]) != (Cell{}) || s.Line(at[1]*9) != "" {
			t.Errorf("something at %v", at)
		}
	}
}

func write(term *Terminal, parts ...string) {
	for _, p := range parts {
		_, _ = term.Write([]byte(p))
	}
}

// FuzzWrite holds whatever a program writes: nothing panics, the screen keeps its size, a wide
// character keeps both halves, and the way the output is cut into writes makes no difference.
func FuzzWrite(f *testing.F) {
	for _, s := range []string{
		"\x1b[?1049h\x1b[2J\x1b[3;2r\x1b[9999999999b", "a漢\x1b[1G\x1b[@\x1b[2P", "\xc2\x9b31mx", "\xf5\x80\xff\xc0",
		"\x1b[?2026h\x1b[?2026lé\u0301\u200d👨", "\x1b]52;c;!\x07\x1b]9;4;9;9\x07", "\x1b[38:2:1m\x1b[38;5m\x1b[48m", "\x1bP+q52\x1b\\\x1b[;;;;H",
		"\x1b[?1048h\x1b[?1048l\x1b[!p\x1bc\x1b[?47h\x1b[?2027h漢\x1b[9b",
	} {
		f.Add([]byte(s), uint8(5), uint8(3))
	}
	f.Fuzz(func(t *testing.T, out []byte, w, h uint8) {
		w, h = w%40, h%40
		whole, split := New(int(w), int(h)), New(int(w), int(h))
		_, _ = whole.Write(out)
		whole.Resize(int(h), int(w))
		for i := range out {
			_, _ = split.Write(out[i : i+1])
		}
		split.Resize(int(h), int(w))
		_ = whole.Close()
		_ = split.Close()
		if a, b := whole.Text(), split.Text(); a != b {
			t.Errorf("cut into bytes:\n%s\nwhole:\n%s", b, a)
		}
		s := whole.Screen()
		gotW, gotH := s.Size()
		if x, y, _ := s.Cursor(); gotW != side(int(h)) || gotH != side(int(w)) || x < 0 || y < 0 || x >= gotW || y >= gotH {
			t.Fatalf("size %dx%d, cursor %d,%d", gotW, gotH, x, y)
		}
		for y, line := range s.cells {
			for x, c := range line {
				if half := x+1 < gotW && line[x+1].Width == 0; (c.Width == 2) != half {
					t.Fatalf("a torn character at %d,%d: %+v", x, y, line)
				}
			}
		}
	})
}
