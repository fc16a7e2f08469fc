package tool

import (
	"context"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"attache/ui/preview"
	"attache/ui/preview/decode"
	"attache/ui/system"
)

// tried is the hidden command of these tests: it becomes another program of the system under the same limits.
const tried = "try-under-limits"

func TestMain(m *testing.M) {
	switch args := os.Args[1:]; {
	case Asked(args):
		os.Exit(Serve(args))
	case len(args) > 1 && args[0] == tried:
		os.Exit(become(environment(), args[1], args[2:]...))
	}
	os.Exit(m.Run())
}

func needs(t *testing.T, program string) {
	t.Helper()
	if where(program) == "" {
		if os.Getenv("ATTACHE_CI") != "" {
			t.Fatalf("%s is not here", program)
		}
		t.Skipf("%s is not here", program)
	}
}

func look(ctx context.Context, t *testing.T, data []byte) (pages []preview.Page, err error) {
	t.Helper()
	decode := decode.New()
	next := func(ctx context.Context, ask *preview.Ask, tell func(preview.Page)) error {
		return decode(ctx, ask, tell)
	}
	ask := preview.Ask{Name: "a.pdf", Data: data, Size: int64(len(data)), Whole: true, Box: preview.Box{W: 300, H: 200}}
	tool := New(next)
	tool.limit = 10 * time.Minute // a busy machine has no time for what comes after all else
	err = tool.Decode(ctx, &ask, func(p preview.Page) { pages = append(pages, p) })
	return pages, err
}

func TestTheFirstPageIsDrawn(t *testing.T) {
	t.Parallel()
	needs(t, "pdftoppm")
	data, err := os.ReadFile("../testdata/corpus/letter.pdf")
	if err != nil {
		t.Fatal(err)
	}
	pages, err := look(t.Context(), t, data)
	if err != nil || len(pages) < 2 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	first, last := pages[0], pages[len(pages)-1]
	if !first.Partial || len(first.Facts) == 0 {
		t.Errorf("the facts do not come first: %+v", first)
	}
	if last.Partial || last.Picture == nil || last.Picture.W > 300 || last.Picture.H > 200 || max(last.Picture.W, last.Picture.H) < 150 {
		t.Fatalf("no picture of the page: %+v", last)
	}
	dark := 0
	for _, c := range last.Picture.RGB {
		if c < 128 {
			dark++
		}
	}
	if dark == 0 || dark > len(last.Picture.RGB)/2 {
		t.Errorf("%d of %d samples are dark: that is no page of text", dark, len(last.Picture.RGB))
	}
}

func TestWhatCannotBeDrawnKeepsItsText(t *testing.T) {
	t.Parallel()
	pages, err := look(t.Context(), t, []byte("%PDF-1.4\nnothing that follows is a document\n"))
	if err != nil || len(pages) == 0 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	last := pages[len(pages)-1]
	if last.Partial || last.Picture != nil || len(last.Warnings) == 0 {
		t.Errorf("%+v", last)
	}
}

func TestNobodyWaitsForADrawingThatIsNotWanted(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := look(ctx, t, []byte("%PDF-1.4\n")); err == nil {
		t.Error("it went on")
	}
}

// under runs a script under the limits of the program.
func under(t *testing.T, shell, script string) string {
	t.Helper()
	needs(t, shell)
	cmd := exec.CommandContext(t.Context(), os.Args[0], tried, shell, "-c", script) //nolint:gosec // this test, and its own scripts
	cmd.Env = environment()
	system.OwnSession(cmd)
	out, _ := cmd.CombinedOutput()
	return string(out)
}

func TestDrawingComesAfterTheScreen(t *testing.T) {
	t.Parallel()
	needs(t, "nice")
	if got, err := strconv.Atoi(strings.TrimSpace(under(t, "bash", "exec "+where("nice")))); err != nil || got < 10 {
		t.Errorf("priority %d, %v", got, err)
	}
}

func TestTheProgramCanReadAndComputeAndNothingElse(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	secret := filepath.Join(dir, "secret")
	if err := os.WriteFile(secret, []byte("canary"), 0o600); err != nil {
		t.Fatal(err)
	}
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	if out := under(t, "bash", "echo well; echo $((6*7))"); !strings.HasPrefix(out, "well\n42") {
		t.Fatalf("it does not run at all: %q", out)
	}
	for name, script := range map[string]string{
		"another process":           "/usr/bin/true; echo done",
		"a socket":                  "exec 3<>/dev/tcp/127.0.0.1/" + port + " && echo done",
		"a file written":            "echo x > " + filepath.Join(dir, "new") + " && echo done",
		"a file of the user's read": "read line < " + secret + " && echo done",
	} {
		if out := under(t, "bash", script); strings.Contains(out, "done") {
			t.Errorf("%s: %q", name, out)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "new")); err == nil {
		t.Error("a file was written")
	}
	if out := under(t, "bash", "ulimit -d -t -n -f -c"); !strings.Contains(out, "524288") {
		t.Errorf("limits: %s", out)
	}
	if out := under(t, "bash", "printf '%s\\n' ${!A*} ${!H*} ${!T*} ${!P*}"); strings.Contains(out, "ATTACHE") || strings.Contains(out, "\nHOME") {
		t.Errorf("environment: %s", out)
	}
}
