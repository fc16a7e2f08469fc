package cli

import (
	"math"
	"net"
	"os"
	"slices"
	"strconv"
	"strings"

	"attache/model"
)

// Limits of what the service does not limit itself.
const (
	// minRate still shows the first links of a screen within minutes.
	minRate = 0.1
	// maxRate is over any quota known, and no hindrance on an emulator; more is a slip of the finger.
	maxRate = 1000
	// quotaRate is the default quota of a whole Connect instance for GetAttachment and for
	// GetTranscript. A higher rate is warned of, not refused: quotas can be raised, and an
	// emulator has none to share.
	quotaRate = 8

	maxCount = 100_000
	maxSize  = 1 << 40
)

// setter is how a setting takes its value.
type setter = func(o *options, input, value string) error

func itoa(n int) string { return strconv.Itoa(n) }

// setText takes any text but an empty one.
func setText(field func(*options) *string) setter {
	return func(o *options, input, value string) error {
		if strings.TrimSpace(value) == "" {
			return model.NewInputProblem(input, model.FaultEmpty, "")
		}
		*field(o) = value
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

// setChoice takes one of choices, or any text where there are none to choose from.
func setChoice(choices []string, field func(*options) *string) setter {
	return func(o *options, input, value string) error {
		if len(choices) > 0 && !slices.Contains(choices, value) {
			return model.NewInputProblem(input, model.FaultChoice, model.Shown(value)+"; "+strings.Join(choices, ", "))
		}
		return setText(field)(o, input, value)
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
	rate, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	if err != nil || math.IsNaN(rate) || rate < minRate || rate > maxRate {
		return model.NewInputProblem(input, model.FaultRange, model.Shown(value))
	}
	o.shared.Rate = rate
	return nil
}

func setParallel(o *options, input, value string) error {
	n, err := strconv.Atoi(strings.TrimSpace(value))
	if err != nil || n < 1 || n > model.MaxParallel {
		return model.NewInputProblem(input, model.FaultRange, model.Shown(value))
	}
	o.shared.Parallel = n
	return nil
}

func setExists(o *options, input, value string) error {
	way := ""
	err := setChoice(existsChoices(), func(*options) *string { return &way })(o, input, value)
	if err == nil {
		o.shared.OnExists = model.OnExists(way)
	}
	return err
}

func setSeed(o *options, input, value string) error {
	seed, err := strconv.ParseUint(value, 10, 64)
	if err != nil {
		return model.NewInputProblem(input, model.FaultRange, model.Shown(value))
	}
	o.chat.Seed = seed
	return nil
}

func setCount(o *options, input, value string) error {
	n, err := strconv.Atoi(value)
	if err != nil || n < 1 || n > maxCount {
		return model.NewInputProblem(input, model.FaultRange, model.Shown(value))
	}
	o.chat.Count = n
	return nil
}

func setSize(o *options, input, value string) error {
	n, err := strconv.ParseInt(value, 10, 64)
	if err != nil || n < 1 || n > maxSize {
		return model.NewInputProblem(input, model.FaultRange, model.Shown(value))
	}
	o.chat.Size = n
	return nil
}

// setFault adds to the faults, which may also come several at once, parted by commas, since a
// variable cannot be repeated. Their values are the emulator's to check.
func setFault(known []Choice) setter {
	return func(o *options, input, value string) error {
		for one := range strings.SplitSeq(value, ",") {
			name, _, _ := strings.Cut(one, "=")
			if name == "" {
				return model.NewInputProblem(input, model.FaultEmpty, "")
			}
			if all := names(known); len(all) > 0 && !slices.Contains(all, name) {
				return model.NewInputProblem(input, model.FaultChoice, model.Shown(name)+"; "+strings.Join(all, ", "))
			}
			o.chat.Faults = append(o.chat.Faults, one)
		}
		return nil
	}
}

// setEndpoint refuses the parts of a URL that may hold a secret, and shows nothing of it then. All
// else about the URL is checked where it is used.
func setEndpoint(o *options, input, value string) error {
	if strings.ContainsAny(value, "@?#") || model.HoldsToken(value) {
		return model.NewInputProblem(input, model.FaultArgument, "")
	}
	return setText(func(o *options) *string { return &o.connection.EndpointURL })(o, input, value)
}

func setListen(o *options, input, value string) error {
	_, port, err := net.SplitHostPort(value)
	if n, bad := strconv.ParseUint(port, 10, 16); err != nil || bad != nil || n > math.MaxUint16 {
		return model.NewInputProblem(input, model.FaultUnreadable, model.Shown(value))
	}
	o.listen = value
	return nil
}
