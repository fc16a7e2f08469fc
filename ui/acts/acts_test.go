package acts

import (
	"slices"
	"strings"
	"testing"
	"time"

	"charm.land/bubbles/v2/key"

	"attache/model"
	"attache/model/session"
	"attache/ui/keys"
)

// namedKeys has every action on a key that is called like its name.
func namedKeys() *keys.Map {
	var k keys.Map
	k.AnswerToNames()
	for name, b := range map[string]*key.Binding{
		"enter": &k.Act.Open, "y": &k.Act.Copy, "Y": &k.Act.CopyAs, "s": &k.Act.Save, "o": &k.Act.OpenFile, "r": &k.Act.Renew, "x": &k.Act.Cancel,
		"u": &k.Act.ShowLink, "e": &k.Act.Explain, "/": &k.List.Filter, "esc": &k.List.Back, ":": &k.Screen.Palette, ",": &k.List.Sort, "space": &k.Mark.Toggle, "p": &k.View.Preview,
		"R": &k.List.Reload, "i": &k.List.TypeID, "N": &k.Chats.Another, "X": &k.Load.Clear, "+": &k.Load.More, "-": &k.Load.Fewer,
	} {
		b.SetHelp(name, "does "+name)
	}
	k.Act.Copy.SetHelp("y", "copy")
	k.Act.CancelAll.SetHelp("ctrl+x", "stop all downloads")
	k.Form.Curl.SetHelp("c", "curl")
	k.Sort.Size.SetHelp("s", "size")
	return &k
}

// here is a file in a state of a chat with a desktop and a clipboard.
func here(state model.State, change ...func(*Now)) *Now {
	n := &Now{Some: true, Files: 2, Shown: 2, Parallel: 3, Clipboard: true, Desktop: true}
	n.Row.State, n.Row.Attachment.Status = state, model.StatusApproved
	switch state { //nolint:exhaustive // the others need nothing
	case model.StateScanning:
		n.Row.Attachment.Status = model.StatusInProgress
	case model.StateRejected:
		n.Row.Attachment.Status = model.StatusRejected
	case model.StateSaving:
		n.Row.Saving = true
	case model.StateStopped:
		n.Row.Left = &session.Left{}
	case model.StateSaved:
		n.Row.Saved = &model.Saved{}
	case model.StateRetrying, model.StateAsking:
		n.Row.Call = &model.CallState{}
	case model.StateFailed, model.StateDenied:
		n.Row.Problem = &model.Problem{Kind: model.KindInternal}
	case model.StateLive, model.StateSoon:
		n.Usable = true
	}
	for _, f := range change {
		f(n)
	}
	return n
}

func TestTheKeyLineIsThatOfTheRowsState(t *testing.T) {
	marked := func(n *Now) { n.Marked = 3 }
	ended := func(n *Now) { n.Ended = true }
	for _, c := range []struct {
		now  *Now
		want string
	}{
		{here(model.StateNoLink), "enter get link, y copy"},
		{here(model.StateLive), "y copy, s "},
		{here(model.StateAsking), "enter get link, y copy, s does s, x stop"},
		{here(model.StateQueued, func(n *Now) { n.Row.Waiting = true }), "enter get link, y copy, x stop"},
		{here(model.StateExpired), "enter renew, y copy"},
		{here(model.StateScanning), "s save when scanned, y copy when scanned"},
		{here(model.StateScanning, func(n *Now) { n.Row.Deferred = model.DeferredSave }), "x take back"},
		{here(model.StateRejected), "e why rejected, Y "},
		{here(model.StateFailed), "e explain, r try again, s "},
		{here(model.StateRetrying), "x stop trying, y copy"},
		{here(model.StateSaving), "x stop, y copy"},
		{here(model.StateStopped), "s continue, x discard"},
		{here(model.StateSaved), "o does o, y copy, s save again"},
		{here(model.StateSaved, func(n *Now) { n.Row.Saved.Warnings = []model.Warning{model.WarningRefused} }), "e explain, o does o, y copy"},
		{here(model.StateLive, marked), "y copy 3, s save 3, r renew 3, esc unmark"},
		{here(model.StateExpired, ended), "e does e, space "}, // nothing can be had
		{here(model.StateLive, ended), "y copy, s "},
		{&Now{}, "R does R, i does i, N does N"}, // nothing to mark, to find or to sort
		{&Now{Files: 2}, "esc show all, / "},
		{here(model.StateLive, func(n *Now) { n.Preview, n.Marked = true, 1 }), "y copy 1, s save 1, r renew 1, esc unmark, p "},
		{here(model.StateLive, func(n *Now) { n.Marked, n.Running = 2, 1 }), "y copy 2, s save 2, r renew 2, esc unmark, x stop 2"},
	} {
		var line []string
		for _, b := range c.now.Line(namedKeys()) {
			line = append(line, b.Help().Key+" "+b.Help().Desc)
		}
		got := strings.Join(line, ", ")
		if !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: %q, want %q first", c.now.Row.State, got, c.want)
		}
		if strings.Contains(got, "enter ") && strings.Contains(got, "r does r") {
			t.Errorf("%s: two keys get the link: %q", c.now.Row.State, got)
		}
		if len(slices.Compact(slices.Sorted(slices.Values(line)))) != len(line) {
			t.Errorf("%s: a key stands twice in %q", c.now.Row.State, line)
		}
	}
}

func TestAnIdleActionSaysWhy(t *testing.T) {
	for _, c := range []struct {
		now    *Now
		action string
		want   string // "" where it acts
	}{
		{&Now{}, "act.copy", "no file is in the chat yet"},
		{&Now{Files: 2, Clipboard: true}, "act.copy", "no file matches the filter"},
		{&Now{}, "view.preview", "files cannot be looked into here"},
		{here(model.StateLive, func(n *Now) { n.Preview = true }), "view.preview", ""},
		{here(model.StateLive, func(n *Now) { n.Preview = true }), "view.focus", "no preview is open"},
		{here(model.StateLive), "found.next", "nothing is looked for in a preview"},
		{&Now{Files: 2}, "move.down", "no file matches the filter"},
		{&Now{Files: 2, Shown: 2, Some: true}, "act.copy", "no way to a clipboard was found"},
		{here(model.StateLive), "act.copy", ""},
		{here(model.StateRejected), "act.save", "the scanner rejected the file"},
		{here(model.StateRejected), "form.id", ""},
		{here(model.StateRejected), "form.curl", "the scanner rejected the file"},
		{here(model.StateScanning), "act.save", ""},
		{here(model.StateScanning), "act.renew", "the file is still being scanned"},
		{here(model.StateExpired, func(n *Now) { n.Ended = true }), "act.copy", "the chat has ended: no new links"},
		{here(model.StateSaving), "act.save", "it is being saved already"},
		{here(model.StateLive), "act.cancel", "nothing is under way for this file"},
		{here(model.StateStopped), "act.cancel", ""},
		{here(model.StateLive), "act.cancel-all", "no download is under way"},
		{here(model.StateLive), "act.explain", "nothing is wrong with this file"},
		{here(model.StateFailed), "act.explain", ""},
		{here(model.StateLive, func(n *Now) { n.Desktop = false }), "act.open-file", "no desktop was found to open it with"},
		{here(model.StateLive, func(n *Now) { n.Hidden = true }), "act.show-link", "names are hidden, and a link may hold one"},
		{here(model.StateLive), "list.back", "no filter and no mark to clear"},
		{here(model.StateLive), "list.remove-id", "no typed ID is selected"},
		{here(model.StateLive), "load.clear", "no download is finished"},
		{here(model.StateLive), "load.receipt", "no receipt can be written here"},
		{here(model.StateLive, func(n *Now) { n.Parallel = model.MaxParallel }), "load.more", "16 at a time is the most"},
		{here(model.StateLive), "screen.panel", "only the demo has an emulator"},
		{here(model.StateLive), "screen.help", ""},
		{here(model.StateRejected, func(n *Now) { n.Marked = 2 }), "act.save", ""},
	} {
		if got := c.now.Why(c.action); got != c.want {
			t.Errorf("%s of %s: %q, want %q", c.action, c.now.Row.State, got, c.want)
		}
	}
}

func TestThePaletteListsEveryActionOnce(t *testing.T) {
	k := namedKeys()
	n := here(model.StateLive, func(n *Now) { n.Row.Link.Expires = time.Time{} })
	list, broken := n.Entries(k, false), n.Entries(k, true)
	seen := map[string]bool{}
	for _, e := range slices.Concat(list, broken) {
		if seen[e.Name] || e.Why != n.Why(e.Name) {
			t.Errorf("%+v is there twice, or wrong", e)
		}
		seen[e.Name] = true
	}
	for _, a := range k.Named() {
		scope, name, _ := strings.Cut(a.Name, ".")
		inPlace := slices.Contains([]string{"ask", "prompt", "panel", "doors"}, scope) || name == "palette" || name == "back" && scope != "list"
		if seen[a.Name] == inPlace {
			t.Errorf("%s is listed: %v", a.Name, seen[a.Name])
		}
	}
	for text, want := range map[string]string{"cpy": "act.copy", "curl": "form.curl", "stpall": "act.cancel-all", "list.sort": "list.sort", " copy ": "act.copy", "size": "sort.size"} {
		if found := Find(list, text); len(found) == 0 || found[0].Name != want {
			t.Errorf("%q finds %+v", text, found)
		}
	}
	if got := Find(list, "qqq"); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

func TestWhatBeginsAsItIsTypedIsFoundFirst(t *testing.T) {
	var all []Entry
	for _, does := range []string{"save under another name", "suspend", "absent", "show the senders", "send a file into the chat"} {
		all = append(all, Entry{Does: does})
	}
	var found []string
	for _, e := range Find(all, "Sen") {
		found = append(found, e.Does)
	}
	want := []string{"send a file into the chat", "show the senders", "absent"}
	if len(found) != 5 || !slices.Equal(found[:3], want) {
		t.Errorf("%q, want %q first", found, want)
	}
	if e := Find(all, "sen")[1]; !slices.Equal(e.At, []int{9, 10, 11}) {
		t.Errorf("marked at %v in %q", e.At, e.Does)
	}
}

func TestADownloadsKeysAreThoseOfItsState(t *testing.T) {
	for _, c := range []struct {
		now  *Now
		want string
	}{
		{here(model.StateSaving, func(n *Now) { n.Running = 1 }), "x stop, ctrl+x stop all"},
		{here(model.StateStopped), "s continue, x discard"},
		{here(model.StateSaved, func(n *Now) { n.Done = 1 }), "s save again, X does X"},
		{&Now{Parallel: 3}, "+ does +, - does -"},
		{&Now{Parallel: 1}, "+ does +"},
	} {
		var line []string
		for _, b := range c.now.Downloads(namedKeys()) {
			line = append(line, b.Help().Key+" "+b.Help().Desc)
		}
		if got := strings.Join(line, ", "); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: %q, want %q", c.now.Row.State, got, c.want)
		}
	}
}
