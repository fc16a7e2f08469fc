package linemode

import (
	"strings"
	"testing"
	"time"

	"attache/model"
)

// spoken is a conversation without a terminal, over a chat of n files that was read.
func spoken(t *testing.T, n int) *conversation {
	t.Helper()
	w := newWorld()
	w.Takes = map[string]time.Duration{}
	w.Add(n)
	c := newConversation(t.Context(), Options{
		Session: w, Clipboard: w, Opener: w, Now: time.Now, Interactive: true, Life: model.DefaultLife, Parallel: 3, Dir: "/d", NoLive: true,
	})
	c.verbs = commands(c)
	t.Cleanup(func() { c.runner.Close() })
	for c.start(); !c.greeted; c.hear(c.runner.Collect()) {
		<-c.runner.Ready()
	}
	c.due(true)
	return c
}

func TestCommandsMayBeShortened(t *testing.T) {
	k := spoken(t, 0)
	for word, want := range map[string]string{
		"list": "list", "li": "", "lis": "list", "ls": "list", "sa": "save", "get": "save", "sh": "show", "st": "", "sto": "stop", "sta": "status",
		"d": "", "di": "discard", "de": "details", "q": "", "qui": "", "quit": "quit", "exit": "quit", "o": "open", "v": "verbose", "?": "help", "": "", "SAVE": "save", "12": "details", "1-3": "details",
	} {
		in, fault := k.verbs.parse(word)
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
	k := spoken(t, 0)
	for _, v := range k.verbs {
		if in, _ := k.verbs.parse(v.name); in.verb == nil || in.verb.name != v.name {
			t.Errorf("%s is not found", v.name)
		}
		if !strings.HasSuffix(v.does, ".") || v.more != "" && !strings.HasSuffix(v.more, ".") || v.act == nil {
			t.Errorf("%s: %q, %q", v.name, v.does, v.more)
		}
	}
}

func TestNumbersNameFiles(t *testing.T) {
	k := spoken(t, 6)
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
	talkTest(t, func(t *testing.T, c *talking) {
		c.Add(3)
		c.start()
		early := model.NewAttachment("early", "early.pdf", "", "")
		early.SentAt = epoch().Add(-24 * time.Hour)
		c.tells(model.Update{Attachments: []model.Attachment{early}})
		c.waits(time.Second)
		wants(t, c.types("sort name", "list"), "1. file 1.pdf", "3. file 3.docx", "4. early.pdf")
	})
}

func TestAFileAddedByItsIDCanBeTakenOffTheList(t *testing.T) {
	talkTest(t, func(t *testing.T, c *talking) {
		c.Add(2)
		c.start()
		c.types("id junk")
		wants(t, c.types("remove 3"), "1 file taken off the list.")
		lacks(t, c.types("list"), "junk")
		wants(t, c.types("save 3"), "There is no file of that number.")
		wants(t, c.types("remove 1"), "Only a file that was added by its ID")
		wants(t, c.types("id again"), "4, again")
	})
}

// FuzzLine holds whatever is typed to the promises of line mode: it ends, and says nothing that a
// terminal could take for anything but text.
func FuzzLine(f *testing.F) {
	for _, name := range []string{"list", "find", "sort", "details", "id", "remove", "link", "copy", "show", "save", "stop", "open", "names", "token", "quit"} {
		f.Add(name + " 1,3-5 as x\x1b[2J")
	}
	f.Add("1-999999999999")
	f.Add("find type:pdf !size>1M \u202e")
	f.Add("id '\x00'")
	f.Add("save 2-1,all,found as ../../x")
	f.Fuzz(func(t *testing.T, line string) {
		k := spoken(t, 5)
		for _, text := range []string{line, "list", "status", "no"} {
			if k.session.Over() {
				return
			}
			k.onLine(text, false)
			k.secret = false
			for _, said := range k.due(true) {
				if model.Text(said) != said {
					t.Fatalf("%q makes it say %q", line, said)
				}
			}
		}
	})
}
