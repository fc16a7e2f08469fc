package cli

import (
	"context"
	"strings"
	"testing"

	"attache/model"
)

// People implements Session.
func (c *chat) People(context.Context, func(model.CallState)) (model.People, error) {
	return model.People{{ID: "p-1", Name: "Rosa", Role: model.RoleCustomer}, {ID: "p-2", Name: "Ben", Role: model.RoleAgent}}, nil
}

// Send implements Session.
func (c *chat) Send(_ context.Context, file model.Outgoing, _ *model.Meter, _ func(model.CallState)) (model.Sent, error) {
	c.sent = append(c.sent, file.Name)
	if c.sendFails != nil {
		return model.Sent{Attachment: model.NewAttachment("id-"+file.Name, file.Name, file.ContentType, "")}, c.sendFails
	}
	return model.Sent{Attachment: model.NewAttachment("id-"+file.Name, file.Name, file.ContentType, model.StatusApproved), Size: file.Size}, nil
}

func sending(answer string) *world {
	w := newWorld()
	w.env["ATTACHE_CONNECTION_TOKEN"] = canary
	w.deps.In = strings.NewReader(answer)
	w.deps.Inspect = func(path string) (model.Outgoing, error) {
		return model.Outgoing{Path: "/d/" + path, Name: path, Size: 1500}, nil
	}
	return w
}

func TestSendAsksOnceAndNamesTheFilesAndWhoGetsThem(t *testing.T) {
	for answer, sends := range map[string]bool{"y\n": true, " YES \n": true, "\n": false, "n\n": false, "yep\n": false, "": false} {
		w := sending(answer)
		code := w.run(t, "send", "a.pdf", "b.txt")
		if want := map[bool]int{true: 0, false: 130}[sends]; code != want || (len(w.chat.sent) == 2) != sends {
			t.Errorf("%q: exit %d, sent %q", answer, code, w.chat.sent)
		}
		if !strings.Contains(w.err.String(), "Send a.pdf (1.5 kB), b.txt (1.5 kB) into the chat (in it: Ben (agent), Rosa (customer))? [y/N]") {
			t.Errorf("%q: %q", answer, w.err.String())
		}
		if sends && w.out.String() != "id-a.pdf\nid-b.txt\n" {
			t.Errorf("printed %q", w.out.String())
		}
	}
}

func TestSendNeedsAConsentWhereNobodyCanBeAsked(t *testing.T) {
	for _, stream := range []Stream{StreamIn, StreamErr} {
		w := sending("y\n")
		w.terminal[stream] = false
		w.refused(t, 2, []string{"send", "a.pdf"}, "--yes")
		w = sending("")
		w.terminal[stream] = false
		if code := w.run(t, "send", "--yes", "a.pdf"); code != 0 || len(w.chat.sent) != 1 {
			t.Errorf("exit %d: %s", code, w.err.String())
		}
	}
}

func TestSendChecksTypeAndSizeBeforeTheFirstCall(t *testing.T) {
	w := sending("y\n")
	w.refused(t, 2, []string{"send", "a.pdf", "tool.exe"}, "tool.exe", "--any-file")
	w = sending("y\n")
	w.deps.Inspect = func(string) (model.Outgoing, error) {
		return model.Outgoing{Name: "film.mp4", Size: model.SendUsual + 1}, nil
	}
	w.refused(t, 2, []string{"send", "--yes", "film.mp4"}, "a size of")
	w = sending("y\n")
	if code := w.run(t, "send", "--any-file", "tool.exe"); code != 0 {
		t.Error(w.err.String())
	}
}

// What may be in the chat is never said to be kept for another try, and JSON names it.
func TestSendSaysOfAFileThatWasStoppedWhereItIs(t *testing.T) {
	for said, p := range map[string]*model.Problem{
		"Nothing of it is in the chat": {Kind: model.KindCancelled, Op: "upload"},
		"do not send it again":         {Kind: model.KindScanning, Op: "upload"},
		"before you send":              {Kind: model.KindCancelled, Op: "CompleteAttachmentUpload", Code: model.CodeUnsureSent},
	} {
		w := sending("")
		w.chat.sendFails = p
		w.run(t, "send", "--yes", "--json", "a.pdf")
		if out := w.out.String(); !strings.Contains(out, said) || !strings.Contains(out, `"id":"id-a.pdf"`) || strings.Contains(out, "kept to go on") {
			t.Errorf("%s: %s", said, out)
		}
	}
}
