package api

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"attache/api/trial"
	"attache/api/wire"
	"attache/model"
)

// persistent is a chat with an earlier contact: its files are listed, and links are given for those of
// the contacts allowed alone. Others are refused with status.
func persistent(t *testing.T, status int, allowed ...string) *Client {
	t.Helper()
	ch := newChat(t)
	for _, contact := range []string{"c-old", "c-new"} {
		item := file("a-"+contact, "APPROVED")
		item["ContactId"], item["InitialContactId"] = contact, "c-old"
		ch.add(item)
		time.Sleep(time.Minute)
	}
	ch.failFor = func(op, body string) int {
		if op != "GetAttachment" || slices.ContainsFunc(allowed, func(id string) bool { return strings.Contains(body, id) }) {
			return 0
		}
		return status
	}
	return ch.client(false)
}

func read(t *testing.T, c *Client) {
	t.Helper()
	if err := c.Attachments(t.Context(), nil, func(model.Page) {}); err != nil {
		t.Fatal(err)
	}
}

func askFor(ctx context.Context, c *Client, id string) error {
	_, err := c.Link(ctx, id, 0, model.PriorityAsked, nil)
	return err
}

func TestALinkOfAnEarlierContactIsRefusedForThat(t *testing.T) {
	for _, status := range []int{400, 403} {
		inBubble(t, func(t *testing.T) {
			c := persistent(t, status, "a-c-new")
			read(t, c)
			for range 2 {
				if p := trial.WantKind(t, askFor(t.Context(), c, "a-c-old"), model.KindEarlier); p.Status != status || p.Op != wire.OpAttachment {
					t.Errorf("%+v", p)
				}
				if err := askFor(t.Context(), c, "a-c-new"); err != nil {
					t.Error(err)
				}
			}
			_, err := c.Save(t.Context(), model.DownloadRequest{Attachment: model.NewAttachment("a-c-old", "a.txt", "", ""), Meter: new(model.Meter)}, nil)
			trial.WantKind(t, err, model.KindEarlier)
		})
	}
	// A participant who may open nothing is told so, and a contact that is not over is not called earlier.
	inBubble(t, func(t *testing.T) {
		c := persistent(t, 403)
		read(t, c)
		for _, id := range []string{"a-c-new", "a-c-old"} {
			if p := trial.WantKind(t, askFor(t.Context(), c, id), model.KindDenied); p.Cause != model.CauseLinks {
				t.Errorf("%s: %+v", id, p)
			}
		}
		c = persistent(t, 403, "a-c-old")
		read(t, c)
		if err := askFor(t.Context(), c, "a-c-old"); err != nil {
			t.Error(err)
		}
	})
}

func TestATokenThatHasJustReadTheChatIsNotTheTrouble(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		c := persistent(t, 403)
		cause := func() model.Cause {
			p := trial.WantKind(t, askFor(t.Context(), c, "a-x"), model.KindDenied)
			return p.Cause
		}
		if got := cause(); got != "" {
			t.Errorf("before anything was read: %q", got)
		}
		read(t, c)
		if got := cause(); got != model.CauseLinks {
			t.Errorf("after: %q", got)
		}
		c.SetToken(model.NewSecret("another"))
		if got := cause(); got != "" {
			t.Errorf("with another token: %q", got)
		}
		read(t, c)
		time.Sleep(provenTime + time.Second)
		if got := cause(); got != "" {
			t.Errorf("long after: %q", got)
		}
	})
}
