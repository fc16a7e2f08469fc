package cli

import (
	"errors"
	"io/fs"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	shellquote "github.com/kballard/go-shellquote"

	"attache/model"
)

// Limits of what the service does not limit itself.
const (
	// minRate still shows the first links of a screen within minutes.
	minRate = 0.1
	// maxRate is over any quota known, and no hindrance on an emulator; more is a slip of the finger.
	maxRate = 10_000
	// quotaRate is the default quota of a whole Connect instance for GetAttachment and for
	// GetTranscript. A higher rate is warned of, not refused: quotas can be raised, and an
	// emulator has none to share.
	quotaRate = 8

	maxCount = 100_000
	maxSize  = 1 << 40
)

// setText takes any text but an empty one.
func setText[T ~string](field func(*options) *T) setter {
	return func(o *options, input, value string) error {
		if strings.TrimSpace(value) == "" {
			return model.NewInputProblem(input, model.FaultEmpty, "")
		}
		*field(o) = T(value)
		return nil
	}
}

// setPath takes the name of a file or a folder, and no token for a new one: results and screens show it.
func setPath(field func(*options) *string) setter {
	return func(o *options, input, value string) error {
		if _, err := os.Stat(value); err != nil && model.HoldsToken(value) {
			return model.NewInputProblem(input, model.FaultArgument, "")
		}
		return setText(field)(o, input, value)
	}
}

// setFile takes the name of a file that is written.
func setFile(field func(*options) *string) setter {
	return func(o *options, input, value string) error {
		if value == "-" {
			return model.NewInputProblem(input, model.FaultUnreadable, "it needs a file, and - means standard output; ./- is a file")
		}
		return setPath(field)(o, input, value)
	}
}

// setBool takes what people write for yes and no.
func setBool(field func(*options) *bool) setter {
	return func(o *options, input, value string) error {
		if !isYes(value) && !isNo(value) {
			return model.NewInputProblem(input, model.FaultChoice, value+"; true, false")
		}
		*field(o) = isYes(value)
		return nil
	}
}

func isYes(value string) bool {
	return slices.Contains([]string{"1", "t", "true", "y", "yes", "on"}, strings.ToLower(value))
}

func isNo(value string) bool {
	return slices.Contains([]string{"0", "f", "false", "n", "no", "off"}, strings.ToLower(value))
}

func setLife(o *options, input, value string) (err error) {
	o.shared.Life, err = model.CheckLife(input, value)
	return err
}

func setRate(o *options, input, value string) error {
	rate, err := strconv.ParseFloat(value, 64)
	if err != nil || math.IsNaN(rate) || rate < minRate || rate > maxRate {
		return model.NewInputProblem(input, model.FaultRange, model.Shown(value))
	}
	o.shared.Rate = rate
	return nil
}

// setWhole takes a whole number within limits.
func setWhole[T int | int64](low, high T, field func(*options) *T) setter {
	return func(o *options, input, value string) error {
		n, err := strconv.ParseInt(value, 10, 64)
		if err != nil || n < int64(low) || n > int64(high) {
			return model.NewInputProblem(input, model.FaultRange, model.Shown(value))
		}
		*field(o) = T(n)
		return nil
	}
}

// setColumns takes the names of columns, which may come several at once, parted by commas.
func setColumns(known []string) setter {
	return func(o *options, input, value string) error {
		for one := range strings.SplitSeq(value, ",") {
			one = strings.TrimSpace(one)
			switch {
			case !slices.Contains(known, one):
				return model.NewInputProblem(input, model.FaultChoice, model.Shown(one)+"; "+strings.Join(known, ", "))
			case slices.Contains(o.look.Columns, one):
				return model.NewInputProblem(input, model.FaultConflict, one+" is there twice")
			}
			o.look.Columns = append(o.look.Columns, one)
		}
		return nil
	}
}

// setColors takes colours, which may come several at once, parted by commas. Whether they go together is
// seen when all are known.
func setColors(known AppearanceChoices) setter {
	return func(o *options, input, value string) error {
		for one := range strings.SplitSeq(value, ",") {
			role, color, _ := strings.Cut(strings.TrimSpace(one), "=")
			c := model.Coloring{Role: role, Color: color, Input: input}
			if err := known.Coloring(c); err != nil {
				return err
			}
			o.look.Colors = append(o.look.Colors, c)
		}
		return nil
	}
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
			if one = strings.TrimSpace(one); strings.Trim(one, `" `) == "" {
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
	words, err := shellquote.Split(value)
	if err != nil || len(words) == 0 {
		return model.NewInputProblem(input, model.FaultUnreadable, "a quote is not closed, or nothing is given")
	}
	program, err := exec.LookPath(words[0])
	if err != nil {
		why := "there is no such program"
		if errors.Is(err, fs.ErrPermission) {
			why = "it may not be run"
		}
		if words[0] != "" {
			why += ": " + model.Shown(words[0])
		}
		return model.NewInputProblem(input, model.FaultUnreadable, why)
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
