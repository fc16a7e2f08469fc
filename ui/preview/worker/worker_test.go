package worker

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"attache/ui/preview"
)

// TestMain is also the child, with decoders that behave badly.
func TestMain(m *testing.M) {
	switch {
	case Asked(os.Args[1:]):
		os.Exit(Serve(os.Stdin, os.Stdout, badly))
	case len(os.Args) == 2 && os.Args[1] == "without-filter":
		os.Exit(serve(os.Stdin, os.Stdout, badly, confineAlone()))
	case len(os.Args) == 2 && os.Args[1] == "says-nonsense":
		_, _ = io.WriteString(os.Stdout, strings.Repeat("nonsense ", 1000))
		os.Exit(0)
	case len(os.Args) == 2 && os.Args[1] == "says-nothing":
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}
	os.Exit(m.Run())
}

const (
	// longest is how long a child may take for anything on a machine that is busy with other things.
	longest = 10 * time.Minute
	// full is what a child takes and keeps: less than the system ends it at, with what a race detector adds.
	full = 96 << 20
)

// badly does what the name of the file says.
func badly(ctx context.Context, ask *preview.Ask, tell func(preview.Page)) error {
	if ask.Name == "environment" {
		tell(preview.Page{Lines: []preview.Line{{{Text: fmt.Sprintf("%q %q", os.Environ(), os.Args[1:])}}}})
		return nil
	}
	if ask.Name == "escape" {
		return escape(ctx, ask, tell)
	}
	tell(preview.Page{Kind: ask.Name, Title: string(ask.Data), Partial: true})
	switch ask.Name {
	case "good":
		tell(preview.Page{Kind: ask.Name, Title: string(ask.Data), Picture: &preview.Picture{Box: preview.Box{W: 1, H: 1}, RGB: []byte{1, 2, 3}}})
	case "refused":
		return errors.New("not what it looks like")
	case "crash":
		go panic("a bug")
		select {}
	case "patient":
		<-ctx.Done()
		return ctx.Err()
	case "deaf":
		select {}
	case "hungry", "full":
		var all [][]byte
		for ask.Name == "hungry" || len(all) < full>>23 {
			b := make([]byte, 8<<20)
			for i := range b {
				b[i] = 1
			}
			all = append(all, b) //nolint:staticcheck // to hold on to it is the point
			if ctx.Err() != nil {
				return fmt.Errorf("%d", len(all))
			}
		}
		<-ctx.Done()
		return fmt.Errorf("%d", len(all))
	}
	return nil
}

// decode asks a worker and returns the last page.
func decode(t *testing.T, w *Worker, name, data string) preview.Page {
	t.Helper()
	var last preview.Page
	ask := &preview.Ask{Name: name, Data: []byte(data), Whole: true, Box: preview.Box{W: 10, H: 10}}
	if err := w.Decode(t.Context(), ask, func(p preview.Page) { last = p }); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return last
}

func open(t *testing.T, o Options) *Worker {
	t.Helper()
	w := New(o)
	w.patience = patience{toStart: longest, perFile: longest, toCancel: longest}
	t.Cleanup(w.Close)
	return w
}

func TestTheChildAnswersAndStaysForTheNextFile(t *testing.T) {
	t.Parallel()
	w := open(t, Options{})
	for _, data := range []string{"one", "two"} {
		p := decode(t, w, "good", data)
		if p.Kind != "good" || p.Title != data || p.Problem != "" || p.Picture == nil || p.Picture.RGB[2] != 3 {
			t.Errorf("%s: %+v", data, p)
		}
	}
	if first := w.child.cmd.Process.Pid; decode(t, w, "refused", "").Problem != "Not what it looks like." || w.child.cmd.Process.Pid != first {
		t.Error("the child was replaced for a file that it refused")
	}
}

func TestWhateverAFileDoesCostsTheChildAndIsTold(t *testing.T) {
	t.Parallel()
	w := open(t, Options{})
	for name, want := range map[string]error{"crash": errCrashed, "deaf": errStuck, "full": errHungry} {
		switch name {
		case "deaf":
			w.perFile = time.Second
		case "full":
			w.most = full / 2
		}
		p := decode(t, w, name, "told before")
		for name == "deaf" && p.Title == "" { // a busy machine had no time for the first page
			w.perFile *= 2
			p = decode(t, w, name, "told before")
		}
		if p.Problem != preview.Sentence(want) || p.Title != "told before" || p.Partial {
			t.Errorf("%s: %+v", name, p)
		}
		w.perFile, w.most = longest, maxMemory
		if p := decode(t, w, "good", "after"); p.Title != "after" || p.Problem != "" {
			t.Errorf("after %s: %+v", name, p)
		}
	}
}

func TestAChildThatReadsNothingHoldsNobodyUp(t *testing.T) {
	t.Parallel()
	wait := patience{perFile: time.Minute, toCancel: time.Second}
	synctest.Test(t, func(t *testing.T) {
		c := &child{words: make(chan words), frames: make(chan frame), over: make(chan struct{})}
		if err := c.ask(t.Context(), &preview.Ask{}, 1, wait, maxMemory, nil); !errors.Is(err, errStuck) {
			t.Errorf("asked: %v", err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		c.words = make(chan words, 1)
		if err := c.ask(ctx, &preview.Ask{}, 2, wait, maxMemory, nil); !errors.Is(err, errStuck) {
			t.Errorf("cancelled: %v", err)
		}
		closed := make(chan struct{})
		close(closed)
		c.words, c.over = make(chan words), closed
		if err := c.ask(t.Context(), &preview.Ask{}, 3, wait, maxMemory, nil); !errors.Is(err, errCrashed) {
			t.Errorf("closed: %v", err)
		}
	})
}

func TestTheSystemEndsAChildThatNobodyWatches(t *testing.T) {
	t.Parallel()
	w := open(t, Options{})
	w.most = 1 << 40
	all, err := w.Limits(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(all, limitMemory.words()[0]) {
		t.Skip("this system has no such limit")
	}
	if p := decode(t, w, "hungry", ""); p.Problem == "" {
		t.Errorf("%+v", p)
	}
}

func TestACancelIsAnsweredAtOnceAndTheNextFileIsDecoded(t *testing.T) {
	t.Parallel()
	w := open(t, Options{})
	w.cancelled(t, "patient")
	patient := w.child
	if p := decode(t, w, "good", "after"); p.Title != "after" || w.child != patient {
		t.Errorf("%+v; the same child: %v", p, w.child == patient)
	}
	w.toCancel = 10 * time.Millisecond
	w.cancelled(t, "deaf")
	if p := decode(t, w, "good", "after"); p.Title != "after" || w.child == patient {
		t.Errorf("%+v; the same child: %v", p, w.child == patient)
	}
}

// cancelled asks, and cancels when the first page is there.
func (w *Worker) cancelled(t *testing.T, name string) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	if err := w.Decode(ctx, &preview.Ask{Name: name}, func(preview.Page) { cancel() }); !errors.Is(err, context.Canceled) {
		t.Errorf("%s: %v", name, err)
	}
}

func TestTheChildFindsNothingInItsEnvironment(t *testing.T) {
	t.Setenv("AWS_SESSION_TOKEN", "CANARY")
	t.Setenv("HTTPS_PROXY", "CANARY")
	t.Setenv("HOME", "CANARY")
	text := decode(t, open(t, Options{}), "environment", "CANARY").Lines[0][0].Text
	if strings.Contains(text, "CANARY") || strings.Count(text, "=") > 3 || !strings.Contains(text, command) {
		t.Errorf("it finds %s", text)
	}
}

func TestAChildThatSaysNonsenseOrNothingIsTold(t *testing.T) {
	t.Parallel()
	for _, argv := range [][]string{{os.Args[0], "says-nonsense"}, {"/nowhere/attache"}} {
		w := open(t, Options{Command: argv})
		if p := decode(t, w, "good", ""); p.Problem != preview.Sentence(errStart) {
			t.Errorf("%s: %+v", argv, p)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := open(t, Options{Command: []string{os.Args[0], "says-nothing"}}).Limits(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("Limits: %v", err)
	}
}

func TestAClosedWorkerDecodesNothingAndLeavesNoChild(t *testing.T) {
	t.Parallel()
	w := open(t, Options{})
	started, done := make(chan struct{}), make(chan error)
	go func() {
		done <- w.Decode(t.Context(), &preview.Ask{Name: "deaf"}, func(p preview.Page) {
			if p.Problem == "" {
				close(started)
			}
		})
	}()
	<-started
	c := w.child
	w.Close()
	if err := <-done; err != nil {
		t.Errorf("what was under way: %v", err)
	}
	if c.cmd.ProcessState == nil {
		t.Error("the child was not waited for")
	}
	if err := w.Decode(t.Context(), &preview.Ask{}, func(preview.Page) { t.Error("told") }); !errors.Is(err, errClosed) {
		t.Errorf("after the end: %v", err)
	}
}

func TestClosingAmidManyQuestionsHoldsNobody(t *testing.T) {
	t.Parallel()
	for range 20 {
		w := New(Options{})
		done := make(chan error)
		for range 8 {
			go func() { done <- w.Decode(t.Context(), &preview.Ask{Name: "patient"}, func(preview.Page) {}) }()
		}
		w.Close()
		w.Close()
		for range 8 {
			if err := <-done; err != nil && !errors.Is(err, errClosed) {
				t.Errorf("%v", err)
			}
		}
	}
}

func TestAChildWhoseParentIsGoneEnds(t *testing.T) {
	t.Parallel()
	in, asks := io.Pipe()
	answers, out := io.Pipe()
	code := make(chan int)
	go func() { code <- serve(in, out, badly, 0) }()
	if _, err := readFrame(answers, maxPage); err != nil {
		t.Fatal(err)
	}
	if err := writeFrame(asks, kindAsk, 1, packAsk(&preview.Ask{Name: "patient"})); err != nil {
		t.Fatal(err)
	}
	if f, err := readFrame(answers, maxPage); err != nil || f.kind != kindPage {
		t.Fatalf("%+v, %v", f, err)
	}
	if asks.Close(); <-code != 0 { //nolint:errcheck // it never fails
		t.Error("it ends badly")
	}
	if err := writeFrame(asks, kindCancel, 1); err == nil {
		t.Error("it still reads")
	}
}
