package batch

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"attache/model"
	"attache/ui/runner/fakechat"
)

// contact is a chat of a contact with files of its own.
func contact(id string, n int) *fakechat.Chat {
	c := made(&fakechat.Chat{Pages: files(n)})
	for i := range c.Pages {
		c.Pages[i].ContactID = id
		for j := range c.Pages[i].Attachments {
			c.Pages[i].Attachments[j].ContactID = id
		}
	}
	return c
}

// pathOf saves into the order's folder.
func pathOf(_ context.Context, request model.DownloadRequest) (model.Saved, error) {
	s := saved(request)
	s.Path = filepath.ToSlash(filepath.Join("/d", request.Folder, request.Attachment.FileName))
	return s, nil
}

func TestEachChatHasAFolderOfItsOwn(t *testing.T) {
	a, b, c, d := contact("c-1", 1), contact("C-1", 1), contact("../../etc", 1), made(&fakechat.Chat{Pages: files(1)})
	for _, one := range []*fakechat.Chat{a, b, c, d} {
		one.OnSave = pathOf
	}
	var out, errs bytes.Buffer
	all := []Target{{Session: a, Name: "one"}, {Session: b, Name: "two"}, {Session: c, Name: "three"}, {Session: d, Name: "four"}}
	err := GetAll(t.Context(), all, GetOptions{All: true, Parallel: 3, Now: time.Now}, &out, &errs)
	if want := "/d/c-1/file 1.txt\n/d/C-1 (1)/file 1.txt\n/d/etc/file 1.txt\n/d/four/file 1.txt\n"; err != nil || out.String() != want || errs.Len() > 0 {
		t.Errorf("got %q, said %q, %v", out.String(), errs.String(), err)
	}
}

func TestOneChatAloneIsToldAsEver(t *testing.T) {
	for _, asJSON := range []bool{false, true} {
		var alone, among bytes.Buffer
		c := contact("c-1", 3)
		if err := errors.Join(List(t.Context(), c, ListOptions{JSON: asJSON, Now: time.Now}, &alone, &alone),
			Get(t.Context(), c, GetOptions{All: true, JSON: asJSON, Parallel: 3, Now: time.Now}, &alone, &alone)); err != nil {
			t.Fatal(err)
		}
		one := []Target{{Session: c, Name: "one"}}
		if err := errors.Join(ListAll(t.Context(), one, ListOptions{JSON: asJSON, Now: time.Now}, &among, &among),
			GetAll(t.Context(), one, GetOptions{All: true, JSON: asJSON, Parallel: 3, Now: time.Now}, &among, &among)); err != nil {
			t.Fatal(err)
		}
		if alone.String() != among.String() {
			t.Errorf("got %q, want %q", among.String(), alone.String())
		}
	}
}

func TestEveryRowSaysOfWhichContactItIs(t *testing.T) {
	chats := func() []Target {
		nameless := contact("c-2", 2)
		for i := range nameless.Pages {
			nameless.Pages[i].Attachments[0].ContactID = "" // the page says it
		}
		all := []Target{{Session: contact("c-1", 2), Name: "one"}, {Session: nameless, Name: "two"}}
		for _, c := range all {
			c.Session.(*fakechat.Chat).OnWatch = func(_ context.Context, each func(model.Update)) error {
				each(model.Update{Attachments: []model.Attachment{model.NewAttachment("f-9", "new.txt", "text/plain", model.StatusApproved)}})
				return nil
			}
		}
		return all
	}
	runs := map[string]func([]Target, *bytes.Buffer) error{
		"list": func(c []Target, out *bytes.Buffer) error {
			return ListAll(t.Context(), c, ListOptions{JSON: true, Now: time.Now}, out, out)
		},
		"get": func(c []Target, out *bytes.Buffer) error {
			return GetAll(t.Context(), c, GetOptions{All: true, JSON: true, Parallel: 3, Now: time.Now}, out, out)
		},
		"watch": func(c []Target, out *bytes.Buffer) error {
			return WatchAll(t.Context(), c, WatchOptions{All: true, JSON: true, Now: time.Now}, out, out)
		},
	}
	for name, run := range runs {
		var out bytes.Buffer
		if err := run(chats(), &out); err != nil {
			t.Fatal(name, err)
		}
		count := map[string]int{}
		for line := range strings.Lines(out.String()) {
			var row struct {
				ID      string `json:"id"`
				Contact string `json:"contact_id"`
			}
			if err := json.Unmarshal([]byte(line), &row); err != nil || strings.Count(line, `"contact_id"`) != 1 {
				t.Errorf("%s: %q, %v", name, line, err)
			}
			count[row.Contact]++
		}
		want := 2
		if name == "watch" {
			want = 4 // two that were there, one that came, the end
		}
		if len(count) != 2 || count["c-1"] != want || count["c-2"] != want {
			t.Errorf("%s: rows by contact %v in\n%s", name, count, out.String())
		}
	}
	var out bytes.Buffer
	if err := ListAll(t.Context(), chats(), ListOptions{Now: time.Now}, &out, &out); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(out.String()) {
		if fields := strings.Split(line, "\t"); len(fields) != 5 || !strings.HasPrefix(fields[0], "c-") {
			t.Errorf("a line for a pipe: %q", line)
		}
	}
}

func TestAChatThatFailsLeavesTheOthersAlone(t *testing.T) {
	broken := made(&fakechat.Chat{OnRead: fails(&model.Problem{Kind: model.KindDenied, Op: "GetTranscript", Status: 403})})
	all := []Target{{Session: broken, Name: "one"}, {Session: contact("c-2", 2), Name: "two"}}
	var out, errs bytes.Buffer
	err := ListAll(t.Context(), all, ListOptions{Now: time.Now}, &out, &errs)
	if !isSome(err) || strings.Count(out.String(), "\n") != 2 || !strings.HasPrefix(errs.String(), "attache: one: ") {
		t.Errorf("got %q, said %q, %v", out.String(), errs.String(), err)
	}
}

func TestChatsAreWatchedAtOnceAndALineIsNeverCut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const n, each = 10, 20
		var all []Target
		for i := range n {
			c := contact(fmt.Sprintf("c-%d", i), 0)
			c.Pages = []model.Page{{ContactID: fmt.Sprintf("c-%d", i)}}
			c.OnWatch = func(_ context.Context, tell func(model.Update)) error {
				for j := range each {
					time.Sleep(time.Second)
					tell(model.Update{Attachments: []model.Attachment{model.NewAttachment(fmt.Sprintf("f-%d", j), "x.txt", "", model.StatusApproved)}})
				}
				return nil
			}
			all = append(all, Target{Session: c, Name: "x"})
		}
		var out bytes.Buffer
		began := time.Now()
		if err := WatchAll(t.Context(), all, WatchOptions{Now: time.Now}, &out, &out); err != nil || time.Since(began) != each*time.Second {
			t.Errorf("took %v, %v", time.Since(began), err)
		}
		for line := range strings.Lines(out.String()) {
			if fields := strings.Split(line, "\t"); len(fields) != 6 && len(fields) != 3 {
				t.Errorf("a line is cut: %q", line)
			}
		}
		if got := strings.Count(out.String(), "\n"); got != n*(each+1) {
			t.Errorf("%d lines", got)
		}
	})
}

func TestAReaderThatIsGoneEndsEveryWatch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		unread := make(chan struct{})
		var mu sync.Mutex
		var ended []string
		var all []Target
		for _, id := range []string{"c-1", "c-2"} {
			c := contact(id, 1)
			c.OnWatch = func(ctx context.Context, _ func(model.Update)) error {
				<-ctx.Done()
				mu.Lock()
				defer mu.Unlock()
				ended = append(ended, id)
				return ctx.Err()
			}
			all = append(all, Target{Session: c, Name: id})
		}
		time.AfterFunc(time.Minute, func() { close(unread) })
		err := WatchAll(t.Context(), all, WatchOptions{Now: time.Now, Unread: unread}, &bytes.Buffer{}, &bytes.Buffer{})
		if slices.Sort(ended); !ReaderGone(err) || len(ended) != 2 {
			t.Errorf("%v ended, %v", ended, err)
		}
	})
}
