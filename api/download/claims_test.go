package download

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"attache/api/trial"
	"attache/model"
)

// TestChatsWithOneFolderNeverReplaceEachOthersFile has two chats save one name at the same time, over a file that
// was there before. Their services even call their attachments the same.
func TestChatsWithOneFolderNeverReplaceEachOthersFile(t *testing.T) {
	for rule, want := range map[model.OnExists][]string{
		model.ExistsOverwrite: {"chat 0", "chat 1"}, // one of them in the place of what was there
		model.ExistsRename:    {"before", "chat 0", "chat 1"},
		model.ExistsSkip:      {"before"},
	} {
		t.Run(string(rule), func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				names, dir := NewNames(), t.TempDir()
				if err := os.WriteFile(filepath.Join(dir, "a.txt"), []byte("before"), 0o600); err != nil {
					t.Fatal(err)
				}
				done := make(chan error)
				for chat := range 2 {
					far := func(w http.ResponseWriter, r *http.Request) {
						time.Sleep(time.Second)
						trial.Answer(200, fmt.Sprint("chat ", chat))(w, r)
					}
					s := newSaver(t, http.HandlerFunc(far), func(s *Saver) { s.dir, s.names, s.chat = dir, names, names.join() })
					go func() {
						o := trial.Requested("a.txt")
						o.OnExists, o.Link = rule, model.Link{URL: model.NewSecret(host + "/a"), Issued: time.Now(), Expires: time.Now().Add(time.Minute), Size: 6}
						_, err := s.Save(t.Context(), o, nil)
						done <- err
					}()
				}
				for range 2 {
					if err := <-done; err != nil {
						t.Error(err)
					}
				}
				if got := trial.ContentsOf(t, dir); !slices.Equal(got, want) {
					t.Errorf("%q, want %q", got, want)
				}
			})
		})
	}
}

// TestAFileThatIsFoundUnchangedIsNotLostToAnotherOfItsName: while a host is asked whether a file has changed, another of
// the same name is saved over it, which nobody had claimed yet.
func TestAFileThatIsFoundUnchangedIsNotLostToAnotherOfItsName(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		a, kept := newArena(t), &attributes{}
		slow := func(f *faulty, w http.ResponseWriter, r *http.Request) {
			time.Sleep(2 * time.Second)
			whole(f, w, r)
		}
		other := newArena(t)
		other.far.data, other.far.etag = []byte("another"), `"v2"`
		other.far.size, other.saver.dir = int64(len(other.far.data)), a.saver.dir
		other.request.Attachment.ID = "a-2"
		for _, a := range []*arena{a, other} {
			a.saver.disk.setOrigin, a.saver.disk.readOrigin = kept.set, kept.get
			a.request.OnExists = model.ExistsOverwrite
		}
		a.far.steps, other.far.steps = []step{whole, slow, whole}, []step{whole}
		if _, err := a.saver.Save(t.Context(), a.request, nil); err != nil {
			t.Fatal(err)
		}
		names := NewNames() // of the next run
		a.saver.names, other.saver.names, a.saver.chat, other.saver.chat = names, names, names.join(), names.join()
		done := make(chan error)
		go func() {
			time.Sleep(time.Second) // the first is known by now
			_, err := other.saver.Save(t.Context(), other.request, nil)
			done <- err
		}()
		saved, err := a.saver.Save(t.Context(), a.request, nil)
		if err := errors.Join(err, <-done); err != nil {
			t.Fatal(err)
		}
		a.checkFile(saved)
		if got := trial.ContentsOf(t, a.saver.dir); len(got) != 2 || !slices.Contains(got, "another") {
			t.Errorf("%q", got)
		}
	})
}

// TestANameInAnotherFolderIsNoOthers: a folder a chat leaves each its own names.
func TestANameInAnotherFolderIsNoOthers(t *testing.T) {
	names := NewNames()
	mine, theirs := claims{names, 1, "x/1"}, claims{names, 2, "x/2"}
	theirs.give("a.txt", "id")
	if mine.isOthers("a.txt", "id") {
		t.Error("it is in the way")
	}
	if mine.folder = "x/2"; !mine.isOthers("A.txt", "id") {
		t.Error("it is not")
	}
}
