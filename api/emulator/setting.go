package emulator

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// setting is the value of a fault: what is behind its = is read into it, and written from it.
type setting interface {
	set(value string, given bool) error
	text(now time.Time) (value string, on bool)
}

// count is how often a fault still strikes.
type count int

// always is the count of a fault that lasts.
const always count = math.MaxInt

func (c *count) set(value string, given bool) error {
	if !given {
		*c = always
		return nil
	}
	n, err := strconv.Atoi(value)
	if err != nil || n < 0 {
		return errors.New("wants a number of times")
	}
	*c = count(n)
	return nil
}

func (c *count) text(time.Time) (string, bool) {
	if *c == always {
		return "", true
	}
	return strconv.Itoa(int(*c)), *c > 0
}

// take uses up one and reports whether there was one.
func (c *count) take() bool {
	if *c == 0 {
		return false
	}
	if *c != always {
		*c--
	}
	return true
}

// toggle is a fault that is on or off.
type toggle bool

func (t *toggle) set(_ string, given bool) error {
	if given {
		return errors.New("takes no value")
	}
	*t = true
	return nil
}

func (t *toggle) text(time.Time) (string, bool) { return "", bool(*t) }

var errDuration = errors.New("wants a duration such as 2s")

// length is a time that something takes; 0 when the fault is off.
type length time.Duration

func (l *length) set(value string, _ bool) error {
	d, err := time.ParseDuration(value)
	if err != nil || d < 0 {
		return errDuration
	}
	*l = length(d)
	return nil
}

func (l *length) text(time.Time) (string, bool) { return time.Duration(*l).String(), *l > 0 }

// or is the length, or what holds without the fault.
func (l *length) or(usual time.Duration) time.Duration {
	if *l > 0 {
		return time.Duration(*l)
	}
	return usual
}

// shift moves the clock, back when negative. It is no state but an act: the clock keeps it.
type shift time.Duration

func (s *shift) set(value string, _ bool) error {
	d, err := time.ParseDuration(value)
	if err != nil {
		return errDuration
	}
	*s = shift(d)
	return nil
}

func (s *shift) text(time.Time) (string, bool) { return "", false }

// offset is how far something is off; it is a fault at zero, too.
type offset struct {
	by time.Duration
	on bool
}

func (o *offset) set(value string, _ bool) error {
	d, err := time.ParseDuration(value)
	if err != nil {
		return errDuration
	}
	*o = offset{by: d, on: true}
	return nil
}

func (o *offset) text(time.Time) (string, bool) { return o.by.String(), o.on }

// deadline is when something happens once.
type deadline struct {
	after time.Duration
	armed bool
	at    time.Time // set by whoever knows what time it is
}

func (d *deadline) set(value string, given bool) error {
	after, err := time.ParseDuration(value)
	if given && (err != nil || after < 0) {
		return errDuration
	}
	*d = deadline{after: after, armed: true}
	return nil
}

func (d *deadline) text(now time.Time) (string, bool) {
	return max(0, d.at.Sub(now)).Round(time.Second).String(), d.armed
}

// speed is the clock's, once a fault has set it.
type speed struct {
	given bool
	n     int64
}

type freezing speed

func (f *freezing) set(_ string, given bool) error {
	if given {
		return errors.New("takes no value")
	}
	*f = freezing{given: true}
	return nil
}

func (f *freezing) text(time.Time) (string, bool) { return "", f.given && f.n == 0 }

type hurrying speed

func (h *hurrying) set(value string, given bool) error {
	n := int64(10)
	if given {
		var err error
		if n, err = strconv.ParseInt(value, 10, 64); err != nil || n < 1 || n > maxSpeed {
			return fmt.Errorf("wants a number from 1 to %d", maxSpeed)
		}
	}
	*h = hurrying{given: true, n: n}
	return nil
}

func (h *hurrying) text(time.Time) (string, bool) {
	return strconv.FormatInt(h.n, 10), h.given && h.n > 1
}

// percent is a part of a transfer; 0: all of it.
type percent int

func (p *percent) set(value string, _ bool) error {
	n, err := strconv.Atoi(strings.TrimSuffix(value, "%"))
	if err != nil || n < 1 || n > 99 {
		return errors.New("wants a percentage of 1 to 99")
	}
	*p = percent(n)
	return nil
}

func (p *percent) text(time.Time) (string, bool) { return strconv.Itoa(int(*p)) + "%", *p > 0 }

// rate is bytes a second; 0: as fast as it goes.
type rate int64

func (r *rate) set(value string, _ bool) error {
	n, err := strconv.ParseInt(value, 10, 64)
	if err != nil || n < 1 {
		return errors.New("wants bytes a second")
	}
	*r = rate(n)
	return nil
}

func (r *rate) text(time.Time) (string, bool) { return strconv.FormatInt(int64(*r), 10), *r > 0 }

// dropping breaks sockets: the next few at once, or each after a while.
type dropping struct {
	next  count
	after length
}

func (d *dropping) set(value string, given bool) error {
	*d = dropping{}
	if d.next.set(value, given) == nil || d.after.set(value, given) == nil {
		return nil
	}
	return errors.New("wants a number of times or a duration such as 30s")
}

func (d *dropping) text(now time.Time) (string, bool) {
	if value, on := d.after.text(now); on {
		return value, on
	}
	return d.next.text(now)
}

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
