package linemode

import (
	"strings"

	"attache/model"
	"attache/ui/wording"
)

// doList reads out the files.
func (c *conversation) doList(in input) {
	switch {
	case c.firstReading():
		c.say("Still reading the chat: " + count(c.session.Library().Len(), "file") + " so far.")
	case c.session.Shut() != nil:
		c.say("The chat could not be read. Type read to try again, explain for the causes.")
	case c.session.Library().Len() == 0:
		c.say("No files in this chat yet. " + wording.NotInChat())
	case in.rest == "":
		c.say(count(c.session.Library().Len(), "file") + c.sortWords() + ".")
		c.readOut(c.list.IDs())
	default:
		if ids, ok := c.only(in); ok {
			c.reading = reading{}
			for _, id := range ids {
				c.say(c.entry(id))
			}
		}
	}
}

// doMore reads on.
func (c *conversation) doMore(input) {
	if c.reading.next >= len(c.reading.ids) {
		c.say("That was all. Type list to begin again.")
		return
	}
	c.readOn()
}

// doFind reads out the files that a filter lets through.
func (c *conversation) doFind(in input) {
	if in.rest == "" {
		c.say("Find what? Give words, as in find invoice, or type:pdf, from:customer, state:saved, size>1M, age<10m.")
		return
	}
	c.list.SetFilter(in.rest)
	similar := c.list.Similar()
	c.found = c.list.IDs()
	c.list.SetFilter("")
	if fault := wording.Filter(in.rest); fault != "" {
		c.say(fault + ".")
	}
	switch of := count(c.session.Library().Len(), "file"); {
	case len(c.found) == 0:
		c.say("Nothing found among " + of + ".")
		return
	case similar:
		c.say("No exact match. " + itoa(len(c.found)) + " of " + of + ", with similar names.")
	default:
		c.say(itoa(len(c.found)) + " of " + of + ".")
	}
	c.readOut(c.found)
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
func (c *conversation) doSort(in input) {
	columns := sortColumns()
	words := make([]string, 0, len(columns))
	for _, col := range columns {
		words = append(words, col.word)
	}
	if len(in.words) == 0 {
		c.say("Sorted by " + c.sortedBy() + ". The orders are " + spokenList(words, "and") + ", and reverse after one of them.")
		return
	}
	reverse := len(in.words) == 2 && strings.HasPrefix("reversed", in.words[1])
	for _, col := range columns {
		if strings.HasPrefix(col.word, strings.ToLower(in.words[0])) && (len(in.words) == 1 || reverse) {
			c.list.Sort(col.column, reverse)
			c.say("Sorted by " + c.sortedBy() + ".")
			return
		}
	}
	fault := "There is no such order."
	if near := wording.Nearest(in.words[0], words); near != "" {
		fault += " Did you mean " + near + "?"
	}
	c.say(fault + " The orders are " + spokenList(words, "and") + ", and reverse after one of them.")
}

func (c *conversation) sortedBy() string {
	by, reverse := c.list.SortedBy()
	for _, col := range sortColumns() {
		if col.column == by && reverse {
			return col.word + ", reversed"
		} else if col.column == by {
			return col.word
		}
	}
	return "arrival"
}

// sortWords says the order where it is not the usual one.
func (c *conversation) sortWords() string {
	if by, reverse := c.list.SortedBy(); by == model.SortArrival && !reverse {
		return ""
	}
	return ", sorted by " + c.sortedBy()
}
