package download

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"attache/api/trial"
	"attache/model"
)

// passing is an arena whose bytes go to a writer. Temporary files have a folder of their own.
func passing(t *testing.T) (a *arena, out *bytes.Buffer, dir string) {
	t.Helper()
	dir = t.TempDir()
	t.Setenv("TMPDIR", dir)
	a, out = newArena(t), new(bytes.Buffer)
	a.request.Out = out
	return a, out, dir
}

// entries lists a folder.
func entries(t *testing.T, dir string) []string {
	t.Helper()
	all, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range all {
		names = append(names, e.Name())
	}
	return names
}

func TestBytesThatPassThroughHaveNoNameOnTheDisk(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		a, out, dir := passing(t)
		look := func() {
			if names := append(entries(t, dir), files(t, a.saver)...); len(names) != 0 {
				t.Errorf("there are %v", names)
			}
		}
		broken := func(f *faulty, w http.ResponseWriter, r *http.Request) {
			f.serve(w, r, half, func() { look(); panic(http.ErrAbortHandler) })
		}
		a.far.steps = []step{broken, s3Error(503, "SlowDown"), after(10, look)}
		saved, err := a.saver.Save(t.Context(), a.request, nil)
		if err != nil || !bytes.Equal(out.Bytes(), object()) || saved.Path != "" || saved.Resumed != half ||
			saved.SHA256 != sumOf(string(object())) || saved.Size != objectSize {
			t.Errorf("%d bytes, %+v, %v", out.Len(), saved, err)
		}
		look()
	})
}

func TestWhatIsNotWholeDoesNotPassThrough(t *testing.T) {
	for name, s := range map[string]step{
		"cut for ever": tagged("", cut(half)), "a page": plain(200, "<html>Sign in</html>"), "gone": s3Error(404, "NoSuchKey"),
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				a, out, dir := passing(t)
				a.far.steps = []step{s}
				if _, err := a.saver.Save(t.Context(), a.request, nil); err == nil || out.Len() != 0 {
					t.Errorf("%d bytes, %v", out.Len(), err)
				}
				if names := append(entries(t, dir), files(t, a.saver)...); len(names) != 0 {
					t.Errorf("left behind: %v", names)
				}
			})
		})
	}
}

// stalled is a reader that takes nothing.
type stalled struct{ gone chan struct{} }

func (s stalled) Write([]byte) (int, error) {
	<-s.gone
	return 0, os.ErrClosed
}

func TestACancelDoesNotWaitForAReaderThatStalls(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		a, _, dir := passing(t)
		reader := stalled{make(chan struct{})}
		defer close(reader.gone)
		a.request.Out, a.far.steps = reader, []step{whole}
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Minute, func() {
			if names := entries(t, dir); len(names) != 0 {
				t.Errorf("there are %v", names)
			}
			cancel()
		})
		_, err := a.saver.Save(ctx, a.request, nil)
		trial.WantKind(t, err, model.KindCancelled)
	})
}

func TestAReaderThatFailsIsToldAsItSays(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		a, _, _ := passing(t)
		reader := stalled{make(chan struct{})}
		close(reader.gone)
		a.request.Out, a.far.steps = reader, []step{whole}
		if _, err := a.saver.Save(t.Context(), a.request, nil); !errors.Is(err, os.ErrClosed) {
			t.Errorf("%v", err)
		}
	})
}

func TestAFullTemporaryFolderIsNotTakenForTheFolderOfDownloads(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		a, _, dir := passing(t)
		t.Setenv("TMPDIR", dir+"/not-there")
		_, err := a.saver.Save(t.Context(), a.request, nil)
		if p := trial.WantKind(t, err, model.KindDisk); p.Op != opPassing || strings.Contains(p.Detail, dir) {
			t.Errorf("%v", &p)
		}
	})
}
