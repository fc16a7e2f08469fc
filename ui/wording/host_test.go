package wording

import (
	"strings"
	"testing"

	"attache/model"
)

func TestSavingAgainIsAdvisedOnlyWhereItCanHelp(t *testing.T) {
	for _, c := range []struct {
		p     model.Problem
		helps bool
	}{
		{model.Problem{Kind: model.KindShort, Op: "download", Status: 200, Detail: "connection closed"}, true},
		{model.Problem{Kind: model.KindShort, Op: "download", Status: 200, Code: model.CodeLength}, false},
		{model.Problem{Kind: model.KindLong, Op: "download", Status: 200, Code: model.CodeLength}, false},
		{model.Problem{Kind: model.KindLong, Op: "download", Status: 200, Code: model.CodeTooLarge}, false},
		{model.Problem{Kind: model.KindRefused, Op: "download", Status: 200, Code: model.CodeEncoding, Detail: "br"}, false},
	} {
		if w := For(&c.p); strings.Contains(strings.ToLower(w.Advice), "save it again") != c.helps {
			t.Errorf("%v: %q", &c.p, w.Advice)
		}
	}
}

func TestWhatTheFilesHostDoesIsNotSaidOfTheService(t *testing.T) {
	for _, c := range []struct {
		p    model.Problem
		want string
		not  string
	}{
		{model.Problem{Kind: model.KindJunk, Op: "download", Status: 403, Detail: "HTML page"}, "firewall", "administrator"},
		{model.Problem{Kind: model.KindRefused, Op: "download", Status: 403}, "firewall", "administrator"},
		{model.Problem{Kind: model.KindServer, Op: "download", Status: 503}, "file's host", "The service"},
		{model.Problem{Kind: model.KindThrottled, Op: "download", Status: 503, Code: "SlowDown"}, "--parallel", "--rate"},
	} {
		w := For(&c.p)
		all := strings.Join(append(w.Causes, w.Sentence, w.Advice), "\n")
		if !strings.Contains(all, c.want) || strings.Contains(all, c.not) {
			t.Errorf("%v: want %q and no %q in\n%s", &c.p, c.want, c.not, all)
		}
	}
}

func TestTooManyOpenFilesNameParallel(t *testing.T) {
	for _, p := range []model.Problem{
		{Kind: model.KindDisk, Op: "save", Code: model.CodeOpenFiles, Detail: "too many open files"},
		{Kind: model.KindOffline, Op: "download", Code: model.CodeOpenFiles, Detail: "too many open files"},
		{Kind: model.KindOffline, Op: "GetTranscript", Code: model.CodeOpenFiles, Detail: "too many open files"},
	} {
		w := For(&p)
		if !strings.Contains(w.Advice, "--parallel") || strings.Contains(w.Sentence+w.Advice, "--dir") {
			t.Errorf("%v: %+v", &p, w)
		}
		for _, s := range append([]string{w.Sentence, w.Advice}, w.Causes...) {
			check(t, &p, w.Brief, s, MaxSentence, true)
		}
	}
}
