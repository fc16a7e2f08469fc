package download

import (
	"bytes"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"attache/api/trial"
	"attache/model"
)

// attributes is a file system that can keep a text with a file.
type attributes struct {
	mu    sync.Mutex
	files []os.FileInfo
	texts [][]byte
}

func (a *attributes) set(file *os.File, text []byte) {
	info, err := file.Stat()
	if err != nil {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.files, a.texts = append(a.files, info), append(a.texts, text)
}

func (a *attributes) get(file *os.File) []byte {
	info, err := file.Stat()
	a.mu.Lock()
	defer a.mu.Unlock()
	for i := len(a.files) - 1; err == nil && i >= 0; i-- {
		if os.SameFile(a.files[i], info) {
			return a.texts[i]
		}
	}
	return nil
}

func TestAFileThatIsThereIsNotFetchedAgain(t *testing.T) {
	for name, c := range map[string]struct {
		change  func(*arena, *attributes) // between two runs
		step    step
		asked   bool // whether it has changed
		skipped bool
		gets    int
		bytes   int // that came
		name    string
	}{
		"nothing changed": {asked: true, skipped: true, gets: 1, name: "a.bin"},
		"the file was renamed to its second name": {
			change: func(a *arena, _ *attributes) {
				_ = os.Rename(a.path("a.bin"), a.path("a (1).bin"))
				a.write("a.bin", "mine")
			},
			asked: true, skipped: true, gets: 1, name: "a (1).bin",
		},
		"the disk is full": {
			change: func(a *arena, _ *attributes) {
				a.saver.disk.free = func(*os.File, string) (int64, bool) { return 1, true }
			},
			asked: true, skipped: true, gets: 1, name: "a.bin",
		},
		"the file was edited": {
			change: func(a *arena, _ *attributes) {
				a.edit("a.bin", func(b []byte) []byte { b[9]++; return b })
			},
			gets: 1, bytes: objectSize, name: "a (1).bin",
		},
		"the object changed": {
			change: func(a *arena, _ *attributes) { a.far.change() },
			asked:  true, gets: 1, bytes: objectSize, name: "a (1).bin",
		},
		"the object has another size": {
			change: func(a *arena, _ *attributes) { a.far.data, a.far.size = a.far.data[1:], objectSize-1 },
			gets:   1, bytes: objectSize - 1, name: "a (1).bin",
		},
		"another attachment of that name": {
			change: func(a *arena, _ *attributes) { a.request.Attachment.ID = "a-2" },
			gets:   1, bytes: objectSize, skipped: true, name: "a.bin",
		},
		"the host knows no conditions": {
			step:  func(f *faulty, w http.ResponseWriter, r *http.Request) { r.Header.Del("If-None-Match"); whole(f, w, r) },
			asked: true, gets: 1, bytes: objectSize, skipped: true, name: "a.bin",
		},
		"the host speaks of another object": {
			step: func(f *faulty, w http.ResponseWriter, r *http.Request) {
				if r.Header.Get("If-None-Match") != "" {
					plain(304, "", "ETag", `"v9"`)(f, w, r)
					return
				}
				whole(f, w, r)
			},
			asked: true, gets: 2, bytes: objectSize, skipped: true, name: "a.bin",
		},
		"a text that is no origin": {
			change: func(a *arena, kept *attributes) { kept.texts[0] = []byte(`{"id":"a-1","etag":"W/\"v1\""}`) },
			gets:   1, bytes: objectSize, skipped: true, name: "a.bin",
		},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				a, kept := newArena(t), &attributes{}
				use := func() { a.saver.disk.setOrigin, a.saver.disk.readOrigin = kept.set, kept.get }
				use()
				a.far.steps = []step{whole}
				if _, err := a.saver.Save(t.Context(), a.request, nil); err != nil {
					t.Fatal(err)
				}
				if c.step == nil {
					c.step = whole
				}
				came := 0
				a.again(func(f *faulty, w http.ResponseWriter, r *http.Request) { c.step(f, counter{w, &came}, r) })
				use()
				if c.change != nil {
					c.change(a, kept)
				}
				saved, err := a.saver.Save(t.Context(), a.request, nil)
				if err != nil || saved.Path != a.path(c.name) || (saved.State == model.SaveSkipped) != c.skipped || saved.Same != c.skipped {
					t.Fatalf("%+v, %v", saved, err)
				}
				data, err := os.ReadFile(saved.Path)
				if err != nil || !bytes.Equal(data, a.far.data) || saved.SHA256 != sumOf(string(a.far.data)) || saved.Size != int64(len(data)) {
					t.Errorf("%d bytes, %v, %+v", len(data), err, saved)
				}
				_, gets := a.far.counts()
				if asked := a.far.gets[0].Get("If-None-Match") != ""; asked != c.asked || gets != c.gets || came != c.bytes {
					t.Errorf("asked %t, %d requests, %d bytes", asked, gets, came)
				}
				if done, total := a.request.Meter.Read(); done != saved.Size || total != saved.Size {
					t.Errorf("counted %d of %d", done, total)
				}
				if names := files(t, a.saver); slices.ContainsFunc(names, func(n string) bool { return strings.Contains(n, partSuffix) }) {
					t.Errorf("files %v", names)
				}
			})
		})
	}
}

// TestAFileThatIsSentAgainIsDroppedAtItsHeaders where the host answers a condition with the file, as
// hosts do that know no conditions.
func TestAFileThatIsSentAgainIsDroppedAtItsHeaders(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		a, kept := newArena(t), &attributes{}
		use := func() { a.saver.disk.setOrigin, a.saver.disk.readOrigin = kept.set, kept.get }
		use()
		a.far.steps = []step{whole}
		if _, err := a.saver.Save(t.Context(), a.request, nil); err != nil {
			t.Fatal(err)
		}
		gone := make(chan struct{})
		a.again(func(_ *faulty, w http.ResponseWriter, r *http.Request) {
			w.Header().Set("ETag", `"v1"`)
			w.Header().Set("Content-Length", "100")
			_ = http.NewResponseController(w).Flush()
			trial.Hang(w, r) // not a byte is sent before the client goes
			close(gone)
		})
		use()
		begun := time.Now()
		saved, err := a.saver.Save(t.Context(), a.request, nil)
		if err != nil || !saved.Same || time.Since(begun) != 0 {
			t.Errorf("%+v, %v, after %v", saved, err, time.Since(begun))
		}
		<-gone
	})
}

// counter counts the bytes of an answer.
type counter struct {
	http.ResponseWriter
	n *int
}

func (c counter) Write(b []byte) (int, error) { *c.n += len(b); return c.ResponseWriter.Write(b) }

func (c counter) Unwrap() http.ResponseWriter { return c.ResponseWriter }

func TestNotModifiedIsRefusedWhereNobodyAsked(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		a := newArena(t)
		a.write("a.bin", string(object()))
		a.far.steps = []step{plain(304, "")}
		_, err := a.saver.Save(t.Context(), a.request, nil)
		trial.WantKind(t, err, model.KindRefused)
	})
}

// TestAnOriginHoldsNoLinkAndNoToken, and is what was kept, where this file system keeps it.
func TestAnOriginHoldsNoLinkAndNoToken(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		a, kept := newArena(t), &attributes{}
		a.saver.disk.setOrigin = func(file *os.File, text []byte) { setOrigin(file, text); kept.set(file, text) }
		a.far.steps = []step{whole}
		saved, err := a.saver.Save(t.Context(), a.request, nil)
		if err != nil || len(kept.texts) != 1 {
			t.Fatalf("%+v, %v, %d texts", saved, err, len(kept.texts))
		}
		want := `{"id":"a-1","etag":"\"v1\"","sha256":"` + saved.SHA256 + `"}`
		if string(kept.texts[0]) != want {
			t.Errorf("kept %s", kept.texts[0])
		}
		file, err := os.Open(saved.Path)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		if got := readOrigin(file); len(got) > 0 && string(got) != want {
			t.Errorf("read %s", got)
		}
	})
}

func FuzzOrigin(f *testing.F) {
	f.Add([]byte(`{"id":"a-1","etag":"\"v1\"","sha256":"00"}`))
	f.Add([]byte(`{"id":"a-1","etag":"\"\r\nX: y\"","sha256":"00"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if o, ok := decodeOrigin(data); ok && (o.ID == "" || !isStrong(o.ETag) || strings.ContainsAny(o.ETag, "\r\n")) {
			t.Errorf("%+v", o)
		}
	})
}
