package ui

import (
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"attache/ui/keys"
	"attache/ui/style"
)

// onKey takes a key. One of a keyboard with other letters acts by its place, where the terminal tells
// that: о of a Cyrillic keyboard is j. Where it does not, the user is told what is amiss.
func (m *Model) onKey(msg tea.KeyPressMsg) tea.Cmd {
	if isModifier(msg.Code) { // told of only where every key is
		return nil
	}
	if m.prompt == nil && m.keyboard.isElsewhere(msg, &m.opts.Keys) {
		if placed, ok := placedKey(msg); ok {
			return m.press(placed)
		}
		if m.asking == nil {
			m.tellLayout(msg)
			return nil
		}
	}
	return m.press(msg)
}

// letterOf is the letter or sign of a key.
func letterOf(msg tea.KeyPressMsg) rune {
	if msg.Code != tea.KeyExtended && msg.Code != 0 {
		return msg.Code
	}
	r, _ := utf8.DecodeRuneInString(msg.Text)
	return r
}

// isForeign tells the letters of other scripts than the one that the keys have their names from.
func isForeign(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) }

// placedKey returns the key that stands at the same place of an American keyboard.
func placedKey(msg tea.KeyPressMsg) (tea.KeyPressMsg, bool) {
	const plain, shifted = "`1234567890-=[]\\;',./", "~!@#$%^&*()_+{}|:\"<>?"
	r := msg.BaseCode
	if r <= ' ' || r > '~' {
		return msg, false
	}
	if msg.Mod&tea.ModShift != 0 {
		if i := strings.IndexRune(plain, r); i >= 0 {
			r = rune(shifted[i])
		} else {
			r = unicode.ToUpper(r)
		}
	}
	out := tea.KeyPressMsg{Code: msg.BaseCode, Mod: msg.Mod}
	if msg.Mod&^(tea.ModShift|tea.ModCapsLock|tea.ModNumLock) == 0 {
		out.Text = string(r)
	}
	return out, true
}

// tellLayout says why a key does nothing, and has the terminal tell the place of the next one.
func (m *Model) tellLayout(msg tea.KeyPressMsg) {
	m.news.dismiss(m.now)
	what := "No key here is " + string(letterOf(msg)) + ": "
	if m.keyboard.reports && !m.keyboard.byPlace {
		m.keyboard.byPlace = true
		m.say(style.Warning, what+"press it again; the keys now go by their place on the keyboard")
		return
	}
	m.say(style.Warning, what+"switch the keyboard to Latin letters, or change the keys in the configuration")
}

// askKeyboard says what the terminal is to tell of each key. While a line is typed, it is texts alone.
func (m *Model) askKeyboard() tea.KeyboardEnhancements {
	place := m.keyboard.byPlace && m.prompt == nil
	return tea.KeyboardEnhancements{ReportAlternateKeys: place, ReportAllKeysAsEscapeCodes: place}
}

// isModifier tells the keys that only change what another one does.
func isModifier(code rune) bool {
	return code >= tea.KeyLeftShift && code <= tea.KeyIsoLevel5Shift || code == tea.KeyCapsLock || code == tea.KeyNumLock || code == tea.KeyScrollLock
}

// isElsewhere reports whether a key is none of ours as it is typed, and may be one by its place.
func (k keyboard) isElsewhere(msg tea.KeyPressMsg, all *keys.Map) bool {
	placed := k.byPlace && msg.BaseCode != 0 && msg.BaseCode != msg.Code
	if !placed && !isForeign(letterOf(msg)) {
		return false
	}
	return !all.Bind(msg)
}
