package download

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"attache/api/trial"
	"attache/api/wire"
	"attache/model"
)

// TestWhatAKilledProgramLeavesIsTakenUpOrCleanedAway plays each moment at which a program may be
// killed between two calls to the system.
func TestWhatAKilledProgramLeavesIsTakenUpOrCleanedAway(t *testing.T) {
	first := string(sidecar{sidecarVersion, "a-1", "a.bin", "", 0}.encode())
	known := string(sidecar{sidecarVersion, "a-1", "a.bin", `"v1"`, objectSize}.encode())
	other := string(sidecar{sidecarVersion, "a-2", "a.bin", `"v1"`, objectSize}.encode())
	for name, there := range map[string]map[string]string{
		"an empty draft":                       {"a.bin.part.json.draft": ""},
		"a torn draft":                         {"a.bin.part.json.draft": first[:25]},
		"a draft":                              {"a.bin.part.json.draft": first},
		"a sidecar":                            {"a.bin.part.json": first},
		"an empty part":                        {"a.bin.part.json": first, "a.bin.part": ""},
		"an empty part, another's sidecar":     {"a.bin.part.json": other, "a.bin.part": ""},
		"a part of nobody knows what":          {"a.bin.part.json": first, "a.bin.part": "0123"},
		"a part before its first checkpoint":   {"a.bin.part.json": known, "a.bin.part": "\x00\x01"},
		"a second sidecar under way":           {"a.bin.part.json": first, "a.bin.part": "", "a.bin.part.json.draft": known[:30]},
		"the same, with a part":                {"a.bin.part.json": known, "a.bin.part": "\x00\x01", "a.bin.part.json.draft": known},
		"a sidecar whose file has its name":    {"a.bin": string(object()), "a.bin.part.json": known},
		"an empty part under a second name":    {"a (1).bin.part.json": first, "a (1).bin.part": ""},
		"a sidecar alone under a second name":  {"a (1).bin.part.json": known},
		"another's sidecar whose part is gone": {"a.bin.part.json": other},
	} {
		t.Run(name, func(t *testing.T) {
			for _, rule := range []model.OnExists{model.ExistsRename, model.ExistsSkip} {
				inBubble(t, func(t *testing.T) {
					a := newArena(t)
					for name, content := range there {
						a.write(name, content)
					}
					a.far.steps = []step{whole}
					a.request.OnExists = rule
					if _, err := a.saver.Save(t.Context(), a.request, nil); err != nil {
						t.Fatal(err)
					}
					if names := files(t, a.saver); !slices.Equal(names, []string{"a.bin"}) {
						t.Errorf("%s: files %v", rule, names)
					}
				})
			}
		})
	}
}

func TestWhatIsSomebodyElsesStays(t *testing.T) {
	for name, there := range map[string]map[string]string{
		"an empty part":             {"a.bin.part": ""},
		"a part":                    {"a.bin.part": "theirs"},
		"a part with another note":  {"a.bin.part": "theirs", "a.bin.part.json": "{}"},
		"a note":                    {"a.bin.part.json": `{"version":2}`},
		"a draft":                   {"a.bin.part.json.draft": "theirs"},
		"a draft that goes on":      {"a.bin.part.json.draft": `{"version":1,"ID":"x"}`},
		"another attachment's part": {"a.bin.part": "01", "a.bin.part.json": string(append(sidecar{sidecarVersion, "a-2", "a.bin", `"v1"`, 9}.encode(), checkpoint{2, sumOf("01")}.encode()...))},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				a := newArena(t)
				for name, content := range there {
					a.write(name, content)
				}
				a.far.steps = []step{whole}
				if _, err := a.saver.Save(t.Context(), a.request, nil); err != nil {
					t.Fatal(err)
				}
				if err := a.saver.Discard(a.request); err != nil {
					t.Error(err)
				}
				for name, content := range there {
					if data, err := os.ReadFile(a.path(name)); err != nil || string(data) != content {
						t.Errorf("%s: %q, %v", name, data, err)
					}
				}
				if names := files(t, a.saver); len(names) != len(there)+1 {
					t.Errorf("files %v", names)
				}
			})
		})
	}
}

func TestWhatLivesIsNotCleanedAway(t *testing.T) {
	f := testFolder(t)
	alive := newPart(t, f, "a-1", "a.bin") // empty, as a killed one is
	draft, err := f.root.OpenFile("b.bin.part.json.draft", os.O_RDWR|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		t.Fatal(err)
	}
	defer draft.Close()
	if err := lock(draft); err != nil {
		t.Fatal(err)
	}
	second, other := newPart(t, f, "a-1", "a.bin"), newPart(t, f, "a-1", "b.bin")
	if second.name != "a (1).bin.part" || other.name != "b (1).bin.part" {
		t.Errorf("%s and %s", second.name, other.name)
	}
	f.tidy("a-1")
	for _, name := range []string{alive.name, alive.sidecar(), second.name, other.name, "b.bin.part.json.draft"} {
		if _, err := f.root.Lstat(name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestASidecarGoesWithThePartFileOfItsName: who takes the name of a part file that has got its final one finds the sidecar
// there, makes it its own and keeps it.
func TestASidecarGoesWithThePartFileOfItsName(t *testing.T) {
	f := testFolder(t)
	first := newPart(t, f, "a-1", "a.bin")
	if _, err := f.publish(t.Context(), first, "a.bin", model.ExistsRename, claims{names: NewNames()}); err != nil {
		t.Fatal(err)
	}
	second := newPart(t, f, "a-2", "a.bin")
	first.published()
	if note, _, ok := f.readSidecar(second.sidecar()); second.name != "a.bin.part" || !ok || note.ID != "a-2" {
		t.Errorf("%s has the sidecar %+v", second.name, note)
	}
}

func TestTransfersOfOneProgramTakeAndGiveUpNamesInTurn(t *testing.T) {
	for name, act := range map[string]func(p *part){
		"take":   func(p *part) { _, _ = p.folder.create(p.about) },
		"reopen": func(p *part) { _, _ = p.folder.reopen(p.name) },
		"clear":  func(p *part) { p.folder.clear(p.name) },
		"drop":   func(p *part) { _ = p.drop() },
		"end":    func(p *part) { p.published() },
	} {
		inBubble(t, func(t *testing.T) {
			f := testFolder(t)
			p := newPart(t, f, "a-1", "a.bin")
			f.turn = make(chan struct{}, 1)
			done, over := f.inTurn(), make(chan struct{})
			go func() { act(p); close(over) }()
			synctest.Wait()
			if got := files(t, &Saver{dir: f.dir}); !slices.Equal(got, []string{p.name, p.sidecar()}) {
				t.Errorf("%s while another does: %q", name, got)
			}
			select {
			case <-over:
				t.Errorf("%s does not wait for its turn", name)
			default:
			}
			done()
			<-over
		})
	}
}

// moved moves the folder away when half of the file is there, and may put another in its place.
func moved(to string, another bool) func(*arena) {
	return meanwhile(func(a *arena) {
		err := os.Rename(a.saver.dir, to)
		if another {
			err = errors.Join(err, os.Mkdir(a.saver.dir, 0o700))
		}
		if err != nil {
			a.t.Error(err)
		}
	})
}

func TestAFolderMovedAwayMidwayKeepsItsFileAndTheTruePathIsTold(t *testing.T) {
	for name, another := range map[string]bool{"moved": false, "replaced": true} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				a := newArena(t)
				to := filepath.Join(t.TempDir(), "elsewhere")
				moved(to, another)(a)
				a.saver.disk.path = func(*os.File) (string, bool) { return to, true }
				saved, err := a.saver.Save(t.Context(), a.request, nil)
				if err != nil || saved.Path != filepath.Join(to, "a.bin") || !saved.Moved {
					t.Fatalf("%+v, %v", saved, err)
				}
				a.checkFile(saved)
				if names := files(t, a.saver); len(names) != 0 {
					t.Errorf("where the folder was: %v", names)
				}
			})
		})
	}
}

// TestAFolderMovedNobodyKnowsWhereStopsTheTransfer plays a system that does not tell.
func TestAFolderMovedNobodyKnowsWhereStopsTheTransfer(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		a := newArena(t)
		to := filepath.Join(t.TempDir(), "elsewhere")
		moved(to, false)(a)
		a.saver.disk.path = func(*os.File) (string, bool) { return "", false }
		_, err := a.saver.Save(t.Context(), a.request, nil)
		if p := trial.WantKind(t, err, model.KindDisk); p.Detail != errMoved.Error() {
			t.Errorf("told %q", p.Detail)
		}
		if _, err := os.Lstat(filepath.Join(to, "a.bin")); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("it has its final name: %v", err)
		}
		a.saver.dir = to
		a.again(whole)
		if saved := a.expect(); saved.Resumed != objectSize {
			t.Errorf("%+v", saved)
		}
	})
}

func TestAPathThatDoesNotLeadToTheFolderIsNotBelieved(t *testing.T) {
	f := testFolder(t)
	f.dir = filepath.Join(f.dir, "gone")
	f.disk.path = func(*os.File) (string, bool) { return os.TempDir(), true }
	if err := f.settle(); !errors.Is(err, errMoved) || f.moved {
		t.Errorf("%v, %s", err, f.dir)
	}
}

// TestAnIDThatNoServiceGivesLeavesNothing, even with a link in hand: a sidecar that names it would not be
// known again.
func TestAnIDThatNoServiceGivesLeavesNothing(t *testing.T) {
	for name, id := range map[string]string{
		"too long": strings.Repeat("a", wire.MaxID+1), "empty": "", "no UTF-8": "a\xff",
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				a := newArena(t)
				a.far.steps = []step{stall(half)}
				var err error
				if a.request.Link, err = a.saver.links.Ask(t.Context(), "a-1", 0, nil); err != nil {
					t.Fatal(err)
				}
				a.request.Attachment.ID = id
				_, err = a.saver.Save(t.Context(), a.request, nil)
				trial.WantKind(t, err, model.KindInput)
				if names := files(t, a.saver); len(names) != 0 {
					t.Errorf("left behind: %v", names)
				}
			})
		})
	}
	inBubble(t, func(t *testing.T) { // the longest that there is
		a := newArena(t)
		a.request.Attachment.ID = strings.Repeat("\u4e2d", wire.MaxID)
		a.stopAt(half)
		a.again(whole)
		saved, err := a.saver.Save(t.Context(), a.request, nil)
		if err != nil || saved.Resumed != half || !slices.Equal(files(t, a.saver), []string{"a.bin"}) {
			t.Errorf("%+v, %v, %v", saved, err, files(t, a.saver))
		}
	})
}
