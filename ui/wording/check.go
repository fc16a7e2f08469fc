package wording

import "attache/model"

// CheckResult returns what a check found, and what to do where it is not well. For one that could not be
// made, it says why. Both are safe lines; advice is empty where there is nothing to do.
func CheckResult(c model.Check) (detail, advice string) {
	switch c.Finding {
	case model.FindingGood:
		return fit(safe(c.Detail), MaxSentence), ""
	case model.FindingBad:
		w := For(c.Problem)
		return w.Sentence, w.Advice
	case model.FindingUnknown:
	}
	return gap(c)
}

// gap says why a check was not made.
func gap(c model.Check) (detail, advice string) {
	switch c.Gap {
	case model.GapNoToken:
		return "Not checked: no token is given.", "Give one as for any other command; 'attache doctor --help' names the ways."
	case model.GapNoFile:
		return "Not checked: the newest page of the chat has no file that has passed its scan.", "Check again once there is one."
	case model.GapNoParticipant:
		return "Not known: only a participant token leads to the host that news come from.",
			"Let *.transport.connect.REGION.amazonaws.com:443 through; without it the chat is read again now and then."
	case model.GapSpent:
		return "Not checked: the calls were needed for the token.", "Check again with a token that is accepted."
	case model.GapEarlier:
	}
	return "Not checked: what it needs did not work.", "See to what failed before it first."
}
