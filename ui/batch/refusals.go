package batch

import (
	"attache/model"
	"attache/model/session"
	"attache/ui/wording"
)

// refusals says once what the service refuses for file after file. The zero value is ready.
type refusals struct {
	row    int  // refusals in a row, in the order told
	said   bool // what all of them have in common was told
	unsaid int  // how many were not told since
}

// tell reports whether a result is to be told by itself. A refusal of all files is told once, without
// the name of one.
func (r *refusals) tell(reporter Reporter, p *model.Problem) (byItself bool) {
	switch {
	case !isDenied(p):
		if !knownUnasked(p) {
			r.row = 0
		}
		return true
	case p.Cause == model.CauseLinks && !r.said:
		r.said = true
		reporter.Fail(model.Attachment{}, p)
		return false
	case p.Cause != model.CauseLinks && r.row < session.MaxDenials:
		r.row++
		return true
	}
	r.unsaid++
	return false
}

// end tells how many there were that were not told.
func (r *refusals) end(reporter Reporter) {
	if r.unsaid > 0 {
		reporter.Warn(model.Attachment{}, wording.TheSameFor(r.unsaid))
	}
}

// isDenied reports whether p says that the service gives no link for this token.
func isDenied(p *model.Problem) bool {
	return p != nil && p.Kind == model.KindDenied && p.Op == "GetAttachment"
}

// knownUnasked reports whether p was known without asking.
func knownUnasked(p *model.Problem) bool {
	if p == nil {
		return false
	}
	switch p.Kind { //nolint:exhaustive // the others are answers
	case model.KindRejected, model.KindScanning, model.KindCancelled, model.KindInput:
		return true
	}
	return false
}
