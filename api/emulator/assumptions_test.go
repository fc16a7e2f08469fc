package emulator

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"attache/api/emulator/fault"
)

// The page of what is assumed names a switch for each guess, or says why nobody needs one.
func TestEveryGuessHasASwitchOrAReason(t *testing.T) {
	page, err := os.ReadFile("../../.github/EMULATOR.md")
	if err != nil {
		t.Fatal(err)
	}
	var guesses int
	named := map[string]bool{}
	for row := range strings.Lines(string(page)) {
		cells := strings.Split(strings.TrimSpace(row), " | ")
		if !strings.HasPrefix(row, "| ") || len(cells) != 3 {
			continue
		}
		given := regexp.MustCompile("`([a-z-]+)(=[a-z]+)?`").FindAllStringSubmatch(cells[2], -1)
		for _, name := range given {
			if named[name[1]] = true; !slices.Contains(fault.Names(), name[1]) {
				t.Errorf("there is no fault %s", name[1])
			}
		}
		if strings.HasPrefix(cells[1], "guessed") {
			guesses++
			if len(given) == 0 && !strings.HasPrefix(cells[2], "not needed: ") {
				t.Errorf("neither a switch nor a reason: %s", row)
			}
		}
	}
	if guesses < 20 {
		t.Errorf("%d guesses are found", guesses)
	}
	for spec := range guessed() {
		if name, _, _ := strings.Cut(spec, "="); !named[name] {
			t.Errorf("the page does not name %s", name)
		}
	}
}
