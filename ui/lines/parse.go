package lines

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"attache/ui/wording"
)

// input is a typed command.
type input struct {
	verb  *verb
	words []string // after the command
	rest  string   // the same as it was typed, without white space around it
}

// parse reads a typed line. It returns what is wrong with it where that is no command; nothing of
// what was typed is in that, since people paste tokens into the wrong window.
func (t *talk) parse(line string) (in input, fault string) {
	word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	in.rest = strings.TrimSpace(rest)
	in.words = fields(in.rest)
	if _, _, ok := span(word); ok { // a bare number shows the details
		in.words = fields(line)
		in.verb, fault = t.find("details")
		return in, fault
	}
	in.verb, fault = t.find(strings.ToLower(word))
	return in, fault
}

// fields parts words at white space and commas.
func fields(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' })
}

// find returns the command that a word means: by its name, or by any beginning of it that no other
// has.
func (t *talk) find(word string) (v *verb, fault string) {
	var names, could []string
	for i := range t.verbs {
		name := t.verbs[i].name
		names = append(names, name)
		if word == name || word != "" && word == t.verbs[i].also {
			return &t.verbs[i], ""
		}
		if word != "" && strings.HasPrefix(name, word) {
			v, could = &t.verbs[i], append(could, name)
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

// Words that stand for several attachments.
const (
	allWord   = "all"
	foundWord = "found"
)

// targets returns the attachments that words name, each once, in the order given, and how many of the
// words did: what follows them is the command's own, such as "as NAME". A fault is told.
func (t *talk) targets(in input) (ids []string, used int, ok bool) {
	for _, word := range in.words {
		named, known := t.named(word)
		if !known {
			break
		}
		used++
		ids = append(ids, named...)
	}
	ids = unique(ids)
	switch {
	case used > 0 && len(ids) == 0:
		t.say(t.nothingNamed(in.words[:used]))
		return nil, used, false
	case used == 0 && len(in.words) > 0:
		t.say("That names no file. Give its number, as in " + in.verb.name + " 1, or several, as in " + in.verb.name + " 1,3-5, or all.")
		return nil, 0, false
	case used == 0:
		t.say("Which file? Give its number, as in " + in.verb.name + " 1, or several, as in " + in.verb.name + " 1,3-5, or all.")
		return nil, 0, false
	}
	return ids, used, true
}

// only is targets for a command that takes nothing else.
func (t *talk) only(in input) (ids []string, ok bool) {
	ids, used, ok := t.targets(in)
	if ok && used < len(in.words) {
		t.say("There is something after the numbers that " + in.verb.name + " does not take. Nothing was done.")
		return nil, false
	}
	return ids, ok
}

// named returns the attachments that a word names. Numbers that no attachment has name nothing.
func (t *talk) named(word string) (ids []string, known bool) {
	switch strings.ToLower(word) {
	case allWord:
		return t.numbers, true
	case foundWord:
		return t.found, true
	}
	from, to, ok := span(word)
	if !ok {
		if t.placed[word] > 0 { // an ID
			return []string{word}, true
		}
		return nil, false
	}
	from, to = max(from, 1), min(to, len(t.numbers))
	if from > to {
		return nil, true
	}
	return t.numbers[from-1 : to], true
}

// nothingNamed says why numbers name nothing.
func (t *talk) nothingNamed(words []string) string {
	switch {
	case t.walk.first():
		return "The chat is still being read."
	case len(t.numbers) == 0:
		return "There are no files yet."
	case strings.EqualFold(words[0], foundWord):
		return "Nothing was found yet. Type find and words to look for files."
	}
	return "There is no file of that number. The last is " + itoa(len(t.numbers)) + "."
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
