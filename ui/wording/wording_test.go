package wording

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"attache/model"
)

// operations are the values of Op that the lower layers use, an unknown one and none.
func operations() []string {
	return []string{"", "CreateParticipantConnection", "GetTranscript", "GetAttachment", "WebSocket", "download", "save", "StartChatContact", "StopContact", "other"}
}

// inputs are names an input problem can carry: one for every subject, and one of none.
func inputs() []string {
	return []string{
		"", "connection token", "--connection-token-file", "ATTACHE_PARTICIPANT_TOKEN", "region", "--region",
		"AWS_PROFILE", "--endpoint-url", "AWS_ENDPOINT_URL", "attachment ID", "--url-expiry", "ATTACHE_RATE",
		"--count", "--size", "--seed", "--dir", "download folder", "--log", "--listen", "AWS_CA_BUNDLE", "AWS credentials", "setup", "--instance", "--flow", "--attribute", "--print-token", "--display-name", "contact ID",
		"--clipboard", "HTTPS_PROXY", "http_proxy", "command frobnicate", "flag --frob", "arguments of attache demo", "standard output",
	}
}

// faults reads the Fault constants out of the model's source, so that a new one is missed by nobody.
func faults(t *testing.T) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "../../model/problem.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if ok && strings.HasPrefix(spec.Names[0].Name, "Fault") && len(spec.Values) == 1 {
			s, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, s)
		}
		return true
	})
	if len(all) < 14 {
		t.Fatalf("found only %d faults", len(all))
	}
	return all
}

// codes are those that change the words, one that does not and none.
func codes() []string {
	return []string{
		"", "AccessDenied", "NoSuchKey", "SignatureDoesNotMatch", "RequestTimeTooSkewed", "ExpiredToken", "Odd",
	}
}

// every returns each problem the program can meet, with the given detail and one of the codes.
func every(t *testing.T, detail string, codes ...string) []*model.Problem {
	t.Helper()
	var all []*model.Problem
	for _, kind := range model.Kinds() {
		if kind == model.KindInput {
			continue
		}
		for _, op := range operations() {
			for i, code := range codes {
				if i > 1 && kind != model.KindRefused {
					break // the others read no code
				}
				all = append(all, &model.Problem{Kind: kind, Op: op, Code: code, Status: 400 + i, Detail: detail})
			}
		}
	}
	for _, fault := range append(faults(t), "fault of tomorrow") {
		for _, op := range inputs() {
			all = append(all, &model.Problem{Kind: model.KindInput, Op: op, Code: fault, Detail: detail})
		}
	}
	return all
}

func TestEveryProblemHasASentenceAndANextStep(t *testing.T) {
	for _, detail := range []string{"", "dial tcp: connection refused.", "maybe; auto, osc52, native, tmux, off"} {
		for _, p := range every(t, detail, codes()...) {
			w := For(p)
			check(t, p, "brief", w.Brief, MaxBrief, false)
			check(t, p, "sentence", w.Sentence, MaxSentence, true)
			check(t, p, "advice", w.Advice, MaxSentence, true)
			for _, cause := range w.Causes {
				check(t, p, "cause", cause, MaxSentence, true)
			}
		}
	}
}

// check holds one line to the house style.
func check(t *testing.T, p *model.Problem, what, s string, limit int, closed bool) {
	t.Helper()
	switch {
	case s == "" || cells(s) > limit:
		t.Errorf("%v: %s has %d cells of %d: %q", p, what, cells(s), limit, s)
	case strings.ContainsAny(s, "!\n\r") || strings.Contains(s, ".."):
		t.Errorf("%v: %s is not plain: %q", p, what, s)
	case closed && !strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "…"):
		t.Errorf("%v: %s does not end: %q", p, what, s)
	}
}

func TestOwnWordsAreNeverCut(t *testing.T) {
	for _, p := range every(t, "", codes()...) {
		w := For(p)
		for _, s := range append([]string{w.Brief, w.Sentence, w.Advice}, w.Causes...) {
			if strings.Contains(s, "…") {
				t.Errorf("%v: %q", p, s)
			}
		}
	}
}

func TestEveryKindReadsDifferently(t *testing.T) {
	seen := map[string]model.Kind{}
	for _, kind := range model.Kinds() {
		w := For(&model.Problem{Kind: kind, Op: "GetAttachment"})
		if other, ok := seen[w.Sentence]; ok {
			t.Errorf("%v and %v both say %q", kind, other, w.Sentence)
		}
		seen[w.Sentence] = kind
	}
}

func TestEveryFaultReadsDifferently(t *testing.T) {
	seen := map[string]string{}
	for _, fault := range faults(t) {
		w := For(model.NewInputProblem("--url-expiry", fault, ""))
		if other, ok := seen[w.Sentence]; ok {
			t.Errorf("%s and %s both say %q", fault, other, w.Sentence)
		}
		seen[w.Sentence] = fault
	}
}

func TestHostileTextsAreMadeSafe(t *testing.T) {
	const canary = "CANARYcanary"
	hostile := []string{
		"Get \"https://user:" + canary + "@bucket.s3.amazonaws.com/a/" + canary + "?X-Amz-Signature=" + canary + "\": EOF",
		"X-Amz-Security-Token=" + canary,
		"see x-amz-bearer:" + canary,
		"\x1b[2J\x1b]52;c;AAAA\a\u202egpj.exe\u200b\r\n",
		strings.Repeat("数", 300),
		strings.Repeat("a", 300),
		"\xff\xfe\x00",
	}
	if testing.Short() {
		hostile = hostile[:4] // those that could do harm
	}
	for _, text := range hostile {
		for _, p := range every(t, text, "NoSuchKey") {
			p.RequestID = text
			w := For(p)
			check(t, p, "sentence", w.Sentence, MaxSentence, true)
			check(t, p, "advice", w.Advice, MaxSentence, false)
			clean(t, canary, w.Brief, w.Sentence, w.Advice, strings.Join(w.Causes, ""), Technical(p))
		}
		for _, kind := range model.Kinds() {
			p := &model.Problem{Kind: kind, Op: text, Code: text, Status: 403}
			w := For(p)
			check(t, p, "sentence", w.Sentence, MaxSentence, true)
			clean(t, canary, w.Brief, w.Sentence, w.Advice, strings.Join(w.Causes, ""), Technical(p))
		}
		clean(t, canary, CustomEndpoint(text).Sentence, OpenListener(text).Sentence,
			ReadableByOthers(text).Sentence)
	}
}

func clean(t *testing.T, canary string, texts ...string) {
	t.Helper()
	for _, s := range texts {
		if strings.Contains(s, canary) {
			t.Errorf("a secret passed: %q", s)
		}
		for _, r := range s {
			if unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp) {
				t.Errorf("%U passed: %q", r, s)
			}
		}
	}
}

func TestCausesFitTheOperation(t *testing.T) {
	for _, c := range []struct {
		p    model.Problem
		want string
	}{
		{model.Problem{Kind: model.KindDenied, Op: "CreateParticipantConnection"}, "The chat has ended"},
		{model.Problem{Kind: model.KindDenied, Op: "CreateParticipantConnection"}, "in place of a participant token"},
		{model.Problem{Kind: model.KindDenied, Op: "GetTranscript"}, "older than a day"},
		{model.Problem{Kind: model.KindDenied, Op: "GetTranscript"}, "participant token was given in place"},
		{model.Problem{Kind: model.KindDenied, Op: "GetAttachment"}, "CUSTOM_BOT"},
		{model.Problem{Kind: model.KindInvalid, Op: "GetAttachment"}, "still being scanned"},
		{model.Problem{Kind: model.KindOffline, Op: "download"}, "Amazon S3"},
		{model.Problem{Kind: model.KindTimeout, Op: "GetTranscript"}, "participant.connect.REGION"},
		{model.Problem{Kind: model.KindRefused, Code: "RequestTimeTooSkewed"}, "clock"},
		{model.Problem{Kind: model.KindRefused, Code: "NoSuchKey"}, "scanner rejected"},
	} {
		if all := strings.Join(For(&c.p).Causes, "\n"); !strings.Contains(all, c.want) {
			t.Errorf("%v: no %q in\n%s", &c.p, c.want, all)
		}
	}
}

func TestARefusedTokenMayBeOfTheOtherKind(t *testing.T) {
	for op, other := range map[string]string{"CreateParticipantConnection": "no connection token", "GetTranscript": "no participant token"} {
		if w := For(&model.Problem{Kind: model.KindDenied, Op: op}); !strings.Contains(w.Advice, other) {
			t.Errorf("%s: no %q in %q", op, other, w.Advice)
		}
	}
}

func TestSentencesNameStatusCodeAndInput(t *testing.T) {
	for _, c := range []struct {
		p    *model.Problem
		want string
	}{
		{
			&model.Problem{Kind: model.KindDenied, Op: "GetTranscript", Status: 403, Code: "AccessDeniedException", Detail: "No."},
			"The service refused the token while reading the chat (403 AccessDeniedException): No.",
		},
		{&model.Problem{Kind: model.KindServer, Status: 503}, "The service failed, through every retry (503)."},
		{model.NewInputProblem("--url-expiry", model.FaultRange, "301"), "--url-expiry must be a whole number of seconds from 5 to 300: 301."},
		{model.NewInputProblem("attachment ID", model.FaultEmpty, ""), "The attachment ID is empty."},
		{model.NewInputProblem("--clipboard", model.FaultChoice, "maybe; auto, off"), "--clipboard does not know this value: maybe."},
		{model.NewInputProblem("flag --ratee", model.FaultUnknown, "--rate"), "There is no flag --ratee."},
		{model.NewInputProblem("flag --rate", model.FaultMissing, ""), "--rate needs a value."},
		{model.NewInputProblem("--profile", model.FaultUnknown, "dev"), "--profile names nothing that exists: dev."},
		{model.NewInputProblem("AWS_USE_FIPS_ENDPOINT", model.FaultChoice, "1 (true, false)"), "AWS_USE_FIPS_ENDPOINT does not know this value: 1."},
		{model.NewInputProblem("command dmeo", model.FaultUnknown, "demo"), "There is no command dmeo."},
	} {
		if got := For(c.p).Sentence; got != c.want {
			t.Errorf("got  %q\nwant %q", got, c.want)
		}
	}
}

func TestOtherErrorsAreWordedWithoutTheirText(t *testing.T) {
	w := For(errors.New("CANARY"))
	if strings.Contains(fmt.Sprint(w), "CANARY") || w.Sentence == "" {
		t.Errorf("got %q", w)
	}
	if got := For(fmt.Errorf("x: %w", context.Canceled)).Brief; got != "stopped" {
		t.Errorf("a cancelled context reads %q", got)
	}
	if got := For(nil); got.Sentence != "" || Technical(nil) != "" {
		t.Errorf("nil reads %q", got)
	}
}

func TestAFullOutputIsNotTakenForAFullFolder(t *testing.T) {
	w := For(&model.Problem{Kind: model.KindDiskFull, Op: "standard output", Detail: "no space left on device"})
	if !strings.Contains(w.Sentence, "standard output: no space left on device") || strings.Contains(w.Advice, "--dir") {
		t.Errorf("%+v", w)
	}
}

func TestWarningsSayWhatToDo(t *testing.T) {
	for _, w := range []Words{
		ReadableByOthers("--participant-token-file"), CustomEndpoint("example.com"), OpenListener("0.0.0.0:80"), PortTaken("127.0.0.1:2428", "http://127.0.0.1:40000"), HighRate(),
	} {
		for _, s := range []string{w.Sentence, w.Advice} {
			check(t, &model.Problem{}, w.Brief, s, MaxSentence, true)
			if strings.Contains(s, "…") {
				t.Errorf("cut: %q", s)
			}
		}
	}
}
