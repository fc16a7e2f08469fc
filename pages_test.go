package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// anchors returns the names by which a page's headings can be linked to, as GitHub makes them.
func anchors(text string) map[string]bool {
	names := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^#+ (.*)$`).FindAllStringSubmatch(text, -1) {
		name := strings.ToLower(regexp.MustCompile(`[^\pL\pN _-]`).ReplaceAllString(m[1], ""))
		names[strings.ReplaceAll(name, " ", "-")] = true
	}
	return names
}

// TestLinksBetweenThePagesLeadSomewhere follows each link to a file of the tree and to a heading.
func TestLinksBetweenThePagesLeadSomewhere(t *testing.T) {
	pages, err := filepath.Glob(".github/*.md")
	if err != nil {
		t.Fatal(err)
	}
	followed := 0
	for _, page := range append(pages, "README.md") {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`\]\(([^)#\s]*)(?:#([^)\s]*))?\)`).FindAllStringSubmatch(string(text), -1) {
			path, anchor := m[1], m[2]
			if strings.Contains(path, "://") {
				continue
			}
			followed++
			file := page
			if path != "" {
				file = filepath.Join(filepath.Dir(page), filepath.FromSlash(path))
			}
			there, err := os.Stat(file)
			if err != nil {
				t.Errorf("%s links to %s, which is not there", page, path)
				continue
			}
			if anchor == "" || there.IsDir() {
				continue
			}
			target, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if !anchors(string(target))[anchor] {
				t.Errorf("%s links to %s#%s, which is no heading there", page, path, anchor)
			}
		}
	}
	if followed < 20 {
		t.Errorf("followed %d links only", followed)
	}
}

// TestAnAgentReadsTheReadmeInTwoMinutes counts the words before the part for QA people, at 240 words a minute. The name of a
// key is no word.
func TestAnAgentReadsTheReadmeInTwoMinutes(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	part, _, found := strings.Cut(string(text), "### I run QA")
	part = regexp.MustCompile(`(?m)^!\[.*$|\]\([^)]*\)|[|*`+"`"+`#-]+`).ReplaceAllString(part, " ") // no pictures, addresses and signs
	if words := regexp.MustCompile(`(?:^|\s)\S*\pL{2}`).FindAllString(part, -1); !found || len(words) > 480 {
		t.Errorf("%d words", len(words))
	}
}
