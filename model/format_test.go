package model

import (
	"math"
	"testing"
	"time"
	"unicode/utf8"
)

func TestSizesAreDecimalAndShort(t *testing.T) {
	for _, c := range []struct {
		n                  int64
		long, short, exact string
	}{
		{-5, "0 B", "0", "0 bytes"},
		{0, "0 B", "0", "0 bytes"},
		{1, "1 B", "1", "1 byte"},
		{999, "999 B", "999", "999 bytes"},
		{1000, "1.0 kB", "1.0k", "1,000 bytes"},
		{9_949, "9.9 kB", "9.9k", "9,949 bytes"},
		{9_960, "10.0 kB", "10k", "9,960 bytes"},
		{99_960, "100 kB", "100k", "99,960 bytes"},
		{318_000, "318 kB", "318k", "318,000 bytes"},
		{999_499, "999 kB", "999k", "999,499 bytes"},
		{999_600, "1.0 MB", "1.0M", "999,600 bytes"},
		{1_258_291, "1.3 MB", "1.3M", "1,258,291 bytes"},
		{30_100_000, "30.1 MB", "30M", "30,100,000 bytes"},
		{5_000_000_000, "5.0 GB", "5.0G", "5,000,000,000 bytes"},
		{math.MaxInt64, "999 TB", "999T", "9,223,372,036,854,775,807 bytes"},
	} {
		if long, short, exact := FormatSize(c.n), FormatSizeShort(c.n), FormatSizeExact(c.n); long != c.long || short != c.short || exact != c.exact {
			t.Errorf("%d: %q, %q, %q; want %q, %q, %q", c.n, long, short, exact, c.long, c.short, c.exact)
		}
	}
}

func TestSizesKeepTheirColumn(t *testing.T) {
	for n := int64(1); n > 0 && n < math.MaxInt64/3; n = n*3 + 7 {
		if len(FormatSize(n)) > 7 || len(FormatSizeShort(n)) > 4 {
			t.Errorf("%d: %q, %q", n, FormatSize(n), FormatSizeShort(n))
		}
	}
}

func TestTimesReadAsPeopleSayThem(t *testing.T) {
	for _, c := range []struct{ name, got, want string }{
		{"countdown", FormatCountdown(4*time.Minute + 37*time.Second + 900*time.Millisecond), "4:37"},
		{"countdown", FormatCountdown(-time.Second), "0:00"},
		{"countdown", FormatCountdown(59 * time.Second), "0:59"},
		{"countdown", FormatCountdown(time.Hour + 4*time.Minute + 7*time.Second), "1:04:07"},
		{"age", FormatAge(-time.Hour), "0s"},
		{"age", FormatAge(40*time.Second + 999*time.Millisecond), "40s"},
		{"age", FormatAge(9*time.Minute + 59*time.Second), "9m"},
		{"age", FormatAge(23*time.Hour + 59*time.Minute), "23h"},
		{"age", FormatAge(3 * day), "3d"},
		{"age", FormatAge(999 * day), "999d"},
		{"age", FormatAge(1000 * day), "2y"},
		{"age", FormatAge(math.MaxInt64), "292y"},
		{"age", FormatAge(math.MinInt64), "0s"},
		{"wait", FormatWait(math.MaxInt64), "106751 days"},
		{"wait", FormatWait(72*time.Hour - 1), "72h 0m"},
		{"ago", FormatAgo(999 * time.Millisecond), "now"},
		{"ago", FormatAgo(12 * time.Second), "12s ago"},
		{"ago", FormatAgo(2 * time.Minute), "2m ago"},
		{"token", FormatToken(23*time.Hour + 51*time.Minute + 59*time.Second), "23:51"},
		{"token", FormatToken(59*time.Minute + 59*time.Second), "59m"},
		{"token", FormatToken(-1), "0s"},
		{"wait", FormatWait(1200 * time.Millisecond), "2s"},
		{"wait", FormatWait(80 * time.Second), "1m 20s"},
		{"wait", FormatWait(time.Hour + 5*time.Minute), "1h 5m"},
		{"wait", FormatWait(-1), "0s"},
		{"latency", FormatLatency(212 * time.Millisecond), "212 ms"},
		{"latency", FormatLatency(1299 * time.Millisecond), "1.2 s"},
		{"latency", FormatLatency(-1), "0 ms"},
		{"rate", FormatRate(1_100_000), "1.1 MB/s"},
		{"percent", FormatPercent(0, 0), ""},
		{"percent", FormatPercent(63, 100), "63%"},
		{"percent", FormatPercent(math.MaxInt64-1, math.MaxInt64), "99%"},
		{"percent", FormatPercent(200, 100), "100%"},
		{"percent", FormatPercent(-200, 100), "0%"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.name, c.got, c.want)
		}
	}
	for d := range 40 {
		if s := FormatAge(time.Duration(d*d) * time.Hour); utf8.RuneCountInString(s) > 3 {
			t.Errorf("age %q is wider than its column", s)
		}
	}
}
