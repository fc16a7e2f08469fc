package cli

import (
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/google/shlex"

	"attache/model"
	"attache/ui/batch"
)

// selection is which files are taken, and how long their scans are waited for.
func (p *program) selection() batch.Selection {
	n := p.opts.narrow
	if p.opts.since != "" { // it was checked when it was read
		n.Since, _ = model.ParseSince(p.opts.since, p.Now())
	}
	return batch.Selection{Narrow: n, Wait: p.opts.wait}
}

// narrowing names the input that narrows.
func narrowing(p *program) string {
	for name, given := range map[string]bool{"since": p.opts.since != "", "from": len(p.opts.narrow.From) > 0, "type": len(p.opts.narrow.Type) > 0} {
		if given {
			return p.opts.input(name)
		}
	}
	return ""
}

func nameFields() string { return "{" + strings.Join(model.NameFields()[2:], "}, {") + "}" }

func setNameTemplate(o *options, input, value string) (err error) {
	o.shared.Names, err = model.CheckNameTemplate(input, value)
	return err
}

func setWait(o *options, input, value string) (err error) {
	o.wait, err = model.CheckWait(input, value)
	return err
}

// setSince takes an instant, or how long ago it was. Only the command knows the clock.
func setSince(o *options, input, value string) error {
	if !model.IsSince(value) {
		return model.NewInputProblem(input, model.FaultUnreadable, model.Shown(value))
	}
	o.since = value
	return nil
}

// setLimitRate takes bytes a second.
func setLimitRate(o *options, input, value string) error {
	n, ok := model.ParseBytes(value)
	if !ok || n < minLimitRate {
		return model.NewInputProblem(input, model.FaultUnreadable, model.Shown(value))
	}
	o.shared.LimitRate = n
	return nil
}

// minLimitRate still brings the largest file that the service takes within a day.
const minLimitRate = 1000

// addText adds texts, which may come several at once, parted by commas.
func addText(field func(*options) *[]string) setter {
	return func(o *options, input, value string) error {
		for one := range strings.SplitSeq(value, ",") {
			if one = strings.TrimSpace(one); one == "" {
				return model.NewInputProblem(input, model.FaultEmpty, "")
			}
			*field(o) = append(*field(o), one)
		}
		return nil
	}
}

// setOnSaved takes a program and its arguments, in words as a shell would divide them, of which nothing is expanded.
// A script of Windows' command interpreter is none: it would read the file's name as commands.
func setOnSaved(o *options, input, value string) error {
	words, err := shlex.Split(value)
	if err != nil || len(words) == 0 {
		return model.NewInputProblem(input, model.FaultUnreadable, "a quote is not closed, or nothing is given")
	}
	program, err := exec.LookPath(words[0])
	if err != nil {
		return model.NewInputProblem(input, model.FaultUnreadable, "there is no such program")
	}
	for _, name := range []string{words[0], program} {
		if ext := strings.ToLower(filepath.Ext(strings.TrimRight(name, ". "))); ext == ".bat" || ext == ".cmd" {
			return model.NewInputProblem(input, model.FaultUnreadable, "a batch file would read names as commands")
		}
	}
	if program, err = filepath.Abs(program); err != nil {
		return model.NewInputProblem(input, model.FaultUnreadable, "there is no such program")
	}
	o.shared.OnSaved = strings.Join(append([]string{program}, words[1:]...), "\x00")
	return nil
}
