package ui

import (
	"strings"
	"unicode"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/model/session"
	"attache/ui/wording"
)

// lineLimit bounds a typed or pasted line, well above what any of them may hold.
const lineLimit = 4096

// newLine is an empty one.
func newLine() textinput.Model {
	in := textinput.New()
	in.Prompt = ""
	in.CharLimit = lineLimit
	in.KeyMap.Paste.SetEnabled(false) // it would read the clipboard of this machine, which may hang
	in.SetVirtualCursor(false)
	return in
}

// openPrompt starts a line, in a pane of its own where it looks for something in that.
func (m *Model) openPrompt(kind promptKind) tea.Cmd {
	p := &prompt{kind: kind, input: newLine(), history: m.typed[kind]}
	if p.history != nil {
		p.history.begin()
	}
	switch kind {
	case promptSaveAs:
		a, ok := m.selected()
		if !ok {
			return nil
		}
		if p := a.NoLink(m.session.Ended()); p != nil && p.Kind == model.KindRejected {
			return m.do(session.Save{Targets: m.here()}) // which says why not
		}
		p.id = a.ID
		if !m.session.NamesHidden() {
			p.input.SetValue(a.FileName)
		}
	case promptFilter:
		p.before = m.list.Filter()
		p.input.SetValue(p.before)
	case promptHelp:
		if m.pane.kind != paneHelp {
			m.pane.cover(pane{kind: paneHelp})
		}
		p.before = m.pane.find
		p.input.SetValue(p.before)
	case promptPalette:
		m.pane.cover(pane{kind: panePalette})
	case promptPreview:
		p.before = m.viewer.find
	case promptToken:
		p.input.EchoMode, p.input.CharLimit = textinput.EchoNone, model.MaxTokenText
	case promptReceipt:
		p.input.SetValue(m.receiptPath())
	case promptLife, promptID, promptSend, promptPanel:
	}
	m.prompt = p
	return p.input.Focus()
}

// pressPrompt edits the line.
func (m *Model) pressPrompt(msg tea.KeyPressMsg) tea.Cmd {
	k := &m.opts.Keys.Prompt
	switch {
	case m.prompt.kind == promptHelp && m.prompt.input.Value() == "" && key.Matches(msg, m.opts.Keys.Screen.Help):
		m.abandon() // the key that opens it closes it
		return nil
	case (m.prompt.kind == promptHelp || m.prompt.kind == promptPalette) && m.pane.browse(m.scene(), msg):
		m.prompt.fault = ""
		return nil
	case key.Matches(msg, k.Accept):
		return m.accept()
	case key.Matches(msg, k.Abandon):
		m.abandon()
		return nil
	case key.Matches(msg, k.Suspend):
		return tea.Suspend
	}
	return m.edit(msg)
}

// abandon leaves the line as if it had not been begun.
func (m *Model) abandon() {
	p := m.prompt
	m.prompt = nil
	m.follow(p, p.before)
	if p.kind == promptHelp || p.kind == promptPalette {
		m.pane.uncover()
	}
}

// paste puts a pasted text into the line, without the line breaks at its end. On the page that says why the
// chat could not be read it is another token.
func (m *Model) paste(msg tea.PasteMsg) tea.Cmd {
	if m.prompt == nil && m.pane.kind == paneBroken && m.asking == nil {
		m.openPrompt(promptToken)
	}
	if m.prompt == nil {
		return nil
	}
	msg.Content = strings.Trim(msg.Content, "\r\n")
	return m.edit(msg)
}

func (m *Model) edit(msg tea.Msg) tea.Cmd {
	p := m.prompt
	p.fault = ""
	var cmd tea.Cmd
	if typed, ok := msg.(tea.KeyPressMsg); !ok || !p.assist(typed, &m.opts.Keys.Prompt, &m.list) {
		p.input, cmd = p.input.Update(msg)
	}
	m.follow(p, p.input.Value())
	return cmd
}

// follow lets a filter act while it is being typed.
func (m *Model) follow(p *prompt, value string) {
	switch p.kind {
	case promptFilter:
		m.list.SetFilter(value)
	case promptHelp, promptPalette:
		if value != m.pane.find {
			m.pane.find, m.pane.top, m.pane.pick = value, 0, 0
		}
	case promptPreview:
		m.viewer.match(m, value, m.viewer.top, 1)
	case promptID, promptLife, promptToken, promptSaveAs, promptReceipt, promptSend, promptPanel:
	}
}

// accept takes the line, or says what is wrong with it and lets it be mended.
func (m *Model) accept() tea.Cmd {
	p := m.prompt
	value := p.input.Value()
	switch p.kind {
	case promptLife:
		return m.acceptLife(value)
	case promptID:
		return m.acceptIDs(value)
	case promptToken:
		return m.acceptToken(value)
	case promptSaveAs:
		m.prompt = nil
		if value = strings.TrimSpace(value); value != "" {
			return m.do(session.Save{Targets: session.Targets{IDs: []string{p.id}}, Name: value})
		}
		return nil
	case promptReceipt:
		m.prompt = nil
		if value = strings.TrimSpace(value); value != "" {
			return m.do(session.WriteReceipt{Path: value})
		}
		return nil
	case promptSend:
		m.prompt = nil
		if value = strings.TrimSpace(value); value != "" {
			return m.do(session.Send{Path: value})
		}
		return nil
	case promptFilter:
		if m.list.Len() == 0 && wording.FilterBlocks(value) {
			p.fault = wording.Filter(value)
			return nil
		}
	case promptPalette:
		return p.pick(m)
	case promptPanel:
		m.prompt = nil
		return p.actInPanel(strings.TrimSpace(value))
	case promptPreview:
		if m.viewer.missed {
			p.fault = "The preview does not hold that"
			return nil
		}
	case promptHelp:
	}
	if p.history != nil {
		p.history.add(value)
	}
	m.prompt = nil
	return nil
}

func (m *Model) acceptLife(value string) tea.Cmd {
	if strings.TrimSpace(value) == "" {
		m.prompt = nil
		return nil
	}
	life, err := model.CheckLife("life of new links", value)
	if err != nil {
		m.prompt.fault = wording.For(err).Sentence
		return nil
	}
	m.prompt = nil
	return m.do(session.SetTTL{TTL: life})
}

// acceptIDs lists the attachments of one or several typed IDs.
func (m *Model) acceptIDs(value string) tea.Cmd {
	words := strings.FieldsFunc(value, func(r rune) bool { return unicode.IsSpace(r) || r == ',' })
	if len(words) == 0 {
		words = []string{""}
	}
	ids := make([]string, 0, len(words))
	for _, word := range words {
		id, err := model.CheckID(word)
		if err != nil {
			m.prompt.fault = wording.For(err).Sentence
			return nil
		}
		ids = append(ids, id)
	}
	m.prompt = nil
	cmd := m.do(session.AddIDs{IDs: ids})
	m.list.Select(ids[len(ids)-1])
	return cmd
}

// acceptToken replaces the connection token. It is never shown.
func (m *Model) acceptToken(value string) tea.Cmd {
	token, err := model.ReadConnectionToken("connection token", value)
	m.prompt.input.Reset()
	if err != nil {
		m.prompt.fault = wording.For(err).Sentence
		return nil
	}
	m.prompt = nil
	m.news = news{} // what the old token was refused for
	return m.do(session.SetToken{Token: token})
}
