package download

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"attache/api/trial"
	"attache/model"
)

func TestCancellingASaveLeavesNothingThatCannotBeGoneOnFrom(t *testing.T) {
	for name, step := range map[string]http.HandlerFunc{
		"while it comes": func(w http.ResponseWriter, r *http.Request) {
			_, _ = w.Write([]byte("12"))
			_ = http.NewResponseController(w).Flush()
			trial.Hang(w, r)
		},
		"before the first byte": trial.Hang, "between two tries": trial.Answer(500, ``),
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				c, o := newSaver(t, trial.Bucket(step)), trial.Requested("a.txt")
				ctx, cancel := context.WithCancel(t.Context())
				time.AfterFunc(100*time.Millisecond, cancel)
				start := time.Now()
				saved, err := c.Save(ctx, o, nil)
				trial.WantKind(t, err, model.KindCancelled)
				if saved.Link.URL.IsZero() || saved.Path != "" {
					t.Errorf("%+v", saved)
				}
				if took := time.Since(start); took != 100*time.Millisecond {
					t.Errorf("took %v", took)
				}
				if names := files(t, c); len(names) != 0 {
					t.Errorf("left behind: %v", names)
				}
				if done, _ := o.Meter.Read(); done != 0 {
					t.Errorf("counted %d", done)
				}
			})
		})
	}
}

func TestAFolderThatCannotBeWrittenCostsNoCall(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "file")
		if err := os.WriteFile(file, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		for _, dir := range []string{file, filepath.Join(file, "below"), "/proc/attache"} {
			s := &trial.Script{Steps: []http.HandlerFunc{trial.Answer(200, "12345")}}
			c := newSaver(t, s, func(s *Saver) { s.dir = dir })
			_, err := c.Save(t.Context(), trial.Requested("a.txt"), nil)
			if p := trial.WantKind(t, err, model.KindDisk); !strings.HasSuffix(p.Detail, "("+dir+")") || len(p.Detail) == len(dir)+2 {
				t.Errorf("%s: %v", dir, p)
			}
			if len(s.Requests()) != 0 {
				t.Error("a call was made")
			}
		}
	})
}

func TestSavesOfOneNameAtOnceDoNotMeet(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		slow := func(w http.ResponseWriter, r *http.Request) {
			time.Sleep(time.Second)
			trial.Answer(200, r.URL.Query().Get("n")+"2345")(w, r)
		}
		c := newSaver(t, http.HandlerFunc(slow))
		results := make(chan string)
		now := time.Now()
		for n := range 5 {
			go func() {
				o := trial.Requested("a.txt")
				o.Link = model.Link{URL: model.NewSecret(fmt.Sprintf("%s/a?n=%d", host, n)), Issued: now, Expires: now.Add(time.Minute), Size: 5}
				saved, err := c.Save(t.Context(), o, nil)
				if err != nil {
					t.Error(err)
				}
				data, err := os.ReadFile(saved.Path)
				if err != nil || string(data) != fmt.Sprintf("%d2345", n) {
					t.Errorf("%d: %q, %v", n, data, err)
				}
				results <- filepath.Base(saved.Path)
			}()
		}
		synctest.Wait()
		got := map[string]bool{}
		for range 5 {
			got[<-results] = true
		}
		want := []string{"a (1).txt", "a (2).txt", "a (3).txt", "a (4).txt", "a.txt"}
		if names := slices.Sorted(maps.Keys(got)); !slices.Equal(names, want) || !slices.Equal(files(t, c), want) {
			t.Errorf("%v, %v", names, files(t, c))
		}
	})
}

// countdown is a context that ends when it was looked at that often.
type countdown struct {
	context.Context

	looks  atomic.Int32 // 0: it does not count yet
	cancel context.CancelFunc
}

func (c *countdown) Err() error {
	if c.looks.Load() > 0 && c.looks.Add(-1) == 0 {
		c.cancel()
	}
	return c.Context.Err()
}

// TestACancelEndsTheComparingOfFiles at any of its blocks, and keeps the file that has come.
func TestACancelEndsTheComparingOfFiles(t *testing.T) {
	const size = 4 * blockSize
	data := bytes.Repeat([]byte("x"), size)
	cancelled := 0
	for looks := int32(1); looks < 30; looks++ {
		inBubble(t, func(t *testing.T) {
			a := newArena(t)
			a.far.data, a.far.size, a.far.steps = data, size, []step{whole}
			a.write("a.bin", strings.Repeat("y", size))
			inner, cancel := context.WithCancel(t.Context())
			defer cancel()
			ctx := &countdown{Context: inner, cancel: cancel}
			a.saver.disk.sync = func(*os.File) error { // every byte has come
				ctx.looks.CompareAndSwap(0, looks)
				return nil
			}
			saved, err := a.saver.Save(ctx, a.request, nil)
			if err == nil {
				if filepath.Base(saved.Path) != "a (1).bin" {
					t.Errorf("%+v", saved)
				}
				return
			}
			cancelled++
			trial.WantKind(t, err, model.KindCancelled)
			if done, total, ok := a.saver.Stopped("a-1"); !ok || done != size || total != size {
				t.Errorf("after %d looks: %d of %d, %t", looks, done, total, ok)
			}
		})
	}
	if cancelled < size/blockSize {
		t.Errorf("it could be cancelled at %d places", cancelled)
	}
}

func TestACancelDoesNotWaitForAnothersComparing(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		a := newArena(t)
		a.far.steps = []step{whole}
		a.saver.names.turn <- struct{}{} // another compares a large file
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		begun := time.Now()
		_, err := a.saver.Save(ctx, a.request, nil)
		trial.WantKind(t, err, model.KindCancelled)
		if took := time.Since(begun); took != time.Second {
			t.Errorf("took %v", took)
		}
		a.checkPart(objectSize)
		<-a.saver.names.turn
		a.again(whole)
		saved, err := a.saver.Save(t.Context(), a.request, nil)
		if err != nil || saved.Resumed != objectSize {
			t.Errorf("%+v, %v", saved, err)
		}
	})
}
