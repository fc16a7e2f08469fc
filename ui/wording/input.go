package wording

import (
	"strings"

	"attache/model"
)

// inputFault explains a fault in what the user gave. Op is the input's name as the user knows it; what
// may stand there, and what to do instead, depends on which input it is (see subjectOf).
func inputFault(p *model.Problem) Words {
	name, about := named(p.Op), subjectOf(p.Op)
	switch p.Code {
	case model.FaultChoice:
		return choice(name, p.Detail)
	case model.FaultArgument:
		return argument(p.Op, about)
	case model.FaultUnknown:
		return unknown(p)
	case model.FaultNoTerminal:
		return noTerminal(p)
	case model.FaultLate:
		return Words{Brief: "bad input", Sentence: "No page came with the code in time.", Advice: pairAgain}
	case model.FaultTries:
		return Words{Brief: "bad input", Sentence: "Too many wrong codes came; none is taken any more.", Advice: pairAgain}
	}
	w := Words{Brief: "bad input", Sentence: badValue(name, about, p), Advice: about.advice()}
	switch p.Code {
	case model.FaultMissing:
		w.Brief = "missing"
		if _, _, ok := placed(p.Op); ok && about.isToken() {
			w.Advice = "Write connection-token-file: FILE into it, or another way of 'attache list --help'."
		}
		if about == subjectID {
			w.Advice = "Run 'attache list' to see the IDs of the chat's attachments."
		}
	case model.FaultPlainHTTP:
		w.Advice = "Use https, or accept the risk with --insecure-endpoint."
	case model.FaultOtherKind:
		w.Advice = otherKind(about)
	case model.FaultDead:
		w.Advice = "Start one with 'attache emulate', or give the URL that it printed."
	case model.FaultExposed:
		w.Advice = "Look through it, then take their rights away: chmod go-w FILE."
	case model.FaultUnusual:
		w.Advice = "Add --any-file where you know that yours has."
	case model.FaultConflict:
		w.Advice = "Give one of them only."
	default:
		if about.isToken() {
			w.Advice = tokenAdvice(p) // the way it came is not at fault
		}
	}
	return w
}

// badValue says what is wrong with what was given, or that nothing was.
func badValue(name string, about subject, p *model.Problem) string {
	wrong := " cannot be used"
	switch p.Code {
	case model.FaultMissing:
		return missingInput(name, about, p)
	case model.FaultDead:
		return closed("No emulator answers at the URL of "+name, p.Detail)
	case model.FaultEmpty:
		wrong = " is empty"
	case model.FaultTooLong:
		wrong = " is too long" + about.limit()
	case model.FaultControl:
		wrong = " holds white space, a line break or a character that cannot be part of it"
	case model.FaultRange:
		wrong = " must be " + about.span()
	case model.FaultNotURL:
		if about == subjectProxy {
			return name + " is not the URL of a proxy, and the proxy is not to be bypassed."
		}
		wrong = " is not a URL with http or https and a host"
	case model.FaultPlainHTTP:
		wrong = " is plain http to another machine, where the token could be read on the way"
	case model.FaultOtherKind:
		wrong = " holds the other kind of token"
	case model.FaultUnwritable:
		wrong = " cannot be written"
	case model.FaultExposed:
		wrong = " can be changed by every user of this machine, and runs commands"
	case model.FaultUnusual:
		wrong = " is taken only where an administrator has allowed it"
	case model.FaultConflict:
		wrong = " cannot be combined with what else is given"
		if _, _, ok := placed(p.Op); ok {
			wrong = " clashes"
		}
	}
	return closed(name+wrong, p.Detail)
}

// missingInput tells an input that nobody gave from a flag without its value, whose Op is "flag"
// and its name.
func missingInput(name string, about subject, p *model.Problem) string {
	if flag, ok := strings.CutPrefix(p.Op, "flag "); ok {
		return fit(safe(flag), maxName) + " needs a value."
	}
	if about == subjectRegion {
		_, place, _ := placed(p.Op)
		return "No region is given" + in(place) + ", and none is found in the variables and the profile."
	}
	if about == subjectCredentials {
		return closed("No AWS credentials are found", p.Detail)
	}
	return closed(name+" is missing", p.Detail)
}

// choice splits a detail of the form "value; choice, choice" or "value (choice, choice)": the value
// goes to the sentence, the choices to the advice.
func choice(name, detail string) Words {
	detail = safe(detail)
	value, choices, ok := strings.Cut(detail, "; ")
	if !ok {
		value, choices, ok = strings.Cut(strings.TrimSuffix(detail, ")"), " (")
	}
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
func argument(op string, about subject) Words {
	name := named(op)
	w := Words{
		Brief:    "bad input",
		Sentence: closed(name+" may not hold a secret: other users and the shell's history can read arguments", ""),
		Advice:   about.advice(),
	}
	if about == subjectID {
		w.Sentence = "What stands for an attachment ID looks like a token, which is not sent and not shown."
		w.Advice = subjectConnectionToken.advice()
		return w
	}
	if about == subjectEndpoint {
		w.Sentence = closed(name+" holds a user name, password, query or token, which may be secret", "")
		w.Advice = "Give scheme, host, port and path only; the token goes in by itself."
		return w
	}
	if _, _, ok := placed(op); ok {
		w.Sentence = closed(name+" may not hold a secret: files are copied, shared and kept", "")
	}
	return w
}

// unknown says what does not exist: for a command, a flag, a setting or an action, whose Op starts
// with that word, the detail is the nearest name; for any other input it is the value.
func unknown(p *model.Problem) Words {
	see := "Run 'attache help' to see what there is."
	w := Words{Brief: "bad input", Advice: see}
	op, place, _ := placed(p.Op)
	kind, what, _ := strings.Cut(op, " ")
	what = fit(what, maxName)
	switch kind {
	case "command":
		w.Sentence = "There is no command " + what + "."
		w.Advice = "Run 'attache help' to see the commands; an attachment ID that looks like one goes after --."
	case "flag":
		w.Sentence = "There is no flag " + what + "."
	case "setting":
		w.Sentence = "There is no setting " + what + in(place) + "."
		see = "Run 'attache config template' to see what there is."
		w.Advice = see
	case "action":
		w.Sentence = "There is no action " + what + in(place) + "."
		see = "Run 'attache config keys' to see what there is."
		w.Advice = see
	case "arguments":
		what = strings.TrimPrefix(what, "of ")
		w.Sentence = "There is something after " + what + " that it does not take."
		w.Advice = "Run '" + what + " --help' to see what it takes."
	default:
		if subjectOf(p.Op) == subjectRegion {
			return unknownRegion(p)
		}
		w.Sentence = closed(named(p.Op)+" names nothing that exists", p.Detail)
		w.Advice = subjectOf(p.Op).advice()
		return w
	}
	near := safe(p.Detail)
	if kind == "flag" && strings.HasPrefix(near, "attache") && !strings.Contains(near, " --") {
		w.Advice = "These commands take it: " + strings.ReplaceAll(near, "attache ", "") + "."
		return w
	}
	if near != "" {
		w.Advice = "Did you mean " + fit(near, maxName) + "? " + see
	}
	return w
}

// unknownRegion suggests the nearest region, and the way to one that is newer than the program.
func unknownRegion(p *model.Problem) Words {
	w := Words{
		Brief:    "bad input",
		Sentence: closed("No such region known ("+called(p.Op)+")", p.Detail),
		Advice:   subjectRegion.advice(),
	}
	if near := Nearest(strings.ToLower(p.Detail), model.Regions()); near != "" {
		w.Advice = "Did you mean " + near + "? Give the address of a newer region with --endpoint-url."
	}
	return w
}

func noTerminal(p *model.Problem) Words {
	return Words{
		Brief:    "no terminal",
		Sentence: closed("The screen needs a terminal", p.Detail),
		Advice:   "Run it in a terminal window, without pipes; 'attache list', 'link', 'get' and 'watch' need none.",
	}
}

// named returns an input's name for the start of a sentence: flags and variables as they are typed,
// anything else with a capital.
func named(op string) string {
	what, place, _ := placed(op)
	s := fit(what, maxName)
	switch {
	case s == "":
		return "An input"
	case s[0] >= 'a' && s[0] <= 'z':
		s = "The " + s
	}
	return s + in(place)
}
