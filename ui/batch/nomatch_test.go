package batch

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"attache/model"
	"attache/ui/runner/fakechat"
)

func TestWhereNothingMatchesItIsSaidWhatWasLookedForAmongHowMany(t *testing.T) {
	pages := func() []model.Page { return files(3) }
	for want, narrow := range map[string]model.Narrow{
		"--from nobody": {From: []string{"nobody"}},
		"--since 2027-01-05T09:02:00Z --type heic --type image": {
			Since: time.Date(2027, 1, 5, 9, 2, 0, 0, time.UTC), Type: []string{"heic", "image"},
		},
	} {
		for name, r := range map[string]result{
			"get":  get(t, made(&fakechat.Chat{Pages: pages()}), GetOptions{All: true, Selection: Selection{Narrow: narrow}}, 0),
			"zip":  get(t, made(&fakechat.Chat{Pages: pages()}), GetOptions{All: true, Zip: t.TempDir() + "/no.zip", Selection: Selection{Narrow: narrow}}, 0),
			"list": listed(t, made(&fakechat.Chat{Pages: pages()}), ListOptions{Selection: Selection{Narrow: narrow, Wait: time.Minute}}),
		} {
			p := model.AsProblem(r.err)
			if p == nil || p.Kind != model.KindMissing || p.Code != model.CodeNoMatch || p.Detail != "3 attachments; none matches "+want || r.out != "" {
				t.Errorf("%s %s: %+v", name, want, r)
			}
		}
	}
	none := model.Narrow{Type: []string{"x"}}.NoMatch(0)
	if none.Detail != "no attachments; none matches --type x" || (model.Narrow{}).NoMatch(1).Detail != "1 attachment; none matches " {
		t.Errorf("%+v", none)
	}
}

func TestWhatCouldNotBeReadMayHoldWhatMatches(t *testing.T) {
	gap := &model.Problem{Kind: model.KindServer, Op: "GetTranscript", Status: 500}
	c := made(&fakechat.Chat{Pages: files(2), OnRead: fails(gap)})
	r := listed(t, c, ListOptions{Selection: Selection{Narrow: model.Narrow{From: []string{"nobody"}}}})
	var failures *model.Failures
	if !errors.As(r.err, &failures) || len(failures.Problems) != 1 || failures.Problems[0].Kind != model.KindServer || strings.Contains(r.errs, "none matches") {
		t.Errorf("%+v", r)
	}
}

func TestOfSeveralChatsOneMayHoldAllThatMatches(t *testing.T) {
	o := ListOptions{JSON: true, Now: time.Now, Selection: Selection{Narrow: model.Narrow{From: []string{"ann"}}}}
	chats := func(senders ...string) (all []Target) {
		for _, who := range senders {
			pages := files(1)
			pages[0].Attachments[0].Sender = who
			all = append(all, Target{Session: made(&fakechat.Chat{Pages: pages}), Name: "of " + who})
		}
		return all
	}
	var out, errs bytes.Buffer
	if err := ListAll(t.Context(), chats("Ann", "Bob"), o, &out, &errs); err != nil || strings.Count(out.String(), "\n") != 1 {
		t.Errorf("one matches: %v, %s", err, out.String())
	}
	var said struct {
		Chat    string
		Warning warning
	}
	if err := json.Unmarshal(errs.Bytes(), &said); err != nil || said.Chat != "of Bob" || said.Warning.Message != "The chat has 1 attachment; none matches --from ann." {
		t.Errorf("%s: %v", errs.String(), err)
	}
	var failures *model.Failures
	err := ListAll(t.Context(), chats("Bob", "Eve"), o, &out, &errs)
	if !errors.As(err, &failures) || failures.Of != 2 || len(failures.Problems) != 2 || failures.Problems[0].Code != model.CodeNoMatch {
		t.Errorf("none matches: %v", err)
	}
}

func TestAnEmptyChatIsSaidWhereProgressIs(t *testing.T) {
	for _, people := range []bool{true, false} {
		r := get(t, made(&fakechat.Chat{}), GetOptions{All: true, Progress: people}, 0)
		if strings.Contains(r.errs, "Nobody has sent a file") != people || r.err != nil {
			t.Errorf("%v: %+v", people, r)
		}
	}
}
