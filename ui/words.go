package ui

import (
	"strconv"

	"attache/model"
	"attache/model/session"
	"attache/ui/part"
	"attache/ui/style"
	"attache/ui/wording"
)

func plural(n int, one, many string) string { return part.Plural(n, one, many) }

// announcer words what the session tells. What must not be cut off stands first: the file, the time, what
// failed.
type announcer struct {
	*part.Frame

	session *session.Session
}

// names names one file, and counts several.
func (s announcer) names(ids []string) string {
	if len(ids) == 1 {
		return s.NameOf(ids[0])
	}
	return plural(len(ids), "1 file", "files")
}

// problem says what went wrong and what to do next. Where the line has no room for the next step, it
// names the key that tells all.
func (s announcer) problem(p *model.Problem, id string) string {
	w := wording.For(p)
	text, next := w.Sentence, w.Advice
	k := &s.Keys.Act
	if p.Kind == model.KindClipboard {
		return text + " " + k.ShowLink.Help().Key + " shows the link."
	}
	if id != "" {
		text = s.NameOf(id) + ": " + text
		if s.Width(text)+1+s.Width(next) > s.Layout.W-4 {
			next = k.Explain.Help().Key + " explains."
			text = s.End(text, max(s.Layout.W-5-s.Width(next), 1), s.Glyphs.Cut)
		}
	}
	return text + " " + next
}

// missing words why something failed: of one file in full, of several how many.
func (s announcer) missing(all []session.Missing, lead string) string {
	switch len(all) {
	case 0:
		return lead + "there is nothing to do it with"
	case 1:
		return s.problem(all[0].Problem, all[0].ID)
	}
	return lead + strconv.Itoa(len(all)) + " failed; their rows say why, " + s.Keys.Act.Explain.Help().Key + " explains"
}

// lacking counts the files for which it failed.
func (s announcer) lacking(missing []session.Missing) string {
	if len(missing) == 0 {
		return ""
	}
	return "; " + strconv.Itoa(len(missing)) + " failed, and their rows say why"
}

func severityOfWeight(w session.Weight) style.Severity {
	switch w {
	case session.WeightWarning:
		return style.Warning
	case session.WeightProblem:
		return style.Problem
	case session.WeightDetail, session.WeightNews, session.WeightResult:
	}
	return style.Info
}

func isAre(n int) string {
	if n == 1 {
		return " is "
	}
	return " are "
}

func wasWere(n int) string {
	if n == 1 {
		return " was "
	}
	return " were "
}
