package acts

import (
	"cmp"
	"slices"
	"strings"

	"github.com/sahilm/fuzzy"

	"attache/ui/keys"
)

// Entry is an action that can be chosen by its name.
type Entry struct {
	Name string // as a configuration file has it: "act.copy"
	Does string
	Key  string // how help names its key
	Why  string // why it does nothing now; "" where it does something
	At   []int  // the bytes of Does that were looked for
}

// Entries returns every action that can be chosen, or where broken is set, those of the pane that says why the chat
// could not be read. What is done most comes first, moving last.
func (n *Now) Entries(k *keys.Map, broken bool) []Entry {
	var all, moves []Entry
	for _, a := range k.Named() {
		e := Entry{Name: a.Name, Does: a.Does, Key: a.Key}
		scope, name, _ := strings.Cut(a.Name, ".")
		switch listed := n.enter(&e, k, scope, name); {
		case !listed || broken != (scope == "broken") || name == "palette":
		case scope == "move":
			moves = append(moves, e)
		default:
			all = append(all, e)
		}
	}
	return append(all, moves...)
}

// enter says of an entry what stands in a menu, and why it does nothing now. It fails for what acts in one place alone.
func (n *Now) enter(e *Entry, k *keys.Map, scope, name string) bool {
	switch scope {
	case "ask", "prompt", "panel", "doors":
		return false
	case "sort":
		e.Does, e.Key = "sort by "+e.Does, k.List.Sort.Help().Key+" "+e.Key
	case "form":
		e.Does, e.Key = "copy as "+e.Does, k.Act.CopyAs.Help().Key+" "+e.Key
	}
	e.Why = n.Why(e.Name)
	return name != "back" || scope == "list"
}

// Find returns the entries that hold the letters of a text in their order, the most similar first. Where none does,
// their names in the configuration are looked through.
func Find(all []Entry, text string) []Entry {
	text = strings.TrimSpace(text)
	if text == "" {
		return all
	}
	does, names := make([]string, len(all)), make([]string, len(all))
	for i, e := range all {
		does[i], names[i] = e.Does, e.Name
	}
	var found []Entry
	for _, m := range fuzzy.Find(text, does) {
		e := all[m.Index]
		e.At = m.MatchedIndexes
		if at := whole(e.Does, text); at >= 0 {
			e.At = nil
			for i := range len(text) {
				e.At = append(e.At, at+i)
			}
		}
		found = append(found, e)
	}
	if len(found) == 0 {
		for _, m := range fuzzy.Find(text, names) {
			found = append(found, all[m.Index])
		}
	}
	slices.SortStableFunc(found, func(a, b Entry) int { return cmp.Compare(apart(a.Does, text), apart(b.Does, text)) })
	return found
}

// apart says how far a text is from what was typed: it begins with it, a word of it does, it holds it, or its letters.
func apart(does, typed string) int {
	switch at := whole(does, typed); {
	case at == 0:
		return 0
	case at > 0 && does[at-1] == ' ':
		return 1
	case at > 0:
		return 2
	}
	return 3
}

// whole is where a text holds what was typed, at the begin of a word if it can be; -1: nowhere. What actions do is
// written in ASCII.
func whole(does, typed string) int {
	does, typed = strings.ToLower(does), strings.ToLower(typed)
	if at := strings.Index(" "+does, " "+typed); at >= 0 {
		return at
	}
	return strings.Index(does, typed)
}
