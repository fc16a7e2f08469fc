package download

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"attache/model"
)

func TestATakenNameIsTreatedAsAsked(t *testing.T) {
	const composed, decomposed = "caf\u00e9.bin", "cafe\u0301.bin"
	same := string(object())
	for name, c := range map[string]struct {
		wanted  string
		there   map[string]string
		rule    model.OnExists
		path    string
		renamed bool
		same    bool
		gets    int
	}{
		"free":                        {"a.bin", nil, model.ExistsSkip, "a.bin", false, false, 1},
		"other case":                  {"a.bin", map[string]string{"A.BIN": "x"}, model.ExistsRename, "a (1).bin", true, false, 1},
		"no rule":                     {"a.bin", map[string]string{"a.bin": "x"}, "", "a (1).bin", true, false, 1},
		"a rule nobody knows":         {"a.bin", map[string]string{"a.bin": "x"}, "destroy", "a (1).bin", true, false, 1},
		"other form":                  {composed, map[string]string{decomposed: "x"}, model.ExistsRename, "caf\u00e9 (1).bin", true, false, 1},
		"other case and form":         {composed, map[string]string{"CAFE\u0301.BIN": "x"}, model.ExistsRename, "caf\u00e9 (1).bin", true, false, 1},
		"numbers taken in other case": {"a.bin", map[string]string{"a.bin": "x", "A (1).BIN": "x"}, model.ExistsRename, "a (2).bin", true, false, 1},
		"skip":                        {"a.bin", map[string]string{"a.bin": "x"}, model.ExistsSkip, "a.bin", false, false, 0},
		"skip, other case":            {"a.bin", map[string]string{"A.bin": "x"}, model.ExistsSkip, "A.bin", false, false, 0},
		"overwrite":                   {"a.bin", map[string]string{"a.bin": "x"}, model.ExistsOverwrite, "a.bin", false, false, 1},
		"overwrite, other case":       {"a.bin", map[string]string{"A.bin": "x"}, model.ExistsOverwrite, "a (1).bin", true, false, 1},
		"overwrite, both cases":       {"a.bin", map[string]string{"A.bin": "x", "a.bin": "x"}, model.ExistsOverwrite, "a.bin", false, false, 1},
		"same content":                {"a.bin", map[string]string{"a.bin": same}, model.ExistsRename, "a.bin", false, true, 1},
		"same content, other case":    {"a.bin", map[string]string{"A.bin": same}, model.ExistsRename, "A.bin", false, true, 1},
		"same content, numbered":      {"a.bin", map[string]string{"a.bin": "x", "a (1).bin": same}, model.ExistsRename, "a (1).bin", false, true, 1},
		"same content, overwrite":     {"a.bin", map[string]string{"a.bin": same}, model.ExistsOverwrite, "a.bin", false, true, 1},
		"same size":                   {"a.bin", map[string]string{"a.bin": strings.Repeat("x", objectSize)}, model.ExistsRename, "a (1).bin", true, false, 1},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				a := newArena(t)
				for name, content := range c.there {
					a.write(name, content)
				}
				a.far.steps = []step{whole}
				a.request.OnExists, a.request.Name = c.rule, c.wanted
				saved, err := a.saver.Save(t.Context(), a.request, nil)
				_, gets := a.far.counts()
				if err != nil || saved.Path != a.path(c.path) || saved.Renamed != c.renamed || saved.Same != c.same || gets != c.gets {
					t.Fatalf("%+v, %v, %d requests", saved, err, gets)
				}
				wantState := model.SaveDone
				if c.same || gets == 0 {
					wantState = model.SaveSkipped
				}
				if saved.State != wantState {
					t.Errorf("%s, want %s", saved.State, wantState)
				}
				if gets == 0 && (saved.Size != 1 || saved.SHA256 != "") {
					t.Errorf("skipped: %+v", saved)
				}
				if gets > 0 {
					a.checkFile(saved)
				}
				for name, content := range c.there {
					if data, err := os.ReadFile(a.path(name)); (name != c.path || c.rule != model.ExistsOverwrite) && (err != nil || string(data) != content) {
						t.Errorf("%s: %q, %v", name, data, err)
					}
				}
				if n := len(files(t, a.saver)); n != len(c.there)+1 && n != len(c.there) {
					t.Errorf("left behind: %v", files(t, a.saver))
				}
			})
		})
	}
}

func TestAFileIsSavedUnderTheNameAskedForMadeSafe(t *testing.T) {
	for wanted, want := range map[string]string{
		"":                   "a.bin",
		"report.pdf":         "report.pdf",
		"../../up.pdf":       "up.pdf",
		"/etc/passwd":        "passwd",
		"CON":                "_CON",
		"x.part":             "x_part",
		"x.PART.json":        "x_PART.json",
		"x.part.json.draft":  "x_part.json.draft",
		"x.part.json.part":   "x.part.json_part",
		"x.part.rar":         "x.part.rar",
		"a\u202egnp.exe.bin": "agnp.exe.bin",
	} {
		inBubble(t, func(t *testing.T) {
			a := newArena(t)
			a.far.steps = []step{whole}
			a.request.Name = wanted
			saved, err := a.saver.Save(t.Context(), a.request, nil)
			if err != nil || saved.Path != a.path(want) {
				t.Errorf("%q: %s, %v", wanted, saved.Path, err)
			}
		})
	}
}

func TestWhatIsOffAboutAFileIsToldByItsFinalName(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		a := newArena(t)
		copy(a.far.data, "MZ\x90\x00")
		a.far.steps = []step{cut(2), whole} // the first bytes are those of the file, not of the last answer
		a.request.Name = "invoice.pdf.exe"
		saved, err := a.saver.Save(t.Context(), a.request, nil)
		if err != nil || !slices.Contains(saved.Warnings, model.WarningExecutable) || !slices.Contains(saved.Warnings, model.WarningDouble) {
			t.Errorf("%+v, %v", saved, err)
		}
	})
}

func TestNamesThatASystemTakesForOneAreOne(t *testing.T) {
	for _, same := range [][]string{
		{"a.txt", "A.TXT"}, {"straße", "STRASSE"}, {"\u00e9", "e\u0301", "E\u0301", "\u00c9"}, {"ﬁ.txt", "FI.txt"}, {"Σ", "ς", "σ"},
	} {
		for _, name := range same {
			if foldName(name) != foldName(same[0]) {
				t.Errorf("%q and %q differ", name, same[0])
			}
		}
	}
	for _, other := range [][2]string{{"a.txt", "b.txt"}, {"é", "e"}, {"a b", "a_b"}} {
		if foldName(other[0]) == foldName(other[1]) {
			t.Errorf("%q and %q are one", other[0], other[1])
		}
	}
}

func FuzzSidecar(f *testing.F) {
	f.Add(sidecar{sidecarVersion, "a-1", "a.bin", `"v1"`, 5}.encode())
	f.Add(sidecar{sidecarVersion, "a-1", "a.bin", "", 0}.encode())
	f.Add([]byte(`{"version":1,"id":"a","name":"../x.part","etag":"\"\"","size":-1}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, ok := decodeSidecar(data)
		if !ok {
			return
		}
		if string(s.encode()) != string(data) || len(data) > maxSidecar {
			t.Errorf("%q is not what was written", data)
		}
		if !filepath.IsLocal(s.Name) || filepath.Base(s.Name) != s.Name || strings.HasSuffix(s.Name, partSuffix) {
			t.Errorf("name %q", s.Name)
		}
		if strings.ContainsAny(s.ETag, "\r\n") || s.Size < 0 || (s.ETag == "") != (s.Size == 0) {
			t.Errorf("%+v", s)
		}
	})
}

func FuzzContentRange(f *testing.F) {
	for _, s := range []string{"bytes 50-99/100", "bytes */100", "bytes 0-4/*", "bytes=0-4/5", "bytes 9-4/10", "Bytes 0-0/1", "bytes -1-4/5", "bytes 0-18446744073709551615/1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r, ok := parseContentRange(s)
		if !ok {
			return
		}
		known := r.first >= 0 && r.first <= r.last && (r.size < 0 || r.last < r.size)
		none := r.first < 0 && r.last < 0 && r.size >= 0
		if !known && !none {
			t.Errorf("%q: %+v", s, r)
		}
	})
}
