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

	"attache/api/trial"
	"attache/model"
)

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

func TestASavedFileIsWholeAndAloneAndTheUsersOwn(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		c := newSaver(t, trial.Bucket(trial.Answer(200, "12345")))
		c.dir = filepath.Join(c.dir, "new", "folder")
		o := trial.Requested("report.pdf")
		told := &trial.Stages{}
		saved, err := c.Save(t.Context(), o, told.Report)
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
			saved, err := c.Save(t.Context(), trial.Requested("a.txt"), nil)
			if err != nil || filepath.Base(saved.Path) != want || saved.Renamed != (i > 0) {
				t.Errorf("%+v, %v", saved, err)
			}
		}
		long := strings.Repeat("é", 300) + ".txt"
		for range 2 {
			saved, err := c.Save(t.Context(), trial.Requested(long), nil)
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
		trial.Answer(200, fmt.Sprintf("%05d", sent.Add(1)))(w, r)
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
		saved, err := c.Save(t.Context(), trial.Requested("a.txt"), nil)
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
			o := trial.Requested("plain.txt")
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
		o := trial.Requested("a.txt")
		o.Link = model.Link{URL: model.NewSecret(host + "/b/a"), Issued: now, Expires: now.Add(time.Minute), Size: 5}
		s := &trial.Script{Steps: []http.HandlerFunc{trial.Answer(200, "12345")}}
		saved, err := newSaver(t, s).Save(t.Context(), o, nil)
		if err != nil || len(s.Requests()) != 1 || !saved.Link.URL.IsZero() {
			t.Errorf("%+v, %v, %d requests", saved, err, len(s.Requests()))
		}
		time.Sleep(time.Minute)
		again := trial.Bucket(trial.Answer(200, "12345"))
		saved, err = newSaver(t, again).Save(t.Context(), o, nil)
		if err != nil || len(again.Requests()) != 2 || saved.Link.URL.IsZero() {
			t.Errorf("%+v, %v, %d requests", saved, err, len(again.Requests()))
		}
	})
}

func TestNoLinkIsNoFile(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		c := newSaver(t, trial.Answer(200, `{"AttachmentSizeInBytes":5}`))
		_, err := c.Save(t.Context(), trial.Requested("a.txt"), nil)
		trial.WantKind(t, err, model.KindNoLink)
		if names := files(t, c); len(names) != 0 {
			t.Errorf("left behind: %v", names)
		}
	})
}
