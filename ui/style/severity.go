package style

// Severity is how much a message matters.
type Severity int

// The severities.
const (
	Info Severity = iota
	Success
	Warning
	Problem
)

// Severity returns the sign of a message and its style.
func (t *Theme) Severity(s Severity) (string, Style) {
	switch s {
	case Success:
		return t.Glyphs.OK, t.Live
	case Warning:
		return t.Glyphs.Warn, t.Soon
	case Problem:
		return t.Glyphs.Bad, t.Bad
	case Info:
	}
	return t.Glyphs.Dot, t.Plain
}
