package fault

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"attache/api/emulator/clock"
)

// setting is the value of a fault: what is behind its = is read into it, and written from it.
type setting interface {
	set(value string, given bool) error
	text(now time.Time) (value string, on bool)
}

// Count is how often a fault still strikes.
type Count int

// always is the count of a fault that lasts.
const always Count = math.MaxInt

func (c *Count) set(value string, given bool) error {
	if !given {
		*c = always
		return nil
	}
	n, err := strconv.Atoi(value)
	if err != nil || n < 0 {
		return errors.New("wants a number of times")
	}
	*c = Count(n)
	return nil
}

func (c *Count) text(time.Time) (string, bool) {
	if *c == always {
		return "", true
	}
	return strconv.Itoa(int(*c)), *c > 0
}

// Text says how often it still strikes, "" for always, and whether it does at all.
func (c *Count) Text() (value string, on bool) { return c.text(time.Time{}) }

// Take uses up one and reports whether there was one.
func (c *Count) Take() bool {
	if *c == 0 {
		return false
	}
	if *c != always {
		*c--
	}
	return true
}

// Toggle is a fault that is on or off.
type Toggle bool

func (t *Toggle) set(_ string, given bool) error {
	if given {
		return errors.New("takes no value")
	}
	*t = true
	return nil
}

func (t *Toggle) text(time.Time) (string, bool) { return "", bool(*t) }

const wantsDuration = "wants a duration such as 2s"

// Length is a time that something takes; 0 when the fault is off.
type Length time.Duration

func (l *Length) set(value string, _ bool) error {
	d, err := time.ParseDuration(value)
	if err != nil || d < 0 {
		return errors.New(wantsDuration)
	}
	*l = Length(d)
	return nil
}

func (l *Length) text(time.Time) (string, bool) { return time.Duration(*l).String(), *l > 0 }

// Or is the length, or what holds without the fault.
func (l *Length) Or(usual time.Duration) time.Duration {
	if *l > 0 {
		return time.Duration(*l)
	}
	return usual
}

// Offset is how far something is off; it is a fault at zero, too.
type Offset struct {
	By time.Duration
	On bool
}

func (o *Offset) set(value string, _ bool) error {
	d, err := time.ParseDuration(value)
	if err != nil {
		return errors.New(wantsDuration)
	}
	*o = Offset{By: d, On: true}
	return nil
}

func (o *Offset) text(time.Time) (string, bool) { return o.By.String(), o.On }

// Shift moves the clock, back when negative. It is no state but an act: the clock keeps it.
type Shift struct{ Offset }

func (s *Shift) text(time.Time) (string, bool) { return "", false }

// Deadline is when something happens once.
type Deadline struct {
	After time.Duration
	Armed bool
	At    time.Time // set by whoever knows what time it is
}

func (d *Deadline) set(value string, given bool) error {
	after, err := time.ParseDuration(value)
	if given && (err != nil || after < 0) {
		return errors.New(wantsDuration)
	}
	*d = Deadline{After: after, Armed: true}
	return nil
}

func (d *Deadline) text(now time.Time) (string, bool) {
	return max(0, d.At.Sub(now)).Round(time.Second).String(), d.Armed
}

// Speed is the clock's, once a fault has set it.
type Speed struct {
	Given bool
	N     int64
}

type freezing Speed

func (f *freezing) set(_ string, given bool) error {
	if given {
		return errors.New("takes no value")
	}
	*f = freezing{Given: true}
	return nil
}

func (f *freezing) text(time.Time) (string, bool) { return "", f.Given && f.N == 0 }

type hurrying Speed

func (h *hurrying) set(value string, given bool) error {
	n := int64(10)
	if given {
		var err error
		if n, err = strconv.ParseInt(value, 10, 64); err != nil || n < 1 || n > clock.MaxSpeed {
			return fmt.Errorf("wants a number from 1 to %d", clock.MaxSpeed)
		}
	}
	*h = hurrying{Given: true, N: n}
	return nil
}

func (h *hurrying) text(time.Time) (string, bool) {
	return strconv.FormatInt(h.N, 10), h.Given && h.N > 1
}

// number is a whole number, such as a percentage; 0 when the fault is off.
type number struct {
	n          *int64
	most       int64
	unit, want string
}

func (p number) set(value string, _ bool) error {
	n, err := strconv.ParseInt(strings.TrimSuffix(value, p.unit), 10, 64)
	if err != nil || n < 1 || n > p.most {
		return errors.New(p.want)
	}
	*p.n = n
	return nil
}

func (p number) text(time.Time) (string, bool) { return strconv.FormatInt(*p.n, 10) + p.unit, *p.n > 0 }

// Dropping breaks sockets: the next few at once, or each after a while.
type Dropping struct {
	Next  Count
	After Length
}

func (d *Dropping) set(value string, given bool) error {
	*d = Dropping{}
	if d.Next.set(value, given) == nil || d.After.set(value, given) == nil {
		return nil
	}
	return errors.New("wants a number of times or a duration such as 30s")
}

func (d *Dropping) text(now time.Time) (string, bool) {
	if value, on := d.After.text(now); on {
		return value, on
	}
	return d.Next.text(now)
}

// extensions are those of file names, or "any" alone.
type extensions []string

func (e *extensions) set(value string, _ bool) error {
	all := strings.Split(strings.ToLower(value), "+")
	if strings.Trim(value, "+") == "" || slices.Contains(all, "") || strings.ContainsAny(value, "./ ") {
		return errors.New("wants extensions such as pdf+png, or any")
	}
	*e = all
	return nil
}

func (e *extensions) text(time.Time) (string, bool) { return strings.Join(*e, "+"), len(*e) > 0 }

// choice is one word of several.
type choice struct {
	word *string
	of   []string
}

func choosing(word *string, of ...string) choice { return choice{word, of} }

func (c choice) set(value string, _ bool) error {
	if !slices.Contains(c.of, value) {
		return fmt.Errorf("wants one of %s", strings.Join(c.of, ", "))
	}
	*c.word = value
	return nil
}

func (c choice) text(time.Time) (string, bool) { return *c.word, *c.word != "" }
