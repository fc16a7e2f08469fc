package part

import (
	"strings"

	"attache/model"
	"attache/model/filter"
	"attache/ui/cells"
	"attache/ui/style"
	"attache/ui/wording"
)

// find adds a text of a column in exactly w cells, with what the filter has found in it marked. A text that is too
// wide is cut in its middle.
func (l *listRow) find(in filter.Column, text string, w int, sign string, k style.Style) {
	var spans []filter.Span
	if !l.Hidden {
		spans = l.found(in, text)
	}
	if len(spans) == 0 {
		l.add(l.Fit(text, w, sign), k)
		return
	}
	head, tail, whole := l.Ends(text, w, sign)
	used := l.Width(head)
	l.addFound(text, spans, 0, len(head), k)
	if !whole && tail != "" {
		used += l.Width(sign) + l.Width(tail)
		l.add(sign, k)
		l.addFound(text, spans, len(text)-len(tail), len(text), k)
	}
	l.add(cells.Spaces(w-used), k)
}

// addFound adds the bytes of a text from one on to another, and marks what is found in them.
func (l *listRow) addFound(text string, spans []filter.Span, from, to int, k style.Style) {
	for _, s := range spans {
		start, end := max(s.From, from), min(s.To, to)
		if start >= end {
			continue
		}
		l.add(text[from:start], k)
		l.add(text[start:end], k.Found())
		from = end
	}
	l.add(text[from:to], k)
}

// FilterHint says how many files match a filter, or what is amiss.
func FilterHint(l *model.Listing) string {
	if hint := filterTrouble(l); hint != "" || l.Filter() == "" {
		return hint
	}
	return Plural(l.Len(), "1 match", "matches")
}

// filterTrouble says that nothing matches a filter exactly, and what is amiss with it.
func filterTrouble(l *model.Listing) string {
	hint := wording.Filter(l.Filter())
	if l.Similar() {
		hint = strings.TrimSuffix("No exact match: showing similar names. "+hint, ". ")
	}
	return hint
}

// FilterExamples is the language of the filter in as many words as w cells hold.
func FilterExamples(w int) string {
	var all string
	for _, word := range wording.FilterLanguage() {
		next := all + "  " + word.Example
		if len(next) > w {
			break
		}
		all = next
	}
	return strings.TrimSpace(all)
}
