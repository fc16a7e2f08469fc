//go:build unix

package model

import (
	"os/exec"
	"strings"
	"testing"
	"time"
)

// TestAShellReadsTheCommandAsItWasMeant lets a real shell take the line apart.
func TestAShellReadsTheCommandAsItWasMeant(t *testing.T) {
	for _, name := range []string{
		"a.pdf", "it's.pdf", "''", "'; touch pwned; '", "$(touch pwned)", "`touch pwned`", "${HOME}", "~root", "a b  c", "!!", "*",
		"#x", "-o", "--", "a\\", "a\nb", "\x1b]0;x\x07", "{a,b}[1-9]", "&", "|x", "=ls", "é\u0301☃", "%s%n",
	} {
		for _, url := range []string{"https://h/k?a=1&b=2", "https://h/'; touch pwned; '?{1,2}[3-4]", "https://h/$(id)`id`!x#f", "https://h/ \n\t\x00é"} {
			wantWords(t, name, url)
		}
	}
}

func wantWords(t *testing.T, name, url string) {
	t.Helper()
	now := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	l := linked(name, url, now)
	dir := t.TempDir()
	sh := exec.CommandContext(t.Context(), "sh", "-c", `curl() { printf '%s\n' "$#" "$@"; }`+"\n"+FormCurl.Write([]Linked{l}, now).Reveal())
	sh.Dir = dir
	out, err := sh.CombinedOutput()
	want := strings.Join([]string{"4", "-fg", "-o", l.Attachment.FileName, plainURL(l.Link.URL, ""), ""}, "\n")
	if err != nil || string(out) != want {
		t.Fatalf("%q at %q: %v\n got %q\nwant %q", name, url, err, out, want)
	}
}

func FuzzAShellReadsTheCommandAsItWasMeant(f *testing.F) {
	f.Add("a'b", "https://h/'c")
	f.Add("$(x)`y`", "https://h/\"\\")
	f.Fuzz(wantWords)
}
