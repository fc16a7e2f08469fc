package cli

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"attache/model"
)

// mustGet runs a command that downloads and returns what was ordered.
func (w *world) mustGet(t *testing.T, args ...string) Get {
	t.Helper()
	w.env["ATTACHE_CONNECTION_TOKEN"] = canary
	if code := w.run(t, append([]string{"get"}, args...)...); code != 0 || len(w.got) != 1 {
		t.Fatalf("%q: exit %d, %d orders\n%s", args, code, len(w.got), w.err.String())
	}
	return w.got[0]
}

func TestGetOrdersWhatTheFlagsSay(t *testing.T) {
	w := newWorld()
	g := w.mustGet(t, "--json", "--url-expiry", "60", "--region", "eu-west-2", "b-2", `"a-1"`, "b-2", "list")
	if !slices.Equal(g.IDs, []string{"b-2", "a-1", "list"}) || g.All || !g.JSON || g.Copy || !g.Progress {
		t.Errorf("got %+v", g)
	}
	if g.ConnectionToken.Reveal() != canary || g.Region != "eu-west-2" || g.Parallel != 3 || g.OnExists != model.ExistsRename || g.Rate != 4 {
		t.Errorf("got %+v", g)
	}
	w = newWorld()
	w.env["ATTACHE_ALL"], w.env["ATTACHE_PARALLEL"] = "yes", "5"
	if g := w.mustGet(t); !g.All || len(g.IDs) != 0 || g.Parallel != 5 {
		t.Errorf("got %+v", g)
	}
}

func TestGetNeedsNoTerminal(t *testing.T) {
	w := newWorld()
	w.terminal, w.env["TERM"] = nil, "dumb"
	if g := w.mustGet(t, "--all"); g.Progress {
		t.Error("progress on what is no terminal")
	}
	if len(w.asked) != 0 {
		t.Errorf("asked %q", w.asked)
	}
	w = newWorld()
	w.terminal = nil
	w.refused(t, 2, []string{"get", "--all"}, "connection token is missing", "ATTACHE_CONNECTION_TOKEN")
	if len(w.asked) != 0 {
		t.Errorf("asked %q where nobody can answer", w.asked)
	}
}

func TestBytesForAPipePassThroughAFolderThatGoes(t *testing.T) {
	w, dir := newWorld(), ""
	w.terminal[StreamOut] = false
	w.deps.Get = func(_ context.Context, g Get) error {
		w.got, dir = append(w.got, g), g.Dir
		info, err := os.Stat(dir)
		if err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("mode %v, %v", info.Mode(), err)
		}
		return os.WriteFile(filepath.Join(dir, "x"), nil, 0o600)
	}
	if g := w.mustGet(t, "-o", "-", "--dir", t.TempDir(), "a-1"); !g.Copy {
		t.Errorf("got %+v", g)
	}
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%s stayed: %v", dir, err)
	}
}

func TestAReceiptThatCannotBeWrittenIsToldFirst(t *testing.T) {
	path := file(t, "x")
	for _, bad := range []string{filepath.Dir(path), filepath.Join(path, "r.json"), filepath.Join(filepath.Dir(path), "no", "r.json")} {
		for _, args := range [][]string{{"get", "--all"}, {"demo"}, {}} {
			w := newWorld()
			w.env["ATTACHE_CONNECTION_TOKEN"] = canary
			w.refused(t, 8, append(args, "--receipt", bad), "--receipt cannot be written")
		}
	}
	w := newWorld()
	if g := w.mustGet(t, "--all", "--receipt", path); g.Receipt != path {
		t.Errorf("got %q", g.Receipt)
	}
	if text, err := os.ReadFile(path); string(text) != "x" {
		t.Errorf("it holds %q, %v", text, err)
	}
}

func TestWhatWasToldIsNotToldAgain(t *testing.T) {
	kinds := func(of int, kinds ...model.Kind) error {
		f := &model.Failures{Of: of}
		for _, k := range kinds {
			f.Problems = append(f.Problems, &model.Problem{Kind: k})
		}
		return f
	}
	for _, c := range []struct {
		ends error
		code int
	}{
		{nil, 0},
		{kinds(3, model.KindRejected), 3},
		{kinds(3, model.KindRejected, model.KindDisk), 3},
		{kinds(1, model.KindRejected), 5},
		{kinds(2, model.KindDenied, model.KindEnded), 4},
		{kinds(2, model.KindThrottled, model.KindThrottled), 6},
		{kinds(2, model.KindThrottled, model.KindDisk), 1},
		{&model.Problem{Kind: model.KindCancelled}, 130},
	} {
		w := newWorld()
		w.env["ATTACHE_CONNECTION_TOKEN"], w.ends = canary, c.ends
		if code := w.run(t, "get", "--all"); code != c.code || w.err.Len() != 0 {
			t.Errorf("%v: exit %d, said %q", c.ends, code, w.err.String())
		}
	}
}

func TestAProblemIsAnObjectWhereJSONIsAskedFor(t *testing.T) {
	w := newWorld()
	w.env["ATTACHE_CONNECTION_TOKEN"] = canary
	w.ends = &model.Problem{Kind: model.KindDenied, Op: "GetTranscript", Status: 403, Code: "AccessDeniedException", RequestID: "r-1"}
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
