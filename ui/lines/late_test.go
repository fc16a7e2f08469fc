package lines

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"attache/model"
)

// reducer is a talk that is given its events by hand.
type reducer struct {
	*talk
	now time.Time
}

// aTalk has read a chat of n files.
func aTalk(n int) *reducer {
	w := newWorld()
	w.add(n)
	r := &reducer{newTalk(Options{Session: w, Clipboard: w, Opener: w, Interactive: true, Life: model.DefaultLife, Parallel: 3, Dir: "/downloads"}), epoch()}
	r.gets(started{})
	r.gets(pageCame{r.walk.num, model.Page{Attachments: w.files}})
	r.gets(chatRead{r.walk.num, nil})
	return r
}

// gets gives the talk an event, and returns what it said.
func (r *reducer) gets(e event) string {
	return strings.Join(r.take(e, moment{now: r.now}).lines, "\n")
}

func (r *reducer) link() model.Link {
	return model.Link{URL: model.NewSecret("https://stranger.example"), Issued: r.now, Expires: r.now.Add(time.Hour), Size: 66_666}
}

func TestALinkThatAnswersAReplacedRequestIsDropped(t *testing.T) {
	r := aTalk(1)
	r.gets(lineTyped{"link 1", false})
	old := r.row("id-1").call.num
	r.gets(lineTyped{"stop 1", false})
	r.gets(linkAnswered{old, "id-1", r.link(), nil})
	r.gets(lineTyped{"link 1", false})
	said := r.gets(linkAnswered{old, "id-1", r.link(), nil}) + r.gets(linkAnswered{old, "id-1", model.Link{}, &model.Problem{Kind: model.KindDenied}})
	if row := r.row("id-1"); row.call == nil || !row.link.URL.IsZero() || row.problem != nil || said != "" {
		t.Errorf("an answer to a replaced request was taken: %+v, said %q", row, said)
	}
}

func TestASaveThatAnswersAReplacedTransferIsDropped(t *testing.T) {
	r := aTalk(1)
	r.gets(lineTyped{"save 1", false})
	old := r.row("id-1").save.num
	r.gets(lineTyped{"stop 1", false})
	r.gets(saveEnded{num: old, id: "id-1", err: &model.Problem{Kind: model.KindCancelled}})
	r.gets(lineTyped{"save 1", false})
	said := r.gets(saveEnded{num: old, id: "id-1", saved: model.Saved{State: model.SaveDone, Path: "/downloads/stranger", Link: r.link()}})
	if row := r.row("id-1"); row.save == nil || row.saved != nil || !row.link.URL.IsZero() || said != "" {
		t.Errorf("an answer to a replaced transfer was taken: %+v, said %q", row, said)
	}
}

func TestPagesAndTheEndOfAReplacedWalkAreDropped(t *testing.T) {
	r := aTalk(1)
	r.gets(lineTyped{"read", false})
	old := r.walk.num
	r.gets(lineTyped{"read", false})
	said := r.gets(pageCame{old, model.Page{ContactID: "stranger", Attachments: []model.Attachment{model.NewAttachment("stranger", "", "", "")}, Ended: true}}) +
		r.gets(chatRead{old, nil}) + r.gets(chatRead{old, &model.Problem{Kind: model.KindDenied}}) +
		r.gets(stageChanged{old, "", model.CallState{Stage: model.StageRetrying, Try: 4}})
	if r.walk.num == 0 || r.lib.Len() != 1 || r.ended || r.chat == "stranger" || r.walk.state.Try == 4 || said != "" {
		t.Errorf("a replaced walk was heard: %+v, %d files, said %q", r.walk, r.lib.Len(), said)
	}
}

func TestNoMoreLinksAreKeptAliveThanAllowed(t *testing.T) {
	r := aTalk(12)
	said := r.gets(lineTyped{"keep all", false})
	kept := 0
	for i := range 12 {
		if r.row(fmt.Sprintf("id-%d", i+1)).kept {
			kept++
		}
	}
	if kept != 10 || !strings.Contains(said, "At most 10 links") {
		t.Errorf("%d kept alive, said %q", kept, said)
	}
	if said = r.gets(lineTyped{"keep 12", false}); r.row("id-12").kept || !strings.Contains(said, "At most 10 links") {
		t.Errorf("one more was kept, said %q", said)
	}
}

func TestABigSaveIsAskedAbout(t *testing.T) {
	for name, c := range map[string]struct {
		files int
		size  int64
		asks  bool
	}{
		"two of 25 MB":      {2, 25_000_000, false},
		"two above 50 MB":   {2, 25_000_001, true},
		"six of no size":    {6, 0, true},
		"one of 100 MB":     {1, 100_000_000, false},
		"six that are tiny": {6, 1, false},
	} {
		r := aTalk(c.files)
		for i := range c.files {
			r.row(fmt.Sprintf("id-%d", i+1)).link.Size = c.size
		}
		said := r.gets(lineTyped{"save all", false})
		if asks := r.asking != nil; asks != c.asks || asks == (len(r.saving) > 0) {
			t.Errorf("%s: asks %v, %d saving, said %q", name, asks, len(r.saving), said)
		}
		if c.asks {
			r.gets(lineTyped{"no", false})
			if len(r.saving)+r.downloads.Waiting() != 0 {
				t.Errorf("%s: saved after a no", name)
			}
		}
	}
}

func TestLeavingWithWorkUnderWayIsAskedAbout(t *testing.T) {
	for name, leave := range map[string]event{"quit": lineTyped{"quit", false}, "the end of the input": inputEnded{}} {
		for _, status := range []model.Status{model.StatusApproved, model.StatusInProgress} {
			r := aTalk(1)
			r.gets(pageCame{r.walk.num, model.Page{Attachments: []model.Attachment{model.NewAttachment("id-scan", "x.pdf", "", status)}}})
			r.place()
			r.gets(lineTyped{"save 2", false})
			if r.gets(leave); r.over || r.asking == nil {
				t.Errorf("%s with a file that is %s: over %v", name, status, r.over)
			}
			r.gets(lineTyped{"no", false})
			if r.over {
				t.Errorf("%s: left after a no", name)
			}
			r.gets(lineTyped{"quit", false})
			if r.gets(lineTyped{"yes", false}); !r.over {
				t.Errorf("%s: stayed after a yes", name)
			}
		}
	}
	r := aTalk(1)
	if r.gets(lineTyped{"quit", false}); !r.over {
		t.Error("asked although nothing was under way")
	}
}
