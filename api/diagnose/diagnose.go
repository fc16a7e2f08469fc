// Package diagnose looks at everything between this machine and the files of a chat.
package diagnose

import (
	"context"
	"slices"
	"strconv"

	"attache/api"
	"attache/model"
)

// Run looks at everything between this machine and the files of a chat, one step after the
// other, and tells each result as soon as it is known, from the caller's goroutine. It needs no
// token, but finds out more with one. It makes at most three calls, none of them twice, and is over
// in 15 seconds, or with its context. Without Options.Transport it makes its own way out; Endpoint and Now of the options
// are its own business.
func Run(outer context.Context, s api.Settings, o api.Options, tell func(model.Check)) {
	ctx, cancel := context.WithTimeout(outer, examineTime)
	defer cancel()
	known := func(c model.Check) {
		if outer.Err() == nil { // what was broken off is no finding
			tell(c)
		}
	}
	x := &examiner{tell: known, connection: o.ConnectionToken, participant: o.ParticipantToken}
	if c, way := x.prepare(s, o); c != nil {
		defer c.Close()
		x.examine(ctx, way)
	}
	x.tell(model.Good(model.StepCalls, counted(x.calls)))
}

// prepare finds the endpoint and makes the client; none where the way ends before that.
func (x *examiner) prepare(s api.Settings, o api.Options) (*api.Client, *way) {
	e, err := api.Resolve(s)
	if err != nil {
		x.tell(model.Bad(model.StepEndpoint, model.AsProblem(err)))
		x.skip(model.GapEarlier, slices.Concat([]model.Step{model.StepCA}, wireSteps(), chatSteps())...)
		return nil, nil
	}
	x.tell(model.Good(model.StepEndpoint, whereFrom(e)))
	if o.Transport == nil {
		t, err := api.NewTransport(e)
		if err != nil {
			x.tell(model.Bad(model.StepCA, model.AsProblem(err)))
			x.skip(model.GapEarlier, slices.Concat(wireSteps(), chatSteps())...)
			return nil, nil
		}
		o.Transport = t
	}
	x.tell(model.Good(model.StepCA, trusted(e)))
	o.Endpoint, o.AppID = e.URL, e.AppID
	c, err := api.New(o)
	if err != nil {
		x.tell(model.Bad(model.StepToken, model.AsProblem(err)))
		x.skip(model.GapEarlier, slices.Concat(wireSteps(), chatSteps()[1:])...)
		return nil, nil
	}
	x.probe = c.Probe()
	return c, x.newWay(o.Transport)
}

// whereFrom says what the endpoint is and who named it.
func whereFrom(e api.Endpoint) string {
	s := e.URL.Host
	switch {
	case e.EndpointFrom == "region":
		s += ", region from " + e.RegionFrom
	case e.Region == "":
		s += " from " + e.EndpointFrom
	default:
		s += " from " + e.EndpointFrom + ", region " + e.Region + " from " + e.RegionFrom
	}
	switch {
	case e.Loopback:
		s += "; this machine"
	case e.Custom:
		s += "; outside Amazon's own domains"
	}
	return s
}

// trusted says whose certificates are trusted.
func trusted(e api.Endpoint) string {
	if e.CABundle == "" {
		return "the system's certificates"
	}
	return e.CABundle + " from " + e.CABundleFrom + ", instead of the system's"
}

func counted(calls int) string {
	switch calls {
	case 0:
		return "no call to the service was made"
	case 1:
		return "1 call to the service was made"
	}
	return strconv.Itoa(calls) + " calls to the service were made"
}

// examine makes the first request, which shows the way, and what it allows.
func (x *examiner) examine(ctx context.Context, w *way) {
	switch {
	case !x.connection.IsZero():
		x.withConnection(ctx, w)
	case !x.participant.IsZero():
		x.withParticipant(ctx, w)
	default:
		p := w.walk(ctx, func(ctx context.Context) *model.Problem { return x.probe.Reach(ctx, x.probe.Endpoint(), "") })
		if w.open {
			x.clock()
		}
		x.withoutToken(p)
	}
}

// withoutToken tells what cannot be known, and p where the host took the question and did not answer.
func (x *examiner) withoutToken(p *model.Problem) {
	x.skip(model.GapNoToken, model.StepToken)
	if p == nil {
		x.skip(model.GapNoToken, model.StepTranscript)
	} else {
		x.tell(model.Bad(model.StepTranscript, p))
	}
	x.skip(model.GapNoToken, model.StepLink, model.StepFiles, model.StepSocket)
}
