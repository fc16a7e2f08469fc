package filter

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// number is a size in bytes or an age in nanoseconds, and between which ones it stands for what is said in round
// figures: size=1.2M finds what is shown as 1.2 MB, age=9m what is shown as 9m.
type number struct{ exact, low, high int64 }

// parseSize reads a number of bytes with a decimal unit: "1.2M", "300kB".
func parseSize(s string) (number, bool) {
	s = strings.TrimSuffix(s, "b")
	factor, slack := 1.0, 0.0
	if s != "" {
		if i := strings.IndexByte("kmgt", s[len(s)-1]); i >= 0 {
			factor, s = math.Pow10(3*(i+1)), s[:len(s)-1]
		}
	}
	n, ok := positive(s)
	if n *= factor; !ok || n > math.MaxInt64/2 {
		return number{}, false
	}
	if factor > 1 {
		_, digits, _ := strings.Cut(s, ".")
		slack = factor * math.Pow10(-len(digits)) / 2
	}
	return number{int64(n), int64(n - slack), int64(n + slack)}, true
}

// parseAge reads a length of time with its units: "10m", "1h30m", "2d".
func parseAge(s string) (number, bool) {
	total, unit := 0.0, time.Duration(0)
	for s != "" {
		digits := s[:len(s)-len(strings.TrimLeft(s, "0123456789."))]
		rest := s[len(digits):]
		letters := rest[:len(rest)-len(strings.TrimLeft(rest, "abcdefghijklmnopqrstuvwxyz"))]
		n, ok := positive(digits)
		if unit = ageUnit(letters); !ok || unit == 0 {
			return number{}, false
		}
		total += n * float64(unit)
		s = rest[len(letters):]
	}
	if unit == 0 || total > math.MaxInt64/2 {
		return number{}, false
	}
	return number{int64(total), int64(total), int64(total) + int64(unit) - 1}, true
}

func ageUnit(letters string) time.Duration {
	switch letters {
	case "s", "sec":
		return time.Second
	case "m", "min":
		return time.Minute
	case "h":
		return time.Hour
	case "d":
		return 24 * time.Hour
	case "w":
		return 7 * 24 * time.Hour
	}
	return 0
}

// positive reads a plain decimal number.
func positive(s string) (float64, bool) {
	if s == "" || strings.Trim(s, "0123456789.") != "" {
		return 0, false
	}
	n, err := strconv.ParseFloat(s, 64)
	return n, err == nil && !math.IsInf(n, 0)
}

// ParseSize reads a number of bytes as a filter does: "300k", "1.2m".
func ParseSize(s string) (int64, bool) {
	n, ok := parseSize(s)
	return n.exact, ok
}

// ParseAge reads a length of time as a filter does: "10m", "1h30m".
func ParseAge(s string) (time.Duration, bool) {
	n, ok := parseAge(s)
	return time.Duration(n.exact), ok
}
