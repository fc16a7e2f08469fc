package linemode

import (
	"strings"
	"testing"
	"time"
)

func TestSizesAndTimesAreSpokenAsPeopleSayThem(t *testing.T) {
	for got, want := range map[string]string{
		spokenSize(0): "0 bytes", spokenSize(1): "1 byte", spokenSize(318_122): "318 kilobytes", spokenSize(1_258_291): "1.3 megabytes",
		spokenOf(2_800_000, 4_400_000): "2.8 of 4.4 megabytes", spokenOf(500_000, 4_400_000): "500 kilobytes of 4.4 megabytes", spokenOf(5, 0): "5 bytes",
		spokenTime(0): "0 seconds", spokenTime(time.Second): "1 second", spokenTime(277 * time.Second): "4 minutes 37 seconds",
		spokenTime(5 * time.Minute): "5 minutes", spokenTime(time.Hour + 30*time.Second): "1 hour", spokenTime(2*time.Hour + time.Minute): "2 hours 1 minute",
		spokenTime(-time.Second): "0 seconds ", spokenWait(time.Millisecond): "1 second", spokenAgo(0): "just now", spokenAgo(90 * time.Second): "1 minute ago",
		spokenAgo(49 * time.Hour): "2 days ago", spokenAgo(3 * time.Hour): "3 hours ago", spokenPercent(63, 100): "63 percent", spokenPercent(1, 0): "",
		spokenList([]string{"a"}, "or"): "a", spokenList([]string{"a", "b", "c"}, "or"): "a, b or c",
	} {
		if got != strings.TrimRight(want, " ") {
			t.Errorf("%q, not %q", got, want)
		}
	}
}

func TestALongNameKeepsItsEnds(t *testing.T) {
	name := strings.Repeat("long ", 40) + "name.pdf"
	if got := short(name); len(got) > longName+5 || !strings.HasPrefix(got, "long long") || !strings.HasSuffix(got, "name.pdf") {
		t.Errorf("got %q", got)
	}
	if got := short("short.pdf"); got != "short.pdf" {
		t.Errorf("got %q", got)
	}
}
