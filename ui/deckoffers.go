package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/ui/style"
	"attache/ui/wording"
)

// AddChat is a chat that comes while the screen is on, as from a page that was paired with it.
type AddChat struct {
	Chat    string // what the page calls it
	Contact string
	Region  string
	Origin  string // of the page
	Ask     bool   // whether it is wanted
	// Open returns the screen's options with the chat.
	Open func() (Options, error)
	// Answer tells the page what became of it.
	Answer func(open bool)
}

// offers are the chats that have come and are not open yet.
type offers struct {
	waiting []AddChat
	asked   *AddChat // the one that is asked about, or that is being opened; nil: none is
}

// answered is what a person has said to an offer.
type answered struct {
	chat AddChat
	yes  bool
}

// arrived is an offer with its chat.
type arrived struct {
	chat AddChat
	opts Options
	err  error
}

const tooMany = "ten chats are open; close one first"

// await waits for a chat that comes from elsewhere.
func (d *deck) await() tea.Cmd {
	added, ctx := d.desk.opts.Added, d.ctx
	if added == nil {
		return nil
	}
	return func() tea.Msg {
		select {
		case chat, ok := <-added:
			if ok {
				return chat
			}
		case <-ctx.Done():
		}
		return nil
	}
}

// arrive takes an offer, unless its chat waits already: each is asked about once.
func (d *deck) arrive(a AddChat) {
	known := func(b AddChat) bool { return a.Contact == b.Contact && a.Origin == b.Origin }
	switch {
	case slices.ContainsFunc(d.offer.waiting, known), d.offer.asked != nil && known(*d.offer.asked):
		a.Answer(false)
	case len(d.tabs) >= maxTabs:
		d.refuse(a, tooMany)
	default:
		d.offer.waiting = append(d.offer.waiting, a)
	}
}

// refuse turns an offer down for a reason that is not the user's.
func (d *deck) refuse(a AddChat, why string) {
	a.Answer(false)
	if len(d.tabs) > 0 {
		d.tabs[d.at].say(style.Warning, "A chat from "+model.Text(a.Origin)+" was not opened: "+why)
	}
}

// askOffer asks about the next offer, when nothing else is in front. One that needs no question opens at once.
func (d *deck) askOffer() tea.Cmd {
	if d.offer.asked != nil || len(d.offer.waiting) == 0 || d.leave != leaveNot {
		return nil
	}
	a := d.offer.waiting[0]
	if a.Ask && (d.page != nil || len(d.tabs) == 0 || isBusy(d.tabs[d.at].Model)) {
		return nil
	}
	d.offer.asked, d.offer.waiting = &a, d.offer.waiting[1:]
	if !a.Ask {
		return d.answer(answered{a, true})
	}
	front := d.tabs[d.at]
	front.questions = append(front.questions, question{offer: &a})
	return d.give(front, nil)
}

// answer goes on with an offer that was asked about.
func (d *deck) answer(msg answered) tea.Cmd {
	if !msg.yes {
		d.offer.asked = nil
		msg.chat.Answer(false)
		return nil
	}
	return func() tea.Msg {
		opts, err := msg.chat.Open()
		return arrived{msg.chat, opts, err}
	}
}

// place opens a chat that came from elsewhere: in front, unless something is being typed there.
func (d *deck) place(msg arrived) tea.Cmd {
	a := msg.chat
	d.offer.asked = nil
	switch {
	case msg.err != nil:
		d.refuse(a, wording.For(model.AsProblem(msg.err)).Sentence)
		return nil
	case len(d.tabs) >= maxTabs:
		d.refuse(a, tooMany)
		return nil
	}
	a.Answer(true)
	busy := d.page != nil && d.page.step != stepDoors || d.page == nil && len(d.tabs) > 0 && isBusy(d.tabs[d.at].Model)
	if d.page != nil && !busy {
		d.page = nil
	}
	cmd := d.add(msg.opts, !busy || len(d.tabs) == 0)
	if a.Origin != "" {
		d.tabs[len(d.tabs)-1].say(style.Info, "Opened from "+model.Text(a.Origin))
	}
	return cmd
}

// end turns down what was not opened.
func (o *offers) end() {
	if o.asked != nil {
		o.waiting = append(o.waiting, *o.asked)
	}
	for _, a := range o.waiting {
		a.Answer(false)
	}
	*o = offers{}
}

// offer asks whether to open the chat of an offer. With names hidden, it names the page and the region alone.
func (s speech) offer(a *AddChat) string {
	o := model.Offer{Chat: a.Chat, Contact: a.Contact, Origin: a.Origin}
	if s.session.NamesHidden() {
		o.Chat, o.Contact = "", ""
	}
	return wording.PairQuestion(o, a.Region) + " Open it?"
}
