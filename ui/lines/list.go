package lines

import (
	"strings"

	"attache/model"
	"attache/ui/wording"
)

// pageLength is how many files are read out at a time.
const pageLength = 20

// reading is where reading out stopped.
type reading struct {
	ids  []string
	next int
}

// doList reads out the files.
func (t *talk) doList(in input) {
	switch {
	case t.walk.first():
		t.say("Still reading the chat: " + count(t.lib.Len(), "file") + " so far.")
	case t.shut != nil:
		t.say("The chat could not be read. Type read to try again, explain for the causes.")
	case len(t.numbers) == 0:
		t.say("No files in this chat yet.")
	case in.rest == "":
		t.say(count(len(t.numbers), "file") + t.sortWords() + ".")
		t.readOut(t.list.IDs())
	default:
		if ids, ok := t.only(in); ok {
			t.reading = reading{}
			for _, id := range ids {
				t.say(t.line(id))
			}
		}
	}
}

// readOut reads out the first of these files.
func (t *talk) readOut(ids []string) {
	t.reading = reading{ids: ids}
	t.readOn()
}

func (t *talk) readOn() {
	r := &t.reading
	until := min(r.next+pageLength, len(r.ids))
	for ; r.next < until; r.next++ {
		t.say(t.line(r.ids[r.next]))
	}
	if rest := len(r.ids) - r.next; rest > 0 {
		t.say(itoa(rest) + " more. Type more to go on.")
	}
}

// doMore reads on.
func (t *talk) doMore(input) {
	if t.reading.next >= len(t.reading.ids) {
		t.say("That was all. Type list to begin again.")
		return
	}
	t.readOn()
}

// doFind reads out the files that a filter lets through.
func (t *talk) doFind(in input) {
	if in.rest == "" {
		t.say("Find what? Give words, as in find invoice, or type:pdf, from:customer, state:saved, size>1M.")
		return
	}
	t.list.SetFilter(in.rest)
	t.found = t.list.IDs()
	t.list.SetFilter("")
	if len(t.found) == 0 {
		t.say("Nothing found among " + count(len(t.numbers), "file") + ".")
		return
	}
	t.say(itoa(len(t.found)) + " of " + count(len(t.numbers), "file") + ".")
	t.readOut(t.found)
}

// sortColumn is a word that sort takes.
type sortColumn struct {
	word   string
	column model.SortColumn
}

func sortColumns() []sortColumn {
	return []sortColumn{
		{"arrival", model.SortArrival},
		{"name", model.SortName},
		{"type", model.SortType},
		{"size", model.SortSize},
		{"expiry", model.SortExpiry},
		{"state", model.SortState},
		{"sender", model.SortSender},
	}
}

// doSort sets the order in which files are read out.
func (t *talk) doSort(in input) {
	columns := sortColumns()
	words := make([]string, 0, len(columns))
	for _, c := range columns {
		words = append(words, c.word)
	}
	if len(in.words) == 0 {
		t.say("Sorted by " + t.sortedBy() + ". The orders are " + spokenList(words, "and") + ", and reverse after one of them.")
		return
	}
	reverse := len(in.words) == 2 && strings.HasPrefix("reversed", in.words[1])
	for _, c := range columns {
		if strings.HasPrefix(c.word, strings.ToLower(in.words[0])) && (len(in.words) == 1 || reverse) {
			t.list.Sort(c.column, reverse)
			t.say("Sorted by " + t.sortedBy() + ".")
			return
		}
	}
	fault := "There is no such order."
	if near := wording.Nearest(in.words[0], words); near != "" {
		fault += " Did you mean " + near + "?"
	}
	t.say(fault + " The orders are " + spokenList(words, "and") + ", and reverse after one of them.")
}

func (t *talk) sortedBy() string {
	by, reverse := t.list.SortedBy()
	for _, c := range sortColumns() {
		if c.column == by && reverse {
			return c.word + ", reversed"
		} else if c.column == by {
			return c.word
		}
	}
	return "arrival"
}

// sortWords says the order where it is not the usual one.
func (t *talk) sortWords() string {
	if by, reverse := t.list.SortedBy(); by == model.SortArrival && !reverse {
		return ""
	}
	return ", sorted by " + t.sortedBy()
}

// line is a file in a list: what tells it from others first, then what is going on with it.
func (t *talk) line(id string) string {
	a, _ := t.lib.ByID(id)
	parts := []string{itoa(t.placed[id])}
	if !t.hidden {
		parts = append(parts, strings.TrimRight(short(a.Label()), "."))
	}
	if state := t.stateWords(a); state != "" {
		parts = append(parts, state)
	}
	var facts []string
	if size := t.size(t.row(id)); size > 0 {
		facts = append(facts, spokenSize(size))
	}
	if kind := model.TypeLabel(a); kind != "" && (t.hidden || kind != model.Extension(a.Name)) {
		facts = append(facts, kind)
	}
	if from := t.from(a); from != "" {
		facts = append(facts, "from "+from)
	}
	if !a.SentAt.IsZero() {
		facts = append(facts, spokenAgo(t.server().Sub(a.SentAt)))
	}
	if len(facts) > 0 {
		parts = append(parts, capital(strings.Join(facts, ", ")))
	}
	return strings.Join(parts, ". ") + "."
}

// from names the sender: the part in the chat, and the name where names are shown.
func (t *talk) from(a model.Attachment) string {
	role := strings.ToLower(string(a.Role))
	if a.Role == model.RoleBot {
		role = "bot"
	}
	if t.hidden || a.Sender == "" || a.Role == model.RoleSystem { // the system's own name says nothing
		return prefixed("the ", role)
	}
	return strings.TrimSpace(role + " " + a.Sender)
}
