//go:build unix

package e2e_test

import (
	"io"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"attache/ui/vt"
)

// demo starts the sample chat, to which nothing is added, and waits for its list.
func demo(t *testing.T, in terminal) *program {
	t.Helper()
	in.args = append([]string{"demo", "--scenario", "still"}, in.args...)
	p := start(t, in)
	p.sees("attache", "EMULATOR", "STATE", "NAME", "LINK", "files")
	return p
}

func TestDemoShowsAChatAndQuitsCleanly(t *testing.T) {
	t.Parallel()
	p := demo(t, terminal{})
	s := p.until("a live link", func(s vt.Screen) bool { return strings.Contains(selected(s), "live") })
	n := regexp.MustCompile(`(\d+) files`).FindStringSubmatch(s.Text())
	if n == nil {
		t.Fatalf("no count:\n%s", s.Text())
	}
	if files, err := strconv.Atoi(n[1]); err != nil || files < 12 {
		t.Errorf("%v files, want at least 12", n[1])
	}
	if !s.Mode(1049) || !strings.Contains(s.Title(), "attache") {
		t.Errorf("modes %v, title %q", s.Modes(), s.Title())
	}
	p.keys("q")
	if code := p.exits(patience); code != 0 {
		t.Errorf("exit code %d", code)
	}
}

func TestTheCursorMovesAndListsAreFilteredAndSorted(t *testing.T) {
	t.Parallel()
	p := demo(t, terminal{})
	first := selected(p.until("a cursor", func(s vt.Screen) bool { return selected(s) != "" }))
	name := func(line string) string { return strings.TrimSpace(string([]rune(line)[16:40])) }
	p.keys("j")
	p.until("the cursor below", func(s vt.Screen) bool { return selected(s) != "" && name(selected(s)) != name(first) })
	p.keys("k")
	p.until("the cursor back", func(s vt.Screen) bool { return selected(s) != "" && name(selected(s)) == name(first) })
	p.keys("G")
	p.until("the last row", func(s vt.Screen) bool { return selected(s) != "" && name(selected(s)) != name(first) })

	filtered := regexp.MustCompile(`\d+ of \d+ files`)
	p.keys("/pdf")
	p.until("only PDFs", func(s vt.Screen) bool {
		return filtered.MatchString(s.Line(0)) && s.Contains(".pdf") && !s.Contains(".csv") && !s.Contains(".wav")
	})
	p.keys("\r")
	p.keys("\x1b")
	p.until("all again", func(s vt.Screen) bool { return s.Contains(".csv") && !filtered.MatchString(s.Line(0)) })

	p.press(",n", "Sorted by name")
	p.keys("g")
	up := p.until("the first row", func(s vt.Screen) bool { return strings.HasPrefix(s.Line(3), "▌") })
	p.press(",N", "name, reversed")
	p.keys("G")
	p.until("the other end", func(s vt.Screen) bool { return name(selected(s)) == name(selected(up)) })
}

func TestACopiedLinkFetchesTheFileThatIsSaved(t *testing.T) {
	t.Parallel()
	p := demo(t, terminal{})
	p.until("a live link", func(s vt.Screen) bool { return strings.Contains(selected(s), "live") })
	p.press("y", "OSC 52")
	s := p.until("the clipboard", func(s vt.Screen) bool { return s.Clipboard() != "" })
	want := fetch(t, s.Clipboard())
	p.press("s", "Saved as")
	names := p.files()
	if len(names) != 1 || !slices.Equal(p.content(names[0]), want) {
		t.Errorf("saved %q, want one file of %d bytes", names, len(want))
	}
	p.press("s", "Save it once more")
	p.press("y", "the same file is there")
	if names = p.files(); len(names) != 1 {
		t.Errorf("the same bytes were written twice: %q", names)
	}
	p.keys("Q")
	p.exits(patience)
}

func fetch(t *testing.T, url string) []byte {
	t.Helper()
	status, body := fetched(t, url)
	if status != http.StatusOK {
		t.Fatalf("status %d", status)
	}
	return body
}

// opens reports whether a link is alive.
func opens(t *testing.T, url string) bool {
	t.Helper()
	status, _ := fetched(t, url)
	return status == http.StatusOK
}

func fetched(t *testing.T, url string) (status int, body []byte) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept-Encoding", "identity")
	client := &http.Client{Timeout: patience, Transport: &http.Transport{DisableKeepAlives: true}}
	resp, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, err = io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, body
}

func TestHelpLinkAndReasonsOpenAndClose(t *testing.T) {
	t.Parallel()
	long(t)
	p := demo(t, terminal{link: true, w: 120, h: 50})
	p.until("a live link", func(s vt.Screen) bool { return strings.Contains(selected(s), "live") })
	p.press("?", "copy", "renew", "show link", "type:pdf", "the scanner has not finished")
	p.press("half", "half a page down", "ctrl+d")
	p.keys("\x15")
	p.keys("?")
	p.sees("STATE")
	p.press("u", "X-Amz-Signature")
	p.keys("\x1b")
	p.until("the list without the link", func(s vt.Screen) bool { return s.Contains("STATE") && !s.Contains("X-Amz-Signature") })
	p.moveTo("rejected")
	p.keys("e")
	p.until("the reason", func(s vt.Screen) bool {
		return strings.Contains(strings.ToLower(s.Text()), "scan") && !s.Contains("STATE")
	})
	p.press("\x1b", "STATE")
	p.keys("\x03")
	if code := p.exits(patience); code != 0 && code != 130 {
		t.Errorf("exit code %d", code)
	}
}

func TestTheSameSeedGivesTheSameChat(t *testing.T) {
	t.Parallel()
	long(t)
	const rows = 12
	names := func() []string {
		p := demo(t, terminal{args: []string{"--prefetch", "none"}})
		var list []string
		p.until("twelve rows", func(s vt.Screen) bool {
			list = nil
			for y := 3; y < 3+rows; y++ {
				if line := []rune(s.Line(y)); len(line) > 40 {
					list = append(list, strings.TrimSpace(string(line[16:27]))) // what comes later stands to the right
				}
			}
			return len(list) == rows && list[rows-1] != "" && s.Contains("Details")
		})
		p.keys("q")
		p.exits(patience)
		return list
	}
	if a, b := names(), names(); !slices.Equal(a, b) {
		t.Errorf("two runs differ:\n%q\n%q", a, b)
	}
}
