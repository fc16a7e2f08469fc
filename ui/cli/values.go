package cli

import (
	"math"
	"net"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"

	"attache/model"
	"attache/ui/cli/token"
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

func setSeed(o *options, input, value string) error {
	seed, err := strconv.ParseUint(value, 10, 64)
	if err != nil {
		return model.NewInputProblem(input, model.FaultRange, model.Shown(value))
	}
	o.chat.Seed = seed
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
	if err := checkListen(input, value); err != nil {
		return err
	}
	o.listen = value
	return nil
}

func checkListen(input, value string) error {
	_, port, err := net.SplitHostPort(value)
	if n, bad := strconv.ParseUint(port, 10, 16); err != nil || bad != nil || n > math.MaxUint16 {
		return model.NewInputProblem(input, model.FaultUnreadable, model.Shown(value))
	}
	return nil
}

// setNames adds names, which may come several at once, parted by commas.
func setNames(field func(*options) *[]string) setter {
	return func(o *options, input, value string) error {
		for one := range strings.SplitSeq(value, ",") {
			if one = strings.TrimSpace(one); one == "" || strings.ContainsAny(one, `/\ `) {
				return model.NewInputProblem(input, model.FaultUnreadable, model.Shown(one))
			}
			*field(o) = append(*field(o), one)
		}
		return nil
	}
}

// setOrigins adds origins of pages, as browsers write them.
func setOrigins(o *options, input, value string) error {
	for one := range strings.SplitSeq(value, ",") {
		one = strings.TrimSpace(one)
		u, err := url.Parse(one)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || one != u.Scheme+"://"+u.Host {
			return model.NewInputProblem(input, model.FaultNotURL, model.Shown(one))
		}
		o.chat.Origins = append(o.chat.Origins, one)
	}
	return nil
}

func setTokenFile(kind token.Kind) setter {
	return func(o *options, input, value string) error {
		if value == "" {
			return model.NewInputProblem(input, model.FaultEmpty, "")
		}
		o.tokens[kind].File, o.tokens[kind].FileInput = value, input
		return nil
	}
}

func setTokenCommand(kind token.Kind) setter {
	return func(o *options, input, value string) error {
		switch {
		case strings.TrimSpace(value) == "":
			return model.NewInputProblem(input, model.FaultEmpty, "")
		case len(strings.Fields(value)) == 1 && model.HideTokens(value) != value && !isProgram(value):
			// A shell would repeat it: not found.
			return model.NewInputProblem(input, model.FaultArgument, "")
		}
		o.tokens[kind].Command, o.tokens[kind].CommandInput = value, input
		return nil
	}
}

// isProgram reports whether a word runs something.
func isProgram(word string) bool {
	_, err := exec.LookPath(word)
	return err == nil
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
func setColors(known Looks) setter {
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
