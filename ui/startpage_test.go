package ui

import (
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"attache/model"
	"attache/ui/clip"
	"attache/ui/opener"
	"attache/ui/pacer"
	"attache/ui/runner/fakechat"
)

// atStartPage is a screen at its start page, and what was chosen there.
type atStartPage struct {
	*window
	t       *testing.T
	entries []Entry
	fails   error
	quit    bool
}

func newAtStartPage(t *testing.T, region string) *atStartPage {
	t.Helper()
	a := &atStartPage{t: t}
	o := newDriver(t, &fakechat.Chat{Pages: chatOf(2)}).m.opts
	o.Keys, o.Clipboard, o.Opener = testKeys(), clip.New("osc52", o.Getenv), opener.New(o.Getenv)
	o.StartPage = &StartPage{Region: region, Regions: []string{"us-east-1", "eu-central-1", "eu-west-2"}, Open: func(e Entry) (Options, error) {
		a.entries = append(a.entries, e)
		return o, a.fails
	}}
	bare := o
	bare.Session = nil
	a.window = newWindow(t.Context(), bare)
	a.pace = pacer.New()
	a.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	return a
}

func (a *atStartPage) send(msg tea.Msg) {
	_, cmd := a.Update(msg)
	if cmd == nil || len(a.tabs) > 0 {
		return
	}
	switch msg := cmd().(type) {
	case tea.QuitMsg:
		a.quit = true
	case chatOpened:
		a.send(msg)
	}
}

func (a *atStartPage) keys(names ...string) {
	for _, name := range names {
		a.send(keyPress(name))
	}
}

func (a *atStartPage) typeText(s string) {
	for _, r := range s {
		a.send(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

func (a *atStartPage) want(texts ...string) {
	a.t.Helper()
	shown := ansi.Strip(a.View().Content)
	for _, text := range texts {
		if !strings.Contains(shown, text) {
			a.t.Errorf("no %q in\n%s", text, shown)
		}
	}
	if strings.Contains(shown, "CANARY") {
		a.t.Errorf("the token shows:\n%s", shown)
	}
}

const doorToken = "CANARY-token"

func TestATokenIsPastedOnTheStartPageAndItsRegionPicked(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		for text, kind := range map[string]model.TokenKind{
			doorToken: model.ConnectionToken, "x-amz-bearer: " + doorToken + "\r\n": model.ConnectionToken,
			`{"ContactId":"c","ParticipantId":"p","ParticipantToken":"` + doorToken + `"}`: model.ParticipantToken,
		} {
			a := newAtStartPage(t, "")
			a.want("No token was given", "paste a token", "try the demo", "where a token comes from", "the region is asked next")
			a.send(tea.PasteMsg{Content: text}) // a paste opens the line by itself
			a.want("token (hidden)")
			a.keys("enter")
			a.want("Which region", "us-east-1", "eu-west-2")
			a.typeText("eu")
			a.keys(a.core.opts.Keys.Prompt.Newer.Keys()[0], "enter")
			if len(a.entries) != 1 || a.entries[0].Token.Reveal() != doorToken || a.entries[0].Kind != kind || a.entries[0].Region != "eu-west-2" {
				t.Errorf("%q opens %+v", text, a.entries)
			}
			if len(a.tabs) == 0 || a.tabs[0].lay.W != 80 {
				t.Fatal("the chat is not on the same screen")
			}
		}
	})
}

func TestAKnownRegionIsNotAskedFor(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		a := newAtStartPage(t, "eu-north-1")
		a.want("in eu-north-1")
		a.keys(a.core.opts.Keys.Doors.Token.Keys()[0])
		a.typeText("two words")
		a.keys("enter")
		a.want("token")
		if len(a.entries) != 0 {
			t.Fatal("a text that is no token was taken")
		}
		a.typeText(doorToken)
		a.keys("enter")
		if len(a.entries) != 1 || a.entries[0].Region != "" || len(a.tabs) == 0 {
			t.Errorf("%+v", a.entries)
		}
	})
}

func TestARegionIsCompletedOrTypedWhereItIsNew(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		for typed, want := range map[string]string{"WEST": "eu-west-2", "eu-south-9": "eu-south-9", "moon": "", "eu-north-1": "eu-north-1"} {
			a := newAtStartPage(t, "")
			a.send(tea.PasteMsg{Content: doorToken})
			a.keys("enter")
			a.typeText(typed)
			if want == "eu-west-2" {
				a.keys(a.core.opts.Keys.Prompt.Complete.Keys()[0])
				a.want("region eu-west-2")
			}
			a.keys("enter")
			if want == "" {
				a.want("No region is called so")
			} else if len(a.entries) != 1 || a.entries[0].Region != want {
				t.Errorf("%q: %+v", typed, a.entries)
			}
		}
	})
}

func TestADoorThatDoesNotOpenSaysWhyAndLeavesTheOthers(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		a := newAtStartPage(t, "")
		a.fails = model.NewInputProblem("AWS_CA_BUNDLE", model.FaultUnreadable, "no such file")
		k := &a.core.opts.Keys
		a.keys(k.Move.Down.Keys()[0], "enter")
		a.want("AWS_CA_BUNDLE", "no such file", "paste a token")
		a.fails = nil
		a.keys(k.Doors.Demo.Keys()[0])
		if len(a.entries) != 2 || !a.entries[1].Demo || len(a.tabs) == 0 {
			t.Errorf("%+v", a.entries)
		}
	})
}

func TestTheStartPageIsLeftByItsKeys(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		for _, leave := range []func(a *atStartPage){
			func(a *atStartPage) { a.keys(a.core.opts.Keys.Doors.Leave.Keys()[0]) },
			func(a *atStartPage) { a.keys(a.core.opts.Keys.Screen.Interrupt.Keys()[0]) },
			func(a *atStartPage) {
				a.send(tea.PasteMsg{Content: doorToken})
				a.keys(a.core.opts.Keys.Screen.Interrupt.Keys()[0])
			},
			func(a *atStartPage) {
				a.keys(a.core.opts.Keys.Doors.Token.Keys()[0], "esc", a.core.opts.Keys.Doors.Leave.Keys()[0])
			},
		} {
			if a := newAtStartPage(t, ""); !a.quit {
				if leave(a); !a.quit || len(a.entries) > 0 {
					t.Errorf("not left, %+v", a.entries)
				}
			}
		}
		if err := ending(t.Context(), nil, nil); err != nil {
			t.Error(err)
		}
		if err := ending(t.Context(), nil, errors.New("x")); err == nil {
			t.Error("a crash is no leaving")
		}
	})
}

// Whatever is on the start page fits every size, and all of what is to be read can be scrolled to.
func TestTheStartPageFitsEverySize(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		k := testKeys()
		for name, begin := range map[string]func(a *atStartPage){
			"doors": func(*atStartPage) {}, "token": func(a *atStartPage) { a.keys(k.Doors.Token.Keys()[0]) },
			"read":   func(a *atStartPage) { a.keys(k.Doors.Where.Keys()[0]) },
			"region": func(a *atStartPage) { a.send(tea.PasteMsg{Content: doorToken}); a.keys("enter") },
			"failed": func(a *atStartPage) {
				a.fails = model.NewInputProblem("AWS_CA_BUNDLE", model.FaultUnreadable, strings.Repeat("long ", 40))
				a.keys(k.Doors.Demo.Keys()[0])
			},
		} {
			a := newAtStartPage(t, "")
			begin(a)
			for w := 1; w <= 130; w += 3 {
				for h := 1; h <= 45; h += 2 {
					a.send(tea.WindowSizeMsg{Width: w, Height: h})
					lines := strings.Split(a.View().Content, "\n")
					if len(lines) > h {
						t.Fatalf("%s at %dx%d: %d lines", name, w, h, len(lines))
					}
					for _, l := range lines {
						if a.core.theme.Width(ansi.Strip(l)) > w {
							t.Fatalf("%s at %dx%d: %q", name, w, h, ansi.Strip(l))
						}
					}
				}
			}
		}
		a := newAtStartPage(t, "")
		a.send(tea.WindowSizeMsg{Width: 40, Height: 10})
		a.keys(k.Doors.Where.Keys()[0])
		a.want("Agents and supervisors")
		a.keys(k.Move.Bottom.Keys()[0])
		a.want("attache --help says how")
		a.keys(k.Move.Top.Keys()[0])
		a.want("Agents and supervisors")
		a.keys(k.Doors.Leave.Keys()[0])
		a.want("try the demo")
	})
}
