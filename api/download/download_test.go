package download

import (
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"attache/model"
)

// requested asks for the file of five bytes that goodLink and linkBody speak of.
func requested(name string) model.DownloadRequest {
	return model.DownloadRequest{Attachment: model.NewAttachment("a-1", name, "text/plain", model.StatusApproved), Meter: new(model.Meter)}
}

// files lists what is in the client's folder.
func files(t *testing.T, c *Saver) []string {
	t.Helper()
	entries, err := os.ReadDir(c.dir)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// bucket is a far side that gives a link and then answers the download with its steps.
func bucket(steps ...http.HandlerFunc) *script {
	return &script{steps: append([]http.HandlerFunc{answer(200, linkBody(host+"/b/a?X-Amz-Signature=s"))}, steps...)}
}

func TestASavedFileIsWholeAndAloneAndTheUsersOwn(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		c := newSaver(t, bucket(answer(200, "12345")))
		c.dir = filepath.Join(c.dir, "new", "folder")
		o := requested("report.pdf")
		told := &stages{}
		saved, err := c.Save(t.Context(), o, told.report)
		if err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(saved.Path)
		if err != nil || string(data) != "12345" {
			t.Fatalf("%q, %v", data, err)
		}
		if saved.Path != filepath.Join(c.dir, "report.pdf") || saved.Size != 5 || saved.Renamed || saved.Link.URL.IsZero() {
			t.Errorf("%+v", saved)
		}
		if done, total := o.Meter.Read(); done != 5 || total != 5 {
			t.Errorf("counted %d of %d", done, total)
		}
		if names := files(t, c); !slices.Equal(names, []string{"report.pdf"}) {
			t.Errorf("files %v", names)
		}
		for path, mode := range map[string]fs.FileMode{saved.Path: 0o600, c.dir: 0o700} {
			if info, err := os.Stat(path); err != nil || info.Mode().Perm() != mode {
				t.Errorf("%s: %v, %v", path, info.Mode(), err)
			}
		}
	})
}

func TestAFileIsNeverSavedOverAnother(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		c := newSaver(t, changing())
		for i, want := range []string{"a.txt", "a (1).txt", "a (2).txt"} {
			saved, err := c.Save(t.Context(), requested("a.txt"), nil)
			if err != nil || filepath.Base(saved.Path) != want || saved.Renamed != (i > 0) {
				t.Errorf("%+v, %v", saved, err)
			}
		}
		long := strings.Repeat("é", 300) + ".txt"
		for range 2 {
			saved, err := c.Save(t.Context(), requested(long), nil)
			if err != nil || len(filepath.Base(saved.Path)) > 255 || filepath.Ext(saved.Path) != ".txt" {
				t.Errorf("%+v, %v", saved, err)
			}
		}
	})
}

// changing is a far side that gives other five bytes each time.
func changing() http.Handler {
	var sent atomic.Int64
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			echo(w, r)
			return
		}
		answer(200, fmt.Sprintf("%05d", sent.Add(1)))(w, r)
	})
}

func TestASymbolicLinkIsNotWrittenThrough(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		c := newSaver(t, http.HandlerFunc(echo))
		outside := filepath.Join(t.TempDir(), "precious")
		if err := os.WriteFile(outside, []byte("mine"), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"a.txt", "a.txt.part"} {
			if err := os.Symlink(outside, filepath.Join(c.dir, name)); err != nil {
				t.Fatal(err)
			}
		}
		saved, err := c.Save(t.Context(), requested("a.txt"), nil)
		if err != nil || filepath.Base(saved.Path) != "a (1).txt" {
			t.Errorf("%+v, %v", saved, err)
		}
		if data, err := os.ReadFile(outside); err != nil || string(data) != "mine" {
			t.Errorf("%q, %v", data, err)
		}
	})
}

func TestAHostileNameStaysInTheFolder(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		c := newSaver(t, http.HandlerFunc(echo))
		for _, name := range []string{"../up.txt", "/etc/passwd", "a/b", "..", ".", "", strings.Repeat("x", 300)} {
			o := requested("plain.txt")
			o.Attachment.FileName = name
			saved, err := c.Save(t.Context(), o, nil)
			if err != nil || filepath.Dir(saved.Path) != c.dir {
				t.Errorf("%q: %+v, %v", name, saved, err)
			}
		}
	})
}

func TestALinkThatLivesIsNotRenewedAndADeadOneIs(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		now := time.Now()
		o := requested("a.txt")
		o.Link = model.Link{URL: model.NewSecret(host + "/b/a"), Issued: now, Expires: now.Add(time.Minute), Size: 5}
		s := &script{steps: []http.HandlerFunc{answer(200, "12345")}}
		saved, err := newSaver(t, s).Save(t.Context(), o, nil)
		if err != nil || len(s.requests()) != 1 || !saved.Link.URL.IsZero() {
			t.Errorf("%+v, %v, %d requests", saved, err, len(s.requests()))
		}
		time.Sleep(time.Minute)
		again := bucket(answer(200, "12345"))
		saved, err = newSaver(t, again).Save(t.Context(), o, nil)
		if err != nil || len(again.requests()) != 2 || saved.Link.URL.IsZero() {
			t.Errorf("%+v, %v, %d requests", saved, err, len(again.requests()))
		}
	})
}

func TestNoLinkIsNoFile(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		c := newSaver(t, answer(200, `{"AttachmentSizeInBytes":5}`))
		_, err := c.Save(t.Context(), requested("a.txt"), nil)
		wantKind(t, err, model.KindNoLink)
		if names := files(t, c); len(names) != 0 {
			t.Errorf("left behind: %v", names)
		}
	})
}
