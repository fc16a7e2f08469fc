package wording

import (
	"strings"
	"testing"

	"attache/model"
)

func TestAnAnswerFromInBetweenIsNoRefusedToken(t *testing.T) {
	for _, op := range operations() {
		for _, status := range []int{302, 401, 403, 404, 407, 511} {
			p := &model.Problem{Kind: model.KindJunk, Op: op, Status: status, Detail: "HTML page"}
			w := For(p)
			all := w.Sentence + w.Advice + strings.Join(w.Causes, "")
			if strings.Contains(all, "token") || strings.Contains(all, "administrator") {
				t.Errorf("%v: %+v", p, w)
			}
			for _, s := range append([]string{w.Sentence, w.Advice}, w.Causes...) {
				check(t, p, w.Brief, s, MaxSentence, true)
			}
			if !strings.Contains(all, "proxy") && !strings.Contains(all, "network") {
				t.Errorf("%v names nothing on the way: %+v", p, w)
			}
		}
	}
	for op, far := range map[string]string{"GetTranscript": "Amazon Connect", "download": "Amazon S3"} {
		w := For(&model.Problem{Kind: model.KindJunk, Op: op, Status: 403, Detail: "HTML page"})
		if want := "Something between here and " + far + " answered in its place (403): HTML page."; w.Sentence != want {
			t.Errorf("got %q, want %q", w.Sentence, want)
		}
		if !strings.Contains(w.Advice, "firewall") {
			t.Errorf("%s: %q", op, w.Advice)
		}
	}
	if w := For(&model.Problem{Kind: model.KindJunk, Op: "GetAttachment", Status: 407}); !strings.Contains(w.Advice, "HTTPS_PROXY") {
		t.Errorf("407: %q", w.Advice)
	}
}
