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

func TestWhatBarsAConnectionHasItsOwnAdvice(t *testing.T) {
	seen := map[string]model.Cause{}
	for cause, want := range map[model.Cause]string{
		model.CauseAuthority: "AWS_CA_BUNDLE", model.CauseEarly: "clock", model.CauseLate: "clock", model.CauseOtherHost: "endpoint URL",
		model.CauseProxy: "runs the proxy", model.CauseProxySignIn: "percent-encoded",
	} {
		for _, op := range operations() {
			p := &model.Problem{Kind: model.KindOffline, Op: op, Cause: cause, Detail: "TLS certificate signed by unknown authority"}
			w := For(p)
			if !strings.Contains(w.Advice, want) || !strings.Contains(w.Sentence, p.Detail) || len(w.Causes) == 0 {
				t.Errorf("%s: %+v", cause, w)
			}
			for _, s := range append([]string{w.Sentence, w.Advice}, w.Causes...) {
				check(t, p, w.Brief, s, MaxSentence, true)
				if strings.Contains(s, "…") {
					t.Errorf("cut: %q", s)
				}
			}
			if other, twice := seen[w.Advice]; twice && other != cause {
				t.Errorf("%s and %s both advise %q", cause, other, w.Advice)
			}
			seen[w.Advice] = cause
		}
	}
}

func TestAProxyThatIsNoURLIsToBePercentEncoded(t *testing.T) {
	for _, name := range []string{"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"} {
		w := For(model.NewInputProblem(name, model.FaultNotURL, ""))
		if !strings.Contains(w.Sentence, name) && !strings.Contains(w.Sentence, strings.ToLower(name)) || !strings.Contains(w.Advice, "percent-encode") {
			t.Errorf("%+v", w)
		}
	}
}

func TestATokenThatOpensNoFilesIsNotCalledRefused(t *testing.T) {
	p := &model.Problem{Kind: model.KindDenied, Op: "GetAttachment", Status: 403, Code: "AccessDeniedException", Cause: model.CauseLinks}
	w := For(p)
	if w.Sentence != "This participant may list files but not open them (a CUSTOM_BOT?), or the chat has just ended." {
		t.Errorf("%q", w.Sentence)
	}
	for _, s := range append([]string{w.Sentence, w.Advice}, w.Causes...) {
		if check(t, p, w.Brief, s, MaxSentence, true); strings.Contains(s, "fresh") || strings.Contains(s, "…") {
			t.Errorf("%q", s)
		}
	}
	p = &model.Problem{Kind: model.KindEarlier, Op: "GetAttachment", Status: 403}
	if w := For(p); !strings.Contains(w.Sentence, "belongs to an earlier contact of this chat; links are given for the current one only") {
		t.Errorf("%q", w.Sentence)
	}
}
