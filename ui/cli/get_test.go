package cli

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"attache/model"
	"attache/model/session"
)

// mustGet runs a command that downloads and returns what the chat was opened with.
func (w *world) mustGet(t *testing.T, args ...string) opened {
	t.Helper()
	w.env["ATTACHE_CONNECTION_TOKEN"] = canary
	if code := w.run(t, append([]string{"get"}, args...)...); code != 0 || len(w.opened) != 1 || w.chat.closed != 1 {
		t.Fatalf("%q: exit %d, %d chats, %d of them closed\n%s", args, code, len(w.opened), w.chat.closed, w.err.String())
	}
	return w.opened[0]
}

func TestGetOrdersWhatTheFlagsSay(t *testing.T) {
	w := newWorld()
	g := w.mustGet(t, "--url-expiry", "60", "--region", "eu-west-2", "--on-exists", "skip", "b-2", `"a-1"`, "b-2", "list")
	if g.ConnectionToken.Reveal() != canary || g.Region != "eu-west-2" || g.Rate != 4 {
		t.Errorf("got %+v", g)
	}
	if w.out.String() != "/d/b-2\n/d/a-1\n/d/list\n" {
		t.Errorf("printed %q", w.out.String())
	}
	for _, o := range w.chat.requests {
		if o.Life != time.Minute || o.OnExists != model.ExistsSkip {
			t.Errorf("asked for %+v", o)
		}
	}
	w = newWorld()
	w.env["ATTACHE_ALL"], w.env["ATTACHE_JSON"] = "yes", "1"
	w.chat.files = []model.Attachment{model.NewAttachment("a-1", "x", "", ""), model.NewAttachment("a-2", "y", "", "")}
	if w.mustGet(t); len(w.chat.requests) != 2 || strings.Count(w.out.String(), `"state":"saved"`) != 2 {
		t.Errorf("printed %q", w.out.String())
	}
}

func TestGetNeedsNoTerminal(t *testing.T) {
	w := newWorld()
	w.terminal, w.env["TERM"] = nil, "dumb"
	if w.mustGet(t, "--all"); len(w.asked) != 0 || w.err.Len() != 0 {
		t.Errorf("asked %q, said %q", w.asked, w.err.String())
	}
	w = newWorld()
	if w.mustGet(t, "--all"); w.err.Len() == 0 {
		t.Error("no progress on a terminal")
	}
	w = newWorld()
	w.terminal = nil
	w.refused(t, 2, []string{"get", "--all"}, "connection token is missing", "ATTACHE_CONNECTION_TOKEN")
	if len(w.asked) != 0 {
		t.Errorf("asked %q where nobody can answer", w.asked)
	}
}

func TestBytesForAPipeNeedNoFolder(t *testing.T) {
	w, dir := newWorld(), t.TempDir()
	w.terminal[StreamOut] = false
	w.chat.save = func(o model.DownloadRequest) (model.Saved, error) {
		_, err := io.WriteString(o.Out, "bytes")
		return model.Saved{State: model.SaveDone}, err
	}
	if w.mustGet(t, "-o", "-", "--dir", dir, "a-1"); w.out.String() != "bytes" {
		t.Errorf("printed %q", w.out.String())
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 0 {
		t.Errorf("%v, %v", entries, err)
	}
}

func TestAReceiptThatCannotBeWrittenIsToldFirst(t *testing.T) {
	path := file(t, "x")
	for _, bad := range []string{filepath.Dir(path), filepath.Join(path, "r.json"), filepath.Join(filepath.Dir(path), "no", "r.json"), filepath.Join(filepath.Dir(path), "all.ZIP")} {
		for _, args := range [][]string{{"get", "--all"}, {"demo"}, {}} {
			w := newWorld()
			w.env["ATTACHE_CONNECTION_TOKEN"] = canary
			w.refused(t, 8, append(args, "--receipt", bad), "--receipt cannot be written")
		}
	}
	w := newWorld()
	path = filepath.Join(t.TempDir(), "r.json")
	w.mustGet(t, "--all", "--receipt", path)
	if text, err := os.ReadFile(path); !strings.Contains(string(text), `"files": []`) {
		t.Errorf("it holds %q, %v", text, err)
	}
}

func TestWhatTheScreenToldIsNotToldAgain(t *testing.T) {
	outcomes := func(kinds ...model.Kind) (all []model.Outcome) {
		for _, k := range kinds {
			o := model.Outcome{Saved: model.Saved{State: model.SaveSkipped}}
			if k >= 0 {
				o = model.Outcome{Problem: &model.Problem{Kind: k}}
			}
			all = append(all, o)
		}
		return all
	}
	const fine = model.Kind(-1)
	for _, c := range []struct {
		outcomes []model.Outcome
		ends     error
		code     int
	}{
		{nil, nil, 0},
		{outcomes(fine, fine), nil, 0},
		{outcomes(fine, fine, model.KindRejected), nil, 3},
		{outcomes(model.KindRejected, fine, model.KindDisk), nil, 3},
		{outcomes(model.KindRejected), nil, 5},
		{outcomes(model.KindDenied, model.KindEnded), nil, 4},
		{outcomes(model.KindThrottled, model.KindThrottled), nil, 6},
		{outcomes(model.KindThrottled, model.KindDisk), nil, 1},
		{outcomes(fine, model.KindDisk), &model.Problem{Kind: model.KindCancelled}, 130},
	} {
		w := newWorld()
		w.deps.Browse = func(context.Context, Browse) ([]session.Summary, error) {
			return []session.Summary{{Outcomes: c.outcomes}}, c.ends
		}
		if code := w.run(t, "demo"); code != c.code || strings.Count(w.err.String(), "attache: ") > 1 {
			t.Errorf("%v: exit %d, said %q", c, code, w.err.String())
		}
	}
}

func TestAProblemIsAnObjectWhereJSONIsAskedFor(t *testing.T) {
	w := newWorld()
	w.env["ATTACHE_CONNECTION_TOKEN"] = canary
	w.chat.broken = &model.Problem{Kind: model.KindDenied, Op: "GetTranscript", Status: 403, Code: "AccessDeniedException", RequestID: "r-1"}
	if code := w.run(t, "get", "--all", "--json"); code != 4 || w.out.Len() != 0 || strings.Count(w.err.String(), "\n") != 1 {
		t.Fatalf("exit %d, printed %q, said %q", code, w.out.String(), w.err.String())
	}
	var got map[string]map[string]any
	if err := json.Unmarshal(w.err.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	e := got["error"]
	if e["kind"] != "denied" || e["code"] != "AccessDeniedException" || e["status"] != 403.0 || e["request_id"] != "r-1" || e["message"] == "" || e["advice"] == "" {
		t.Errorf("got %v", e)
	}
}

func TestOnlyAReceiptIsReplacedByAReceipt(t *testing.T) {
	for _, c := range []struct {
		text string
		good bool
	}{
		{"", true},
		{"{\n  \"files\": []\n}\n", true},
		{`{"files":[{"id":"a","name":"a.pdf","path":"/d/a.pdf","size":3,"sha256":"00","state":"saved","doubts":[{"kind":"type","message":"m"}]}],"retry":"attache get b"}`, true},
		{`{"files":[{"id":"a","state":"failed","error":{"kind":"offline","message":"m","advice":"n"}}]}`, true},
		{"my thesis", false},
		{"{}", false},
		{"[]", false},
		{`{"files":null}`, false},
		{`{"files":["a.go"]}`, false},
		{`{"files":[{"id":"a","state":"saved"}],"name":"my package"}`, false},
		{`{"files":[{"name":"a.go"}]}`, false},
		{`{"files":[]} and more`, false},
		{strings.Repeat("x", 1<<20), false},
	} {
		path := file(t, c.text)
		for _, args := range [][]string{{"get", "--all"}, {"demo"}, {}} {
			w := newWorld()
			w.env["ATTACHE_CONNECTION_TOKEN"] = canary
			args = append(args, "--receipt", path)
			if !c.good {
				w.refused(t, 8, args, "--receipt cannot be written", "that file is no receipt")
			} else if code := w.run(t, args...); code != 0 {
				t.Errorf("%.40q is not replaced: %d, %s", c.text, code, w.err.String())
			}
		}
		if text, err := os.ReadFile(path); !c.good && (err != nil || string(text) != c.text) {
			t.Errorf("%.40q became %.40q, %v", c.text, text, err)
		}
	}
}
