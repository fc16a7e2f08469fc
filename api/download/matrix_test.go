package download

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"attache/model"
)

// objectSize is the size of the object in the matrix, in bytes; half and last are bytes of it.
const (
	objectSize = 100
	half       = objectSize / 2
	last       = objectSize - 1
)

// arena is one row of the matrix under way.
type arena struct {
	t       *testing.T
	far     *faulty
	saver   *Saver
	request model.DownloadRequest
}

// path is a path in the download folder.
func (a *arena) path(name string) string { return filepath.Join(a.saver.dir, name) }

func (a *arena) write(name, content string) {
	a.t.Helper()
	if err := os.WriteFile(a.path(name), []byte(content), 0o600); err != nil {
		a.t.Fatal(err)
	}
}

// leave puts a part file of n bytes there, as a run that was stopped leaves it.
func (a *arena) leave(name string, n int) {
	a.t.Helper()
	note := sidecar{sidecarVersion, "a-1", "a.bin", a.far.etag, int64(len(a.far.data))}
	a.write(name, string(a.far.data[:n]))
	a.write(name+sidecarSuffix, string(append(note.encode(), checkpoint{int64(n), sumOf(string(a.far.data[:n]))}.encode()...)))
}

// row is one fault and what must come of it.
type row struct {
	steps   []step
	arrange func(*arena) // may replace the steps

	end     string   // "saved", "skipped", or the kind of the problem
	part    int      // bytes left to go on from; 0: no part file, no sidecar
	gets    int      // requests for the object
	links   int      // requests for a link
	resumed int64    // Saved.Resumed
	over    bool     // Saved.StartedOver
	name    string   // the final name, where not a.bin
	others  []string // files that were there before, or were put there
	lost    bool     // the next run cannot end better
}

func TestEveryFaultEndsInAStateThatLosesNothing(t *testing.T) {
	for i, name := range slices.Sorted(maps.Keys(matrix())) {
		if testing.Short() && i%4 != 0 {
			continue // the full run has all
		}
		for way, few := range map[string]int64{"with a sidecar": 0, "bare": fewBytes()} {
			t.Run(name+"/"+way, func(t *testing.T) {
				inBubble(t, func(t *testing.T) { matrix()[name].run(t, few) })
			})
		}
	}
}

func newArena(t *testing.T) *arena {
	t.Helper()
	far := &faulty{etag: `"v1"`, size: objectSize, life: time.Hour}
	for i := range objectSize {
		far.data = append(far.data, byte(i))
	}
	a := &arena{t: t, far: far, saver: newSaver(t, far)}
	a.request = model.DownloadRequest{
		Attachment: model.NewAttachment("a-1", "a.bin", "application/octet-stream", model.StatusApproved),
		Meter:      new(model.Meter),
	}
	return a
}

// run plays a row, and then once more without the fault: what was left must become the file.
func (r row) run(t *testing.T, few int64) {
	a := newArena(t)
	a.saver.few = few
	a.far.steps = r.steps
	if r.arrange != nil {
		r.arrange(a)
	}
	saved, err := a.saver.Save(t.Context(), a.request, nil)
	r.check(a, saved, err)
	if r.lost {
		return
	}
	a.far.mu.Lock()
	a.far.steps = []step{whole}
	a.far.mu.Unlock()
	a.saver.disk = systemDisk()
	a.request.Link, a.request.Meter = model.Link{}, new(model.Meter)
	before := r.part
	saved, err = a.saver.Save(t.Context(), a.request, nil)
	if err != nil {
		t.Fatalf("the next run: %v", err)
	}
	a.checkFile(saved)
	if done, _ := a.request.Meter.Read(); done != objectSize {
		t.Errorf("the next run counted %d", done)
	}
	if r.end != "saved" && saved.Resumed != int64(before) {
		t.Errorf("the next run went on from %d, not %d", saved.Resumed, before)
	}
	for _, name := range files(t, a.saver) {
		if filepath.Ext(name) == ".part" || filepath.Ext(name) == ".json" {
			t.Errorf("the next run left %s", name)
		}
	}
}

// check compares what came of a row with what must.
func (r row) check(a *arena, saved model.Saved, err error) {
	t := a.t
	t.Helper()
	end := string(saved.State)
	if err != nil {
		end = model.KindOf(err).String()
	}
	links, gets := a.far.counts()
	if end != r.end || gets != r.gets || links != r.links {
		t.Errorf("%s (%v) after %d requests and %d links; want %s, %d, %d", end, err, gets, links, r.end, r.gets, r.links)
	}
	want := slices.Clone(r.others)
	if r.end == "saved" {
		a.checkFile(saved)
		name := r.name
		if name == "" {
			name = "a.bin"
		}
		if want = append(want, name); saved.Path != a.path(name) {
			t.Errorf("saved as %s, want %s", saved.Path, name)
		}
		if saved.Resumed != r.resumed || saved.StartedOver != r.over {
			t.Errorf("resumed %d, over %t; want %d, %t", saved.Resumed, saved.StartedOver, r.resumed, r.over)
		}
	}
	if r.part > 0 {
		want = append(want, "a.bin.part", "a.bin.part.json")
		a.checkPart(r.part)
	}
	slices.Sort(want)
	if got := files(t, a.saver); !slices.Equal(got, want) {
		t.Errorf("files %v, want %v", got, want)
	}
	done, total, ok := a.saver.Stopped("a-1")
	if ok != (r.part > 0) || ok && (done != int64(r.part) || total != objectSize) {
		t.Errorf("stopped: %d of %d, %t", done, total, ok)
	}
	if counted, _ := a.request.Meter.Read(); r.end != "saved" && r.end != "skipped" && counted != int64(r.part) {
		t.Errorf("%d bytes are counted, %d are there", counted, r.part)
	}
}

// checkFile fails unless the whole object is where it was said to be, sum and all.
func (a *arena) checkFile(saved model.Saved) {
	a.t.Helper()
	data, err := os.ReadFile(saved.Path)
	sum := sha256.Sum256(a.far.data)
	if err != nil || !bytes.Equal(data, a.far.data) || saved.Size != objectSize || saved.SHA256 != hex.EncodeToString(sum[:]) {
		a.t.Errorf("%q, %v, %+v", data, err, saved)
	}
}

// checkPart fails unless the part file holds the first bytes of the object.
func (a *arena) checkPart(n int) {
	a.t.Helper()
	data, err := os.ReadFile(a.path("a.bin.part"))
	if err != nil || len(data) != n || !bytes.HasPrefix(a.far.data, data) {
		a.t.Errorf("part of %d bytes, want %d: %v", len(data), n, err)
	}
}
