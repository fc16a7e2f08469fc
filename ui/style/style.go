// Package style is how things look: colours, signs, and how texts are put on the terminal at hand.
package style

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"attache/model"
)

// Style is what is written before and after a text. Lip Gloss measures, wraps and pads whatever it
// renders; a frame holds hundreds of short texts that are padded already.
type Style struct{ on, off string }

func newStyle(s lipgloss.Style) Style {
	on, off, _ := strings.Cut(s.Render("\x00"), "\x00")
	return Style{on, off}
}

// Render puts the style around a text.
func (s Style) Render(text string) string {
	if text == "" || s.on == "" {
		return text
	}
	return s.on + text + s.off
}

// Write is Render into b.
func (s Style) Write(b *strings.Builder, text string) {
	if text == "" || s.on == "" {
		b.WriteString(text)
		return
	}
	b.WriteString(s.on)
	b.WriteString(text)
	b.WriteString(s.off)
}

// Found is the style of what a filter has found in a text of this one.
func (s Style) Found() Style {
	return Style{s.on + ansi.NewStyle().Bold().Underline(true).String(), ansi.ResetStyle}
}

// RenderAll puts the style around each line. It changes the slice.
func (s Style) RenderAll(lines []string) []string {
	for i, l := range lines {
		lines[i] = s.Render(l)
	}
	return lines
}

// Styles are the roles a text can have. Colour only repeats what sign, word and place say already.
type Styles struct {
	Plain, Dim, Faint, Strong, Brand, Key  Style
	Live, Soon, Work, Wait, Bad, Scan, Odd Style
}

func newStyles(p palette, base lipgloss.Style) Styles {
	if p.text != nil {
		base = base.Foreground(p.text)
	}
	fg := base.Foreground
	return Styles{
		Plain:  newStyle(base),
		Dim:    newStyle(fg(p.dim)),
		Faint:  newStyle(fg(p.faint)),
		Strong: newStyle(base.Bold(true)),
		Brand:  newStyle(fg(p.accent).Bold(true)),
		Key:    newStyle(fg(p.accent).Bold(true)),
		Live:   newStyle(fg(p.good)),
		Soon:   newStyle(fg(p.warn).Bold(true)),
		Work:   newStyle(fg(p.accent)),
		Wait:   newStyle(fg(p.warn)),
		Bad:    newStyle(fg(p.bad)),
		Scan:   newStyle(fg(p.scan)),
		Odd:    newStyle(fg(p.odd)),
	}
}

// State is the style of a file's state.
func (s *Styles) State(state model.State) Style {
	switch state {
	case model.StateLive, model.StateSaved:
		return s.Live
	case model.StateSoon:
		return s.Soon
	case model.StateAsking, model.StateScanning:
		return s.Scan
	case model.StateRetrying, model.StateStopped, model.StateNoURL:
		return s.Wait
	case model.StateRejected:
		return s.Odd
	case model.StateDenied, model.StateFailed:
		return s.Bad
	case model.StateSaving:
		return s.Work
	case model.StateNoLink, model.StateQueued, model.StateExpired:
		return s.Dim
	}
	return s.Dim
}
