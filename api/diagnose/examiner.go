package diagnose

import (
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
