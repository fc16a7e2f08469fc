package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"attache/api/emulator"
	"attache/api/trial"
	"attache/model"
)

// walk collects the pages of a chat.
func walk(t *testing.T, c *Client) ([]model.Page, error) {
	t.Helper()
	var pages []model.Page
	err := c.Attachments(t.Context(), nil, func(p model.Page) { pages = append(pages, p) })
	return pages, err
}

func ids(pages []model.Page) map[string]int {
	found := map[string]int{}
	for _, p := range pages {
		for _, a := range p.Attachments {
			found[a.ID]++
		}
	}
	return found
}

func TestTwoThousandAttachmentsAreAllFoundOnce(t *testing.T) {
	if testing.Short() {
		t.Skip("the full run walks them all; the page walk itself has tests of its own")
	}
	inBubble(t, func(t *testing.T) {
		c, server := newEmulated(t, emulator.Options{Scenario: "bulk", Count: 2000})
		start := time.Now()
		pages, err := walk(t, c)
		if err != nil {
			t.Fatal(err)
		}
		found := ids(pages)
		if len(found) != 2000 {
			t.Errorf("%d attachments", len(found))
		}
		for id, n := range found {
			if n != 1 {
				t.Errorf("%s came %d times", id, n)
			}
		}
		calls := server.Calls("GetTranscript")
		if calls < 20 || calls > 25 {
			t.Errorf("%d calls", calls)
		}
		if took, least := time.Since(start), time.Duration(calls-1)*time.Second/4; took < least || took > least+time.Second {
			t.Errorf("took %v, want %v", took, least)
		}
	})
}

func TestEveryItemOfTheEmulatedChatsIsRead(t *testing.T) {
	for _, scenario := range []string{"demo", "hostile", "empty", "bulk"} {
		inBubble(t, func(t *testing.T) {
			c, _ := newEmulated(t, emulator.Options{Scenario: scenario})
			pages, err := walk(t, c)
			if err != nil {
				t.Fatalf("%s: %v", scenario, err)
			}
			for _, p := range pages {
				for _, a := range p.Attachments {
					texts := []string{a.IDText, a.Name, a.ContentType, a.Sender, a.ContactID, a.ItemID, string(a.Status), string(a.Role), p.ContactID}
					if a.ID == "" || a.FileName == "" || slices.ContainsFunc(texts, func(s string) bool { return model.Text(s) != s }) {
						t.Errorf("%+v", a)
					}
				}
			}
			if n := len(ids(pages)); (n == 0) != (scenario == "empty") {
				t.Errorf("%s: %d attachments", scenario, n)
			}
		})
	}
}

// paged answers a transcript request by its NextToken.
func paged(t *testing.T, pages map[string]http.HandlerFunc) http.HandlerFunc {
	t.Helper()
	return func(w http.ResponseWriter, r *http.Request) {
		var body struct{ NextToken string }
		_ = json.NewDecoder(r.Body).Decode(&body)
		if step := pages[body.NextToken]; step != nil {
			step(w, r)
			return
		}
		trial.Answer(400, `{"message":"Invalid NextToken"}`, "X-Amzn-ErrorType", "ValidationException")(w, r)
	}
}

func onePage(id, next string) http.HandlerFunc {
	return trial.Answer(200, fmt.Sprintf(`{"Transcript":[{"Attachments":[{"AttachmentId":%q}]}],"NextToken":%q}`, id, next))
}

func TestARepeatedNextTokenIsAnErrorNotALoop(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		pages, err := walk(t, newClient(t, paged(t, map[string]http.HandlerFunc{
			"": onePage("a", "x"), "x": onePage("b", "y"), "y": onePage("c", "x"),
		})))
		trial.WantKind(t, err, model.KindLoop)
		if len(pages) != 3 {
			t.Errorf("%d pages", len(pages))
		}
	})
}

func TestPagesThatLeadNowhereEndWithAWord(t *testing.T) {
	for name, page := range map[string]string{
		"empty":     `{"Transcript":[],"NextToken":"fresh-%d"}`,
		"the same":  `{"Transcript":[{"Id":"i","Attachments":[{"AttachmentId":"a"}]}],"NextToken":"fresh-%d"}`,
		"null":      `{"Transcript":null,"NextToken":"fresh-%d"}`,
		"only junk": `{"NextToken":"fresh-%d"}`,
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				calls := 0
				c := newClient(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if calls++; calls == 1 {
						onePage("first", "x")(w, r)
						return
					}
					trial.Answer(200, fmt.Sprintf(page, calls))(w, r)
				}))
				began := time.Now()
				pages, err := walk(t, c)
				trial.WantKind(t, err, model.KindLoop)
				if calls > maxIdle+2 || time.Since(began) > 10*time.Second || ids(pages)["first"] == 0 {
					t.Errorf("%d calls in %v, found %v", calls, time.Since(began), ids(pages))
				}
			})
		})
	}
}

func TestAFewEmptyPagesAreNoEnd(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		calls := 0
		pages, err := walk(t, newClient(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			calls++
			switch {
			case calls == 60:
				onePage("last", "")(w, r)
			case calls%15 == 0:
				trial.Answer(200, fmt.Sprintf(`{"Transcript":[{"Id":"i-%d"}],"NextToken":"t-%d"}`, calls, calls))(w, r)
			default:
				trial.Answer(200, fmt.Sprintf(`{"Transcript":[],"NextToken":"t-%d"}`, calls))(w, r)
			}
		})))
		if err != nil || ids(pages)["last"] == 0 {
			t.Errorf("%v after %d calls", err, calls)
		}
	})
}

func TestALaterPageThatFailsLeavesTheFirst(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		for _, status := range []int{400, 404, 500, 429} {
			pages, err := walk(t, newClient(t, paged(t, map[string]http.HandlerFunc{"": onePage("a", "x"), "x": trial.Answer(status, `{}`)})))
			if err == nil || ids(pages)["a"] == 0 {
				t.Errorf("status %d: %v, found %v", status, err, ids(pages))
			}
		}
	})
}

func TestANextTokenThatIsNoStringIsNotTheEnd(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		_, err := walk(t, newClient(t, trial.Answer(200, `{"Transcript":[],"NextToken":{"a":1}}`)))
		trial.WantKind(t, err, model.KindJunk)
	})
}

func TestARefusedNextTokenStartsTheWalkOverOnce(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		s := &trial.Script{Steps: []http.HandlerFunc{
			onePage("a", "dead"), trial.Answer(400, `{}`), onePage("a", "alive"), onePage("b", ""),
		}}
		pages, err := walk(t, newClient(t, s))
		if err != nil || len(ids(pages)) != 2 || len(pages) != 3 {
			t.Fatalf("%v, %d pages", err, len(pages))
		}
		if _, ok := s.Requests()[2].Body["NextToken"]; ok {
			t.Error("the second walk began with a token")
		}
	})
	inBubble(t, func(t *testing.T) {
		s := &trial.Script{Steps: []http.HandlerFunc{onePage("a", "x"), trial.Answer(400, `{}`), onePage("a", "y"), trial.Answer(400, `{}`)}}
		_, err := walk(t, newClient(t, s))
		trial.WantKind(t, err, model.KindInvalid)
		if n := len(s.Requests()); n != 4 {
			t.Errorf("%d requests", n)
		}
	})
	inBubble(t, func(t *testing.T) {
		s := &trial.Script{Steps: []http.HandlerFunc{trial.Answer(400, `{}`)}}
		_, err := walk(t, newClient(t, s))
		trial.WantKind(t, err, model.KindInvalid)
		if n := len(s.Requests()); n != 1 {
			t.Errorf("a first page that is refused was asked for %d times", n)
		}
	})
}

func TestAConnectionRenewedMidWalkStartsItOver(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		c, server := newEmulated(t, emulator.Options{Scenario: "bulk", Count: 300})
		c.tokens.participant = model.NewSecret(server.ParticipantToken())
		pages := 0
		found := map[string]bool{}
		err := c.Attachments(t.Context(), nil, func(p model.Page) {
			if pages++; pages == 2 {
				server.DenyNext(1)
			}
			for _, a := range p.Attachments {
				found[a.ID] = true
			}
		})
		if err != nil || len(found) != 300 {
			t.Errorf("%v, %d attachments", err, len(found))
		}
		if n := server.Calls("CreateParticipantConnection"); n != 1 {
			t.Errorf("%d exchanges", n)
		}
	})
}
