package ui

import (
	"context"
	"testing"
	"time"

	"attache/model"
	"attache/ui/runner/fakechat"
)

// outbox is the way of files into a made-up chat.
type outbox struct {
	paths []string
	fails error
}

func (o *outbox) Inspect(path string) (model.Outgoing, error) {
	if path == "none" {
		return model.Outgoing{}, model.NewInputProblem("file to send", model.FaultUnreadable, path)
	}
	return model.Outgoing{Path: path, Name: path, Size: 2000}, nil
}

func (o *outbox) People(context.Context, func(model.CallState)) (model.People, error) {
	return model.People{{ID: "p-1", Name: "Rosa", Role: model.RoleCustomer}}, nil
}

func (o *outbox) Send(_ context.Context, f model.Outgoing, m *model.Meter, _ func(model.CallState)) (model.Sent, error) {
	o.paths = append(o.paths, f.Path)
	m.Add(f.Size)
	a := model.NewAttachment("id-sent", f.Name, "", model.StatusApproved)
	a.SentAt, a.ItemID = time.Now(), "sent"
	return model.Sent{Attachment: a, Size: f.Size}, o.fails
}

func TestAFileIsSentFromThePaletteAfterAQuestion(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		box := &outbox{}
		f := &fakechat.Chat{Outbox: box, Pages: chatOf(1)}
		d := newDriver(t, f)
		k := &d.m.opts.Keys
		begin := func(path string) {
			t.Helper()
			d.press(k.Screen.Palette)
			d.typeText("screen.send")
			d.press(k.Prompt.Accept)
			d.typeText(path)
			d.press(k.Prompt.Accept)
			d.flush()
		}
		begin("none")
		d.wantText("The file to send cannot be used: none")
		begin("report.pdf")
		d.wantText("Send report.pdf (2.0 kB) into the chat (in it: Rosa (customer))?")
		d.wait(2 * time.Second)
		d.flush()
		d.press(k.Ask.No)
		if len(box.paths) != 0 {
			t.Error("sent without a yes")
		}
		begin("report.pdf")
		d.wait(2 * time.Second)
		d.flush()
		d.press(k.Ask.Yes)
		d.flush()
		d.wantText("Sent: report.pdf is in the chat")
		if _, ok := d.m.session.Library().ByID("id-sent"); !ok || len(box.paths) != 1 {
			t.Errorf("no row of it: %q", box.paths)
		}
		box.fails = &model.Problem{Kind: model.KindConflict, Op: "StartAttachmentUpload", Status: 402}
		begin("b.pdf")
		d.wait(2 * time.Second)
		d.flush()
		d.press(k.Ask.Yes)
		d.flush()
		d.wantText("b.pdf: The chat takes no more files (402)")
	})
}

// slow holds what is sent until its call ends.
type slow struct{ outbox }

func (s *slow) Send(ctx context.Context, f model.Outgoing, m *model.Meter, _ func(model.CallState)) (model.Sent, error) {
	m.Add(f.Size / 2)
	<-ctx.Done()
	return model.Sent{}, &model.Problem{Kind: model.KindCancelled, Op: "upload"}
}

func TestWhatIsBeingSentIsSeenStoppedAndCountedAtTheEnd(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{Outbox: &slow{}, Pages: chatOf(1)})
		k := &d.m.opts.Keys
		d.press(k.Screen.Palette)
		d.typeText("screen.send")
		d.press(k.Prompt.Accept)
		d.typeText("report.pdf")
		d.press(k.Prompt.Accept)
		d.flush()
		d.wait(2 * time.Second)
		d.press(k.Ask.Yes)
		for range 20 {
			d.wait(time.Second)
		}
		d.wantText("Sending report.pdf, 50")
		d.press(k.Screen.Quit)
		d.wantText("still being sent")
		d.wait(2 * time.Second)
		d.press(k.Ask.No)
		d.press(k.Act.Cancel)
		d.flush()
		d.wantText("report.pdf: Stopped; nothing was sent.")
	})
}
