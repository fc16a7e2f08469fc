// Package diagnose looks at everything between this machine and the files of a chat.
package diagnose

import (
	"context"
	"slices"
	"strconv"
	"time"

	"attache/api"
	"attache/model"
)

// Bounds of an examination.
const (
	examineTime = 15 * time.Second // all of it
	firstTime   = 5 * time.Second  // the first request: a name, a connection, a handshake, an answer
	stepTime    = 3 * time.Second  // each of the others
	maxCalls    = 3
	// probeLife is the life of the link that the host of the files is tried with.
	probeLife = 30 * time.Second
	// clockLimit is how far the clocks may be apart before it is worth a word.
	clockLimit = 2 * time.Second
)

// examiner makes one examination.
type examiner struct {
	tell  func(model.Check)
	probe api.Probe
	calls int // spent

	traded bool // the participant token was exchanged, or refused

	connection  model.Secret
	participant model.Secret
	socket      model.Secret // the socket's URL, once known
}

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

// skip tells steps that could not be made.
func (x *examiner) skip(why model.Gap, steps ...model.Step) {
	for _, s := range steps {
		x.tell(model.NotMade(s, why))
	}
}

// wireSteps are those of the network, in their order.
func wireSteps() []model.Step {
	return []model.Step{model.StepDNS, model.StepTCP, model.StepProxy, model.StepTLS, model.StepClock}
}

// chatSteps are those that need a token, in their order.
func chatSteps() []model.Step {
	return []model.Step{model.StepToken, model.StepTranscript, model.StepLink, model.StepFiles, model.StepSocket}
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
