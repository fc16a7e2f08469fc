package keys

import (
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"attache/model"
)

// keyFault returns what is wrong with the name of a key as a binding of a scope, "" for nothing. The
// names are those the framework gives to what is typed.
func keyFault(name, scope string) string {
	mods, base := splitKey(name)
	r, size := utf8.DecodeRuneInString(base)
	single := size == len(base) && size > 0 && unicode.IsGraphic(r) && !unicode.IsSpace(r)
	switch {
	case !single && !isNamedKey(base):
		return model.FaultChoice
	case single && mods != "" && (strings.Contains(mods, "shift") && mods == "shift+" || unicode.IsUpper(r)):
		return model.FaultChoice // a shifted letter is the capital; with another key, shift is said
	case scope == typing && mods == "" && (single || base == "space" || base == "backspace"):
		return model.FaultConflict
	}
	return ""
}

// keyDetail says more about the fault of a key's name.
func keyDetail(name, fault string) string {
	if fault == model.FaultConflict {
		return name + " is for typing there"
	}
	return name + "; a letter or sign, enter, esc, tab, space, up, pgdown, home, f1, ctrl+a, alt+a, shift+tab"
}

// splitKey parts the modifiers, each with its plus, from the key they go with.
func splitKey(name string) (mods, base string) {
	base = name
	for _, mod := range []string{"ctrl+", "alt+", "shift+", "meta+", "hyper+", "super+"} {
		if rest, ok := strings.CutPrefix(base, mod); ok && rest != "" {
			base = rest
		}
	}
	return strings.TrimSuffix(name, base), base
}

// isNamedKey reports whether the framework has a key of this name.
func isNamedKey(name string) bool {
	if len(name) < 2 || strings.ContainsFunc(name, func(r rune) bool { return r > unicode.MaxASCII }) {
		return false
	}
	for _, code := range []rune{tea.KeyEnter, tea.KeyTab, tea.KeyBackspace, tea.KeyEscape, tea.KeySpace} {
		if (tea.Key{Code: code}).Keystroke() == name {
			return true
		}
	}
	// Keys that type nothing have codes of their own, one after another. A code that is no key is
	// written as a sign outside ASCII.
	const manyKeys = 256
	for code := tea.KeyExtended + 1; code < tea.KeyExtended+manyKeys; code++ {
		if (tea.Key{Code: code}).Keystroke() == name {
			return true
		}
	}
	return false
}

// typing is the scope in which letters are text.
const typing = "typing"
