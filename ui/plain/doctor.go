package plain

import (
	"fmt"
	"io"
	"strings"

	"attache/model"
	"attache/ui/wording"
)

// Doctor prints checks, each as soon as it is made: a line with what to do below it, or as JSON an
// object a line. Its zero value with Out is ready.
type Doctor struct {
	Out  io.Writer
	JSON bool

	first *model.Problem // of the first check that found one
	gone  error          // nobody reads any more
}

// Tell prints a check.
func (d *Doctor) Tell(c model.Check) {
	if d.first == nil && c.Finding == model.FindingBad {
		d.first = c.Problem
	}
	if d.gone != nil {
		return
	}
	detail, advice := wording.Check(c)
	line := []byte(checkLines(c, detail, advice))
	if d.JSON {
		var err error
		if line, err = jsonLine(model.NewCheckRecord(c, detail, advice)); err != nil {
			d.gone = err
			return
		}
	}
	d.gone = write(d.Out, line)
}

// Err returns what the command ends with: the first problem that a check found, which has been told.
func (d *Doctor) Err() error {
	if d.gone != nil {
		return d.gone
	}
	if d.first == nil {
		return nil
	}
	return &model.Failures{Problems: []*model.Problem{d.first}, Of: 1}
}

// checkLines is a check for people: a word, the name, what was found, and below it what to do and
// what may be the cause.
func checkLines(c model.Check, detail, advice string) string {
	word := "ok"
	var below []string
	switch c.Finding {
	case model.FindingBad:
		word = "BAD"
		below = append(below, advice)
		for _, cause := range wording.For(c.Problem).Causes {
			below = append(below, "perhaps: "+cause)
		}
	case model.FindingUnknown:
		word, below = "unknown", append(below, advice)
	case model.FindingGood:
	}
	const indent = 20
	lines := fmt.Sprintf("%-8s%-12s%s\n", word, c.Step, detail)
	for _, b := range below {
		lines += strings.Repeat(" ", indent) + b + "\n"
	}
	return lines
}
