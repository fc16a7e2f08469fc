package pair

import (
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestThePageIsWrittenWithTheHashesOfWhatItLoads(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "www", "attache")
	paths, err := WritePage(dir)
	if err != nil || len(paths) != 7 {
		t.Fatal(paths, err)
	}
	page, err := os.ReadFile(filepath.Join(dir, "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	list, err := os.ReadFile(filepath.Join(dir, "hashes.txt"))
	if err != nil {
		t.Fatal(err)
	}
	scripts := regexp.MustCompile(`<script src="([^"]+)" integrity="([^"]+)" defer>`).FindAllStringSubmatch(string(page), -1)
	if len(scripts) != 3 || strings.Count(string(page), "<script") != 3 {
		t.Fatalf("%q", scripts)
	}
	for _, m := range scripts {
		text, err := os.ReadFile(filepath.Join(dir, m[1]))
		if err != nil || integrity(text) != m[2] || !strings.Contains(string(list), m[2]+"  "+m[1]+"\n") {
			t.Errorf("%s: %s, %v", m[1], m[2], err)
		}
	}
	if strings.Contains(string(page), "//cdn") || regexp.MustCompile(`(src|href)="https?:`).Match(page) {
		t.Error("the page loads something from elsewhere")
	}
	if _, err := WritePage(dir); err == nil {
		t.Error("a page was overwritten")
	}
}

// script returns a script without its comments.
func script(t *testing.T, names ...string) string {
	t.Helper()
	var all strings.Builder
	for _, name := range names {
		text, err := os.ReadFile("web/" + name)
		if err != nil {
			t.Fatal(err)
		}
		all.WriteString(regexp.MustCompile(`(?m)^\s*//.*$`).ReplaceAllString(string(text), ""))
	}
	return all.String()
}

func TestNoScriptKeepsATokenOrPutsItIntoAnAddress(t *testing.T) {
	ours := script(t, "handover.js", "page.js", "bookmarklet.js", "window.js")
	for _, never := range []string{
		"localStorage", "sessionStorage", "indexedDB", "cookie", "console.", "document.title", "pushState", "innerHTML", "eval", "Function(", "document.write", "XMLHttpRequest", "sendBeacon", "importScripts", `"*"`, "location.href =",
	} {
		if strings.Contains(ours, never) {
			t.Errorf("a script uses %s", never)
		}
	}
	// What goes to another window goes to an exact origin, and what comes is looked at first.
	for _, m := range regexp.MustCompile(`postMessage\((.*)\);`).FindAllStringSubmatch(ours, -1) {
		if !strings.HasSuffix(m[1], ", origin") && !strings.HasSuffix(m[1], ", target()") {
			t.Errorf("a message goes to %q", m[1])
		}
	}
	if n := strings.Count(ours, "fetch("); n != 1 || !strings.Contains(ours, "fetch(path, {") {
		t.Errorf("%d calls of fetch", n)
	}
	page := script(t, "page.js")
	if strings.Index(page, "history.replaceState") > strings.Index(page, "handover.pair(decode") {
		t.Error("the code is used before it is taken out of the address")
	}
}

func TestTheBookmarkletIsTheSameCode(t *testing.T) {
	text, err := Bookmarklet()
	if err != nil {
		t.Fatal(err)
	}
	source, err := url.PathUnescape(strings.TrimPrefix(text, "javascript:"))
	if err != nil || strings.ContainsAny(text, " \n\"<>#") || len(text) > 32<<10 {
		t.Errorf("%d bytes, %v", len(text), err)
	}
	handover, _ := os.ReadFile("web/handover.js")
	if !strings.Contains(source, string(handover)) {
		t.Error("it is other code than the page's")
	}
}
