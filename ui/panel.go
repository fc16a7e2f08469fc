package ui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"

	"attache/ui/part"

	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/ui/keys"
	"attache/ui/layout"
	"attache/ui/style"
)

// panelActed says what became of an action of the panel.
type panelActed struct {
	said string
	err  error
	line *prompt // what was typed for it; nil: nothing was
}

// actInPanel does what was typed for.
func (p *prompt) actInPanel(line string) tea.Cmd {
	if line == "" {
		return nil
	}
	return func() tea.Msg {
		said, err := p.asks.Do(p.id, line)
		return panelActed{said, err, p}
	}
}

// onPanelActed says what is so now.
func (m *Model) onPanelActed(msg panelActed) {
	if msg.err != nil && msg.line != nil && m.prompt == nil && m.asking == nil && m.pane.kind == panePanel {
		m.prompt = msg.line // to be mended
		m.prompt.fault = model.Text(strings.TrimPrefix(msg.err.Error(), "emulator: "))
		return
	}
	if msg.err != nil {
		m.say(style.Problem, "The emulator did not do it: "+model.Text(msg.err.Error()))
		return
	}
	m.done = model.Text(msg.said)
	m.say(style.Success, "Emulator: "+m.done)
}

// panelLetters are the letters that act on the actions at once: those that are best for them, others where a key
// of the panel has these.
func panelLetters(actions []PanelAction, k *keys.Map) []string {
	taken := map[string]bool{"": true}
	for _, b := range slices.Concat(k.PanelKeys(), []key.Binding{k.Panel.Do}) {
		for _, name := range b.Keys() {
			taken[name] = true
		}
	}
	out := make([]string, len(actions))
	for i, a := range actions {
		if !taken[a.Key] {
			out[i], taken[a.Key] = a.Key, true
		}
	}
	const others = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	for i := range out {
		for j := 0; out[i] == "" && j < len(others); j++ {
			if letter := others[j : j+1]; !taken[letter] {
				out[i], taken[letter] = letter, true
			}
		}
	}
	return out
}

// panelHeight is how many lines of the panel show at once.
func (p *pane) panelHeight(l layout.Layout) int {
	if !p.hidesList(l) {
		return l.SideH()
	}
	return l.PaneH()
}

// movePick moves through n lines of the panel.
func (p *pane) movePick(by, n int, l layout.Layout) {
	p.pick = max(0, min(p.pick+by, n-1))
	p.top = max(min(p.top, p.pick), p.pick+part.ReasonLines-p.panelHeight(l)+1)
}

// pickLetter picks the action of a letter, and reports whether there is one.
func (p *pane) pickLetter(letter string, letters []string, l layout.Layout) bool {
	i := slices.Index(letters, letter)
	if i >= 0 {
		p.pick = i
		p.movePick(0, i+1, l)
	}
	return i >= 0
}
