package wording

import (
	"strings"

	"attache/model"
)

// input explains a fault in what the user gave. Op is the input's name as the user knows it; what
// may stand there, and what to do instead, depends on which input it is (see subjectOf).
func input(p *model.Problem) Words {
	name, about := named(p.Op), subjectOf(p.Op)
	w := Words{Brief: "bad input", Advice: about.advice()}
	switch p.Code {
	case model.FaultMissing:
		w.Brief, w.Sentence = "missing", closed(name+" is missing", p.Detail)
	case model.FaultEmpty:
		w.Sentence = closed(name+" is empty", p.Detail)
	case model.FaultTooLong:
		w.Sentence = closed(name+" is too long"+about.limit(), p.Detail)
	case model.FaultControl:
		w.Sentence = closed(name+" holds a line break, white space or a control character", p.Detail)
	case model.FaultRange:
		w.Sentence = closed(name+" must be "+about.span(), p.Detail)
	case model.FaultChoice:
		return choice(name, p.Detail)
	case model.FaultNotURL:
		w.Sentence = closed(name+" is not a URL with http or https and a host", p.Detail)
	case model.FaultPlainHTTP:
		w.Sentence = closed(name+" is plain http to another machine, where the token could be read on the way", p.Detail)
		w.Advice = "Use https, or accept the risk with --insecure-endpoint."
	case model.FaultArgument:
		return argument(name, about)
	case model.FaultUnknown:
		return unknown(p)
	case model.FaultUnreadable:
		w.Sentence = closed(name+" cannot be used", p.Detail)
	case model.FaultUnwritable:
		w.Sentence = closed(name+" cannot be written", p.Detail)
	case model.FaultNoTerminal:
		return noTerminal(p)
	case model.FaultConflict:
		w.Sentence = closed(name+" cannot be combined", p.Detail)
		w.Advice = "Give one of them only."
	default:
		w.Sentence = closed(name+" cannot be used", p.Detail)
	}
	return w
}

// choice splits a detail of the form "value; choice, choice": the value goes to the sentence, the
// choices to the advice.
func choice(name, detail string) Words {
	value, choices, ok := strings.Cut(safe(detail), "; ")
	w := Words{
		Brief:    "bad input",
		Sentence: closed(name+" does not know this value", value),
		Advice:   "Run 'attache help' to see its choices.",
	}
	if ok {
		w.Advice = "Choose one of: " + choices + "."
	}
	return w
}

// argument explains why a secret is not taken from the command line, and names the safe ways.
func argument(name string, about subject) Words {
	w := Words{
		Brief:    "bad input",
		Sentence: closed(name+" may not hold a secret: other users and the shell's history can read arguments", ""),
		Advice:   about.advice(),
	}
	if about == subjectEndpoint {
		w.Sentence = closed(name+" holds a user name, password or query, which may be secret", "")
		w.Advice = "Give scheme, host, port and path only; the token goes in by itself."
	}
	return w
}

// unknown suggests the nearest name, which is the problem's detail.
func unknown(p *model.Problem) Words {
	w := Words{Brief: "bad input", Advice: "Run 'attache help' to see what there is."}
	kind, what, ok := strings.Cut(safe(p.Op), " ")
	switch {
	case ok && kind == "command":
		w.Sentence = "There is no command " + fit(what, 40) + "."
		w.Advice = "Run 'attache help' to see the commands; an attachment ID that looks like one goes after --."
	case strings.HasPrefix(p.Op, "-"):
		w.Sentence = "There is no flag " + fit(safe(p.Op), 60) + "."
	default:
		w.Sentence = named(p.Op) + " names nothing that exists."
		if subjectOf(p.Op) == subjectProfile {
			w.Advice = subjectProfile.advice()
		}
	}
	if p.Detail != "" {
		w.Advice = "Did you mean " + fit(safe(p.Detail), 60) + "? Run 'attache help' to see what there is."
	}
	return w
}

func noTerminal(p *model.Problem) Words {
	return Words{
		Brief:    "no terminal",
		Sentence: closed("The screen needs a terminal", p.Detail),
		Advice:   "Run attache in a terminal window, without pipes; 'attache emulate' works without one.",
	}
}

// named returns an input's name for the start of a sentence: flags and variables as they are typed,
// anything else with a capital.
func named(op string) string {
	s := fit(safe(op), 48)
	switch {
	case s == "":
		return "An input"
	case s[0] >= 'a' && s[0] <= 'z':
		return "The " + s
	}
	return s
}
