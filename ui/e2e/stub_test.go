//go:build unix

package e2e_test

import (
	"fmt"
	"net/http"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"attache/ui/e2e/stub"
	"attache/ui/vt"
)

// onChat opens the screen on a stub service and waits for its list.
func onChat(t *testing.T, s *stub.Server, in terminal, files int) *program {
	t.Helper()
	in.env = append(on(s), in.env...)
	p := start(t, in)
	count := fmt.Sprintf("%d files", files)
	if files == 1 {
		count = "1 file"
	}
	p.sees("attache", "STATE", count)
	return p
}

// rows counts those of the list that say something.
func rows(s vt.Screen, text string) (n int) {
	_, h := s.Size()
	for y := 3; y < h && !strings.HasPrefix(s.Line(y), "─"); y++ {
		if strings.Contains(listed(s, y), text) {
			n++
		}
	}
	return n
}

// timer reads the countdown of the selected row in seconds, -1 when there is none.
func timer(s vt.Screen) int {
	m := regexp.MustCompile(`(\d+):(\d\d) [▰▱]`).FindStringSubmatch(selected(s))
	if m == nil {
		return -1
	}
	minutes, _ := strconv.Atoi(m[1])
	seconds, _ := strconv.Atoi(m[2])
	return 60*minutes + seconds
}

func TestAStubChatIsListedLinkedCountedCopiedAndSaved(t *testing.T) {
	t.Parallel()
	long(t)
	for name, c := range map[string]struct {
		off   time.Duration
		noEnd bool
	}{
		"clock an hour ahead, no UrlExpiry": {time.Hour, true},
		"clock an hour behind":              {-time.Hour, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := stub.Options{Files: 35, Chatter: 2, Rate: 4, ClockOff: c.off, NoEnd: c.noEnd, Page: 40}
			o.Trouble = func(call stub.Call) *stub.Trouble {
				switch {
				case call.Op == "GetTranscript" && call.N == 2:
					return &stub.Trouble{Status: 429, Code: "ThrottlingException", RetryAfter: "1"}
				case call.Op == "GetAttachment" && call.N == 4:
					return &stub.Trouble{Status: 500, Code: "InternalServerException"}
				}
				return nil
			}
			server := chat(t, o)
			p := onChat(t, server, terminal{}, 35)
			p.keys("G")
			s := p.until("a countdown", func(s vt.Screen) bool { return timer(s) > 0 })
			left := timer(s)
			if left < 280 || left > 300 {
				t.Errorf("%d s left of 300", left)
			}
			p.until("two seconds less", func(s vt.Screen) bool { return timer(s) <= left-2 && timer(s) > left-30 })
			p.press("y", "OSC 52")
			s = p.until("the clipboard", func(s vt.Screen) bool { return s.Clipboard() != "" })
			if got := fetch(t, s.Clipboard()); string(got) != string(o.Content(34)) {
				t.Errorf("the copied link gives %d bytes", len(got))
			}
			p.press("s", "Saved as")
			if names := p.files(); !slices.Equal(names, []string{"file-0034.txt"}) || string(p.content(names[0])) != string(o.Content(34)) {
				t.Errorf("saved %q", names)
			}
			p.keys("q")
			p.exits(patience)
			for _, a := range server.Calls() {
				if a.Op == "GetAttachment" && a.Life != 300 {
					t.Errorf("asked for a life of %d", a.Life)
				}
			}
		})
	}
}

func TestTwoThousandAttachmentsOverManyPages(t *testing.T) {
	t.Parallel()
	long(t)
	o := stub.Options{Files: 2000, Page: 90, Rate: 4}
	server := chat(t, o)
	p := start(t, terminal{env: on(server)})
	p.sees("2000 files")
	p.keys("G")
	p.until("the last row's link", func(s vt.Screen) bool {
		return strings.Contains(selected(s), "file-1999.txt") && timer(s) > 0
	})
	answersWithin(p, heldUp)
	p.press("y", "OSC 52")
	s := p.until("the clipboard", func(s vt.Screen) bool { return s.Clipboard() != "" })
	if got := fetch(t, s.Clipboard()); string(got) != string(o.Content(1999)) {
		t.Errorf("the copied link gives %d bytes", len(got))
	}
	p.press("/file-1234\r", "1 of 2000")
	p.press("s", "Saved as")
	if names := p.files(); !slices.Equal(names, []string{"file-1234.txt"}) {
		t.Errorf("saved %q", names)
	}
	p.keys("q")
	p.exits(patience)
	if n := server.Count("GetAttachment"); n > 200 {
		t.Errorf("%d links were asked for, which is more than a few screens", n)
	}
}

func TestASlowServiceNeverHoldsUpTheKeys(t *testing.T) {
	t.Parallel()
	long(t)
	o := stub.Options{Files: 20}
	o.Trouble = func(stub.Call) *stub.Trouble { return &stub.Trouble{Delay: 2 * time.Second} }
	p := onChat(t, chat(t, o), terminal{}, 20)
	p.until("a cursor", func(s vt.Screen) bool { return selected(s) != "" })
	p.moveTo("file-0010")
	answersWithin(p, heldUp)
	p.until("a link in the end", func(s vt.Screen) bool { return timer(s) > 0 })
	p.keys("q")
	p.exits(patience)
}

func TestEveryKindOfTroubleIsGotOver(t *testing.T) {
	t.Parallel()
	long(t)
	o := stub.Options{Files: 6, Rate: 4}
	o.Trouble = func(call stub.Call) *stub.Trouble {
		all := []stub.Trouble{
			{Status: 429},
			{Status: 503, HTML: true},
			{Cut: 20},
			{Status: 429, Code: "ThrottlingException", RetryAfter: "1"},
			{Status: 500, Code: "InternalServerException"},
		}
		if call.N <= len(all) && call.Op == "GetAttachment" {
			return &all[call.N-1]
		}
		if call.N == 1 {
			return &stub.Trouble{Status: 502, HTML: true}
		}
		return nil
	}
	server := chat(t, o)
	p := onChat(t, server, terminal{}, 6)
	p.until("every link", func(s vt.Screen) bool { return strings.Count(s.Text(), "● live") == 6 })
	p.keys("q")
	p.exits(patience)
}

func TestNoBrokenFileGetsAFinalName(t *testing.T) {
	t.Parallel()
	long(t)
	o := stub.Options{Files: 4, Size: func(int) int { return 40_000 }}
	o.Broken = func(get stub.Get) *stub.Trouble {
		switch get.File {
		case 0:
			return &stub.Trouble{Status: 403, Code: "AccessDenied", Message: "Access Denied \x1b[31m"}
		case 1:
			return &stub.Trouble{HTML: true}
		case 2:
			if get.N == 1 {
				return &stub.Trouble{Cut: 20_000}
			}
		case 3:
			if get.N == 1 {
				return &stub.Trouble{Status: 503, Code: "SlowDown", Message: "Please reduce your request rate."}
			}
		}
		return nil
	}
	p := onChat(t, chat(t, o), terminal{}, 4)
	p.moveTo("file-0000")
	p.press("s", "file-0000.txt:")
	p.moveTo("file-0001")
	p.press("s", "file-0001.txt:")
	p.moveTo("file-0002")
	p.press("s", "Saved as file-0002.txt")
	p.moveTo("file-0003")
	p.press("s", "Saved as file-0003.txt")
	if names := p.files(); !slices.Equal(names, []string{"file-0002.txt", "file-0003.txt"}) {
		t.Fatalf("saved %q", names)
	}
	for i := 2; i < 4; i++ {
		if string(p.content(fmt.Sprintf("file-%04d.txt", i))) != string(o.Content(i)) {
			t.Errorf("file %d is not whole", i)
		}
	}
	p.keys("q")
	p.exits(patience)
}

func TestHostileNamesHarmNeitherScreenNorDisk(t *testing.T) {
	t.Parallel()
	long(t)
	names := []string{
		"\x1b]52;c;aGFja2Vk\x07clip.txt", "\x1b]0;title\x07\x1b[2J\x1b[31mred.txt", "\u009b31mc1.txt", "evil\u202etxt.exe",
		"../../../../etc/passwd", "..", "a/b\\c.txt", "CON", "nul.txt", "-rf", ".hidden", "line\nbreak\r.txt", "zero\u200bwidth\ufeff.txt",
		strings.Repeat("long", 60) + ".tar.gz", strings.Repeat("漢", 200) + ".pdf", "", " ", "👨\u200d👩\u200d👧.png", "हिन्दी.txt", "bad\xff\xfeutf8.txt",
		"\x1bP1;2|x\x1b\\dcs.txt", "\x1b_Ga=T;AAAA\x1b\\apc.txt", "e\u0301\u0301\u0301.txt", "tab\there.txt", "same.txt", "SAME.txt", "same.txt",
	}
	o := stub.Options{Files: len(names), Name: func(i int) string { return names[i] }}
	server := chat(t, o)
	p := onChat(t, server, terminal{w: 120, h: 60, args: []string{"--rate", "20"}}, len(names))
	p.press("\x01", fmt.Sprintf("%d marked", len(names)))
	p.keys("s")
	question := fmt.Sprintf("Save %d files", len(names))
	if s := p.until("a question, or what follows", func(s vt.Screen) bool { // which is asked as long as sizes are not known
		return s.Contains(question) || rows(s, "saved") > 0
	}); s.Contains(question) {
		p.keys("y")
	}
	p.until("every file", func(s vt.Screen) bool { return strings.Count(s.Text(), "✓ saved") == len(names) })
	if saved := p.files(); len(saved) != len(names) {
		t.Errorf("%d files of %d", len(saved), len(names))
	}
	p.keys("ggjjjjjjGkkk")
	s := p.term.Screen()
	if s.Clipboard() != "" || s.Bells() > 0 || !strings.HasPrefix(s.Title(), "attache") {
		t.Errorf("clipboard %q, bells %d, title %q", s.Clipboard(), s.Bells(), s.Title())
	}
	for _, r := range p.output() {
		if r == '\u202e' || r == '\u200b' || r == '\ufeff' || r >= 0x80 && r <= 0x9f {
			t.Errorf("%U reached the terminal", r)
		}
	}
	for _, name := range p.files() {
		if strings.HasPrefix(name, ".") || len(name) > 255 || strings.ContainsAny(name, "\x00\n\r\t\x1b/\\:") {
			t.Errorf("saved as %q", name)
		}
	}
	if outside, _ := filepath.Glob(filepath.Join(p.dir, "..", "*")); len(outside) > 1 {
		t.Errorf("outside the folder: %q", outside)
	}
	p.keys("q")
	p.exits(patience)
}

func TestAnExpiredLinkIsRenewedBeforeItIsCopied(t *testing.T) {
	t.Parallel()
	long(t)
	o := stub.Options{Files: 2, ClockOff: 37 * time.Minute}
	server := chat(t, o)
	p := onChat(t, server, terminal{args: []string{"--url-expiry", "5"}}, 2)
	p.until("dead links", func(s vt.Screen) bool { return rows(s, "expired") == 2 }) // no other call is under way
	before, at, last := server.Count("GetAttachment"), time.Now(), ""
	p.keys("y")
	s := p.until("the clipboard", func(s vt.Screen) bool { return s.Clipboard() != last })
	if n := server.Count("GetAttachment"); n != before+1 && time.Since(at) < 4*time.Second { // it lives for five
		t.Errorf("%d calls for one copy", n-before)
	}
	for !opens(t, s.Clipboard()) { // a busy test comes too late
		if time.Since(at) < 4*time.Second {
			t.Fatal("the link that was copied is dead")
		}
		last, at = s.Clipboard(), time.Now()
		p.until("the link that was copied to die", func(s vt.Screen) bool { return rows(s, "expired") == 2 })
		p.keys("y")
		s = p.until("another link", func(s vt.Screen) bool { return s.Clipboard() != last })
	}
	p.keys("q")
	p.exits(patience)
}

func TestACopyThatCannotBeRenewedLeavesTheClipboardAlone(t *testing.T) {
	t.Parallel()
	long(t)
	o := stub.Options{Files: 1}
	o.Trouble = func(call stub.Call) *stub.Trouble {
		if call.Op == "GetAttachment" && call.N > 1 {
			return &stub.Trouble{Status: http.StatusForbidden, Code: "AccessDeniedException"}
		}
		return nil
	}
	server := chat(t, o)
	p := onChat(t, server, terminal{args: []string{"--url-expiry", "5"}}, 1)
	p.until("a dead link", func(s vt.Screen) bool { return strings.Contains(selected(s), "expired") })
	p.press("y", "may list files")
	if s := p.term.Screen(); s.Clipboard() != "" {
		t.Error("something was copied")
	}
	p.press("e", "the chat has just ended")
	p.press("\x1b", "STATE")
	p.keys("q")
	p.exits(patience)
}
