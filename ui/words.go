package ui

import (
	"attache/ui/part"
	"attache/ui/wording"
)

func plural(n int, one, many string) string { return part.Plural(n, one, many) }

// labelOf names an attachment by its ID, for sentences.
func (m *Model) labelOf(id string) string { return m.shared().NameOf(id) }

// faultOf words what is wrong with a typed line; the line is still there to be mended.
func (m *Model) faultOf(err error) string {
	return wording.For(err).Sentence
}
