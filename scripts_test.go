package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// scripts are the programs in .ci, by their names.
func scripts(t *testing.T) map[string]string {
	t.Helper()
	paths, err := filepath.Glob(".ci/*")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(string(text), "#!") && !strings.HasSuffix(path, ".cjs") {
			all[path] = string(text)
		}
	}
	if len(all) < 20 {
		t.Fatalf("%d scripts", len(all))
	}
	return all
}

// TestNoScriptRunsATestThatIsNotThere holds because the go command is content with none.
func TestNoScriptRunsATestThatIsNotThere(t *testing.T) {
	var tests strings.Builder
	for _, room := range []string{"api", "model", "ui"} {
		err := filepath.WalkDir(room, func(path string, _ fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, "_test.go") {
				return err
			}
			text, err := os.ReadFile(path)
			tests.Write(text)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	names := regexp.MustCompile(`(?m)^func (Test\w+)`).FindAllStringSubmatch(tests.String(), -1)
	found := 0
	for path, text := range scripts(t) {
		for _, run := range regexp.MustCompile(`-run '([^']+)'`).FindAllStringSubmatch(text, -1) {
			for _, one := range alternatives(run[1]) {
				if one == "^$" {
					continue // fuzzing, and no test
				}
				found++
				pattern, matched := regexp.MustCompile(one), false
				for _, name := range names {
					matched = matched || pattern.MatchString(name[1])
				}
				if !matched {
					t.Errorf("%s runs %s, which is no test", path, one)
				}
			}
		}
	}
	if found < 5 {
		t.Errorf("%d tests are run by scripts", found)
	}
}

// alternatives are the patterns of which one must match: a|b, and x(a|b)y.
func alternatives(pattern string) []string {
	m := regexp.MustCompile(`^(.*)\((.*)\)(.*)$`).FindStringSubmatch(pattern)
	if m == nil {
		return strings.Split(pattern, "|")
	}
	var all []string
	for inner := range strings.SplitSeq(m[2], "|") {
		all = append(all, m[1]+inner+m[3])
	}
	return all
}

// TestScriptsStopAtTheFirstFailureAndFetchFixedVersions reads them all.
func TestScriptsStopAtTheFirstFailureAndFetchFixedVersions(t *testing.T) {
	for path, text := range scripts(t) {
		first, rest, _ := strings.Cut(text, "\n")
		if !strings.HasPrefix(rest, "# ") && !strings.HasPrefix(rest, `"""`) && !strings.HasPrefix(rest, "\n") {
			t.Errorf("%s does not begin with what it is for", path)
		}
		if strings.Contains(first, "bash") && !strings.HasSuffix(path, "/again") && !strings.Contains(text, "\nset -euo pipefail\n") {
			t.Errorf("%s goes on after a failure", path)
		}
		whole := strings.ReplaceAll(text, "\\\n", " ")
		for _, line := range regexp.MustCompile(`(?m)^.*\b(?:go install|npm install|pip install) .*`).FindAllString(whole, -1) {
			if strings.HasPrefix(strings.TrimSpace(line), "#") || strings.Contains(line, "--offline") {
				continue
			}
			if !regexp.MustCompile(`[@=]=?["']?(?:v?\d+\.\d+|\$)|"\$2"`).MatchString(line) || strings.Contains(line, "@latest") {
				t.Errorf("%s fetches what may change: %s", path, line)
			}
			if !strings.Contains(line, ".ci/again ") {
				t.Errorf("%s gives up where a line fails for a moment: %s", path, line)
			}
		}
	}
}

// TestActionsArePinnedAndMayDoNoMoreThanTheyNeed holds for the workflows, and for the one that is an example.
func TestActionsArePinnedAndMayDoNoMoreThanTheyNeed(t *testing.T) {
	paths, err := filepath.Glob(".github/workflows/*")
	if err != nil || len(paths) == 0 {
		t.Fatal(paths, err)
	}
	pinned := regexp.MustCompile(`^\s*(?:- )?uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$`)
	for _, path := range append(paths, ".github/examples/github-actions.yml") {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		before, jobs, _ := strings.Cut(string(text), "\njobs:")
		if !regexp.MustCompile(`(?m)^permissions: *\n? *\{?contents: read\}?$`).MatchString(before) {
			t.Errorf("%s may do more than read", path)
		}
		for line := range strings.Lines(jobs) {
			if strings.Contains(line, "uses:") && !pinned.MatchString(strings.TrimRight(line, "\n")) {
				t.Errorf("%s uses what may change: %s", path, line)
			}
		}
		if strings.Contains(string(text), "write") && strings.Count(jobs, ".ci/run") > 0 && !strings.Contains(jobs, "needs: check") {
			t.Errorf("%s runs tests with the right to write", path)
		}
	}
}
