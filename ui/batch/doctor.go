package batch

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

	first  *model.Problem // of the first check that found one
	advice string         // the last one given
	gone   error          // nobody reads any more
}

// Tell prints a check. It returns false once nobody reads any more.
func (d *Doctor) Tell(c model.Check) (read bool) {
	if d.first == nil && c.Finding == model.FindingBad {
		d.first = c.Problem
	}
	if d.gone != nil {
		return false
	}
	detail, advice := wording.CheckResult(c)
	line := []byte(d.lines(c, detail, advice))
	if d.JSON {
		var err error
		if line, err = jsonLine(model.NewCheckRecord(c, detail, advice)); err != nil {
			d.gone = err
			return false
		}
	}
	d.gone = write(d.Out, line)
	return d.gone == nil
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

// lines is a check for people: a word, the name, what was found, and below it what to do and what may
// be the cause. Advice is not said again for each step behind one that failed.
func (d *Doctor) lines(c model.Check, detail, advice string) string {
	word := "ok"
	var below []string
	switch c.Finding {
	case model.FindingBad:
		word, below = "BAD", append(below, advice)
		for _, cause := range wording.For(c.Problem).Causes {
			below = append(below, "perhaps: "+cause)
		}
	case model.FindingUnknown:
		word = "unknown"
		if advice != d.advice {
			below = append(below, advice)
		}
	case model.FindingGood:
	}
	d.advice = advice
	const indent = 20
	lines := fmt.Sprintf("%-8s%-12s%s\n", word, c.Step, detail)
	for _, b := range below {
		lines += strings.Repeat(" ", indent) + b + "\n"
	}
	return lines
}
