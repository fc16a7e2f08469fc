package ui

import (
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/ui/wording"
)

// openForms lets the next key name the form in which the attachments are copied.
func (m *Model) openForms(targets []string) {
	if len(targets) > 0 {
		m.copyAs = targets
	}
}

// pressForm takes the letter after the copy-as key. Any other key leaves the menu.
func (m *Model) pressForm(msg tea.KeyPressMsg) tea.Cmd {
	targets := m.copyAs
	m.copyAs = nil
	k := &m.opts.Keys.Form
	for _, f := range []struct {
		key  key.Binding
		form model.Form
	}{
		{k.ID, model.FormID},
		{k.Name, model.FormName},
		{k.Curl, model.FormCurl},
		{k.Markdown, model.FormMarkdown},
		{k.JSON, model.FormJSON},
		{k.Link, model.FormLink},
	} {
		if key.Matches(msg, f.key) {
			return m.copyLinks(targets, f.form)
		}
	}
	return nil
}

// formWords is what was copied, in a word or two.
func formWords(f model.Form, n int) string {
	what := wording.Form(f, n)
	switch {
	case n > 1:
		return strconv.Itoa(n) + " " + what
	case f == model.FormCurl:
		return what // which is spelt small
	}
	return strings.ToUpper(what[:1]) + what[1:]
}
