package api

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"attache/api/download"
	"attache/model"
)

// spend makes one of the calls, once: what is looked for is trouble, and a retry would hide it.
func (x *examiner) spend(ctx context.Context, k call) *model.Problem {
	x.calls++
	if f := x.c.send(ctx, k); f != nil {
		return f.Problem
	}
	return nil
}

// exchange spends the call that the participant token is good for.
func (x *examiner) exchange(ctx context.Context, answer *connectionAnswer) *model.Problem {
	x.traded = true
	return x.spend(ctx, exchangeCall(x.participant, true, answer))
}

// inTime gives a step its own time.
func inTime(ctx context.Context, do func(context.Context) *model.Problem) *model.Problem {
	ctx, cancel := context.WithTimeout(ctx, stepTime)
	defer cancel()
	return do(ctx)
}

// withConnection starts with what a connection token is good for. A participant token beside it is
// exchanged last, as the program does for a socket: whatever that does to the token that works, it has
// been tried by then.
func (x *examiner) withConnection(ctx context.Context, w *way) {
	var answer transcriptAnswer
	p := w.walk(ctx, func(ctx context.Context) *model.Problem { return x.spend(ctx, x.pageCall(&answer)) })
	if !w.open {
		x.skip(model.GapEarlier, chatSteps()...)
		return
	}
	x.clock()
	switch {
	case p == nil:
		x.tell(model.Good(model.StepToken, "a connection token, accepted; nothing tells when it was issued"))
		x.read(ctx, answer, nil)
	case p.Kind == model.KindDenied && !x.participant.IsZero():
		var got connectionAnswer
		p = inTime(ctx, func(ctx context.Context) *model.Problem { return x.exchange(ctx, &got) })
		x.exchanged(ctx, got.connection(x.c.serverNow()), p, "a connection token that was refused, and a participant token")
	case p.Kind == model.KindDenied:
		x.tell(model.Bad(model.StepToken, p))
		x.skip(model.GapEarlier, chatSteps()[1:]...)
	default:
		x.skip(model.GapEarlier, model.StepToken)
		x.read(ctx, answer, p)
	}
}

// withParticipant starts with the exchange of a participant token.
func (x *examiner) withParticipant(ctx context.Context, w *way) {
	var got connectionAnswer
	p := w.walk(ctx, func(ctx context.Context) *model.Problem { return x.exchange(ctx, &got) })
	if !w.open {
		x.skip(model.GapEarlier, chatSteps()...)
		return
	}
	x.clock()
	x.exchanged(ctx, got.connection(x.c.serverNow()), p, "a participant token")
}

// exchanged goes on with the connection token that a participant token has brought, unless p says
// that it has brought none.
func (x *examiner) exchanged(ctx context.Context, got connection, p *model.Problem, given string) {
	if p != nil {
		x.tell(model.Bad(model.StepToken, p))
		x.skip(model.GapEarlier, chatSteps()[1:]...)
		return
	}
	x.connection, x.socket = got.token, got.socket
	ends := "; when the connection token ends was not said"
	if left := got.ends.Sub(x.c.serverNow()); !got.ends.IsZero() {
		ends = "; the connection token ends in " + model.FormatToken(max(left, 0))
	}
	x.tell(model.Good(model.StepToken, given+", exchanged"+ends))
	var answer transcriptAnswer
	p = inTime(ctx, func(ctx context.Context) *model.Problem { return x.spend(ctx, x.pageCall(&answer)) })
	x.read(ctx, answer, p)
}

// pageCall asks for the newest page of the transcript.
func (x *examiner) pageCall(answer *transcriptAnswer) call {
	k := pageCall(reading{}, model.Secret{}, pageItems, answer)
	k.bearer = x.connection
	return k
}

// read goes on with the newest page of the chat, or with why there is none.
func (x *examiner) read(ctx context.Context, answer transcriptAnswer, p *model.Problem) {
	if p != nil {
		x.tell(model.Bad(model.StepTranscript, p))
		x.skip(model.GapEarlier, model.StepLink, model.StepFiles)
		x.news(ctx)
		return
	}
	page := new(history).page(answer)
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
	var answer attachmentAnswer
	var link model.Link
	p := inTime(ctx, func(ctx context.Context) *model.Problem {
		k := linkCall(page.Attachments[at].ID, probeLife, &answer)
		k.bearer = x.connection
		if p := x.spend(ctx, k); p != nil {
			return p
		}
		var err error
		if link, err = x.c.linkOf(answer, probeLife); err != nil {
			return model.AsProblem(err)
		}
		if link.URL.IsZero() {
			return &model.Problem{Kind: model.KindNoLink, Op: opAttachment}
		}
		return model.AsProblem(deadOnArrival(link))
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
	x.tell(model.Good(model.StepLink, "good for "+model.FormatCountdown(link.Left(x.c.serverNow()))+" where "+model.FormatCountdown(probeLife)+" were asked for"))
	x.files(ctx, link)
}

// files fetches one byte from the host of the files: the link is signed for GET alone.
func (x *examiner) files(ctx context.Context, link model.Link) {
	host := ""
	p := inTime(ctx, func(ctx context.Context) *model.Problem {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, link.URL.Reveal(), http.NoBody)
		if err != nil {
			return &model.Problem{Kind: model.KindInternal, Op: opFiles}
		}
		host = req.URL.Host
		req.Header.Set("Accept-Encoding", "identity")
		req.Header.Set("User-Agent", x.c.caller.Agent)
		req.Header.Set("Range", "bytes=0-0")
		resp, err := x.c.caller.Transport.RoundTrip(req)
		if err != nil {
			return x.c.caller.Broken(ctx, ctx, opFiles, err).Problem
		}
		defer resp.Body.Close()
		if resp.StatusCode >= http.StatusBadRequest {
			return download.HostFault(resp, link.URL, x.c.now()).Problem
		}
		return nil
	})
	if p != nil {
		x.tell(model.Bad(model.StepFiles, p))
		return
	}
	x.tell(model.Good(model.StepFiles, host))
}

// news looks for the host of the sockets. It opens none: a participant may have five.
func (x *examiner) news(ctx context.Context) {
	if !x.participant.IsZero() && !x.traded {
		var got connectionAnswer
		if p := inTime(ctx, func(ctx context.Context) *model.Problem { return x.exchange(ctx, &got) }); p != nil {
			x.tell(model.Bad(model.StepSocket, p))
			return
		}
		x.socket = got.connection(x.c.serverNow()).socket
	}
	if x.socket.IsZero() {
		x.skip(model.GapNoParticipant, model.StepSocket)
		return
	}
	u, why := x.c.socketURL(x.socket)
	if why != "" {
		x.tell(model.Bad(model.StepSocket, &model.Problem{Kind: model.KindJunk, Op: opConnect, Detail: "socket URL: " + why}))
		return
	}
	u.Path, u.RawPath, u.RawQuery, u.Fragment = "/", "", "", "" // the key to the socket stays here
	p := inTime(ctx, func(ctx context.Context) *model.Problem { return x.look(ctx, u.String()) })
	if p != nil {
		p.Op = opSocket
		x.tell(model.Bad(model.StepSocket, p))
		return
	}
	x.tell(model.Good(model.StepSocket, u.Host))
}
