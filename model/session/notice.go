package session

import (
	"slices"
	"time"

	"attache/model"
)

// Weight is how much a notice matters.
type Weight int

// The weights, lightest first.
const (
	WeightDetail  Weight = iota // a step, for the log and for those who want all
	WeightNews                  // something happened in the chat
	WeightResult                // what came of something that was asked for
	WeightWarning               // something to be known before it is too late
	WeightProblem               // something went wrong
)

// weightOf is how much an answer matters in which some files are missing. What the user has cancelled is
// no problem.
func weightOf(missing []Missing) Weight {
	if slices.ContainsFunc(missing, func(m Missing) bool { return m.Problem.Kind != model.KindCancelled }) {
		return WeightProblem
	}
	return WeightResult
}

// weightFor is how much an answer matters that tells of one problem, or of none.
func weightFor(p *model.Problem) Weight {
	if p == nil || p.Kind == model.KindCancelled {
		return WeightResult
	}
	return WeightProblem
}

// Notice is something to be told.
type Notice struct {
	Answers int  // the number of the intent it answers; 0: none
	Final   bool // nothing more comes for that intent
	Weight  Weight
	About   []string // the files it is about, which a front end names or counts
	Fact    Fact
}

// Fact is what a notice tells.
type Fact any

// How long a notice stays where somebody looks. A problem stays until it is read.
const (
	ResultLasts  = 4 * time.Second
	WarningLasts = 8 * time.Second
)

// Lasts is how long a notice of this weight stays; 0: until it is read.
func (w Weight) Lasts() time.Duration {
	switch w {
	case WeightProblem:
		return 0
	case WeightWarning:
		return WarningLasts
	case WeightDetail, WeightNews, WeightResult:
	}
	return ResultLasts
}

// Covers reports whether n may take the place of a notice that has been shown for some time and not been
// read. What may not waits for its turn. A problem stays until it is read; an answer keeps its time
// against news.
func (n Notice) Covers(shown Notice, since time.Duration) bool {
	switch {
	case n.Weight == WeightDetail, shown.Weight == WeightProblem:
		return false
	case n.Weight == WeightProblem, n.Answers > 0, shown.Weight <= WeightNews:
		return true
	}
	return since >= shown.Weight.Lasts()
}
