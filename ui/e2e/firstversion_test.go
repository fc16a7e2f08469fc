//go:build unix

package e2e_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What the first version wrote and took stays valid. The files in testdata/first-version were written by it, or
// for it, against its own emulator with --scenario bulk --count 3 --size 30000 --seed 5.

func firstVersion(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "first-version", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestTheFirstVersionsSettingsAndKeysHold(t *testing.T) {
	t.Parallel()
	c := without(t, nil, "config", "--config", "config.yaml")
	for _, name := range []string{"config.yaml", "token.txt"} {
		text := []byte("token\n")
		if name == "config.yaml" {
			text = firstVersion(t, name)
		}
		if err := os.WriteFile(filepath.Join(c.home, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c.must(t, 0)
	now := map[string]bool{}
	for line := range strings.Lines(c.out.String()) {
		now[line] = true
	}
	lines := 0
	for line := range strings.Lines(string(firstVersion(t, "settings.txt"))) {
		if strings.HasPrefix(line, "dir\t") || strings.HasPrefix(line, "region\t") || strings.HasSuffix(line, "\tdefault\n") {
			continue // what the test itself sets, and what nobody set
		}
		lines++
		if !now[line] {
			t.Errorf("the first version said %q", line)
		}
	}
	if lines < 80 {
		t.Errorf("only %d settings were compared", lines)
	}
}

func TestAPartFileOfTheFirstVersionIsContinued(t *testing.T) {
	t.Parallel()
	env := emulating(t, "--scenario", "bulk", "--count", "3", "--size", "30000", "--seed", "5", "--fault", "cut=90")
	var pairs []string
	for name, value := range env {
		pairs = append(pairs, name+"="+value)
	}
	const name, id = "file-0001.txt", "70590603-03bd-48ba-baea-9737e46d572d"
	c := without(t, pairs, "get", "--json", "--log", "a.log", id)
	if err := os.Mkdir(c.dir, 0o700); err != nil {
		t.Fatal(err)
	}
	begun := firstVersion(t, name+".part")
	for end, text := range map[string][]byte{".part": begun, ".part.json": firstVersion(t, name+".part.json")} {
		if err := os.WriteFile(filepath.Join(c.dir, name+end), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c.must(t, 0)
	whole, err := os.ReadFile(filepath.Join(c.dir, name))
	if err != nil || len(whole) != 30000 || !bytes.HasPrefix(whole, begun) {
		t.Errorf("%d bytes: %v", len(whole), err)
	}
	// The emulator breaks off every transfer that begins with the first byte, so one that began there took two.
	log, err := os.ReadFile(filepath.Join(c.home, "a.log"))
	if n := bytes.Count(log, []byte("op=download")); err != nil || n != 1 {
		t.Errorf("%d transfers: %v\n%s", n, err, log)
	}
}

func TestAReceiptOfTheFirstVersionIsReplacedByANewOne(t *testing.T) {
	t.Parallel()
	env := emulating(t, "--scenario", "bulk", "--count", "1", "--size", "10")
	var pairs []string
	for name, value := range env {
		pairs = append(pairs, name+"="+value)
	}
	c := without(t, pairs, "get", "--all", "--receipt", "receipt.json")
	path := filepath.Join(c.home, "receipt.json")
	if err := os.WriteFile(path, firstVersion(t, "receipt.json"), 0o600); err != nil {
		t.Fatal(err)
	}
	c.must(t, 0)
	text, err := os.ReadFile(path)
	var receipt struct {
		Files []struct{ ID, Name, Path, State, SHA256 string }
	}
	if err != nil || json.Unmarshal(text, &receipt) != nil || len(receipt.Files) != 1 || receipt.Files[0].State != "saved" || len(receipt.Files[0].SHA256) != 64 {
		t.Errorf("%v: %s", err, text)
	}
}

func TestReceiptsOfTheFirstVersionAreVerified(t *testing.T) {
	t.Parallel()
	env := emulating(t, "--scenario", "bulk", "--count", "3", "--size", "3000", "--seed", "5")
	var pairs []string
	for name, value := range env {
		pairs = append(pairs, name+"="+value)
	}
	c := without(t, pairs, "get", "--all")
	c.must(t, 0)
	if err := os.WriteFile(filepath.Join(c.dir, "receipt.json"), firstVersion(t, "receipt.json"), 0o600); err != nil {
		t.Fatal(err)
	}
	without(t, nil, "verify", filepath.Join(c.dir, "receipt.json")).must(t, 0)
	if err := os.WriteFile(filepath.Join(c.dir, "file-0002.csv"), make([]byte, 3000), 0o600); err != nil {
		t.Fatal(err)
	}
	v := without(t, nil, "verify", c.dir).must(t, 1)
	if !strings.Contains(v.out.String(), "touched\tfile-0002.csv\tthe content has changed\n") {
		t.Error(v.out.String())
	}
}
