package ui

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"attache/model"
	"attache/model/session"
	"attache/ui/clip"
	"attache/ui/keys"
	"attache/ui/opener"
	"attache/ui/preview"
	"attache/ui/runner/fakechat"
)

// start is when every test begins, on both clocks.
var start = //nolint:gochecknoglobals // an instant cannot be a constant
time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)

// answers lets a chat answer at once, and fail the test at what it does not expect.
func answers(t testing.TB, fake *fakechat.Chat) {
	t.Helper()
	if fake.OnRead == nil {
		fake.OnRead = func() error { return nil }
	}
	if fake.OnWatch == nil {
		fake.OnWatch = func(ctx context.Context, _ func(model.Update)) error {
			<-ctx.Done()
			return &model.Problem{Kind: model.KindCancelled, Err: ctx.Err()}
		}
	}
	if fake.OnLink == nil {
		fake.OnLink = func(_ context.Context, id string, _ time.Duration, _ model.Priority) (model.Link, error) {
			t.Errorf("unexpected call for a link of %q", id)
			return model.Link{}, &model.Problem{Kind: model.KindInternal}
		}
	}
	if fake.OnSave == nil {
		fake.OnSave = func(_ context.Context, o model.DownloadRequest) (model.Saved, error) {
			t.Errorf("unexpected transfer of %q", o.Attachment.ID)
			return model.Saved{}, &model.Problem{Kind: model.KindInternal}
		}
	}
	if fake.OnPeek == nil {
		fake.OnPeek = func(o model.DownloadRequest, limit int64) (model.Head, error) {
			return model.Head{Data: []byte(o.Attachment.ID), Whole: o.Link.Size <= limit, Size: o.Link.Size}, nil
		}
	}
}

// screenTest runs a test in a bubble of virtual time, in which waiting costs nothing.
func screenTest(t *testing.T, f func(t *testing.T)) {
	t.Helper()
	synctest.Test(t, f)
}

// driver drives the model by hand: it calls Update and runs commands one after the other, in order,
// without an event loop. Commands that wait for time or for reports are kept aside.
type driver struct {
	t       *testing.T
	m       *Model
	window  *window // of which m is in front; nil: m is all there is
	fake    *fakechat.Chat
	now     time.Time
	quit    bool
	copied  []string // by way of the terminal
	suspend bool
	rings   int
	alerts  []string       // what the terminal was sent for the desktop
	pending []chan tea.Msg // of commands that wait
	page    *preview.Page  // what is seen of every file
}

// newDriver returns a screen of 120 by 40 over the fake. opts may change the options.
func newDriver(t *testing.T, fake *fakechat.Chat, opts ...func(*Options)) *driver {
	t.Helper()
	answers(t, fake)
	d := &driver{t: t, fake: fake, now: start}
	o := Options{
		Session: fake, Keys: testKeys(), Now: func() time.Time { return d.now }, Getenv: func(string) string { return "" },
		Clipboard: clip.New("osc52", func(string) string { return "" }),
		Opener:    opener.New(func(string) string { return "" }),
		Life:      model.DefaultLife, Prefetch: session.PrefetchNone, Parallel: 3, Region: "eu-west-2", Dir: "/downloads", Version: "test",
	}
	for _, f := range opts {
		f(&o)
	}
	// Commands that wait for a tick end a virtual minute later, those that wait for reports with
	// the context of the test.
	t.Cleanup(func() { time.Sleep(2 * time.Minute) })
	d.m = New(t.Context(), o)
	d.send(tea.WindowSizeMsg{Width: 120, Height: 40})
	d.run(d.m.Init())
	d.flush()
	return d
}

// send gives the model one message and runs what it answers.
func (d *driver) send(msg tea.Msg) {
	if d.window == nil {
		_, cmd := d.m.Update(msg)
		d.run(cmd)
	} else {
		_, cmd := d.window.Update(msg)
		d.run(cmd)
	}
	d.flush()
}

// news is what the watch tells.
func (d *driver) news(n model.Update) {
	d.t.Helper()
	if n.Watch == (model.Watch{}) {
		n.Watch.State = model.WatchLive
	}
	d.fake.Each(n)
	d.flush()
}

// set lets the session take an event while nobody does what it wants.
func (d *driver) set(e session.Event) []session.Effect {
	return d.m.session.Apply(e, session.Moment{Now: d.now, Connection: d.fake.Status()}).Effects
}

// noReceipt writes none.
func noReceipt(string, session.Summary) (string, error) { return "", nil }

func of(ids ...string) session.Targets { return session.Targets{IDs: ids} }

// link gives a row a link, or what came instead of one.
func (d *driver) link(id string, link model.Link, p *model.Problem) {
	for _, e := range d.set(session.Renew{Targets: of(id), Confirmed: true}) {
		if ask, ok := e.(session.AskLink); ok {
			now := d.now
			if !link.Issued.IsZero() {
				d.now = link.Issued
			}
			d.set(session.LinkAnswered{Num: ask.Num, Link: link, Problem: p})
			d.now = now
		}
	}
}

// asks lets a row ask for its link.
func (d *driver) asks(id string, s model.CallState) {
	for _, e := range d.set(session.Renew{Targets: of(id), Confirmed: true}) {
		if ask, ok := e.(session.AskLink); ok {
			d.set(session.StageChanged{Num: ask.Num, State: s})
		}
	}
}

// saves lets a row be saved; it is told what the transfer does.
func (d *driver) saves(id string, s model.Stage) session.SaveFile {
	for _, e := range d.set(session.Save{Targets: of(id), Confirmed: true}) {
		if f, ok := e.(session.SaveFile); ok {
			d.set(session.StageChanged{Num: f.Num, State: model.CallState{Stage: s}})
			return f
		}
	}
	return session.SaveFile{}
}

// saved ends a transfer.
func (d *driver) saved(id string, saved model.Saved, left *session.Left, p *model.Problem) {
	d.set(session.SaveEnded{Num: d.saves(id, model.StageFetching).Num, Saved: saved, Left: left, Problem: p})
}

// reload is what R does: the fake's pages once more.
func (d *driver) reload() {
	d.press(d.m.opts.Keys.List.Reload)
	d.flush()
}

// run executes a command, and the model's answers to its message, to the end.
func (d *driver) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	d.take(d.exec(cmd))
}

func (d *driver) take(msg tea.Msg) {
	switch msg := msg.(type) {
	case nil, waits:
	case tea.BatchMsg:
		for _, c := range msg {
			d.run(c)
		}
	case tea.QuitMsg:
		d.quit = true
	case tea.SuspendMsg:
		d.suspend = true
	case tea.RawMsg:
		if msg.Msg == "\a" {
			d.rings++
		}
		if text := fmt.Sprint(msg.Msg); strings.HasPrefix(text, "\x1b]777;") {
			d.alerts = append(d.alerts, text)
		}
	default:
		if fmt.Sprintf("%T", msg) == "tea.setClipboardMsg" {
			d.copied = append(d.copied, fmt.Sprint(msg))
			return
		}
		d.send(msg)
	}
}

// waits stands for a command that would block: the wait for reports and for the next tick.
type waits struct{}

// exec runs a command, and leaves it running where it blocks.
func (d *driver) exec(cmd tea.Cmd) tea.Msg {
	done := make(chan tea.Msg, 1)
	go func() { done <- cmd() }()
	synctest.Wait()
	select {
	case msg := <-done:
		return msg
	default: // waits for a tick or for reports: what it brings comes with flush
		d.pending = append(d.pending, done)
		return waits{}
	}
}

// flush delivers what the commands that waited have brought.
func (d *driver) flush() {
	for again := true; again; {
		synctest.Wait()
		again = false
		pending := d.pending
		d.pending = nil
		for _, done := range pending {
			select {
			case msg := <-done:
				again = true
				d.take(msg)
			default:
				d.pending = append(d.pending, done)
			}
		}
	}
}

// hold holds calls back from now on.
func (d *driver) hold() {
	d.fake.Hold()
}

// release lets them go.
func (d *driver) release() {
	d.fake.Release()
	d.flush()
}

// wait moves both clocks forward and lets the tick that is due come.
func (d *driver) wait(by time.Duration) {
	d.now = d.now.Add(by)
	time.Sleep(by)
	d.flush()
	if d.window != nil {
		d.send(addressed{d.window.tabs[d.window.at].id, ticked{d.window.tabs[d.window.at].tick.gen}})
		return
	}
	d.send(ticked{d.m.tick.gen})
}

// press presses the first key of a binding.
func (d *driver) press(b key.Binding) {
	d.t.Helper()
	if len(b.Keys()) == 0 {
		d.t.Fatal("the binding has no key")
	}
	d.send(keyPress(b.Keys()[0]))
}

// typeText types a text, letter by letter.
func (d *driver) typeText(s string) {
	for _, r := range s {
		d.send(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

// rows counts the files of which something is so.
func (d *driver) rows(so func(session.Row) bool) (n int) {
	for _, a := range d.m.session.Library().All() {
		if so(d.m.session.Row(a.ID)) {
			n++
		}
	}
	return n
}

func isDeferred(r session.Row) bool { return r.Deferred != 0 }

func isKeptAlive(r session.Row) bool { return r.KeptAlive }

// text is the screen as plain text.
func (d *driver) text() string {
	if d.window != nil {
		return ansi.Strip(d.window.View().Content)
	}
	return ansi.Strip(d.m.View().Content)
}

// cells are those that a drawn line takes on the driver's terminal.
func (d *driver) cells(line string) int { return d.m.theme.Width(ansi.Strip(line)) }

// knowsGraphemes makes the driver's terminal one that reports mode 2027.
func (d *driver) knowsGraphemes() {
	d.send(tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: ansi.ModeReset})
}

// wantText fails unless the screen holds every part.
func (d *driver) wantText(parts ...string) {
	d.t.Helper()
	s := d.text()
	for _, p := range parts {
		if !strings.Contains(s, p) {
			d.t.Errorf("the screen lacks %q:\n%s", p, s)
		}
	}
}

func (d *driver) wantNoText(parts ...string) {
	d.t.Helper()
	s := d.text()
	for _, p := range parts {
		if strings.Contains(s, p) {
			d.t.Errorf("the screen holds %q:\n%s", p, s)
		}
	}
}

// keyPress makes the message of a key by its name.
func keyPress(name string) tea.KeyPressMsg {
	named := map[string]rune{"enter": tea.KeyEnter, "esc": tea.KeyEscape, "up": tea.KeyUp, "down": tea.KeyDown}
	if code, ok := named[name]; ok {
		return tea.KeyPressMsg{Code: code}
	}
	r := []rune(name)
	return tea.KeyPressMsg{Code: r[0], Text: name}
}

// testKeys binds every field of the key map to a key of its own, so that no test of this package
// leans on the real keys.
func testKeys() keys.Map {
	next := 'Ā' // letters that no test types
	fresh := func() key.Binding {
		next++
		return key.NewBinding(key.WithKeys(string(next)), key.WithHelp(string(next), "does "+string(next)))
	}
	var k keys.Map
	eachBinding(&k, func(b *key.Binding) { *b = fresh() })
	k.Prompt.Accept.SetKeys("enter")
	k.Prompt.Abandon.SetKeys("esc")
	return k
}

// files makes n attachments of a chat, a minute apart.
func files(n int) []model.Attachment {
	out := make([]model.Attachment, n)
	for i := range out {
		a := model.NewAttachment(fmt.Sprintf("id-%03d", i), fmt.Sprintf("file-%03d.pdf", i), "application/pdf", model.StatusApproved)
		a.SentAt = start.Add(time.Duration(i-n) * time.Minute)
		a.ItemID, a.Role, a.Sender = fmt.Sprintf("item-%d", i), model.RoleCustomer, "Rosa"
		out[i] = a
	}
	return out
}

func chatOf(n int) []model.Page {
	return []model.Page{{ContactID: "3f2a91c4-contact", Attachments: files(n), Items: n}}
}

// secretQuery marks every fake link, so that a leak is found.
const secretQuery = "X-Amz-Signature=c0ffee"

// goodLink answers with a link of the life asked for.
func goodLink(now func() time.Time) func(context.Context, string, time.Duration, model.Priority) (model.Link, error) {
	var calls atomic.Int64
	return func(_ context.Context, id string, life time.Duration, _ model.Priority) (model.Link, error) {
		n := calls.Add(1)
		return model.Link{
			URL:    model.NewSecret(fmt.Sprintf("https://bucket.example/%s?n=%d&%s", id, n, secretQuery)),
			Issued: now(), Expires: now().Add(life), Asked: life, Size: 1_258_291,
		}, nil
	}
}
