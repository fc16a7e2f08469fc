package api

import (
	"context"
	"net/http"
	"testing"
	"time"

	"attache/api/trial"
	"attache/model"
)

// connect makes sure that there is a connection token, as every call does by itself.
func connect(ctx context.Context, c *Client) error {
	_, err := c.grant(ctx, false, nil)
	return err
}

func TestTheParticipantTokenIsExchangedOnceForAllWhoWait(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		connection := trial.Answer(200, `{"ConnectionCredentials":{"ConnectionToken":"fresh"}}`)
		s := &trial.Script{Steps: []http.HandlerFunc{func(w http.ResponseWriter, r *http.Request) {
			time.Sleep(time.Second)
			connection(w, r)
		}, trial.Answer(200, goodLink)}}
		c := newClient(t, s, func(o *Options) {
			o.ConnectionToken, o.ParticipantToken = model.Secret{}, model.NewSecret("mine")
		})
		results := make(chan error)
		for range 5 {
			go func() {
				_, err := c.Link(t.Context(), "a", 0, model.PriorityAsked, nil)
				results <- err
			}()
		}
		for range 5 {
			if err := <-results; err != nil {
				t.Error(err)
			}
		}
		connects := 0
		for _, r := range s.Requests() {
			if r.Path == "/participant/connection" {
				connects++
			}
		}
		if connects != 1 || len(s.Requests()) != 6 {
			t.Errorf("%d exchanges in %d requests", connects, len(s.Requests()))
		}
	})
}

func TestACancelledExchangeTakesNobodyWithIt(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		s := &trial.Script{Steps: []http.HandlerFunc{
			trial.Hang, trial.Answer(200, `{"ConnectionCredentials":{"ConnectionToken":"fresh"}}`), trial.Answer(200, goodLink),
		}}
		c := newClient(t, s, func(o *Options) {
			o.ConnectionToken, o.ParticipantToken = model.Secret{}, model.NewSecret("mine")
		})
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(2*time.Second, cancel)
		first := make(chan error)
		go func() { first <- connect(ctx, c) }()
		time.Sleep(time.Second)
		if _, err := link(t, c); err != nil {
			t.Error(err)
		}
		trial.WantKind(t, <-first, model.KindCancelled)
	})
}

func TestADeniedCallIsTriedAgainWithAFreshTokenOnce(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		s := &trial.Script{Steps: []http.HandlerFunc{
			trial.Answer(403, `{}`), trial.Answer(200, `{"ConnectionCredentials":{"ConnectionToken":"fresh"}}`), trial.Answer(200, goodLink),
		}}
		c := newClient(t, s, func(o *Options) { o.ParticipantToken = model.NewSecret("mine") })
		if _, err := link(t, c); err != nil {
			t.Fatal(err)
		}
		if seen := s.Requests(); len(seen) != 3 || seen[2].Header.Get("X-Amz-Bearer") != "fresh" {
			t.Errorf("%d requests", len(seen))
		}
	})
}

func TestAChatThatDeniesEverythingIsNotHammered(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		s := &trial.Script{Steps: []http.HandlerFunc{trial.Answer(403, `{}`)}}
		c := newClient(t, s, func(o *Options) { o.ParticipantToken = model.NewSecret("mine") })
		for range 10 {
			_, err := link(t, c)
			trial.WantKind(t, err, model.KindDenied)
		}
		if n := len(s.Requests()); n != 11 {
			t.Errorf("%d requests for ten calls, want one each and one exchange", n)
		}
	})
}

func TestATokenAboutToEndIsRenewedBeforeItDoes(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		day := func(token, ends string) http.HandlerFunc {
			return trial.Answer(200, `{"ConnectionCredentials":{"ConnectionToken":"`+token+`","Expiry":"`+ends+`"}}`)
		}
		s := &trial.Script{Steps: []http.HandlerFunc{
			day("first", "2000-01-02T00:00:00.000Z"), trial.Answer(200, goodLink),
			day("second", "2000-01-03T00:00:00.000Z"), trial.Answer(200, goodLink),
		}}
		c := newClient(t, s, func(o *Options) {
			o.ConnectionToken, o.ParticipantToken = model.Secret{}, model.NewSecret("mine")
		})
		_, _ = link(t, c)
		time.Sleep(24*time.Hour - 30*time.Second)
		_, _ = link(t, c)
		if seen := s.Requests(); len(seen) != 4 || seen[3].Header.Get("X-Amz-Bearer") != "second" {
			t.Errorf("%d requests", len(seen))
		}
	})
}

func TestANewTokenIsUsedFromTheNextCallOn(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		s := &trial.Script{Steps: []http.HandlerFunc{trial.Answer(403, `{}`), trial.Answer(200, goodLink)}}
		c := newClient(t, s)
		_, err := link(t, c)
		trial.WantKind(t, err, model.KindDenied)
		c.SetToken(model.NewSecret("another"))
		if _, err := link(t, c); err != nil {
			t.Fatal(err)
		}
		if got := s.Requests()[1].Header.Get("X-Amz-Bearer"); got != "another" {
			t.Errorf("sent %q", got)
		}
	})
}

func TestAWrongTokenThatIsGivenIsRefusedThoughAParticipantTokenStandsBehindIt(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		s := &trial.Script{Steps: []http.HandlerFunc{
			trial.Answer(200, goodLink), trial.Answer(403, `{}`), trial.Answer(403, `{}`),
			trial.Answer(200, `{"ConnectionCredentials":{"ConnectionToken":"fresh"}}`), trial.Answer(200, goodLink),
		}}
		c := newClient(t, s, func(o *Options) { o.ParticipantToken = model.NewSecret("mine") })
		if _, err := link(t, c); err != nil {
			t.Fatal(err)
		}
		c.SetToken(model.NewSecret("wrong"))
		for range 2 { // of calls at the same time, none is answered for the token with another
			_, err := link(t, c)
			trial.WantKind(t, err, model.KindDenied)
		}
		time.Sleep(typedFor)
		if _, err := link(t, c); err != nil {
			t.Errorf("the chat is lost: %v", err)
		}
		want := []string{"a", "wrong", "wrong", "mine", "fresh"}
		for i, r := range s.Requests() {
			if got := r.Header.Get("X-Amz-Bearer"); i > 0 && got != want[i] {
				t.Errorf("call %d with %q, want %q", i, got, want[i])
			}
		}
		if n := len(s.Requests()); n != len(want) {
			t.Errorf("%d requests, want %d", n, len(want))
		}
	})
}

func TestASocketsTokenDoesNotTakeThePlaceOfOneThatIsTried(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		s := &trial.Script{Steps: []http.HandlerFunc{
			trial.Answer(200, `{"ConnectionCredentials":{"ConnectionToken":"sockets"}}`), trial.Answer(403, `{}`),
		}}
		c := newClient(t, s, func(o *Options) { o.ParticipantToken = model.NewSecret("mine") })
		c.SetToken(model.NewSecret("wrong"))
		if _, err := c.renewToken(t.Context(), purpose{}); err != nil {
			t.Fatal(err)
		}
		_, err := link(t, c)
		trial.WantKind(t, err, model.KindDenied)
		if got := s.Requests()[1].Header.Get("X-Amz-Bearer"); got != "wrong" {
			t.Errorf("tried %q", got)
		}
	})
}

func TestAGivenTokenThatWasGoodOnceIsExchangedWhenItIsDenied(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		s := &trial.Script{Steps: []http.HandlerFunc{
			trial.Answer(200, goodLink), trial.Answer(403, `{}`),
			trial.Answer(200, `{"ConnectionCredentials":{"ConnectionToken":"fresh"}}`), trial.Answer(200, goodLink),
		}}
		c := newClient(t, s, func(o *Options) { o.ParticipantToken = model.NewSecret("mine") })
		c.SetToken(model.NewSecret("good"))
		for range 2 {
			if _, err := link(t, c); err != nil {
				t.Fatal(err)
			}
		}
	})
}
