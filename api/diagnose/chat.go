package diagnose

import (
	"context"
	"fmt"
	"slices"

	"attache/api"
	"attache/model"
)

// exchange spends the call that the participant token is good for.
func (x *examiner) exchange(ctx context.Context) (api.Exchanged, *model.Problem) {
	x.traded = true
	x.calls++
	return x.probe.Exchange(ctx, x.participant)
}

// page spends a call on the newest page of the transcript.
func (x *examiner) page(ctx context.Context) (model.Page, *model.Problem) {
	x.calls++
	return x.probe.Page(ctx, x.connection)
}

// inTime gives a step its own time.
func inTime[T any](ctx context.Context, do func(context.Context) (T, *model.Problem)) (T, *model.Problem) {
	ctx, cancel := context.WithTimeout(ctx, stepTime)
	defer cancel()
	return do(ctx)
}

// withConnection starts with what a connection token is good for. A participant token beside it is
// exchanged last, as the program does for a socket: whatever that does to the token that works, it has
// been tried by then.
func (x *examiner) withConnection(ctx context.Context, w *way) {
	var page model.Page
	p := w.walk(ctx, func(ctx context.Context) (p *model.Problem) {
		page, p = x.page(ctx)
		return p
	})
	if !w.open {
		x.skip(model.GapEarlier, chatSteps()...)
		return
	}
	x.clock()
	switch {
	case p == nil:
		x.tell(model.Good(model.StepToken, "a connection token, accepted; nothing tells when it was issued"))
		x.read(ctx, page, nil)
	case p.Kind == model.KindDenied && !x.participant.IsZero():
		got, p := inTime(ctx, x.exchange)
		x.exchanged(ctx, got, p, "a connection token that was refused, and a participant token")
	case p.Kind == model.KindDenied:
		x.tell(model.Bad(model.StepToken, p))
		x.skip(model.GapEarlier, chatSteps()[1:]...)
	default:
		x.skip(model.GapEarlier, model.StepToken)
		x.read(ctx, page, p)
	}
}

// withParticipant starts with the exchange of a participant token.
func (x *examiner) withParticipant(ctx context.Context, w *way) {
	var got api.Exchanged
	p := w.walk(ctx, func(ctx context.Context) (p *model.Problem) {
		got, p = x.exchange(ctx)
		return p
	})
	if !w.open {
		x.skip(model.GapEarlier, chatSteps()...)
		return
	}
	x.clock()
	x.exchanged(ctx, got, p, "a participant token")
}

// exchanged goes on with the connection token that a participant token has brought, unless p says
// that it has brought none.
func (x *examiner) exchanged(ctx context.Context, got api.Exchanged, p *model.Problem, given string) {
	if p != nil {
		x.tell(model.Bad(model.StepToken, p))
		x.skip(model.GapEarlier, chatSteps()[1:]...)
		return
	}
	x.connection, x.socket = got.Token, got.Socket
	ends := "; when the connection token ends was not said"
	if left := got.Ends.Sub(x.probe.ServerNow()); !got.Ends.IsZero() {
		ends = "; the connection token ends in " + model.FormatToken(max(left, 0))
	}
	x.tell(model.Good(model.StepToken, given+", exchanged"+ends))
	page, p := inTime(ctx, x.page)
	x.read(ctx, page, p)
}

// read goes on with the newest page of the chat, or with why there is none.
func (x *examiner) read(ctx context.Context, page model.Page, p *model.Problem) {
	if p != nil {
		x.tell(model.Bad(model.StepTranscript, p))
		x.skip(model.GapEarlier, model.StepLink, model.StepFiles)
		x.news(ctx)
		return
	}
	detail := fmt.Sprintf("%d items on its newest page, %d of them files", page.Items, len(page.Attachments))
	if page.Ended {
		detail += "; the chat has ended"
	}
	x.tell(model.Good(model.StepTranscript, detail))
	x.link(ctx, page)
	x.news(ctx)
}

// link asks for a link of the newest file that has passed its scan, and tries it.
func (x *examiner) link(ctx context.Context, page model.Page) {
	at := -1
	for i, a := range slices.Backward(page.Attachments) {
		if a.Status == model.StatusApproved {
			at = i
			break
		}
	}
	switch {
	case at < 0:
		x.skip(model.GapNoFile, model.StepLink, model.StepFiles)
		return
	case x.calls >= maxCalls:
		x.skip(model.GapSpent, model.StepLink, model.StepFiles)
		return
	}
	link, p := inTime(ctx, func(ctx context.Context) (model.Link, *model.Problem) {
		x.calls++
		return x.probe.Link(ctx, x.connection, page.Attachments[at].ID, probeLife)
	})
	switch {
	case p != nil && p.Kind == model.KindDenied && page.Ended:
		p.Kind = model.KindEnded
		fallthrough
	case p != nil:
		if p.Kind == model.KindDenied {
			p.Cause = model.CauseLinks // the token has just read the chat
		}
		x.tell(model.Bad(model.StepLink, p))
		x.skip(model.GapEarlier, model.StepFiles)
		return
	}
	x.tell(model.Good(model.StepLink, "good for "+model.FormatCountdown(link.Left(x.probe.ServerNow()))+" where "+model.FormatCountdown(probeLife)+" were asked for"))
	x.files(ctx, link)
}

// files fetches one byte from the host of the files.
func (x *examiner) files(ctx context.Context, link model.Link) {
	host, p := inTime(ctx, func(ctx context.Context) (string, *model.Problem) { return x.probe.File(ctx, link) })
	x.found(model.StepFiles, host, p)
}

// found tells what there is at a step, or what is in the way.
func (x *examiner) found(step model.Step, what string, p *model.Problem) {
	if p != nil {
		x.tell(model.Bad(step, p))
		return
	}
	x.tell(model.Good(step, what))
}

// news looks for the host of the sockets. It opens none: a participant may have five.
func (x *examiner) news(ctx context.Context) {
	if !x.participant.IsZero() && !x.traded {
		got, p := inTime(ctx, x.exchange)
		if p != nil {
			x.tell(model.Bad(model.StepSocket, p))
			return
		}
		x.socket = got.Socket
	}
	if x.socket.IsZero() {
		x.skip(model.GapNoParticipant, model.StepSocket)
		return
	}
	u, p := x.probe.SocketHost(x.socket)
	if p != nil {
		x.tell(model.Bad(model.StepSocket, p))
		return
	}
	_, p = inTime(ctx, func(ctx context.Context) (any, *model.Problem) { return nil, x.probe.Reach(ctx, u, opSocket) })
	x.found(model.StepSocket, u.Host, p)
}

// opSocket is what the problems of a socket are said to be about.
const opSocket = "WebSocket"

// clock tells how far the clocks are apart, which every answer shows.
func (x *examiner) clock() {
	switch skew, ok := x.probe.Skew(); {
	case !ok:
		x.skip(model.GapEarlier, model.StepClock)
	case skew > clockLimit:
		x.tell(model.Bad(model.StepClock, &model.Problem{Kind: model.KindClock, Detail: model.FormatWait(skew) + " behind"}))
	case skew < -clockLimit:
		x.tell(model.Bad(model.StepClock, &model.Problem{Kind: model.KindClock, Detail: model.FormatWait(-skew) + " ahead"}))
	default:
		x.tell(model.Good(model.StepClock, "within "+model.FormatWait(clockLimit)+" of the service's"))
	}
}
