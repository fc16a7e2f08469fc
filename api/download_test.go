package api

import (
	"errors"
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

	"attache/api/emulator"
	"attache/model"
)

// order asks for the file of five bytes that goodLink and linkBody speak of.
func order(name string) model.Order {
	return model.Order{Attachment: model.NewAttachment("a-1", name, "text/plain", model.StatusApproved), Meter: new(model.Meter)}
}

// files lists what is in the client's folder.
func files(t *testing.T, c *Client) []string {
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
		c := newClient(t, bucket(answer(200, "12345")))
		c.dir = filepath.Join(c.dir, "new", "folder")
		o := order("report.pdf")
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

func TestTheFilesOfTheDemoAreSavedExactly(t *testing.T) {
	if testing.Short() {
		t.Skip("paints every picture of the demo")
	}
	inBubble(t, func(t *testing.T) {
		c, _ := newEmulated(t, emulator.Options{Scenario: "demo"}, func(o *Options) { o.Rate = 1000 })
		pages, err := walk(t, c)
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		for _, page := range pages {
			for _, a := range page.Attachments {
				if name := saveSmall(t, c, a); name != "" {
					want = append(want, name)
				}
			}
		}
		slices.Sort(want)
		if got := files(t, c); len(want) < 10 || !slices.Equal(got, want) {
			t.Errorf("files %v, want %v", got, want)
		}
	})
}

// saveSmall saves a, unless it is large, and returns the name of the file if there is to be one.
func saveSmall(t *testing.T, c *Client, a model.Attachment) string {
	t.Helper()
	const large = 4 << 20
	l, err := c.Link(t.Context(), a.ID, 0, model.UrgencyVisible, nil)
	if l.Size > large {
		return ""
	}
	saved, saveErr := c.Save(t.Context(), model.Order{Attachment: a, Link: l, Meter: new(model.Meter)}, nil)
	switch a.Status {
	case model.StatusRejected:
		wantKind(t, saveErr, model.KindRejected)
		return ""
	case model.StatusInProgress:
		wantKind(t, saveErr, model.KindScanning)
		return ""
	case model.StatusApproved:
	}
	info, statErr := os.Stat(saved.Path)
	if errors.Join(err, saveErr, statErr) != nil || info.Size() != l.Size || saved.Size != l.Size {
		t.Fatalf("%s: %d bytes of %d, %v, %v", a.Name, saved.Size, l.Size, err, saveErr)
	}
	return filepath.Base(saved.Path)
}

func TestAFileIsNeverSavedOverAnother(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		c := newClient(t, changing(t))
		for i, want := range []string{"a.txt", "a (1).txt", "a (2).txt"} {
			saved, err := c.Save(t.Context(), order("a.txt"), nil)
			if err != nil || filepath.Base(saved.Path) != want || saved.Renamed != (i > 0) {
				t.Errorf("%+v, %v", saved, err)
			}
		}
		long := strings.Repeat("é", 300) + ".txt"
		for range 2 {
			saved, err := c.Save(t.Context(), order(long), nil)
			if err != nil || len(filepath.Base(saved.Path)) > 255 || filepath.Ext(saved.Path) != ".txt" {
				t.Errorf("%+v, %v", saved, err)
			}
		}
	})
}

// changing is a chat whose file has other five bytes each time.
func changing(t *testing.T) *chat {
	t.Helper()
	ch := canaries(t)
	var sent atomic.Int64
	ch.file = func(w http.ResponseWriter, r *http.Request) { answer(200, fmt.Sprintf("%05d", sent.Add(1)))(w, r) }
	return ch
}

func TestASymbolicLinkIsNotWrittenThrough(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		c := newClient(t, canaries(t))
		outside := filepath.Join(t.TempDir(), "precious")
		if err := os.WriteFile(outside, []byte("mine"), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"a.txt", "a.txt.part"} {
			if err := os.Symlink(outside, filepath.Join(c.dir, name)); err != nil {
				t.Fatal(err)
			}
		}
		saved, err := c.Save(t.Context(), order("a.txt"), nil)
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
		c := newClient(t, canaries(t))
		for _, name := range []string{"../up.txt", "/etc/passwd", "a/b", "..", ".", "", strings.Repeat("x", 300)} {
			o := order("plain.txt")
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
		o := order("a.txt")
		o.Link = model.Link{URL: model.NewSecret(host + "/b/a"), Issued: now, Expires: now.Add(time.Minute), Size: 5}
		s := &script{steps: []http.HandlerFunc{answer(200, "12345")}}
		saved, err := newClient(t, s).Save(t.Context(), o, nil)
		if err != nil || len(s.requests()) != 1 || !saved.Link.URL.IsZero() {
			t.Errorf("%+v, %v, %d requests", saved, err, len(s.requests()))
		}
		time.Sleep(time.Minute)
		again := bucket(answer(200, "12345"))
		saved, err = newClient(t, again).Save(t.Context(), o, nil)
		if err != nil || len(again.requests()) != 2 || saved.Link.URL.IsZero() {
			t.Errorf("%+v, %v, %d requests", saved, err, len(again.requests()))
		}
	})
}

func TestALinkThatDiesWhileTheFileComesDoesNotStopIt(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		c, server := newEmulated(t, emulator.Options{Scenario: "bulk", Count: 1, Size: 1 << 20, Faults: []string{"drip=20000"}})
		pages, err := walk(t, c)
		if err != nil {
			t.Fatal(err)
		}
		saved, err := c.Save(t.Context(), model.Order{
			Attachment: pages[0].Attachments[0], Meter: new(model.Meter), Life: 10 * time.Second,
		}, nil)
		if err != nil || saved.Size != 1<<20 {
			t.Errorf("%+v, %v", saved, err)
		}
		if n := server.Calls("GetAttachment"); n != 1 {
			t.Errorf("%d links were asked for", n)
		}
	})
}

func TestNoLinkIsNoFile(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		c := newClient(t, answer(200, `{"AttachmentSizeInBytes":5}`))
		_, err := c.Save(t.Context(), order("a.txt"), nil)
		wantKind(t, err, model.KindNoLink)
		if names := files(t, c); len(names) != 0 {
			t.Errorf("left behind: %v", names)
		}
	})
}
