package download

import (
	"context"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"attache/api/trial"
	"attache/model"
)

func TestTheRestIsAskedForByItsByteAndItsTag(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		a := newArena(t)
		a.far.steps = []step{cut(half), plain(307, "", "Location", "/c/a"), cut(10), plain(412, ""), whole}
		saved, err := a.saver.Save(t.Context(), a.request, nil)
		if err != nil || !saved.StartedOver {
			t.Fatalf("%+v, %v", saved, err)
		}
		var got []string
		for _, h := range a.far.gets {
			got = append(got, strings.TrimSpace(h.Get("Range")+" "+h.Get("If-Match")))
		}
		// The third is the redirected second.
		want := []string{"", `bytes=50- "v1"`, `bytes=50- "v1"`, `bytes=60- "v1"`, ""}
		if !slices.Equal(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	})
}

// stopAt cancels a Save of a when n bytes are there.
func (a *arena) stopAt(n int) {
	a.t.Helper()
	ctx, cancel := context.WithCancel(a.t.Context())
	a.far.steps = []step{func(f *faulty, w http.ResponseWriter, r *http.Request) {
		f.serve(w, r, n, func() {
			cancel()
			trial.Hang(w, r)
			panic(http.ErrAbortHandler)
		})
	}}
	a.far.gets = nil
	_, err := a.saver.Save(ctx, a.request, nil)
	trial.WantKind(a.t, err, model.KindCancelled)
}

// again makes a client of the same folder, as the next run has it, and a new request.
func (a *arena) again(steps ...step) {
	a.t.Helper()
	dir := a.saver.dir
	a.saver = newSaver(a.t, a.far, func(s *Saver) { s.dir = dir })
	a.request.Meter = new(model.Meter)
	a.far.steps, a.far.gets = steps, nil
}

func TestTheNextRunGoesOnFromWhereOneWasStopped(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		a := newArena(t)
		a.stopAt(30)
		a.checkPart(30)
		a.again(whole)
		a.stopAt(40)
		a.checkPart(70)
		if done, total := a.request.Meter.Read(); done != 70 || total != objectSize {
			t.Errorf("counted %d of %d", done, total)
		}
		a.again(whole)
		saved, err := a.saver.Save(t.Context(), a.request, nil)
		if err != nil || saved.Resumed != 70 || saved.StartedOver {
			t.Fatalf("%+v, %v", saved, err)
		}
		a.checkFile(saved)
		if got := a.far.gets[0].Get("Range"); got != "bytes=70-" {
			t.Errorf("asked for %q", got)
		}
	})
}

func TestTheNextRunStartsOverForAnotherObject(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*faulty)
		gets   int
	}{
		"of the same size": {(*faulty).change, 2},
		// What the service says of the size is enough to know.
		"of another size": {func(f *faulty) {
			f.data, f.etag, f.size = append([]byte("more"), f.data...), `"v2"`, objectSize+4
		}, 1},
		"of another size, which nobody tells": {func(f *faulty) {
			f.data, f.size = append([]byte("more"), f.data...), -1
		}, 2},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				a := newArena(t)
				a.stopAt(half)
				c.change(a.far)
				a.again(whole)
				saved, err := a.saver.Save(t.Context(), a.request, nil)
				if err != nil || !saved.StartedOver || saved.Resumed != 0 || len(a.far.gets) != c.gets {
					t.Fatalf("%+v, %v, %d requests", saved, err, len(a.far.gets))
				}
				if data, err := os.ReadFile(saved.Path); err != nil || string(data) != string(a.far.data) {
					t.Errorf("%q, %v", data, err)
				}
			})
		})
	}
}

func TestTheDiskIsLookedAtWhileAFileComes(t *testing.T) {
	for name, c := range map[string]struct {
		free int64
		kind model.Kind
	}{"it fills up": {0, model.KindDiskFull}, "the part file goes": {1 << 40, model.KindDisk}} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				a := newArena(t)
				a.far.data = make([]byte, 3*lookEvery)
				a.far.size = int64(len(a.far.data))
				looks, free := 0, c.free
				a.saver.disk.free = func(*os.File, string) (int64, bool) {
					looks++
					return max(free, int64(2-looks)<<40), true
				}
				a.far.steps = []step{after(100, func() {
					if c.kind == model.KindDisk {
						_ = os.Remove(a.path("a.bin.part"))
					}
				})}
				_, err := a.saver.Save(t.Context(), a.request, nil)
				trial.WantKind(t, err, c.kind)
				done, _, ok := a.saver.Stopped("a-1")
				if ok != (c.kind == model.KindDiskFull) || done > lookEvery+blockSize {
					t.Errorf("%d bytes are left, %t", done, ok)
				}
			})
		})
	}
}

func TestWhatIsLeftHoldsNoLinkAndNoToken(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		a := newArena(t)
		a.stopAt(half)
		names := files(t, a.saver)
		if len(names) != 2 {
			t.Fatalf("%v", names)
		}
		for _, name := range names {
			data, err := os.ReadFile(a.path(name))
			if err != nil || strings.Contains(string(data), "http") || strings.Contains(string(data), "connection-token") {
				t.Errorf("%s: %q, %v", name, data, err)
			}
			if info, err := os.Stat(a.path(name)); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("%s: %v, %v", name, info.Mode(), err)
			}
		}
	})
}

func TestTheFreeSpaceIsKnownHere(t *testing.T) {
	f := testFolder(t)
	free, known := freeSpace(f.self, f.dir)
	if !known || free <= 0 {
		t.Errorf("%d, %t", free, known)
	}
	if err := f.room(free + 1); err == nil {
		t.Error("there is room for more than is free")
	}
	if kind := diskProblem(f.room(free + 1)).Kind; kind != model.KindDiskFull {
		t.Errorf("%v", kind)
	}
}
