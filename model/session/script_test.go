package session_test

import (
	"embed"
	"flag"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"attache/model"
	"attache/model/session"
)

var update = flag.Bool("update", false, "write what follows into the scripts") //nolint:gochecknoglobals // a flag of the test

//go:embed testdata/*.txtar
var scripts embed.FS

// TestScripts plays the scripts of testdata. Each file of an archive is a rule, and each line of it that
// begins with @ sets the scene, with > is an intent, with < an update, with + lets time pass. The lines
// that are indented are what follows: what is to be done, and what is told, with = for the one result
// of an intent.
func TestScripts(t *testing.T) {
	names, err := scripts.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		data, err := scripts.ReadFile("testdata/" + name.Name())
		if err != nil {
			t.Fatal(err)
		}
		archive := txtar.Parse(data)
		for i, f := range archive.Files {
			t.Run(strings.TrimSuffix(name.Name(), ".txtar")+"/"+f.Name, func(t *testing.T) {
				got := play(t, string(f.Data))
				if *update {
					archive.Files[i].Data = []byte(got)
				} else if got != string(f.Data) {
					t.Errorf("got:\n%s\nwant:\n%s", got, f.Data)
				}
			})
		}
		if *update {
			if err := os.WriteFile("testdata/"+name.Name(), txtar.Format(archive), 0o644); err != nil { //nolint:gosec // a file of the repository
				t.Fatal(err)
			}
		}
	}
}

// play returns a script with what follows from each of its lines.
func play(t *testing.T, text string) string {
	t.Helper()
	w := newWorld(t)
	var out strings.Builder
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if line == "" || strings.HasPrefix(line, " ") {
			continue
		}
		out.WriteString(line + "\n")
		words := strings.Fields(line[1:])
		if w.s == nil && line[0] != '@' {
			w.begin()
		}
		w.printed = nil
		switch line[0] {
		case '@':
			w.scene(words)
		case '>':
			w.apply(intent(t, words))
		case '<':
			w.happens(words)
		case '+':
			w.wait(duration(t, words[0]))
		}
		for _, p := range w.printed {
			out.WriteString(p + "\n")
		}
	}
	return out.String()
}

func duration(t *testing.T, s string) time.Duration {
	t.Helper()
	d, err := time.ParseDuration(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func number(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// options parts words like "name=value" from the others.
func options(words []string) (plain []string, with map[string]string) {
	with = map[string]string{}
	for _, word := range words {
		if k, v, ok := strings.Cut(word, "="); ok {
			with[k] = v
		} else {
			plain = append(plain, word)
		}
	}
	return plain, with
}

// scene sets what holds before the session, or changes the world.
func (w *world) scene(words []string) {
	plain, with := options(words[1:])
	switch words[0] {
	case "files":
		w.add(model.StatusApproved, plain...)
	case "many":
		for i := range number(w.t, plain[0]) {
			w.add(model.StatusApproved, "f"+strconv.Itoa(i+1))
		}
	case "scanning":
		w.add(model.StatusInProgress, plain...)
	case "rejected":
		w.add(model.StatusRejected, plain...)
	case "ids":
		w.o.IDs = plain
	case "prefetch":
		w.o.Prefetch = session.Prefetch(plain[0])
	case "option":
		for _, name := range plain {
			switch name {
			case "command":
				w.o.Command, w.o.Unattended = true, true
			case "unattended":
				w.o.Unattended = true
			case "no-clipboard":
				w.o.Clipboard = false
			case "no-desktop":
				w.o.Desktop = false
			case "no-live":
				w.o.NoLive = true
			case "bell":
				w.o.Bell = true
			case "notify":
				w.o.Notify = true
			case "hidden":
				w.o.HideNames = true
			}
		}
		if n, ok := with["names"]; ok {
			w.o.Names = model.NameTemplate(n)
		}
		if n, ok := with["parallel"]; ok {
			w.o.Parallel = number(w.t, n)
		}
	case "skew":
		w.skew = duration(w.t, plain[0])
	case "start": // without reading the chat
		w.s = session.New(w.o)
		w.apply(session.Start{})
	case "show":
		w.state(plain)
	default:
		w.t.Fatalf("no scene %q", words)
	}
}

// state prints what is known of files.
func (w *world) state(ids []string) {
	for _, id := range ids {
		r := w.s.Row(id)
		line := "  " + id + " is " + r.State.String()
		for _, flag := range []struct {
			on   bool
			name string
		}{{r.KeptAlive, "kept alive"}, {r.CopiedDead, "its copy is dead"}, {r.Deferred != 0, "deferred"}} {
			if flag.on {
				line += ", " + flag.name
			}
		}
		if r.Problem != nil {
			line += ", " + r.Problem.Kind.String()
		}
		w.printed = append(w.printed, line)
	}
	if len(ids) > 0 {
		return
	}
	for _, o := range w.s.Outcomes() {
		line := "  " + o.Attachment.ID + " " + string(o.Saved.State)
		if o.Problem != nil {
			line += o.Problem.Kind.String()
		}
		w.printed = append(w.printed, line)
	}
}

func targets(words []string) (session.Targets, map[string]string) {
	ids, with := options(words)
	n, _ := strconv.Atoi(with["unseen"])
	ids = slices.DeleteFunc(ids, func(s string) bool { return s == "yes" })
	if len(ids) == 1 && strings.HasPrefix(ids[0], "f1..") {
		last, _ := strconv.Atoi(ids[0][4:])
		ids = nil
		for i := range last {
			ids = append(ids, "f"+strconv.Itoa(i+1))
		}
	}
	return session.Targets{IDs: ids, Unseen: n}, with
}

// intent reads an intent: its name, the files, and "yes" where the question was answered so.
// outgoing is a file of this machine.
func outgoing(path string) model.Outgoing { return model.Outgoing{Path: path, Name: path, Size: 1000} }

func intent(t *testing.T, words []string) session.Intent {
	t.Helper()
	to, with := targets(words[1:])
	yes := slices.Contains(words, "yes")
	switch words[0] {
	case "link":
		return session.GetLink{Targets: to, Confirmed: yes}
	case "show":
		return session.GetLink{Targets: to, Show: true, Confirmed: yes}
	case "renew":
		return session.Renew{Targets: to, Confirmed: yes}
	case "copy":
		forms := map[string]model.Form{"id": model.FormID, "name": model.FormName, "curl": model.FormCurl}
		return session.Copy{Targets: to, Form: forms[with["as"]], Confirmed: yes}
	case "measure":
		return session.Measure{Targets: to}
	case "save":
		return session.Save{Targets: to, Name: with["as"], Confirmed: yes}
	case "send":
		return session.Send{Path: words[1], File: outgoing(words[1]), Confirmed: yes}
	case "look":
		return session.Preview{IDs: to.IDs, Priority: model.PrioritySelected, Limit: session.Limit{Whole: 5000, Head: 200}}
	case "open":
		return session.OpenFile{Targets: to, Confirmed: yes}
	case "keep":
		modes := map[string]session.KeepMode{"on": session.KeepOn, "off": session.KeepOff}
		return session.KeepAlive{Targets: to, Mode: modes[with["mode"]], Confirmed: yes}
	case "cancel":
		return session.Cancel{Targets: to, All: len(to.IDs) == 0, Confirmed: yes}
	case "discard":
		return session.Discard{Targets: to, Confirmed: yes}
	case "reload":
		return session.Reload{}
	case "token":
		return session.SetToken{Token: model.NewSecret(words[1])}
	case "add":
		return session.AddIDs{IDs: to.IDs}
	case "remove":
		return session.RemoveIDs{Targets: to}
	case "ttl":
		return session.SetTTL{TTL: duration(t, words[1])}
	case "parallel":
		return session.SetParallel{Parallel: number(t, words[1])}
	case "names":
		return session.HideNames{On: words[1] == "off"}
	case "receipt":
		return session.WriteReceipt{Path: words[1]}
	case "no":
		return session.Decline{}
	case "quit":
		return session.Quit{Confirmed: yes}
	}
	t.Fatalf("no intent %q", words)
	return nil
}
