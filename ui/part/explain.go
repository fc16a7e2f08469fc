package part

import (
	"attache/model"
	"attache/ui/wording"
)

// Explain says all that is known about a problem, and what is off about a saved file.
type Explain struct {
	*Frame

	Problem  *model.Problem // nil: there is none
	Raw      bool           // what the service answered, too
	Warnings []model.Warning
}

// Lines draws it in w cells.
func (e *Explain) Lines(w int) []string {
	var lines []string
	if e.Problem != nil {
		lines = e.problem(w)
	}
	for _, warning := range e.Warnings {
		if len(lines) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, e.Soon.RenderAll(e.Wrap(wording.FileWarning(warning), w))...)
	}
	return lines
}

func (e *Explain) problem(w int) []string {
	words := wording.For(e.Problem)
	lines := e.Strong.RenderAll(e.Wrap(words.Sentence, w))
	lines = append(lines, e.Plain.RenderAll(e.Wrap(words.Advice, w))...)
	if len(words.Causes) > 0 {
		lines = append(lines, "", e.Dim.Render("Likely causes"))
		for _, cause := range words.Causes {
			bullet := e.Glyphs.Dot + " "
			for _, l := range e.Wrap(cause, max(w-2, 1)) {
				lines = append(lines, e.Plain.Render(bullet+l))
				bullet = "  "
			}
		}
	}
	if e.Raw {
		lines = append(lines, "")
		lines = append(lines, e.Dim.RenderAll(e.Wrap(e.Own(wording.Technical(e.Problem)), w))...)
	}
	return lines
}

// InPlaceOfList draws it where the list would be when the chat could not be read.
func (e *Explain) InPlaceOfList(w int) []string {
	lines := e.Lines(w)
	if !e.narrow() {
		lines = append([]string{""}, lines...)
	}
	return append(lines, "", e.Dim.Render(e.FitEnd("Nothing was changed in the chat.", w, "")))
}
