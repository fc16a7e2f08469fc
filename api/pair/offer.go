package pair

import (
	"context"
	"net/http"
	"time"

	"attache/model"
)

// read returns what the page of a window hands over, once it is known to come from the page that is paired.
func (s *Server) read(m message) (model.Offer, *window, string) {
	s.mu.Lock()
	w := s.find(m.Ticket)
	proved := w != nil && w.page != nil
	s.mu.Unlock()
	if !proved {
		return model.Offer{}, nil, "ticket"
	}
	if m.Origin != w.origin {
		return model.Offer{}, nil, "origin"
	}
	o := model.Offer{Chat: m.Chat, Contact: m.Contact, Region: m.Region, Origin: w.origin, Token: model.NewSecret(m.Token)}
	if m.Expires != "" {
		var err error
		if o.Expires, err = time.Parse(time.RFC3339, m.Expires); err != nil {
			return model.Offer{}, nil, "expires"
		}
	}
	o, err := o.Check(s.now())
	if err != nil {
		return model.Offer{}, nil, model.AsProblem(err).Op
	}
	return o, w, ""
}

// offer takes a chat, and waits for its answer. One that was accepted before is not asked about again.
func (s *Server) offer(r *http.Request, m message) (answer, string) {
	o, from, why := s.read(m)
	if why != "" || s.pass(from.page, o) {
		return answer{}, why
	}
	said, gone, renewals := make(chan bool, 1), make(chan model.OfferEnd, 1), make(chan model.Secret, 1)
	h := model.Handover{Offer: o, Renewals: renewals, Ended: gone, Close: func() { s.forget(from.page, o.Contact, renewals) }, Answer: func(accept bool) {
		if accept {
			s.mu.Lock()
			from.page.accepted[o.Contact] = renewals
			s.mu.Unlock()
		}
		said <- accept
	}}
	select {
	case s.offers <- h:
	case <-time.After(asideTime):
		return answer{}, "busy"
	}
	defer close(gone)
	yes, late := s.answerTo(r.Context(), o, from, said)
	switch {
	case yes:
		return answer{}, ""
	case late != nil:
		gone <- *late
		return answer{}, map[model.OfferEnd]string{model.OfferWithdrawn: "chat", model.OfferExpired: "ended", model.OfferUnanswered: "late"}[*late]
	}
	return answer{}, "chat"
}

// answerTo waits for a person, for as long as an answer is of use to the page: late is why it is not any more.
func (s *Server) answerTo(page context.Context, o model.Offer, from *window, said <-chan bool) (yes bool, late *model.OfferEnd) {
	why, left := model.OfferUnanswered, answerTime
	if token := o.Expires.Sub(s.now()); !o.Expires.IsZero() && token < left {
		why, left = model.OfferExpired, token
	}
	timer := time.NewTimer(left)
	defer timer.Stop()
	select {
	case yes := <-said:
		return yes, nil
	case <-page.Done():
		why = model.OfferWithdrawn
	case <-from.replaced:
		why = model.OfferWithdrawn
	case <-timer.C:
	}
	select {
	case yes := <-said: // at the same moment: the chat is opened, and renewed from here
		return yes, nil
	default:
		return false, &why
	}
}

// forget ends a chat, unless it was accepted anew since.
func (s *Server) forget(from *page, contact string, renewals chan model.Secret) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if from.accepted[contact] == renewals {
		delete(from.accepted, contact)
	}
}

// pass passes the fresh token of a chat on, and reports whether the chat was accepted. A token that was not
// collected yet is replaced.
func (s *Server) pass(from *page, o model.Offer) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	renewals := from.accepted[o.Contact]
	if renewals == nil {
		return false
	}
	select {
	case <-renewals:
	default:
	}
	renewals <- o.Token
	return true
}

// renew takes a fresh token of a chat that was accepted.
func (s *Server) renew(_ *http.Request, m message) (answer, string) {
	o, from, why := s.read(m)
	if why == "" && !s.pass(from.page, o) {
		why = "chat"
	}
	return answer{}, why
}
