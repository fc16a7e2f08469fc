package linemode

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"attache/ui/wording"
)

// verb is a command.
type verb struct {
	name string
	also string // another word for it; empty: none
	args string // what it takes, as help shows it
	does string // a sentence
	more string // further sentences, for help on this command alone
	act  func(input)
}

func (v *verb) help() string { return v.name + prefixed(" ", v.args) + ": " + v.does }

// verbs are the commands, in the order of the help.
type verbs []verb

// input is a typed command.
type input struct {
	verb  *verb
	words []string // after the command
	rest  string   // the same as it was typed, without white space around it
}

// parse reads a typed line. It returns what is wrong with it where that is no command; nothing of
// what was typed is in that, since people paste tokens into the wrong window.
func (vs verbs) parse(line string) (in input, fault string) {
	word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	in.rest = strings.TrimSpace(rest)
	in.words = fields(in.rest)
	if _, _, ok := span(word); ok { // a bare number shows the details
		in.words = fields(line)
		in.verb, fault = vs.find("details")
		return in, fault
	}
	in.verb, fault = vs.find(strings.ToLower(word))
	return in, fault
}

// fields parts words at white space and commas.
func fields(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' })
}

// find returns the command that a word means: by its name, or by any beginning of it that no other
// has.
func (vs verbs) find(word string) (v *verb, fault string) {
	var names, could []string
	for i := range vs {
		name := vs[i].name
		names = append(names, name)
		if word == name || word != "" && word == vs[i].also {
			return &vs[i], ""
		}
		if word != "" && strings.HasPrefix(name, word) {
			v, could = &vs[i], append(could, name)
		}
	}
	switch {
	case len(could) == 1:
		return v, ""
	case len(could) > 1:
		return nil, "That may be " + spokenList(could, "or") + ". Type a letter more."
	}
	if near := wording.Nearest(word, names); near != "" {
		return nil, "There is no such command. Did you mean " + near + "?"
	}
	return nil, "There is no such command. Type help for what there is."
}

// span reads "3" or "3-5".
func span(word string) (from, to int, ok bool) {
	first, last, ranged := strings.Cut(strings.TrimSuffix(word, "."), "-")
	from, ok = number(first)
	if !ok || !ranged {
		return from, from, ok
	}
	to, ok = number(last)
	if from > to {
		from, to = to, from
	}
	return from, to, ok
}

// number reads digits alone.
func number(s string) (int, bool) {
	if s == "" || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		n = math.MaxInt // more than there can be
	}
	return n, true
}

// unique drops repetitions.
func unique(ids []string) []string {
	seen := make(map[string]bool, len(ids))
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool {
		again := seen[id]
		seen[id] = true
		return again
	})
}
