package ui

import (
	"strings"
	"testing"
	"time"

	"attache/model"
	"attache/ui/runner/fakechat"
)

// fakePairing is a page that offers chats while the screen is on.
type fakePairing struct {
	d       *driver
	added   chan AddChat
	answers map[string][]bool
	fakes   map[string]*fakechat.Chat
	renew   map[string]chan model.Secret
	closed  map[string]int
	gone    map[string]chan model.OfferEnd
}

// paired is a window over one chat, paired with a page.
func paired(t *testing.T) (*driver, *fakePairing) {
	p := &fakePairing{added: make(chan AddChat), answers: map[string][]bool{}, fakes: map[string]*fakechat.Chat{}, renew: map[string]chan model.Secret{}, closed: map[string]int{}, gone: map[string]chan model.OfferEnd{}}
	p.d = newWindowDriver(t, []*fakechat.Chat{{Pages: pagesOf("anna", 3)}}, func(_ int, o *Options) { o.Added = p.added })
	return p.d, p
}

// offers hands a chat over. Its answer is noted.
func (p *fakePairing) offers(contact string, change ...func(*AddChat)) {
	gone := make(chan model.OfferEnd, 1)
	p.gone[contact] = gone
	a := AddChat{
		Ended: gone, Chat: "Billing", Contact: contact, Region: "eu-west-2", Origin: "https://desk.example", Ask: true,
		Answer: func(yes bool) { p.answers[contact] = append(p.answers[contact], yes) },
		Open: func() (Options, error) {
			o := p.d.window.core.opts
			f := &fakechat.Chat{Pages: pagesOf(contact, 1), OnLink: goodLink(o.Now)}
			answers(p.d.t, f)
			p.fakes[contact], p.renew[contact] = f, make(chan model.Secret, 1)
			o.Session, o.Renewals, o.Closed = f, p.renew[contact], func() { p.closed[contact]++ }
			return o, nil
		},
	}
	for _, c := range change {
		c(&a)
	}
	p.added <- a
	p.d.flush()
}

func (p *fakePairing) wantAnswers(contact string, want ...bool) {
	p.d.t.Helper()
	got := p.answers[contact]
	if len(got) != len(want) || len(got) > 0 && got[0] != want[0] {
		p.d.t.Errorf("%s was answered %v, want %v", contact, got, want)
	}
}

const asksForBen = "The page https://desk.example hands over chat ben (Billing) in eu-west-2. Open it?"

func TestAPagesNextChatIsAskedAboutAndOpensAsATab(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d, p := paired(t)
		ask := d.window.core.opts.Keys.Ask
		p.offers("ben")
		d.wantText(asksForBen)
		d.press(ask.Yes) // it was meant for something else
		d.wantText(asksForBen)
		p.wantAnswers("ben")
		d.wait(time.Second)
		d.press(ask.Yes)
		d.wantText("ben file-000.pdf", "Opened from https://desk.example", "1 anna", "2 ben")
		p.wantAnswers("ben", true)

		p.offers("cem")
		d.wait(time.Second)
		d.press(ask.No)
		p.wantAnswers("cem", false)
		p.offers("cem", func(a *AddChat) { a.Ask = false })
		d.wantText("cem file-000.pdf", "3 cem")
		d.press(d.window.core.opts.Keys.Chats.Close)
		d.flush()
		if p.closed["cem"] != 1 || p.closed["ben"] != 0 {
			t.Errorf("the page is told of closed chats: %v", p.closed)
		}
	})
}

func TestAPagesChatWaitsUntilNothingElseIsInFront(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d, p := paired(t)
		keys := &d.window.core.opts.Keys
		d.press(keys.List.Filter)
		d.typeText("fi")
		p.offers("ben")
		p.offers("cem")
		p.offers("ben") // clicked twice
		p.wantAnswers("ben", false)
		d.typeText("le")
		if v := d.front().prompt.input.Value(); v != "file" || strings.Contains(d.text(), "hands over") {
			t.Fatalf("typed %q\n%s", v, d.text())
		}
		d.press(keys.Prompt.Accept)
		d.wantText(asksForBen)
		d.wait(time.Second)
		d.press(keys.Ask.Yes)
		d.wantText("ben file-000.pdf", "hands over chat cem") // one after the other
		if all := d.window.end(); len(all) != 2 {
			t.Errorf("%d chats", len(all))
		}
		p.wantAnswers("cem", false) // nobody said yes before the end
	})
}

func TestAQuestionThatNobodyAsksAnyMoreEndsAndSaysSo(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		for why, says := range map[model.OfferEnd]string{
			model.OfferWithdrawn:  "The page https://desk.example has taken back chat ben (Billing): it was not opened.",
			model.OfferExpired:    "The token of chat ben (Billing) has ended: it was not opened.",
			model.OfferUnanswered: "Nobody has answered about chat ben (Billing): it was not opened.",
		} {
			d, p := paired(t)
			yes := d.window.core.opts.Keys.Ask.Yes
			leaves := func(contact string) {
				p.gone[contact] <- why
				d.flush()
			}
			p.offers("ben")
			p.offers("cem") // waits behind it
			d.wantText(asksForBen)
			leaves("ben")
			d.wantText("hands over chat cem")
			p.wantAnswers("ben", false)
			d.wait(time.Second)
			d.press(yes) // to the other one
			d.wantText("cem file-000.pdf")
			p.wantAnswers("cem", true)
			leaves("cem") // it is open: too late for that
			if len(d.window.tabs) != 2 {
				t.Errorf("%d chats", len(d.window.tabs))
			}

			d.press(d.window.core.opts.Keys.List.Filter)
			p.offers("ben") // waits until nothing is typed
			leaves("ben")
			d.press(d.window.core.opts.Keys.Prompt.Accept)
			if text := d.text(); strings.Contains(text, "hands over") || !strings.Contains(text, says[:40]) {
				t.Errorf("want %q:\n%s", says, text)
			}
			p.offers("ben") // as at first
			d.wait(time.Second)
			d.press(yes)
			d.wantText("ben file-000.pdf")
		}
	})
}

func TestAFreshTokenReachesItsOwnChat(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d, p := paired(t)
		for _, contact := range []string{"ben", "cem"} {
			p.offers(contact, func(a *AddChat) { a.Ask = false })
		}
		p.renew["ben"] <- model.NewSecret("token-of-ben-0123456789-0123456789")
		p.renew["cem"] <- model.NewSecret("token-of-cem-0123456789-0123456789")
		d.flush()
		for contact, f := range p.fakes {
			if got := f.Tokens; len(got) != 1 || got[0] != "token-of-"+contact+"-0123456789-0123456789" {
				t.Errorf("%s got %d tokens", contact, len(got))
			}
		}
		if got := d.fake.Tokens; len(got) != 0 {
			t.Errorf("the first chat got %d tokens", len(got))
		}
	})
}

func TestAPagesWordsAreSafeAndHiddenWithTheNames(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d, p := paired(t)
		evil := func(a *AddChat) { a.Chat, a.Origin = "x\x1b]0;y\a\u202e", "https://desk.example\x1b[2J" }
		p.offers("ben", evil)
		if s := d.text(); strings.ContainsAny(s, "\x1b\a\u202e") || !strings.Contains(s, "hands over chat ben") {
			t.Errorf("%q", s)
		}
		d.wait(time.Second)
		d.press(d.window.core.opts.Keys.Ask.No)
		d.press(d.window.core.opts.Keys.List.HideNames)
		p.offers("cem")
		d.wantText("The page https://desk.example hands over a chat in eu-west-2. Open it?")
	})
}

func TestAChatThatCannotBeOpenedIsRefusedWithItsReason(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d, p := paired(t)
		p.offers("ben", func(a *AddChat) {
			a.Ask, a.Open = false, func() (Options, error) {
				return Options{}, model.NewInputProblem("--region", model.FaultMissing, "")
			}
		})
		d.wantText("A chat from https://desk.example was not opened: ")
		p.wantAnswers("ben", false)
		if len(d.window.tabs) != 1 {
			t.Errorf("%d chats", len(d.window.tabs))
		}
	})
}
