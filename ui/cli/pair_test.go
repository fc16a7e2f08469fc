package cli

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"attache/model"
	"attache/model/session"
)

// pairing hands over what it is given, one after the other, and waits then.
type pairing struct {
	offers   []model.Offer
	answers  []bool
	launched string
	closed   bool
	fails    error
	gone     chan model.OfferEnd // of each offer
}

func (p *pairing) Code() string { return "43210-ABCDEFGHIJKLMNOPQRSTUVWXYZ" }

func (p *pairing) Launch(page string) string {
	p.launched = page
	return "http://127.0.0.1:43210/open/x"
}

func (p *pairing) Next(ctx context.Context) (model.Handover, error) {
	if p.fails != nil {
		return model.Handover{}, p.fails
	}
	if len(p.offers) == 0 {
		<-ctx.Done()
		return model.Handover{}, ctx.Err()
	}
	h := model.Handover{Offer: p.offers[0], Answer: func(yes bool) { p.answers = append(p.answers, yes) }, Renewals: make(chan model.Secret), Ended: p.gone}
	p.offers = p.offers[1:]
	return h, nil
}

func (p *pairing) Close() error { p.closed = true; return nil }

const deskOrigin = "https://desk.example"

func handedOver(region string) model.Offer {
	return model.Offer{Chat: "Billing", Contact: "c-1", Region: region, Origin: deskOrigin, Token: model.NewSecret(canary)}
}

// pairingWorld is a world in which a page hands offers over, and a person answers the questions.
func pairingWorld(offers []model.Offer, answers ...string) (*world, *pairing) {
	w, p := newWorld(), &pairing{offers: offers}
	w.target.Region = "eu-west-2"
	w.deps.AskSecret = func(ctx context.Context, _ string) (string, error) {
		<-ctx.Done()
		return "", ctx.Err()
	}
	w.deps.Ask = func(_ context.Context, prompt string) (string, error) {
		w.asked = append(w.asked, prompt)
		answer := answers[0]
		answers = answers[1:]
		return answer, nil
	}
	w.deps.Pairing = pairingDeps(p)
	return w, p
}

func pairingDeps(p *pairing) PairingDeps {
	return PairingDeps{
		Start:       func(context.Context) (Pairing, error) { return p, nil },
		Page:        func(dir string) ([]string, error) { _, err := os.Stat(dir); return []string{dir + "/index.html"}, err },
		Bookmarklet: func() (string, error) { return "javascript:x", nil },
		OpenURL:     func(context.Context, string) bool { return true },
	}
}

func TestAQuestionEndsWhereThePageTakesItsChatBack(t *testing.T) {
	for why, says := range map[model.OfferEnd]string{
		model.OfferWithdrawn: "has taken back chat c-1 (Billing)", model.OfferExpired: "The token of chat c-1 (Billing) has ended", model.OfferUnanswered: "Nobody has answered",
	} {
		w, p := pairingWorld([]model.Offer{handedOver("eu-west-2"), handedOver("eu-west-2")})
		p.gone = make(chan model.OfferEnd, 1)
		p.gone <- why
		asked := 0
		w.deps.Ask = func(ctx context.Context, _ string) (string, error) {
			if asked++; asked == 2 {
				return "y", nil
			}
			<-ctx.Done() // nobody answers
			return "", ctx.Err()
		}
		if code := w.run(t, "pair", "--config", "off"); code != 0 || asked != 2 {
			t.Fatalf("exit %d after %d questions", code, asked)
		}
		if !strings.Contains(w.err.String(), says) {
			t.Errorf("want %q: %s", says, w.err.String())
		}
		if len(p.answers) != 2 || p.answers[0] || !p.answers[1] {
			t.Errorf("answers %v", p.answers)
		}
	}
}

func TestAChatIsOpenedOnceAPersonHasSaidYes(t *testing.T) {
	w, p := pairingWorld([]model.Offer{handedOver("eu-west-2"), handedOver("eu-west-2")}, "no", "y")
	if code := w.run(t, "pair", "--config", "off"); code != 0 {
		t.Fatal(code, w.err.String())
	}
	if len(p.answers) != 2 || p.answers[0] || !p.answers[1] || !p.closed {
		t.Errorf("%+v", p)
	}
	if len(w.browsed) != 1 || w.browsed[0].ConnectionToken.Reveal() != canary || w.browsed[0].Region != "eu-west-2" || w.browsed[0].Renewals == nil {
		t.Errorf("%+v", w.browsed)
	}
	for _, said := range []string{"    43210-ABCDEFGHIJKLMNOPQRSTUVWXYZ\n", "The page https://desk.example hands over chat c-1 (Billing) in eu-west-2.\n"} {
		if !strings.Contains(w.err.String(), said) {
			t.Errorf("no %q in\n%s", said, w.err.String())
		}
	}
	w.silent(t, "pair")
}

func TestAnOriginThatIsRememberedIsNotAskedAbout(t *testing.T) {
	w, p := pairingWorld([]model.Offer{handedOver("eu-west-2")})
	if code := w.run(t, "pair", "--pair-origins", "https://other.example,https://desk.example/"); code != 0 || len(w.asked) > 0 || len(p.answers) != 1 || !p.answers[0] {
		t.Errorf("%d, %q, %+v", code, w.asked, p)
	}
	w, _ = pairingWorld([]model.Offer{handedOver("eu-west-2")}, "y")
	w.env["HOME"], w.env["AppData"] = t.TempDir(), t.TempDir()
	if w.run(t, "pair", "--pair-origins", "https://other.example"); len(w.asked) != 1 {
		t.Errorf("%q", w.asked)
	}
	if !strings.Contains(w.err.String(), "write 'pair-origins: [https://desk.example]' into ") {
		t.Errorf("nothing says how it is remembered:\n%s", w.err.String())
	}
}

func TestTheRegionIsThePagesUnlessAFlagGivesOne(t *testing.T) {
	for want, args := range map[string][]string{"ca-central-1": nil, "us-west-2": {"--region", "us-west-2"}} {
		w, _ := pairingWorld([]model.Offer{handedOver("ca-central-1")}, "y")
		w.env["ATTACHE_REGION"] = "us-east-1"
		w.run(t, append([]string{"pair"}, args...)...)
		if len(w.browsed) != 1 || w.browsed[0].Region != want {
			t.Errorf("%q: %+v", args, w.browsed)
		}
	}
}

func TestWhatAPageGaveToCopyIsTakenByTheHiddenPrompt(t *testing.T) {
	w, p := pairingWorld(nil)
	answers := []string{"nonsense here", `{"contactId":"c-1","region":"ca-central-1","chatTokenTransport":{"participantToken":"` + canary + `","expiry":"2026-01-02T03:04:05Z"}}`}
	w.deps.AskSecret = func(context.Context, string) (string, error) {
		answer := answers[0]
		answers = answers[1:]
		return answer, nil
	}
	if code := w.run(t, "pair"); code != 0 || len(w.browsed) != 1 || w.browsed[0].Region != "ca-central-1" || w.browsed[0].ConnectionToken.Reveal() != canary {
		t.Errorf("%d, %+v\n%s", code, w.browsed, w.err.String())
	}
	if !p.closed {
		t.Error("the port is still open")
	}
	w.silent(t, "pair")
}

func TestAPairingThatComesToNothingSaysWhatToDo(t *testing.T) {
	for fault, said := range map[string]string{model.FaultLate: "No page came with the code in time.", model.FaultTries: "Too many wrong codes came"} {
		w, p := pairingWorld(nil)
		p.fails = model.NewInputProblem("pairing", fault, "")
		w.refused(t, 2, []string{"pair"}, said, "Run 'attache pair' again")
	}
	w, _ := pairingWorld(nil)
	w.terminal[StreamIn] = false
	w.refused(t, 2, []string{"pair"}, "needs a terminal")
}

func TestThePageIsOpenedWithTheCode(t *testing.T) {
	w, p := pairingWorld([]model.Offer{handedOver("eu-west-2")}, "y")
	var opened string
	w.deps.Pairing.OpenURL = func(_ context.Context, url string) bool { opened = url; return true }
	w.run(t, "pair", "--open", "https://desk.example/attache/")
	if p.launched != "https://desk.example/attache/" || opened != "http://127.0.0.1:43210/open/x" || !strings.Contains(w.err.String(), "A page of https://desk.example opens") {
		t.Errorf("%q, %q, %s", p.launched, opened, w.err.String())
	}
	w, _ = pairingWorld([]model.Offer{handedOver("eu-west-2")}, "y")
	w.deps.Pairing.OpenURL = func(context.Context, string) bool { return false }
	if w.run(t, "pair", "--open", "https://desk.example/"); !strings.Contains(w.err.String(), "No browser could be opened here.") {
		t.Error(w.err.String())
	}
	for _, bad := range []string{"http://desk.example/", "desk", "https://desk.example/#x"} {
		w, _ = pairingWorld(nil)
		w.refused(t, 2, []string{"pair", "--open", bad}, "--open")
	}
}

func TestThePageToOpenHasNoFragment(t *testing.T) {
	for address, says := range map[string]string{
		"https://desk.example/#tab": "leave out # and what follows", "https://desk.example/#attache=1-A": "may not hold a secret",
		"https://desk.example/?a=" + serviceToken: "may not hold a secret",
	} {
		w, _ := pairingWorld(nil)
		w.refused(t, 2, []string{"pair", "--open", address}, "--open", says)
	}
	w, _ := pairingWorld([]model.Offer{handedOver("eu-west-2")}, "y")
	w.deps.Pairing.OpenURL = func(context.Context, string) bool { return true }
	if code := w.run(t, "pair", "--open", "https://desk.example/app?lang=en"); code != 0 {
		t.Errorf("a query: exit %d, %s", code, w.err.String())
	}
}

func TestAPageThatIsThereIsNamedAndNotOverwritten(t *testing.T) {
	w, _ := pairingWorld(nil)
	w.deps.Pairing.Page = func(dir string) ([]string, error) {
		return nil, &fs.PathError{Op: "open", Path: filepath.Join(dir, "page.css"), Err: fs.ErrExist}
	}
	w.refused(t, 8, []string{"pair", "--page", t.TempDir()}, "page.css", "empty folder", "not overwritten")
}

func TestThePageAndTheBookmarkletArePrinted(t *testing.T) {
	w, _ := pairingWorld(nil)
	dir := t.TempDir()
	if w.run(t, "pair", "--page", dir); w.out.String() != "index.html\n" {
		t.Errorf("%q", w.out.String())
	}
	w, _ = pairingWorld(nil)
	if w.run(t, "pair", "--bookmarklet"); w.out.String() != "javascript:x\n" {
		t.Errorf("%q", w.out.String())
	}
	w, _ = pairingWorld(nil)
	w.refused(t, 2, []string{"pair", "--bookmarklet", "--page", dir}, "cannot be combined")
}

func TestFurtherChatsOfTheSamePageOpenBesideTheFirst(t *testing.T) {
	second, foreign := handedOver("eu-west-2"), handedOver("eu-west-2")
	second.Contact, foreign.Contact, foreign.Origin = "c-2", "c-3", "https://other.example"
	w, p := pairingWorld([]model.Offer{handedOver("eu-west-2"), foreign, second}, "y")
	w.deps.Resolve = func(context.Context, Connection) (Target, error) { return w.target, nil }
	var got Handover
	w.deps.Browse = func(_ context.Context, b Browse) ([]session.Summary, error) {
		var err error
		got, err = b.Next(t.Context())
		got.Answer(true)
		return nil, err
	}
	if code := w.run(t, "pair", "--config", "off"); code != 0 {
		t.Fatal(code, w.err.String())
	}
	if len(p.answers) != 3 || !p.answers[0] || p.answers[1] || !p.answers[2] {
		t.Errorf("answers %v: another page's chat is refused", p.answers)
	}
	if got.Name != "c-2" || got.Origin != deskOrigin || got.Region != "eu-west-2" || got.ConnectionToken.Reveal() != canary || got.Renewals == nil {
		t.Errorf("%+v", got)
	}
	if len(w.asked) != 1 {
		t.Errorf("asked %q: the screen asks about the second", w.asked)
	}
}

func TestAChatThatComesWhileTheScreenIsOnIsHandedToIt(t *testing.T) {
	for remembered, args := range map[bool][]string{false: {"pair"}, true: {"pair", "--pair-origins", deskOrigin}} {
		second := handedOver("ca-central-1")
		second.Contact = "c-2"
		w, p := pairingWorld([]model.Offer{handedOver("eu-west-2"), second}, "y")
		w.run(t, args...)
		if len(w.browsed) != 1 || w.browsed[0].Next == nil {
			t.Fatalf("%+v", w.browsed)
		}
		w.target.Region = "ca-central-1"
		a, err := w.browsed[0].Next(t.Context())
		if err != nil || a.Fault != nil || a.Ask == remembered || a.Name != "c-2" || a.Chat != "Billing" || a.Region != "ca-central-1" || a.Origin != deskOrigin {
			t.Errorf("%+v, %v", a, err)
		}
		if a.ConnectionToken.Reveal() != canary || a.Renewals == nil || a.Renewals == w.browsed[0].Renewals {
			t.Error("the chat has not a token and renewals of its own")
		}
		if a.Answer(false); len(p.answers) != 2 || p.answers[1] {
			t.Errorf("%v", p.answers)
		}
	}
	w, _ := pairingWorld([]model.Offer{handedOver("eu-west-2")}, "y")
	if w.run(t, "pair", "--plain"); len(w.browsed) != 1 || w.browsed[0].Next != nil {
		t.Error("lines take another chat")
	}
}
