package linemode

import (
	"strings"

	"attache/model"
)

// entry is a file in a list: what tells it from others first, then what is going on with it.
func (f *files) entry(id string) string {
	r, hidden := f.session.Row(id), f.session.NamesHidden()
	a := r.Attachment
	parts := []string{itoa(f.placed[id])}
	if !hidden {
		parts = append(parts, strings.TrimRight(short(a.Label()), "."))
	}
	if state := f.stateWords(r); state != "" {
		parts = append(parts, state)
	}
	var facts []string
	if r.Size > 0 {
		facts = append(facts, spokenSize(r.Size))
	}
	if kind := model.TypeLabel(a); kind != "" && (hidden || kind != model.Extension(a.Name)) {
		facts = append(facts, kind)
	}
	if from := f.from(a); from != "" {
		facts = append(facts, "from "+from)
	}
	if !a.SentAt.IsZero() {
		facts = append(facts, spokenAgo(f.session.Server().Sub(a.SentAt)))
	}
	if len(facts) > 0 {
		parts = append(parts, capital(strings.Join(facts, ", ")))
	}
	return strings.Join(parts, ". ") + "."
}
