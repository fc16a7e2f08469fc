package filter

// Fault is a word that may not do what was meant.
type Fault struct {
	Kind  FaultKind
	Word  string // the column or the value at fault, or the whole word where it is not complete
	Names []string
}

// FaultKind is what is amiss with a word.
type FaultKind int

// The kinds.
const (
	Unfinished    FaultKind = iota // it is not complete and changes nothing
	UnknownColumn                  // there is no such column, so it is a plain word; Names are the columns
	NeedsColon                     // the column holds texts, and is compared: it is a plain word
	UnknownState                   // no state begins so; Names are the states
)

// Fault returns the worst that is amiss with the filter, and false where nothing is. states are the names of all
// states, as they are typed.
func (f Filter) Fault(states []string) (Fault, bool) {
	var found []Fault
	for _, word := range split(Fold(f.text)) {
		t, ok := parseTerm(word)
		bare := trimNot(word)
		name, op := cutColumn(bare)
		switch value := bare[len(name)+len(op):]; {
		case !ok:
			found = append(found, Fault{Kind: Unfinished, Word: word})
		case t.in == Anywhere && !t.quoted && op != "" && column(name) != Anywhere:
			found = append(found, Fault{Kind: NeedsColon, Word: name})
		case t.in == Anywhere && !t.quoted && op != "" && value != "":
			return Fault{Kind: UnknownColumn, Word: name, Names: Columns()}, true
		case t.in == State && !begins(states, t.word):
			found = append(found, Fault{Kind: UnknownState, Word: value, Names: states})
		}
	}
	if len(found) == 0 {
		return Fault{}, false
	}
	worst := found[0]
	for _, fault := range found {
		if fault.Kind > worst.Kind {
			worst = fault
		}
	}
	return worst, true
}

func begins(all []string, word string) bool {
	for _, s := range all {
		if joined(s) == word || len(word) < len(joined(s)) && joined(s)[:len(word)] == word {
			return true
		}
	}
	return false
}
