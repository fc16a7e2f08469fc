package batch

import (
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
			"list": listed(t, made(&fakechat.Chat{Pages: pages()}), ListOptions{Selection: Selection{Narrow: narrow, Wait: time.Minute}}),
		} {
			if r.err != nil || r.out != "" || !strings.HasPrefix(r.errs, "attache: None of the chat's 3 attachments matches "+want+".\n") {
				t.Errorf("%s %s: %+v", name, want, r)
			}
		}
	}
	one := listed(t, made(&fakechat.Chat{Pages: files(1)}), ListOptions{JSON: true, Selection: Selection{Narrow: model.Narrow{Type: []string{"x\x1b[m"}}}})
	var said struct{ Warning warning }
	if err := json.Unmarshal([]byte(one.errs), &said); err != nil || one.err != nil || said.Warning.Message != "The chat's only attachment does not match --type x<ESC>[m." {
		t.Errorf("%+v, %v", one, err)
	}
}

func TestWhatCouldNotBeReadMayHoldWhatMatches(t *testing.T) {
	gap := &model.Problem{Kind: model.KindServer, Op: "GetTranscript", Status: 500}
	c := made(&fakechat.Chat{Pages: files(2), OnRead: fails(gap)})
	r := listed(t, c, ListOptions{Selection: Selection{Narrow: model.Narrow{From: []string{"nobody"}}}})
	var failures *model.Failures
	if !errors.As(r.err, &failures) || len(failures.Problems) != 1 || failures.Problems[0].Kind != model.KindServer || strings.Contains(r.errs, "match") {
		t.Errorf("%+v", r)
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
