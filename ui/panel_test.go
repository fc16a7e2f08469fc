package ui

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/ui/runner/fakechat"
)

// fakePanel is an emulator with one action for each name.
type fakePanel struct {
	actions []PanelAction
	state   []string
	now     time.Time
	speed   float64
}

func (f *fakePanel) Actions() []PanelAction      { return f.actions }
func (f *fakePanel) State() []string             { return f.state }
func (f *fakePanel) Clock() (time.Time, float64) { return f.now, f.speed }

// withPanel is a screen over an emulator with a few actions, whose panel is open on the second file.
func withPanel(t *testing.T, p *fakePanel) *driver {
	t.Helper()
	d := newDriver(t, &fakechat.Chat{Pages: chatOf(3)}, func(o *Options) { o.Panel = p })
	d.press(d.m.opts.Keys.Move.Down)
	d.press(d.m.opts.Keys.Screen.Panel)
	return d
}

// doing makes an action that notes which attachment it was done to.
func doing(name, said string, err error, on *[]string) PanelAction {
	return PanelAction{Name: name, Does: "does " + name, Do: func(id string) (string, error) {
		*on = append(*on, name+" "+id)
		return said, err
	}}
}

func TestThePanelIsThereOnlyWhereThereIsAnEmulator(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(1)})
		k := &d.m.opts.Keys
		d.press(k.Screen.Panel)
		if d.m.pane.kind != paneNone {
			t.Error("the panel opened")
		}
		d.press(k.Screen.Help)
		for range 20 {
			d.wantNoText(k.Screen.Panel.Help().Desc)
			d.press(k.Move.HalfDown)
		}
	})
}

func TestThePanelActsOnTheFileUnderTheCursor(t *testing.T) {
	for _, size := range []tea.WindowSizeMsg{{Width: 120, Height: 40}, {Width: 80, Height: 24}, {Width: 40, Height: 10}} {
		screenTest(t, func(t *testing.T) {
			var did []string
			p := &fakePanel{now: start, speed: 1}
			for _, name := range []string{"one", "two", "three"} {
				p.actions = append(p.actions, doing(name, name+" is so", nil, &did))
			}
			d := withPanel(t, p)
			d.send(size)
			k := &d.m.opts.Keys
			d.press(k.Move.Down)
			d.press(k.Panel.Do)
			d.wantText("Emulator: two is so")
			d.press(k.Move.Bottom)
			d.press(k.Panel.Do)
			if !slices.Equal(did, []string{"two id-001", "three id-001"}) {
				t.Errorf("did %q", did)
			}
			d.press(k.List.Back)
			if d.m.pane.covers() || d.m.list.Cursor() != "id-001" {
				t.Error("leaving the panel does not lead back to the row")
			}
		})
	}
}

// The first action, which is deny, shows at every size and however far the others are scrolled, each with its state
// and a letter that acts on it at once.
func TestALetterActsOnItsLineTheFirstLineAlwaysShowsAndThePlaceIsExact(t *testing.T) {
	for _, size := range []tea.WindowSizeMsg{{Width: 160, Height: 50}, {Width: 120, Height: 40}, {Width: 110, Height: 16}, {Width: 80, Height: 24}, {Width: 60, Height: 16}, {Width: 40, Height: 10}, {Width: 30, Height: 6}} {
		screenTest(t, func(t *testing.T) {
			var did []string
			p := &fakePanel{now: start, speed: 1}
			for i := range 18 {
				a := doing(fmt.Sprintf("act-%02d", i), "done", nil, &did)
				a.Key, a.State = string(rune('a'+i)), fmt.Sprintf("%d left", i)
				p.actions = append(p.actions, a)
			}
			d := withPanel(t, p)
			d.send(size)
			if size.Height == 24 {
				d.wantText("actions 1 to 13 of 18")
			}
			letters := panelLetters(p.actions, &d.m.opts.Keys)
			for i := range p.actions {
				d.press(d.m.opts.Keys.Move.Top)
				d.typeText(letters[i])
				d.m.news = news{}
				d.wantText("act-00", " 0 left", fmt.Sprintf("%s act-%02d", letters[i], i), fmt.Sprintf(" %d left", i))
				if first, last, ok := placeIn(d.text()); ok {
					from := shownActs(d.text())
					if first > 1 {
						from = from[1:] // the first action, which always shows
					}
					if from[0] != first-1 || len(from) != last-first+1 {
						t.Errorf("%v: says %d to %d, shows\n%s", size, first, last, d.text())
					}
				}
				if want := fmt.Sprintf("act-%02d id-001", i); len(did) != i+1 || did[i] != want {
					t.Fatalf("%v: %q did %q", size, letters[i], did)
				}
			}
		})
	}
}

// placeIn is which actions a screen says it shows.
func placeIn(text string) (first, last int, ok bool) {
	_, after, ok := strings.Cut(text, "actions ")
	_, err := fmt.Sscanf(after, "%d to %d of 18", &first, &last)
	return first, last, ok && err == nil
}

// shownActs are the numbers of the actions that show.
func shownActs(text string) (out []int) {
	for i := range 18 {
		if strings.Contains(text, fmt.Sprintf(" act-%02d ", i)) {
			out = append(out, i)
		}
	}
	return out
}

// No letter is lost to a key of the panel, whatever keys its user has chosen.
func TestEveryActionOfThePanelHasALetterOfItsOwn(t *testing.T) {
	k := testKeys()
	if err := k.Rebind([]model.Rebinding{{Action: "move.down", Keys: []string{"d"}}, {Action: "panel.do", Keys: []string{"t"}}}); err != nil {
		t.Fatal(err)
	}
	letters := panelLetters([]PanelAction{{Key: "d"}, {Key: "t"}, {Key: "a"}, {Key: "a"}, {}}, &k)
	seen := map[string]bool{"": true, "d": true, "t": true}
	for _, letter := range letters {
		if seen[letter] {
			t.Errorf("%q", letters)
		}
		seen[letter] = true
	}
}

func TestThePanelSaysWhatIsOnAndWhatTimeItIs(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		p := &fakePanel{now: start, speed: 10, state: []string{"hurry=10", "deny=1"}}
		d := withPanel(t, p)
		d.wantText(start.Local().Format(time.TimeOnly), "10 times as fast", "On: hurry=10, deny=1", "This file: file-001.pdf", "Nothing was done yet")
		p.speed, p.state = 0, nil
		d.wantText("stands still", "No trouble is on")
	})
}

func TestAnActionThatFailsSaysSo(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		var did []string
		d := withPanel(t, &fakePanel{actions: []PanelAction{doing("one", "", errors.New("no\x1b such file"), &did)}})
		d.press(d.m.opts.Keys.Panel.Do)
		d.wantText("The emulator did not do it: no<ESC> such file")
	})
}

func TestAnActionThatTakesItsTimeHoldsNothingUp(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		gate := make(chan struct{})
		d := withPanel(t, &fakePanel{actions: []PanelAction{{Name: "slow", Do: func(string) (string, error) {
			<-gate
			return "done at last", nil
		}}}})
		d.press(d.m.opts.Keys.Panel.Do)
		d.press(d.m.opts.Keys.List.Back)
		d.press(d.m.opts.Keys.Move.Down)
		if d.m.list.Cursor() != "id-002" {
			t.Error("keys wait for the action")
		}
		close(gate)
		d.flush()
		d.wantText("done at last")
	})
}

func TestThePanelShowsThePickedActionHoweverLow(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		var did []string
		p := &fakePanel{speed: 1}
		for i := range 40 {
			p.actions = append(p.actions, doing(fmt.Sprintf("act-%02d", i), "", nil, &did))
		}
		d := withPanel(t, p)
		for _, size := range []tea.WindowSizeMsg{{Width: 120, Height: 24}, {Width: 80, Height: 24}, {Width: 40, Height: 10}} {
			d.send(size)
			d.press(d.m.opts.Keys.Move.Top)
			for i := range 40 {
				d.wantText(fmt.Sprintf("act-%02d", i))
				d.press(d.m.opts.Keys.Move.Down)
			}
			for i := range 40 {
				d.wantText(fmt.Sprintf("act-%02d", 39-i))
				d.press(d.m.opts.Keys.Move.Up)
			}
		}
	})
}

// The countdowns follow the clock of the service, whatever it does.
func TestCountdownsFollowTheServicesClock(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(1)}
		d := newDriver(t, f)
		f.OnLink = goodLink(func() time.Time { return d.now.Add(f.Known.Skew) })
		d.press(d.m.opts.Keys.Act.Open)
		d.wantText("4:59")
		for range 3 { // ten times as fast
			f.Known.Skew += 9 * time.Second
			d.wait(time.Second)
		}
		d.wantText("4:29")
		f.Known.Skew -= 20 * time.Second // it stands still
		d.wait(20 * time.Second)
		d.wantText("4:29")
	})
}

// A line that the emulator does not take can be mended; one that it takes is done to the file under the cursor.
func TestAnActionOfThePanelCanWantALine(t *testing.T) {
	for _, size := range []tea.WindowSizeMsg{{Width: 120, Height: 40}, {Width: 80, Height: 24}, {Width: 40, Height: 10}} {
		screenTest(t, func(t *testing.T) {
			var did []string
			asks := &PanelAsking{
				Title: "fault", Example: "deny GetAttachment",
				Words: func(string) []string { return []string{"GetTranscript", "GetAttachment", "deny"} },
				Do: func(id, line string) (string, error) {
					if line == "nonsense" {
						return "", errors.New("no fault of this name")
					}
					did = append(did, line+" of "+id)
					return "it is on", nil
				},
			}
			p := &fakePanel{speed: 1, actions: []PanelAction{{Name: "one"}, {Key: "F", Name: "turn a fault on", Asks: asks}}}
			d := withPanel(t, p)
			d.send(size)
			k := &d.m.opts.Keys
			d.typeText("F")
			d.wantText("such as deny GetA")
			d.typeText("nonsense")
			d.press(k.Prompt.Accept)
			d.wantText("no fault of this name")
			for range len("nonsense") {
				d.send(tea.KeyPressMsg{Code: tea.KeyBackspace})
			}
			d.typeText("d")
			d.press(k.Prompt.Complete)
			d.typeText(" getA")
			d.press(k.Prompt.Complete)
			d.wantText("fault deny GetAttachment")
			d.press(k.Prompt.Accept)
			d.wantText("it is on")
			d.typeText("F")
			d.typeText("deny")
			d.press(k.Prompt.Abandon)
			if !slices.Equal(did, []string{"deny GetAttachment of id-001"}) || d.m.pane.kind != panePanel {
				t.Errorf("did %q", did)
			}
		})
	}
}
