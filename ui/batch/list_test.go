package batch

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/charmbracelet/x/ansi"

	"attache/model"
	"attache/model/session"
	"attache/ui/runner/fakechat"
)

// listed runs List in a bubble of its own.
func listed(t *testing.T, c *fakechat.Chat, o ListOptions) (r result) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		var out, errs bytes.Buffer
		o.Now = time.Now
		r.err = List(t.Context(), c, o, &out, &errs)
		r.out, r.errs, r.took = out.String(), errs.String(), time.Since(start)
	})
	return r
}

// sized answers every call for a link after a second; the size is the number in the ID.
func sized(ctx context.Context, id string, _ time.Duration, _ model.Priority) (model.Link, error) {
	if err := wait(ctx, time.Second); err != nil {
		return model.Link{}, err
	}
	return model.Link{Size: int64(id[len(id)-1] - '0')}, nil
}

func TestAPipeGetsTabs(t *testing.T) {
	pages := files(2)
	pages[0].Attachments[0].Status = ""
	r := listed(t, made(&fakechat.Chat{Pages: pages}), ListOptions{})
	if r.out != "f-1\tAPPROVED\t-\tfile 1.txt\nf-2\t-\t-\tfile 2.txt\n" || r.errs != "" || r.err != nil {
		t.Errorf("%+v", r)
	}
	r = listed(t, made(&fakechat.Chat{Pages: files(2), OnLink: sized}), ListOptions{Sizes: true})
	if r.out != "f-1\tAPPROVED\t1\tfile 1.txt\nf-2\tAPPROVED\t2\tfile 2.txt\n" || r.errs != "" || r.err != nil {
		t.Errorf("%+v", r)
	}
}

func TestNoCallIsMadeForASizeUnasked(t *testing.T) {
	c := made(&fakechat.Chat{Pages: files(3)})
	if r := listed(t, c, ListOptions{JSON: true}); r.err != nil || len(calls(c)) != 0 {
		t.Errorf("%v: %q", r.err, calls(c))
	}
	c = made(&fakechat.Chat{Pages: files(4), OnLink: sized})
	c.Pages[0].Attachments[0].Status = model.StatusRejected
	c.Pages[1].Attachments[0].Status = model.StatusInProgress
	c.Pages[2].Attachments[0].Status = "NEW"
	if r := listed(t, c, ListOptions{Sizes: true}); r.err != nil || len(calls(c)) != 2 {
		t.Errorf("%v: %q", r.err, calls(c))
	}
}

func TestSizesAreAskedForAFewAtATime(t *testing.T) {
	c := made(&fakechat.Chat{Pages: files(20)})
	var mu sync.Mutex
	now, most := 0, 0
	c.OnLink = func(ctx context.Context, id string, life time.Duration, _ model.Priority) (model.Link, error) {
		mu.Lock()
		now++
		most = max(most, now)
		mu.Unlock()
		defer func() {
			mu.Lock()
			now--
			mu.Unlock()
		}()
		if life != model.MinLife {
			t.Errorf("a link of %v, which nobody uses", life)
		}
		return sized(ctx, id, life, model.PrioritySelected)
	}
	r := listed(t, c, ListOptions{Sizes: true, JSON: true})
	if most != atOnce || r.took != 4*time.Second || strings.Count(r.out, `"size":`) != 18 {
		t.Errorf("%d at once, took %v:\n%s", most, r.took, r.out)
	}
}

func TestASizeThatIsNotToldFailsByItself(t *testing.T) {
	c := made(&fakechat.Chat{Pages: files(3), OnLink: func(ctx context.Context, id string, life time.Duration, _ model.Priority) (model.Link, error) {
		if id == "f-2" {
			return model.Link{}, &model.Problem{Kind: model.KindDenied, Op: "GetAttachment", Status: 403}
		}
		return sized(ctx, id, life, model.PrioritySelected)
	}})
	r := listed(t, c, ListOptions{Sizes: true})
	var failures *model.Failures
	if !errors.As(r.err, &failures) || failures.Of != 3 || len(failures.Problems) != 1 {
		t.Errorf("got %v", r.err)
	}
	if strings.Count(r.out, "\n") != 3 || !strings.Contains(r.out, "f-2\tAPPROVED\t-\t") || !strings.HasPrefix(r.errs, "attache: file 2.txt: ") {
		t.Errorf("%+v", r)
	}
	r = listed(t, c, ListOptions{Sizes: true, JSON: true})
	var said struct {
		ID    string
		Error model.ErrorRecord
	}
	if err := json.Unmarshal([]byte(r.errs), &said); err != nil || said.ID != "f-2" || said.Error.Kind != "denied" || said.Error.Status != 403 {
		t.Errorf("said %q: %v", r.errs, err)
	}
}

func TestJSONHasTheContractsKeys(t *testing.T) {
	a := model.NewAttachment("f-1", "x<&>.txt", "text/plain", model.StatusApproved)
	a.Sender, a.Role, a.ContactID = "Ann", model.RoleCustomer, "c-1"
	a.SentAt = time.Date(2026, 1, 5, 10, 0, 0, 5e8, time.FixedZone("", 3600))
	c := made(&fakechat.Chat{Pages: []model.Page{{Attachments: []model.Attachment{a, model.NewAttachment("f-0", "", "", "")}}}, OnLink: sized})
	r := listed(t, c, ListOptions{JSON: true, Sizes: true})
	want := `{"id":"f-1","name":"x<&>.txt","content_type":"text/plain","status":"APPROVED","sender":"Ann","role":"CUSTOMER","sent_at":"2026-01-05T09:00:00.5Z","contact_id":"c-1","size":1}` + "\n" +
		`{"id":"f-0"}` + "\n"
	if r.out != want || r.errs != "" {
		t.Errorf("got  %s\nwant %s", r.out, want)
	}
}

func TestATableFitsItsTerminal(t *testing.T) {
	t.Setenv("TZ", "UTC")
	id := "2b7d0c1e-77aa-4c0e-9a5e-0f1d6c2b8e11"
	for i, name := range []string{"x", strings.Repeat("事故", 60) + ".jpg", strings.Repeat("long ", 50) + "name.pdf"} {
		a := model.NewAttachment(id, name, "", model.StatusInProgress)
		a.Role, a.SentAt = model.RoleSupervisor, time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
		a.ID += string(rune('a' + i))
		for width := 20; width < 200; width++ {
			for _, sizes := range []bool{false, true} {
				c := made(&fakechat.Chat{Pages: []model.Page{{Attachments: []model.Attachment{a}}}, OnLink: sized})
				r := listed(t, c, ListOptions{Width: width, Sizes: sizes})
				if !strings.Contains(r.out, id) || !strings.Contains(r.out, "scanning") {
					t.Fatalf("%d: no ID or no state in\n%s", width, r.out)
				}
				for line := range strings.Lines(r.out) {
					line = strings.TrimSuffix(line, "\n")
					if w := ansi.WcWidth.StringWidth(line); w > width && strings.TrimSpace(line) != id {
						t.Fatalf("%d: %d cells in\n%s", width, w, r.out)
					}
				}
			}
		}
	}
}

func TestATableLinesUp(t *testing.T) {
	for _, name := range []string{"事故.jpg", "हिन्दी दस्तावेज़ क्ष.pdf", "မြန်မာဘာသာ.pdf", "👍🏽.png"} {
		tableLinesUp(t, name)
	}
}

func tableLinesUp(t *testing.T, name string) {
	t.Helper()
	c := made(&fakechat.Chat{Pages: files(2), OnLink: sized})
	c.Pages[1].Attachments[0].Name, c.Pages[1].Attachments[0].Role = name, model.RoleCustomer
	r := listed(t, c, ListOptions{Width: 100, Sizes: true})
	lines := strings.Split(r.out, "\n")
	if len(lines) != 4 {
		t.Fatalf("%d lines:\n%s", len(lines), r.out)
	}
	for column, in := range map[string][3]string{"ID": {"ID", "f-1", "f-2"}, "FROM": {"FROM", "cust", "-  "}, "size": {"SIZE", " 1 B", " 2 B"}} {
		var at [3]int
		for i, text := range in {
			head, _, ok := strings.Cut(lines[i], text)
			if at[i] = ansi.WcWidth.StringWidth(head); !ok {
				t.Errorf("no %q in %q", text, lines[i])
			}
		}
		if at[0] != at[1] || at[0] != at[2] {
			t.Errorf("%s stands at %v:\n%s", column, at, r.out)
		}
	}
}

func TestAnEmptyChatIsSaidToPeopleAlone(t *testing.T) {
	if r := listed(t, made(&fakechat.Chat{}), ListOptions{}); r.out+r.errs != "" || r.err != nil {
		t.Errorf("%+v", r)
	}
	if r := listed(t, made(&fakechat.Chat{}), ListOptions{Width: 80}); r.out != "" || !strings.Contains(r.errs, "Nobody has sent a file") || r.err != nil {
		t.Errorf("%+v", r)
	}
}

func TestAListThatNobodyReadsAsksForNothingMore(t *testing.T) {
	c := made(&fakechat.Chat{Pages: files(30), OnLink: sized})
	synctest.Test(t, func(t *testing.T) {
		var errs bytes.Buffer
		err := List(t.Context(), c, ListOptions{Sizes: true, Now: time.Now}, closedPipe{}, &errs)
		if !ReaderGone(err) || errs.Len() != 0 {
			t.Errorf("%v, said %q", err, errs.String())
		}
	})
	if len(calls(c)) > 2*atOnce {
		t.Errorf("%d calls", len(calls(c)))
	}
}

func TestAnInterruptedListSaysNothing(t *testing.T) {
	c := made(&fakechat.Chat{Pages: files(30), OnLink: sized})
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeoutCause(t.Context(), 1500*time.Millisecond, context.Canceled)
		defer cancel()
		var out, errs bytes.Buffer
		err := List(ctx, c, ListOptions{Sizes: true, Now: time.Now}, &out, &errs)
		if p := model.AsProblem(err); p == nil || p.Kind != model.KindCancelled || errs.Len() != 0 {
			t.Errorf("%v, said %q", err, errs.String())
		}
		if n := strings.Count(out.String(), "\n"); n != session.MaxDenials {
			t.Errorf("%d lines", n)
		}
	})
}

func TestWhatIsRefusedTimeAfterTimeIsAskedForNoMore(t *testing.T) {
	denied := &model.Problem{Kind: model.KindDenied, Op: "GetAttachment", Status: 403}
	c := made(&fakechat.Chat{Pages: files(20), OnLink: func(context.Context, string, time.Duration, model.Priority) (model.Link, error) {
		return model.Link{}, denied
	}})
	r := listed(t, c, ListOptions{Sizes: true})
	var failures *model.Failures
	if !errors.As(r.err, &failures) || failures.Of != len(failures.Problems) || failures.Of < session.MaxDenials || len(calls(c)) > session.MaxDenials+atOnce {
		t.Errorf("%v after %d calls", r.err, len(calls(c)))
	}
	if strings.Count(r.out, "\n") != 20 || strings.Count(r.errs, "attache: ") != session.MaxDenials {
		t.Errorf("%+v", r)
	}
	// Others between them, or of another kind, end the row.
	c = made(&fakechat.Chat{Pages: files(9), OnLink: func(ctx context.Context, id string, life time.Duration, _ model.Priority) (model.Link, error) {
		if id == "f-3" || id == "f-6" || id == "f-9" {
			return sized(ctx, id, life, model.PrioritySelected)
		}
		return model.Link{}, denied
	}})
	if r := listed(t, c, ListOptions{Sizes: true}); len(calls(c)) != 9 || strings.Count(r.errs, "attache: ") != 6 {
		t.Errorf("%d calls, %+v", len(calls(c)), r)
	}
}

func FuzzATableFits(f *testing.F) {
	for _, s := range []string{"x.pdf", "事故現場の写真.jpg", "e\u0301", "हिन्दी दस्तावेज़ क्ष.pdf", "👩‍👩‍👧‍👦.png", "\u202eabc", "a\tb\nc", strings.Repeat("x", 300)} {
		f.Add(s, "CUSTOMER", 80)
	}
	f.Fuzz(func(t *testing.T, name, role string, width int) {
		width = 24 + max(width, -width)%200
		a := model.NewAttachment("f-1", name, "", model.Status(role))
		a.Role = model.Role(model.Text(role))
		list := []model.Attachment{a, model.NewAttachment("f-2", "", "", "")}
		for _, sizes := range []bool{false, true} {
			table := newTable(list, width, sizes)
			for _, text := range []string{table.head(), table.line(list[0], 1<<40), table.line(list[1], 0)} {
				for line := range strings.Lines(text) {
					if w := ansi.WcWidth.StringWidth(line); w > width || strings.ContainsAny(line, "\t\x1b") {
						t.Errorf("%q in %d: %d cells in %q", name, width, w, line)
					}
				}
			}
		}
	})
}

func TestWhatAPartOfTheTranscriptBroughtIsListed(t *testing.T) {
	for _, kind := range []model.Kind{model.KindLoop, model.KindServer, model.KindInvalid, model.KindThrottled, model.KindOffline, model.KindDenied} {
		broken := &model.Problem{Kind: kind, Op: "GetTranscript"}
		for _, o := range []ListOptions{{}, {Width: 80}, {JSON: true}, {Sizes: true}} {
			r := listed(t, made(&fakechat.Chat{Pages: files(2), OnRead: fails(broken), OnLink: sized}), o)
			if !isSome(r.err) || !strings.Contains(r.out, "f-1") || !strings.Contains(r.out, "f-2") {
				t.Errorf("%v, printed %q", r.err, r.out)
			}
			if strings.Count(r.errs, "part of the chat could not be read") != 1 {
				t.Errorf("said %q", r.errs)
			}
		}
		if r := listed(t, made(&fakechat.Chat{OnRead: fails(broken)}), ListOptions{}); !errors.Is(r.err, broken) || isSome(r.err) || r.errs != "" {
			t.Errorf("nothing was read: %+v", r)
		}
	}
}

// atOnce is how many sizes the engine asks for at once.
const atOnce = 8
