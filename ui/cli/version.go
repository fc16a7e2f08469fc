package cli

import "strings"

// lines say what the program was built from, below its version.
func (b Build) lines() string {
	var out strings.Builder
	if b.Commit != "" {
		out.WriteString("commit " + b.Commit)
		if b.Date != "" {
			out.WriteString(" of " + b.Date)
		}
		if b.Modified {
			out.WriteString(", changed since")
		}
		out.WriteByte('\n')
	}
	if b.Go != "" {
		out.WriteString("built with " + b.Go + " for " + b.Platform + "\n")
	}
	return out.String()
}
