package ui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
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

// movesInPanel moves through the actions, and reports whether the key was one that does.
func (m *Model) movesInPanel(msg tea.KeyPressMsg) bool {
	k := &m.opts.Keys.Move
	n, h := len(m.opts.Panel.Actions()), panelHeight(m.lay)
	switch {
	case key.Matches(msg, k.Up):
		m.pane.pick--
	case key.Matches(msg, k.Down):
		m.pane.pick++
	case key.Matches(msg, k.Top):
		m.pane.pick = 0
	case key.Matches(msg, k.Bottom):
		m.pane.pick = n - 1
	case key.Matches(msg, k.PageDown, k.HalfDown):
		m.pane.pick += max(h/2, 1)
	case key.Matches(msg, k.PageUp, k.HalfUp):
		m.pane.pick -= max(h/2, 1)
	default:
		return false
	}
	movePick(m, 0, n)
	return true
}

// actInPanel does what is picked. It may take its time: the emulator answers in a command.
func (m *Model) actInPanel() tea.Cmd {
	actions := m.opts.Panel.Actions()
	if m.pane.pick >= len(actions) {
		return nil
	}
	picked, id := actions[m.pane.pick], m.pane.id
	if picked.Asks != nil {
		return askInPanel(m, picked.Asks, id)
	}
	return func() tea.Msg {
		said, err := picked.Do(id)
		return panelActed{said: said, err: err}
	}
}

// askInPanel starts the line that an action wants.
func askInPanel(m *Model, asks *PanelAsking, id string) tea.Cmd {
	cmd := m.openPrompt(promptPanel)
	m.prompt.asks, m.prompt.id = asks, id
	return cmd
}

// acceptInPanel does what was typed for.
func acceptInPanel(m *Model) tea.Cmd {
	p := m.prompt
	line := strings.TrimSpace(p.input.Value())
	m.prompt = nil
	if line == "" {
		return nil
	}
	return func() tea.Msg {
		said, err := p.asks.Do(p.id, line)
		return panelActed{said, err, p}
	}
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

// picksInPanel picks the action of a letter, and reports whether there is one.
func picksInPanel(m *Model, msg tea.KeyPressMsg) bool {
	i := slices.Index(panelLetters(m.opts.Panel.Actions(), &m.opts.Keys), msg.String())
	if i >= 0 {
		m.pane.pick = i
		movePick(m, 0, i+1)
	}
	return i >= 0
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
func panelHeight(l layout.Layout) int {
	if l.Kind == layout.Wide {
		return l.ListH + 1
	}
	return l.PaneH()
}
