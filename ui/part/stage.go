package part

// Stage is how far a preview is.
type Stage int

// The stages.
const (
	StageIdle    Stage = iota // nothing is on its way
	StageLink                 // the link of the file is
	StageFetch                // its first bytes are
	StageReading              // they are being decoded
)

// word says what is being done at a stage.
func (s Stage) word(f *Frame) string {
	switch s {
	case StageLink:
		return "Asking for the link" + f.Glyphs.Cut
	case StageFetch:
		return "Fetching the file" + f.Glyphs.Cut
	case StageReading:
		return "Reading the file" + f.Glyphs.Cut
	case StageIdle:
	}
	return ""
}
