package model

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// words are the words of a test's problems.
func testWords(p *Problem) (message, advice string) { return "It is " + p.Kind.String() + ".", "Wait." }

func outcomes() []Outcome {
	named := func(id, name string) Attachment { return NewAttachment(id, name, "", StatusApproved) }
	link := Link{URL: NewSecret("https://bucket.example/?X-Amz-Signature=CANARY"), Size: 3}
	return []Outcome{
		{Attachment: named("a-1", "a.pdf"), Saved: Saved{
			State: SaveDone, Path: "/d/a.pdf", Size: 3, SHA256: "ab", Warnings: []Warning{WarningType, WarningExecutable}, Link: link,
		}},
		{Attachment: named("a-2", ""), Saved: Saved{State: SaveDone, Path: "/d/attachment-a-2"}},
		{Attachment: named("a-3", "c.txt"), Saved: Saved{State: SaveSkipped, Path: "/d/c.txt"}},
		{Attachment: named("a-4", "d\x1b.txt"), Saved: Saved{Link: link}, Problem: &Problem{
			Kind: KindThrottled, Op: "GetAttachment", Code: "ThrottlingException", Status: 429, RequestID: "r-1", Err: errors.New("CANARY"),
		}},
		{Attachment: named("a-5", "e.exe"), Problem: &Problem{Kind: KindRejected}},
	}
}

func TestAReceiptTellsEveryFileAndNoLink(t *testing.T) {
	got, err := json.Marshal(NewReceipt(ReceiptOrigin{}, outcomes(), testWords, func(d Warning) string { return "Look: " + string(d) + "." }))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"receipt_version":2,"files":[` + strings.Join([]string{
		`{"id":"a-1","name":"a.pdf","path":"/d/a.pdf","size":3,"sha256":"ab","state":"saved","status":"APPROVED",` +
			`"doubts":[{"kind":"type","message":"Look: type."},{"kind":"executable","message":"Look: executable."}]}`,
		`{"id":"a-2","path":"/d/attachment-a-2","size":0,"state":"saved","status":"APPROVED"}`,
		`{"id":"a-3","name":"c.txt","path":"/d/c.txt","state":"skipped","status":"APPROVED"}`,
		`{"id":"a-4","name":"d\u003cESC\u003e.txt","state":"failed","error":{"kind":"throttled","code":"ThrottlingException","status":429,` +
			`"request_id":"r-1","message":"It is throttled.","advice":"Wait."},"status":"APPROVED"}`,
		`{"id":"a-5","name":"e.exe","state":"failed","error":{"kind":"rejected","message":"It is rejected.","advice":"Wait."},"status":"APPROVED"}`,
	}, ",") + `],"retry":"attache get a-4"}`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if strings.Contains(string(got), "CANARY") {
		t.Error("a secret is in the receipt")
	}
}

func TestAnEmptyReceiptHasNoFiles(t *testing.T) {
	got, err := json.Marshal(NewReceipt(ReceiptOrigin{}, nil, testWords, func(Warning) string { return "" }))
	if err != nil || string(got) != `{"receipt_version":2,"files":[]}` {
		t.Errorf("%s, %v", got, err)
	}
}

func TestOnlyWhatAskingAgainMayBringIsRetried(t *testing.T) {
	var all []Outcome
	for _, k := range Kinds() {
		all = append(all, Outcome{Attachment: NewAttachment(k.String(), "", "", ""), Problem: &Problem{Kind: k}})
	}
	ids := Unfinished(append(all, Outcome{Attachment: NewAttachment("done", "", "", "")}))
	for _, k := range []Kind{KindCancelled, KindOffline, KindTimeout, KindThrottled, KindShort, KindExpired, KindDiskFull, KindScanning, KindDenied} {
		if !slices.Contains(ids, k.String()) {
			t.Errorf("%s is not retried", k)
		}
	}
	for _, no := range []string{"done", "rejected", "invalid", "missing", "ended"} {
		if slices.Contains(ids, no) {
			t.Errorf("%s is retried", no)
		}
	}
}

func TestFailuresHoldTheirProblems(t *testing.T) {
	err := FailuresOf(outcomes())
	var f *Failures
	if !errors.As(fmt.Errorf("x: %w", err), &f) || f.Of != 5 || len(f.Problems) != 2 {
		t.Fatalf("got %+v", err)
	}
	if AsProblem(err) != f.Problems[0] || !strings.HasPrefix(err.Error(), "2 of 5 failed: GetAttachment: throttled") || strings.Contains(err.Error(), "CANARY") {
		t.Errorf("says %q", err)
	}
	if FailuresOf(outcomes()[:3]) != nil || FailuresOf(nil) != nil {
		t.Error("nothing failed")
	}
}

func TestTheCommandToGoOnIsSafeToPaste(t *testing.T) {
	many := slices.Repeat([]string{"x"}, maxCommandIDs+1)
	for _, c := range []struct {
		ids  []string
		want string
	}{
		{[]string{"a-1", "b/2:3"}, "attache get a-1 b/2:3"},
		{[]string{"a", "-rf"}, "attache get -- a -rf"},
		{[]string{"$(reboot)"}, "attache get '$(reboot)'"},
		{[]string{"it's;x"}, `attache get 'it'\''s;x'`},
		{[]string{"~root", "*"}, "attache get '~root' '*'"},
		{[]string{"文字"}, "attache get '文字'"},
		{[]string{"a", "b\nreboot"}, "attache get --all"},
		{[]string{"a b"}, "attache get --all"},
		{[]string{`"a"`}, "attache get --all"}, // the quotes would be taken off
		{[]string{"a\x1b]0;x"}, "attache get --all"},
		{[]string{"a\u202eb"}, "attache get --all"},
		{nil, "attache get --all"},
		{many, "attache get --all"},
		{many[1:], "attache get" + strings.Repeat(" x", maxCommandIDs)},
	} {
		if got := GetCommand(c.ids); got != c.want {
			t.Errorf("%q: %s, want %s", c.ids, got, c.want)
		}
	}
}

func TestTheServicesOwnSentenceHasAKeyOfItsOwn(t *testing.T) {
	for said, want := range map[string]string{
		"": `{"kind":"denied","message":"m","advice":"a"}`, "no": `{"kind":"denied","message":"m","advice":"a","service_message":"no"}`,
	} {
		got, err := json.Marshal(NewErrorRecord(&Problem{Kind: KindDenied, Said: said}, "m", "a"))
		if err != nil || string(got) != want {
			t.Errorf("%s, %v", got, err)
		}
	}
}
