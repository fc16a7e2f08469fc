package cli

import (
	"slices"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"attache/model"
)

// describedChoices offers what the emulator knows, with what it does.
func describedChoices(choices []Choice) cobra.CompletionFunc {
	var all []cobra.Completion
	directive := cobra.ShellCompDirectiveNoFileComp
	for _, c := range choices {
		name := c.Name
		if c.Value != "" && !strings.HasPrefix(c.Value, "[") {
			name += "="
			directive |= cobra.ShellCompDirectiveNoSpace
		}
		all = append(all, cobra.CompletionWithDesc(name, shellText(c.Does)))
	}
	return cobra.FixedCompletions(all, directive)
}

// offered are the attachments whose ID begins with what is typed, but for those given already, with
// their names or, where those are hidden, their types.
func offered(files []model.Attachment, typed string, given []string, hideNames bool) []cobra.Completion {
	var all []cobra.Completion
	for _, a := range files {
		if isWord(a.ID) && strings.HasPrefix(a.ID, typed) && !slices.Contains(given, a.ID) {
			all = append(all, cobra.CompletionWithDesc(a.ID, describe(a, hideNames)))
		}
	}
	return all
}

// describe says what an attachment is, for the list of a shell.
func describe(a model.Attachment, hideName bool) string {
	name := a.Name
	if hideName || name == "" {
		name = a.ContentType
	}
	if a.Status != model.StatusApproved && a.Status != "" {
		name += ", " + strings.ToLower(strings.ReplaceAll(string(a.Status), "_", " "))
	}
	safe := []rune(shellText(name))
	if len(safe) > maxDescription {
		safe = append(safe[:maxDescription-1], '…')
	}
	return string(safe)
}

// maxDescription is as much of a name as a list has room for.
const maxDescription = 60

// isWord reports whether an ID is one word for every shell, as the service's own are.
func isWord(id string) bool {
	const signs = "-_.~"
	if id == "" || strings.HasPrefix(id, "-") || strings.HasPrefix(id, "~") {
		return false
	}
	return !strings.ContainsFunc(id, func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(signs, r)
	})
}

// shellText returns text that no shell's completion takes for anything but text: bash's ends at a
// colon, and names are a stranger's.
func shellText(text string) string {
	const signs = " -_.,()+@…"
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\'':
			return '’'
		case unicode.IsLetter(r), unicode.IsMark(r), unicode.IsDigit(r), strings.ContainsRune(signs, r):
			return r
		}
		return '_'
	}, model.Text(text))
}
