package wording

import (
	"strings"

	"attache/model"
)

// inputFault explains a fault in what the user gave. Op is the input's name as the user knows it; what
// may stand there, and what to do instead, depends on which input it is (see subjectOf).
func inputFault(p *model.Problem) Words { //nolint:funlen // a table
	name, about := named(p.Op), subjectOf(p.Op)
	w := Words{Brief: "bad input", Advice: about.advice()}
	if about.isToken() && p.Code != model.FaultMissing {
		w.Advice = tokenAdvice(p) // the way it came is not at fault
	}
	switch p.Code {
	case model.FaultMissing:
		w.Brief, w.Sentence = "missing", missingInput(name, about, p)
		if _, _, ok := placed(p.Op); ok && about.isToken() {
			w.Advice = "Write connection-token-file: FILE into it, or another way of 'attache list --help'."
		}
		if about == subjectID {
			w.Advice = "Run 'attache list' to see the IDs of the chat's attachments."
		}
	case model.FaultEmpty:
		w.Sentence = closed(name+" is empty", p.Detail)
	case model.FaultTooLong:
		w.Sentence = closed(name+" is too long"+about.limit(), p.Detail)
	case model.FaultControl:
		w.Sentence = closed(name+" holds white space, a line break or a character that cannot be part of it", p.Detail)
	case model.FaultRange:
		w.Sentence = closed(name+" must be "+about.span(), p.Detail)
	case model.FaultChoice:
		return choice(name, p.Detail)
	case model.FaultNotURL:
		w.Sentence = closed(name+" is not a URL with http or https and a host", p.Detail)
		if about == subjectProxy {
			w.Sentence = name + " is not the URL of a proxy, and the proxy is not to be bypassed."
		}
	case model.FaultPlainHTTP:
		w.Sentence = closed(name+" is plain http to another machine, where the token could be read on the way", p.Detail)
		w.Advice = "Use https, or accept the risk with --insecure-endpoint."
	case model.FaultArgument:
		return argument(p.Op, about)
	case model.FaultUnknown:
		return unknown(p)
	case model.FaultOtherKind:
		w.Sentence = closed(name+" holds the other kind of token", p.Detail)
		w.Advice = otherKind(about)
	case model.FaultUnreadable:
		w.Sentence = closed(name+" cannot be used", p.Detail)
	case model.FaultUnwritable:
		w.Sentence = closed(name+" cannot be written", p.Detail)
	case model.FaultNoTerminal:
		return noTerminal(p)
	case model.FaultDead:
		w.Sentence = closed("No emulator answers at the URL of "+name, p.Detail)
		w.Advice = "Start one with 'attache emulate', or give the URL that it printed."
	case model.FaultLate:
		w.Sentence, w.Advice = "No page came with the code in time.", pairAgain
	case model.FaultTries:
		w.Sentence, w.Advice = "Too many wrong codes came; none is taken any more.", pairAgain
	case model.FaultExposed:
		w.Sentence = closed(name+" can be changed by every user of this machine, and runs commands", p.Detail)
		w.Advice = "Look through it, then take their rights away: chmod go-w FILE."
	case model.FaultUnusual:
		w.Sentence = closed(name+" is taken only where an administrator has allowed it", p.Detail)
		w.Advice = "Add --any-file where you know that yours has."
	case model.FaultConflict:
		w.Sentence = closed(name+" cannot be combined with what else is given", p.Detail)
		if _, _, ok := placed(p.Op); ok {
			w.Sentence = closed(name+" clashes", p.Detail)
		}
		w.Advice = "Give one of them only."
	default:
		w.Sentence = closed(name+" cannot be used", p.Detail)
	}
	return w
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

// tokenAdvice is the next step where a token was looked for and none was found.
func tokenAdvice(p *model.Problem) string {
	command := strings.Contains(strings.ToLower(p.Op), "command")
	switch {
	case p.Code == model.FaultUnreadable && command:
		return "Run the command by itself, and see whether it prints the token."
	case p.Code == model.FaultUnreadable && strings.Contains(p.Detail, "connectionToken"):
		return "Copy the answer again, with the token that it holds."
	case p.Code == model.FaultUnreadable:
		return "Check the path, and that you may read it."
	case command:
		return "Let the command print the token alone, or the JSON of an SDK that holds it."
	}
	return "Copy the token again: one word alone, or the JSON of an SDK that holds it."
}

// otherKind says where a token of the other kind goes.
func otherKind(about subject) string {
	if about == subjectConnectionToken {
		return subjectParticipantToken.advice()
	}
	return subjectConnectionToken.advice()
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
