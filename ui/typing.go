package ui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"

	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/model/filter"
	"attache/ui/keys"
	"attache/ui/wording"
)

// history is the lines that were accepted in one kind of prompt, the last one at the end. It lives in memory alone.
type history struct {
	lines []string
	at    int    // the line shown; len(lines): the one being typed
	typed string // that one
}

// manyLines is how many lines a history keeps.
const manyLines = 100

// add puts a line at the end, once.
func (h *history) add(line string) {
	if line = strings.TrimSpace(line); line == "" {
		return
	}
	h.lines = append(slices.DeleteFunc(h.lines, func(l string) bool { return l == line }), line)
	h.lines = h.lines[max(0, len(h.lines)-manyLines):]
}

// begin starts at the end.
func (h *history) begin() { h.at, h.typed = len(h.lines), "" }

// step returns the line before or after the one shown. It fails at the ends.
func (h *history) step(shown string, by int) (string, bool) {
	if h.at == len(h.lines) {
		h.typed = shown
	}
	next := h.at + by
	if next < 0 || next > len(h.lines) {
		return "", false
	}
	if h.at = next; next == len(h.lines) {
		return h.typed, true
	}
	return h.lines[next], true
}

// completion is the ways in which a line can go on, of which a key shows one after the other.
type completion struct {
	before, after string
	words         []string
	at            int
}

// next returns the line with the next word, and where the cursor stands after it.
func (c *completion) next() (line string, cursor int) {
	word := c.words[c.at]
	c.at = (c.at + 1) % len(c.words)
	return c.before + word + c.after, len([]rune(c.before + word))
}

// promptKind is what a typed line is for.
type promptKind int

const (
	promptFilter promptKind = iota
	promptID
	promptLife
	promptToken
	promptHelp
	promptSaveAs
	promptReceipt
	promptPalette
	promptPreview
	promptSend
	promptPanel
)

// prompt is a line being typed.
type prompt struct {
	kind   promptKind
	input  textinput.Model
	id     string       // promptSaveAs, promptPanel: the attachment
	before string       // what leaving puts back
	fault  string       // what is wrong with what was typed
	asks   *PanelAsking // promptPanel

	history    *history // nil: what is typed is not kept
	completion completion
}

// assist changes the line by the keys that complete it or bring another one back. It reports whether the key was one.
func (p *prompt) assist(msg tea.KeyPressMsg, k *keys.Prompt, l *model.Listing) bool {
	switch {
	case key.Matches(msg, k.Complete) && p.completes():
		p.complete(l)
	case p.history == nil:
		p.completion = completion{}
		return false
	case key.Matches(msg, k.Older), key.Matches(msg, k.Newer):
		by := 1
		if key.Matches(msg, k.Older) {
			by = -1
		}
		if line, ok := p.history.step(p.input.Value(), by); ok {
			p.input.SetValue(line)
			p.input.CursorEnd()
		}
		p.completion = completion{}
	default:
		p.completion = completion{}
		return false
	}
	return true
}

// completes reports whether there are words for what is typed.
func (p *prompt) completes() bool { return p.kind == promptFilter || p.kind == promptPanel }

// complete puts the next word that fits in place of the one before the cursor.
func (p *prompt) complete(l *model.Listing) {
	c := &p.completion
	if len(c.words) == 0 {
		line := []rune(p.input.Value())
		before := string(line[:p.input.Position()])
		switch p.kind { //nolint:exhaustive // the others are not completed
		case promptFilter:
			c.before, c.words = filter.Complete(before, func(in filter.Column) []string { return filterValues(in, l) })
		case promptPanel:
			c.before, c.words = panelWords(p.asks, before)
		}
		c.after, c.at = string(line[p.input.Position():]), 0
	}
	if len(c.words) > 0 {
		line, cursor := c.next()
		p.input.SetValue(line)
		p.input.SetCursor(cursor)
	}
	if len(c.words) == 1 { // the next one goes on from there
		*c = completion{}
	}
}

// filterValues are what a filter may look for in a column.
func filterValues(in filter.Column, l *model.Listing) []string {
	switch in { //nolint:exhaustive // the others hold anything
	case filter.State:
		return wording.FilterStates()
	case filter.Type:
		return l.Types()
	case filter.From:
		return []string{"customer", "agent", "bot", "system", "supervisor"}
	}
	return nil
}

// lastWord is what stands before the last word of a line, which may be empty, and that word.
func lastWord(line string) (before, word string) {
	at := strings.LastIndexByte(line, ' ') + 1
	return line[:at], line[at:]
}

// panelWords are the words that the line of an action can go on with.
func panelWords(asks *PanelAsking, line string) (before string, words []string) {
	before, word := lastWord(line)
	for _, w := range asks.Words(line) {
		if strings.HasPrefix(strings.ToLower(w), strings.ToLower(word)) && w != word {
			words = append(words, w)
		}
	}
	return before, words
}
