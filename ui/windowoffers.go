package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/ui/style"
	"attache/ui/wording"
)

// withdrawn is an offer that ended before it was answered.
type withdrawn struct {
	chat AddChat
	why  model.OfferEnd
}

// offerOpened is an offer with its chat.
type offerOpened struct {
	chat AddChat
	opts Options
	err  error
}

// await waits for a chat that comes from elsewhere.
func (d *window) await() tea.Cmd {
	added, ctx := d.core.opts.Added, d.ctx
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

// is reports whether two offers are of one chat.
func (a *AddChat) is(b AddChat) bool { return a.Contact == b.Contact && a.Origin == b.Origin }

// arrive takes an offer, unless its chat waits already: each is asked about once.
func (d *window) arrive(a AddChat) tea.Cmd {
	switch {
	case slices.ContainsFunc(d.offer.waiting, a.is), d.offer.asked != nil && a.is(*d.offer.asked):
		a.Answer(false)
		return nil
	case len(d.tabs) >= maxTabs:
		d.refuse(a, tooMany)
		return nil
	}
	d.offer.waiting = append(d.offer.waiting, a)
	ctx := d.ctx
	return func() tea.Msg {
		select {
		case why, gone := <-a.Ended:
			if gone {
				return withdrawn{a, why}
			}
		case <-ctx.Done():
		}
		return nil
	}
}

// withdraw ends the question about an offer, asked or not, and says so. One that is being opened is opened.
func (d *window) withdraw(msg withdrawn) {
	stood := len(d.offer.waiting)
	d.offer.waiting = slices.DeleteFunc(d.offer.waiting, msg.chat.is)
	found := len(d.offer.waiting) < stood
	for _, t := range d.tabs {
		if t.takeBack(&msg.chat) {
			found, d.offer.asked = true, nil
		}
	}
	if !found {
		return
	}
	msg.chat.Answer(false)
	if len(d.tabs) > 0 {
		front := d.tabs[d.at]
		front.say(style.Info, front.announcer().gone(msg))
	}
}

// takeBack takes away the question about an offer, and reports whether there was one.
func (t *tab) takeBack(a *AddChat) bool {
	about := func(q question) bool { return q.offer != nil && a.is(*q.offer) }
	stood := len(t.questions)
	t.questions = slices.DeleteFunc(t.questions, about)
	if t.asking != nil && about(*t.asking) {
		t.asking = nil
		return true
	}
	return len(t.questions) < stood
}

// refuse turns an offer down for a reason that is not the user's.
func (d *window) refuse(a AddChat, why string) {
	a.Answer(false)
	if len(d.tabs) > 0 {
		d.tabs[d.at].say(style.Warning, "A chat from "+model.Text(a.Origin)+" was not opened: "+why)
	}
}

// askOffer asks about the next offer, when nothing else is in front. One that needs no question opens at once.
func (d *window) askOffer() tea.Cmd {
	if d.offer.asked != nil || len(d.offer.waiting) == 0 || d.leave != leaveNot {
		return nil
	}
	a := d.offer.waiting[0]
	if a.Ask && (d.start != nil || len(d.tabs) == 0 || d.tabs[d.at].isBusy()) {
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
func (d *window) answer(msg answered) tea.Cmd {
	if !msg.yes {
		d.offer.asked = nil
		msg.chat.Answer(false)
		return nil
	}
	return func() tea.Msg {
		opts, err := msg.chat.Open()
		return offerOpened{msg.chat, opts, err}
	}
}

// place opens a chat that came from elsewhere: in front, unless something is being typed there.
func (d *window) place(msg offerOpened) tea.Cmd {
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
	busy := d.start != nil && d.start.step != stepChoose || d.start == nil && len(d.tabs) > 0 && d.tabs[d.at].isBusy()
	if d.start != nil && !busy {
		d.start = nil
	}
	cmd := d.add(msg.opts, !busy || len(d.tabs) == 0)
	if a.Origin != "" {
		d.tabs[len(d.tabs)-1].say(style.Info, "Opened from "+model.Text(a.Origin))
	}
	return cmd
}

// gone says that an offer has ended.
func (s announcer) gone(w withdrawn) string { return wording.PairEnded(s.shownOffer(&w.chat), w.why) }
