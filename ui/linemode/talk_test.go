package linemode

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"attache/model"
	"attache/model/session"
	"attache/ui/clip"
	"attache/ui/preview"
)

var update = flag.Bool("update", false, "write what was said into the conversations") //nolint:gochecknoglobals // a flag of the test

// talking is a conversation under way.
type talking struct {
	*world
	t     *testing.T
	o     Options
	keys  *keyboard
	paper *paper
	stop  context.CancelFunc
	done  chan struct{}
	out   []model.Outcome
	err   error
}

// newTalking makes a talk that has not begun: a person at a terminal.
func newTalking(t *testing.T) *talking {
	w := newWorld()
	c := &talking{world: w, t: t, keys: &keyboard{lines: make(chan string, 100)}, paper: &paper{}, done: make(chan struct{})}
	c.o = Options{
		Session: w, Clipboard: w, Opener: w, AskSecret: w.askSecret, Now: time.Now, Interactive: true,
		Decode: decodeText, Life: model.DefaultLife, Parallel: 3, Region: "eu-west-2", Dir: "/downloads",
	}
	return c
}

// decodeText takes every file for text.
func decodeText(ctx context.Context, ask *preview.Ask, tell func(preview.Page)) error {
	select {
	case <-time.After(100 * time.Millisecond):
	case <-ctx.Done():
		return ctx.Err()
	}
	p := preview.Page{Kind: "Text", Facts: []preview.Fact{{Label: "Lines", Value: strconv.Itoa(strings.Count(string(ask.Data), "\n") + 1)}}, More: !ask.Whole}
	for line := range strings.SplitSeq(string(ask.Data), "\n") {
		p.Lines = append(p.Lines, preview.Line{{Text: line}})
	}
	tell(p)
	if len(ask.Data) == 0 {
		return errors.New("the file is cut short")
	}
	return nil
}

// start begins the talk. It ends with the test.
func (c *talking) start() {
	ctx, stop := context.WithCancel(c.t.Context())
	c.stop = stop
	go func() {
		var s []session.Summary
		s, c.err = Run(ctx, c.o, c.keys, c.paper)
		for _, one := range s {
			c.out = append(c.out, one.Outcomes...)
		}
		close(c.done)
	}()
	c.t.Cleanup(func() {
		stop()
		<-c.done
		close(c.keys.lines)
	})
	synctest.Wait()
}

// types types lines and returns what is said to them within the time of a call.
func (c *talking) types(lines ...string) string {
	for _, line := range lines {
		c.keys.lines <- line + "\n"
	}
	return c.waits(300 * time.Millisecond)
}

// closes ends the input once, as ctrl+d does.
func (c *talking) closes() string {
	c.keys.lines <- ""
	return c.waits(300 * time.Millisecond)
}

// waits returns what is said in a time.
func (c *talking) waits(d time.Duration) string {
	time.Sleep(d)
	synctest.Wait()
	return c.paper.tear()
}

// over reports whether the talk has ended.
func (c *talking) over() bool {
	select {
	case <-c.done:
		return true
	default:
		return false
	}
}

// tells lets the watch tell something.
func (c *talking) tells(n model.Update) {
	c.Report(n)
	synctest.Wait()
}

func clockTimes() *regexp.Regexp { return regexp.MustCompile(`\b\d\d:\d\d:\d\d\b`) }

// TestConversations holds talks from testdata: lines that begin with > are typed, those with + wait,
// those with @ happen, and all others are what is said, with the times of day masked.
func TestConversations(t *testing.T) {
	files, err := filepath.Glob("testdata/*.talk")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d conversations: %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".talk"), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { converse(t, file) })
		})
	}
}

func converse(t *testing.T, file string) {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	c, began := newTalking(t), false
	var got bytes.Buffer
	said := func(s string) {
		if s = clockTimes().ReplaceAllString(s, "HH:MM:SS"); s != "" {
			got.WriteString(strings.TrimRight(s, " \n") + "\n")
		}
	}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || !strings.ContainsAny(line[:1], "#>+@") {
			continue
		}
		got.WriteString(line + "\n")
		rest := strings.TrimPrefix(line[1:], " ")
		switch line[0] {
		case '>':
			if rest == "^D" {
				said(c.closes())
				continue
			}
			said(c.types(rest))
		case '+':
			d, err := time.ParseDuration(rest)
			if err != nil {
				t.Fatal(err)
			}
			said(c.waits(d))
		case '@':
			words := strings.Fields(rest)
			if words[0] == "start" {
				began = true
				c.start()
				said(c.waits(300 * time.Millisecond))
				continue
			}
			c.happens(words, began)
			if began {
				said(c.waits(0))
			}
		}
	}
	if c.over() {
		got.WriteString("(over)\n")
	}
	if *update {
		if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil { //nolint:gosec // a file of the repository
			t.Fatal(err)
		}
		return
	}
	if want := string(text); got.String() != want {
		t.Errorf("got:\n%s", difference(want, got.String()))
	}
}

// difference shows what was said from the first line on that should have been another.
func difference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	i := 0
	for i < min(len(w), len(g)) && w[i] == g[i] {
		i++
	}
	from := max(i-3, 0)
	return "line " + strconv.Itoa(i+1) + "\n" + strings.Join(g[min(from, len(g)):min(i+8, len(g))], "\n") + "\nwant:\n" + strings.Join(w[min(from, len(w)):min(i+8, len(w))], "\n")
}

// happens lets something happen around the talk.
func (c *talking) happens(words []string, began bool) {
	arg := func(i int) string { return words[i] }
	number := func(i int) int {
		n, err := strconv.Atoi(words[i])
		if err != nil {
			c.t.Fatal(err)
		}
		return n
	}
	kind := func(name string) model.Kind {
		i := slices.IndexFunc(model.Kinds(), func(k model.Kind) bool { return k.String() == name })
		if i < 0 {
			c.t.Fatalf("no kind %q", name)
		}
		return model.Kinds()[i]
	}
	switch arg(0) {
	case "files":
		c.Add(number(1))
	case "head":
		c.Heads = map[string][]byte{"id-" + arg(1): []byte(strings.ReplaceAll(strings.Join(words[2:], " "), "|", "\n"))}
		c.Sizes["id-"+arg(1)] = int64(len(c.Heads["id-"+arg(1)]))
	case "size":
		c.Sizes["id-"+arg(1)] = int64(number(2))
	case "scan":
		a := &c.Files[number(1)-1]
		a.Status = model.Status(arg(2))
		if began {
			c.tells(model.Update{Attachments: []model.Attachment{*a}})
		}
	case "name":
		a := &c.Files[number(1)-1]
		fresh := model.NewAttachment(a.ID, strings.Join(words[2:], " "), "", a.Status)
		a.Name, a.FileName = fresh.Name, fresh.FileName
	case "new":
		n := len(c.Files)
		c.Add(number(1))
		c.tells(model.Update{Attachments: c.Files[n:]})
	case "chat-ends":
		c.Ended = true
		c.tells(model.Update{Ended: true, Watch: model.Watch{State: model.WatchEnded}})
	case "refused":
		c.tells(model.Update{Refused: &model.Problem{Kind: model.KindDenied, Op: "GetTranscript", Status: 403}})
	case "feed":
		feeds := map[string]model.WatchState{"live": model.WatchLive, "waiting": model.WatchWaiting, "polling": model.WatchPolling}
		c.tells(model.Update{Watch: model.Watch{State: feeds[arg(1)], Every: 15 * time.Second, Until: time.Now().Add(8 * time.Second), Try: 1}})
	case "takes":
		d, err := time.ParseDuration(arg(2))
		if err != nil {
			c.t.Fatal(err)
		}
		c.Takes[arg(1)] = d
	case "fails":
		c.Fail(arg(1), kind(arg(2)))
	case "retries":
		c.Retries = number(1)
	case "warning":
		c.Warnings = []model.Warning{model.Warning(arg(1))}
	case "token":
		c.typed = append(c.typed, arg(1))
	case "clipboard":
		c.routes, c.route = map[string][]clip.Route{
			"off": nil, "osc52": {clip.RouteOSC52}, "tmux": {clip.RouteTmux, clip.RouteOSC52}, "broken": {clip.RouteNative, clip.RouteOSC52},
		}[arg(1)], map[string]clip.Route{"tmux": clip.RouteTmux, "broken": clip.RouteOSC52}[arg(1)]
	case "no-desktop":
		c.desktop = false
	case "option":
		c.option(words[1:])
	default:
		c.t.Fatalf("nothing like %q can happen", words)
	}
}

func (c *talking) option(words []string) {
	switch words[0] {
	case "pipe":
		c.o.Interactive, c.o.AskSecret = false, nil
	case "hide-names":
		c.o.HideNames = true
	case "no-live":
		c.o.NoLive = true
	case "emulator":
		c.o.Emulator = true
	case "host":
		c.o.Host = words[1]
	case "ids":
		c.o.IDs = words[1:]
	default:
		c.t.Fatalf("no option %q", words)
	}
}
