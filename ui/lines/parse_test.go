package lines

import (
	"slices"
	"strings"
	"testing"
	"time"

	"attache/model"
)

// spoken is a talk without a runner, over a chat of n files.
func spoken(n int) *talk {
	w := newWorld()
	w.add(n)
	t := newTalk(Options{Session: w, Clipboard: w, Opener: w, Interactive: true, Life: model.DefaultLife, Parallel: 3, Dir: "/d"})
	at := moment{now: epoch()}
	t.take(started{}, at)
	t.take(pageCame{t.walk.num, model.Page{Attachments: w.files}}, at)
	t.take(chatRead{t.walk.num, nil}, at)
	return t
}

func TestCommandsMayBeShortened(t *testing.T) {
	k := spoken(0)
	for word, want := range map[string]string{
		"list": "list", "li": "", "lis": "list", "ls": "list", "sa": "save", "get": "save", "sh": "show", "st": "", "sto": "stop", "sta": "status",
		"d": "", "di": "discard", "de": "details", "q": "", "qui": "", "quit": "quit", "exit": "quit", "o": "open", "v": "verbose", "?": "help", "": "", "SAVE": "save", "12": "details", "1-3": "details",
	} {
		in, fault := k.parse(word)
		got := ""
		if in.verb != nil {
			got = in.verb.name
		}
		if got != want || (got == "") != (fault != "") {
			t.Errorf("%q: %q, %q", word, got, fault)
		}
	}
}

func TestEveryCommandIsFoundByItsNameAndExplained(t *testing.T) {
	k := spoken(0)
	for _, v := range verbs() {
		if in, _ := k.parse(v.name); in.verb == nil || in.verb.name != v.name {
			t.Errorf("%s is not found", v.name)
		}
		if !strings.HasSuffix(v.does, ".") || v.more != "" && !strings.HasSuffix(v.more, ".") || v.do == nil {
			t.Errorf("%s: %q, %q", v.name, v.does, v.more)
		}
	}
}

func TestNumbersNameFiles(t *testing.T) {
	k := spoken(6)
	k.found = []string{"id-2", "id-4"}
	for words, want := range map[string]string{
		"1": "id-1", "1,3-5": "id-1 id-3 id-4 id-5", "5-3 1": "id-3 id-4 id-5 id-1", "2 2 1-2": "id-2 id-1", "6-99": "id-6", "found": "id-2 id-4",
		"all": "id-1 id-2 id-3 id-4 id-5 id-6", "ALL": "id-1 id-2 id-3 id-4 id-5 id-6", "3.": "id-3", "id-5": "id-5",
		"0": "", "7": "", "99999999999999999999": "", "-1": "", "1-": "", "x": "", "": "", "+1": "", "1e3": "",
	} {
		in := input{verb: &verb{name: "save"}, rest: words, words: fields(words)}
		ids, used, ok := k.targets(in)
		if got := strings.Join(ids, " "); got != want || ok != (want != "") || ok && used != len(in.words) {
			t.Errorf("%q: %q, %d used, %v", words, got, used, ok)
		}
	}
}

func TestNumbersStayWithTheirFiles(t *testing.T) {
	k := spoken(3)
	early := model.NewAttachment("early", "early.pdf", "", "")
	early.SentAt = epoch().Add(-24 * time.Hour)
	k.take(newsCame{model.News{Attachments: []model.Attachment{early}}}, moment{now: epoch()})
	k.take(lineTyped{text: "sort name"}, moment{now: epoch()})
	if want := []string{"id-1", "id-2", "id-3", "early"}; !slices.Equal(k.numbers, want) {
		t.Errorf("got %q", k.numbers)
	}
}

// FuzzLine holds whatever is typed to the promises of a talk: it ends, and says nothing that a
// terminal could take for anything but text.
func FuzzLine(f *testing.F) {
	for _, v := range verbs() {
		f.Add(v.name + " 1,3-5 as x\x1b[2J")
	}
	f.Add("1-999999999999")
	f.Add("find type:pdf !size>1M \u202e")
	f.Add("id '\x00'")
	f.Add("save 2-1,all,found as ../../x")
	f.Fuzz(func(t *testing.T, line string) {
		k := spoken(5)
		for _, text := range []string{line, "list", "status", "no"} {
			reply := k.take(lineTyped{text: text}, moment{now: epoch()})
			k.over, k.secret = false, false
			for _, said := range reply.lines {
				if model.Text(said) != said {
					t.Fatalf("%q makes it say %q", line, said)
				}
			}
		}
	})
}
