package ui

import (
	"fmt"
	"strings"
	"testing"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"attache/model"
	"attache/ui/runner/fakechat"
)

// photos is a chat of files with the names that customers give.
func photos() []model.Page {
	all := files(5)
	for i, name := range []string{"damage-photo.jpg", "Rechnung Nr. 42.pdf", "invoice-0042.pdf", "contract.docx", "voicemail.wav"} {
		a := model.NewAttachment(all[i].ID, name, "", model.StatusApproved)
		a.SentAt, a.Role, a.Sender = all[i].SentAt, all[i].Role, all[i].Sender
		all[i] = a
	}
	return []model.Page{{ContactID: "3f2a91c4-contact", Attachments: all, Items: 5}}
}

func finding(t *testing.T, check func(d *driver)) {
	t.Helper()
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{Pages: photos()})
		d.press(d.m.opts.Keys.List.Filter)
		check(d)
	})
}

func TestThePromptOfTheFilterSaysItsLanguage(t *testing.T) {
	finding(t, func(d *driver) {
		d.wantText("invoice 42  !word  type:pdf  state:expired  from:customer  size>1M  age<10m")
		d.typeText("pdf")
		d.wantNoText("!word")
		d.wantText("2 matches")
		for _, size := range []tea.WindowSizeMsg{{Width: 80, Height: 24}, {Width: 40, Height: 10}, {Width: 30, Height: 6}} {
			d.send(size)
			checkFrame(t, fmt.Sprint(size), d, size.Width, size.Height)
		}
	})
}

func TestTabCompletesColumnsAndTheirValues(t *testing.T) {
	finding(t, func(d *driver) {
		k := &d.m.opts.Keys.Prompt
		d.typeText("pdf !ty")
		for _, want := range []string{"pdf !type:", "pdf !type:docx", "pdf !type:jpg"} {
			d.press(k.Complete)
			if got := d.m.prompt.input.Value(); got != want || d.m.list.Filter() != want {
				t.Errorf("completed to %q, filter %q, want %q", got, d.m.list.Filter(), want)
			}
		}
		d.send(tea.KeyPressMsg{Code: 'u', Mod: tea.ModCtrl})
		d.typeText("s")
		for _, want := range []string{"state:", "size>", "state:"} { // one after the other
			if d.press(k.Complete); d.m.prompt.input.Value() != want {
				t.Errorf("completed to %q, want %q", d.m.prompt.input.Value(), want)
			}
		}
		if d.press(k.Complete); d.m.prompt.input.Value() != "size>" {
			t.Errorf("completed to %q", d.m.prompt.input.Value())
		}
		d.send(tea.KeyPressMsg{Code: 'u', Mod: tea.ModCtrl})
		d.typeText("stat")
		for _, want := range []string{"state:", "state:no-link", "state:queued"} { // a column, then its values
			if d.press(k.Complete); d.m.prompt.input.Value() != want {
				t.Errorf("completed to %q, want %q", d.m.prompt.input.Value(), want)
			}
		}
		d.send(tea.KeyPressMsg{Code: 'u', Mod: tea.ModCtrl})
		d.typeText("state:zzz")
		if d.press(k.Complete); d.m.prompt.input.Value() != "state:zzz" {
			t.Errorf("nothing to complete became %q", d.m.prompt.input.Value())
		}
	})
}

func TestAWrongColumnIsAnsweredAndCanBeMended(t *testing.T) {
	finding(t, func(d *driver) {
		d.typeText("siez>1M")
		d.wantText("No such column: siez. Columns: name, type, state, from, size, age, id")
		d.press(d.m.opts.Keys.Prompt.Accept)
		if d.m.prompt == nil {
			t.Fatal("it was accepted")
		}
		d.wantText("No such column: siez.")
		d.send(tea.KeyPressMsg{Code: 'u', Mod: tea.ModCtrl})
		d.typeText("pdf")
		d.press(d.m.opts.Keys.Prompt.Accept)
		if d.m.prompt != nil || d.m.list.Len() != 2 {
			t.Errorf("%d rows", d.m.list.Len())
		}
	})
}

func TestWhatWasTypedBeforeComesBack(t *testing.T) {
	finding(t, func(d *driver) {
		k := &d.m.opts.Keys
		for _, line := range []string{"pdf", "jpg", "pdf"} { // the same again is kept once
			d.send(tea.KeyPressMsg{Code: 'u', Mod: tea.ModCtrl})
			d.typeText(line)
			d.press(k.Prompt.Accept)
			d.press(k.List.Filter)
		}
		d.send(tea.KeyPressMsg{Code: 'u', Mod: tea.ModCtrl})
		d.typeText("con")
		for _, step := range []struct {
			older bool
			want  string
		}{{true, "pdf"}, {true, "jpg"}, {true, "jpg"}, {false, "pdf"}, {false, "con"}, {false, "con"}} {
			if step.older {
				d.press(k.Prompt.Older)
			} else {
				d.press(k.Prompt.Newer)
			}
			if got := d.m.prompt.input.Value(); got != step.want || d.m.list.Filter() != step.want {
				t.Errorf("%q, filter %q, want %q", got, d.m.list.Filter(), step.want)
			}
		}
		d.press(k.Prompt.Abandon)
		d.press(k.Screen.Token)
		if d.m.prompt.history != nil {
			t.Error("tokens are kept")
		}
	})
}

func TestSimilarNamesAreShownAndSaidToBeNoMatch(t *testing.T) {
	finding(t, func(d *driver) {
		d.typeText("invocie42")
		d.wantText("No exact match: showing similar names", "invoice-0042.pdf")
		d.wantNoText("contract.docx")
		d.press(d.m.opts.Keys.Prompt.Accept)
		d.wantText("No exact match: showing similar names")
		if a, ok := d.m.selected(); !ok || a.Name != "invoice-0042.pdf" {
			t.Errorf("the cursor is on %q", a.Name)
		}
	})
}

// found returns what the screen marks as found.
func (d *driver) found() string {
	on := ansi.NewStyle().Bold().Underline(true).String()
	var all []string
	for _, piece := range strings.Split(d.m.View().Content, on)[1:] {
		text, _, _ := strings.Cut(piece, ansi.ResetStyle)
		all = append(all, ansi.Strip(text))
	}
	return strings.Join(all, "|")
}

func TestMatchesAreMarkedInTheRows(t *testing.T) {
	for filter, want := range map[string]string{
		"42": "42|42", "voi": "voi|voi", "type:pd": "pd|pd", "from:customer contract": "contract|cust", "!pdf jpg": "jpg|jpg", "state:no-l voicemail": "no link|voicemail", "RECH": "Rech",
	} {
		finding(t, func(d *driver) {
			d.typeText(filter)
			if got := d.found(); got != want {
				t.Errorf("%q: %q is marked, want %q", filter, got, want)
			}
			for _, size := range []tea.WindowSizeMsg{{Width: 62, Height: 24}, {Width: 40, Height: 10}, {Width: 200, Height: 60}} {
				d.send(size)
				checkFrame(t, fmt.Sprint(filter, size), d, size.Width, size.Height)
			}
			d.press(d.m.opts.Keys.Prompt.Accept)
			d.press(d.m.opts.Keys.List.HideNames)
			if got := d.found(); got != "" {
				t.Errorf("%q gives %q of a hidden name away", filter, got)
			}
		})
	}
}

func TestWhatEscDoesIsTrueWhateverIsInFront(t *testing.T) {
	for _, size := range []tea.WindowSizeMsg{{Width: 120, Height: 40}, {Width: 80, Height: 24}, {Width: 40, Height: 10}} {
		finding(t, func(d *driver) {
			k := &d.m.opts.Keys
			d.m.opts.Decode, d.fake.OnLink = noDecoder, goodLink(d.m.opts.Now)
			d.typeText("jpg")
			d.press(k.Prompt.Accept)
			d.send(size)
			for _, open := range []key.Binding{k.Move.Down, k.View.Preview, k.View.Gallery, k.Screen.Log, k.Load.Pane, k.Act.ShowLink} {
				d.m.list.SetFilter("jpg")
				d.press(open)
				d.m.news = news{}
				says := strings.Contains(d.text(), k.List.Back.Help().Key+" shows all")
				d.press(k.List.Back)
				if did := d.m.list.Filter() == ""; says && !did || open.Help().Key == k.Move.Down.Help().Key && !says {
					t.Errorf("%v, after %s: said %v, did %v", size, open.Help().Key, says, did)
				}
			}
		})
	}
}
