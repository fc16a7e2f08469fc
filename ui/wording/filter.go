package wording

import (
	"strings"

	"attache/model"
	"attache/model/filter"
)

// Filter says what is amiss with a filter, "" for nothing.
func Filter(text string) string {
	fault, ok := filter.Parse(text).Fault(FilterStates())
	switch {
	case !ok:
		return ""
	case fault.Kind == filter.UnknownColumn:
		return "No such column: " + fault.Word + ". Columns: " + strings.Join(fault.Names, ", ")
	case fault.Kind == filter.UnknownState:
		return "No such state: " + fault.Word + ". States: " + strings.Join(fault.Names, ", ")
	case fault.Kind == filter.NeedsColon:
		return fault.Word + " takes a colon, as in " + filterExample(fault.Word)
	}
	column := strings.TrimRight(strings.TrimPrefix(fault.Word, "!"), `:<>="0123456789.`)
	if example := filterExample(column); example != "" {
		return fault.Word + " is not complete, as in " + example
	}
	return fault.Word + " is not complete and changes nothing"
}

// FilterBlocks reports whether what is amiss keeps a filter from doing what was meant.
func FilterBlocks(text string) bool {
	fault, ok := filter.Parse(text).Fault(FilterStates())
	return ok && fault.Kind != filter.Unfinished
}

// FilterStates returns the states as a filter has them.
func FilterStates() []string {
	var all []string
	for _, s := range model.States() {
		all = append(all, strings.ReplaceAll(s.String(), " ", "-"))
	}
	return all
}

// FilterLanguage is what a filter can say, the most useful first.
func FilterLanguage() []FilterWord {
	return []FilterWord{
		{"invoice 42", "both words, in name, ID, type, sender or state"},
		{"!word", "shut out what holds the word"},
		{"type:pdf", filterDoes("type")},
		{"state:expired", filterDoes("state")},
		{"from:customer", filterDoes("from")},
		{"size>1M", filterDoes("size")},
		{"age<10m", filterDoes("age")},
		{"name:dent", filterDoes("name")},
		{"id:3f2a", filterDoes("id")},
		{`"final report"`, "words that stand together; also name:\"final report\""},
	}
}

// FilterWord is an example of the filter's language, and what it does.
type FilterWord struct{ Example, Does string }

func filterDoes(column string) string {
	switch column {
	case "type":
		return "by extension or content type"
	case "state":
		return "by the state's word; no-link for two words"
	case "from":
		return "by sender: customer, agent, bot, system, supervisor or a name"
	case "size":
		return "larger; also >= < <= =, with k, M, G"
	case "age":
		return "younger; also <= > >= =, with s, m, h, d"
	case "name":
		return "in the name alone"
	}
	return "in the ID alone"
}

// filterExample is an example of a column, "" where there is no such column.
func filterExample(column string) string {
	for _, w := range FilterLanguage() {
		name := strings.TrimRight(w.Example, "0123456789abcdefghijklmnopqrstuvwxyzM")
		if column != "" && strings.TrimRight(name, ":<>") == column {
			return w.Example
		}
	}
	return ""
}
