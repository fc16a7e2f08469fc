package model

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// FormatSize returns n bytes in decimal units, at most seven cells wide up to 999 TB: "512 B",
// "318 kB", "1.2 MB".
func FormatSize(n int64) string {
	value, unit := scaled(n, 100)
	if unit == "" {
		return value + " B"
	}
	return value + " " + unit + "B"
}

// FormatSizeShort is FormatSize in at most four cells: "512", "318k", "1.2M".
func FormatSizeShort(n int64) string {
	value, unit := scaled(n, 10)
	return value + unit
}

// FormatSizeExact returns n with thousands set apart: "1,258,291 bytes".
func FormatSizeExact(n int64) string {
	if n == 1 {
		return "1 byte"
	}
	return groupThousands(n) + " bytes"
}

func groupThousands(n int64) string {
	digits := strconv.FormatInt(max(n, 0), 10)
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	return b.String()
}

// scaled returns n over the largest unit that fits, with one decimal below the given value. What
// rounds up to 1000 goes to the next unit.
func scaled(n int64, decimalBelow float64) (value, unit string) {
	if n = max(n, 0); n < 1000 {
		return strconv.FormatInt(n, 10), ""
	}
	v := float64(n)
	for _, unit := range []string{"k", "M", "G", "T"} {
		v /= 1000
		if v < decimalBelow-0.05 {
			return strconv.FormatFloat(v, 'f', 1, 64), unit
		}
		if v < 999.5 {
			return strconv.FormatFloat(v, 'f', 0, 64), unit
		}
	}
	return "999", "T"
}

// FormatCountdown returns the whole seconds of d, rounded down and never below zero: "4:37", or
// "1:04:37" from an hour on.
func FormatCountdown(d time.Duration) string {
	s := int64(max(d, 0) / time.Second)
	if s < 3600 {
		return fmt.Sprintf("%d:%02d", s/60, s%60)
	}
	return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
}

const day = 24 * time.Hour

// FormatAge returns d in its largest unit, rounded down, in at most four cells: "40s", "9m", "2h", "3d",
// and from a thousand days on "2y".
func FormatAge(d time.Duration) string {
	d = max(d, 0)
	switch {
	case d < time.Minute:
		return fmt.Sprintf("%ds", d/time.Second)
	case d < time.Hour:
		return fmt.Sprintf("%dm", d/time.Minute)
	case d < day:
		return fmt.Sprintf("%dh", d/time.Hour)
	case d < 1000*day:
		return fmt.Sprintf("%dd", d/day)
	}
	return fmt.Sprintf("%dy", d/(365*day))
}

// FormatAgo tells how long ago something was: "now" within the first second, then "12s ago",
// "2m ago".
func FormatAgo(d time.Duration) string {
	if d < time.Second {
		return "now"
	}
	return FormatAge(d) + " ago"
}

// FormatToken returns what a connection token has left in hours and minutes, "23:51", and below an
// hour as "51m" or "40s", since "0:51" would read as seconds.
func FormatToken(d time.Duration) string {
	if d < time.Hour {
		return FormatAge(d)
	}
	m := int64(d / time.Minute)
	return fmt.Sprintf("%d:%02d", m/60, m%60)
}

// FormatRate returns bytes a second: "1.1 MB/s".
func FormatRate(bytesPerSecond int64) string { return FormatSize(bytesPerSecond) + "/s" }

// FormatWait returns a time to wait, rounded up so that it never says zero too early: "2s",
// "1m 20s", "1h 5m". Three days or more are whole days.
func FormatWait(d time.Duration) string {
	s := int64(max(d, 0) / time.Second)
	if d > 0 && d%time.Second > 0 {
		s++
	}
	switch {
	case s < 60:
		return fmt.Sprintf("%ds", s)
	case s < 3600:
		return fmt.Sprintf("%dm %ds", s/60, s%60)
	case d < 3*day:
		return fmt.Sprintf("%dh %dm", s/3600, s/60%60)
	}
	return fmt.Sprintf("%d days", d/day)
}

// FormatLatency returns how long an answer took: "212 ms" below a second, else "1.2 s".
func FormatLatency(d time.Duration) string {
	d = max(d, 0)
	if d < time.Second {
		return fmt.Sprintf("%d ms", d/time.Millisecond)
	}
	return fmt.Sprintf("%d.%d s", d/time.Second, d%time.Second/(100*time.Millisecond))
}

// FormatPercent returns done of total: "63%". It says 100 only when all is done, and nothing where
// the total is unknown.
func FormatPercent(done, total int64) string {
	if total <= 0 {
		return ""
	}
	done = min(max(done, 0), total)
	if done == total {
		return "100%"
	}
	// Sizes come from outside: done*100 might overflow.
	return fmt.Sprintf("%d%%", min(99, int64(float64(done)/float64(total)*100)))
}
