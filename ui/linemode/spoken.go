package linemode

import (
	"strconv"
	"strings"
	"time"

	"attache/model"
	"attache/ui/wording"
)

func itoa(n int) string { return strconv.Itoa(n) }

// count says a number of things: "1 file", "7 files".
func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return itoa(n) + " " + thing + "s"
}

// spokenSize says bytes as they are spoken: "1.2 megabytes".
func spokenSize(n int64) string {
	if n == 1 {
		return "1 byte"
	}
	value, unit, _ := strings.Cut(model.FormatSize(n), " ")
	for short, long := range map[string]string{"B": "bytes", "kB": "kilobytes", "MB": "megabytes", "GB": "gigabytes", "TB": "terabytes"} {
		if unit == short {
			unit = long
		}
	}
	return value + " " + unit
}

// spokenOf says how much of something has come: "2.8 of 4.4 megabytes".
func spokenOf(done, total int64) string {
	if total <= 0 {
		return spokenSize(done)
	}
	some, all := spokenSize(done), spokenSize(total)
	value, unit, _ := strings.Cut(some, " ")
	if strings.HasSuffix(all, " "+unit) {
		some = value
	}
	return some + " of " + all
}

// spokenTime says a time to the second, or to the minute from an hour on: "4 minutes 37 seconds".
func spokenTime(d time.Duration) string {
	s := int(max(d, 0) / time.Second)
	h, m := s/3600, s/60%60
	s %= 60
	var parts []string
	for _, p := range []struct {
		n    int
		unit string
		say  bool
	}{{h, "hour", h > 0}, {m, "minute", m > 0}, {s, "second", s > 0 && h == 0}} {
		if p.say {
			parts = append(parts, count(p.n, p.unit))
		}
	}
	if len(parts) == 0 {
		return "0 seconds"
	}
	return strings.Join(parts, " ")
}

// spokenWait is spokenTime rounded up, so that it never says zero too early.
func spokenWait(d time.Duration) string {
	return spokenTime(max(d, 0) + time.Second - 1)
}

// spokenAgo says how long ago something was, in its largest unit: "9 minutes ago".
func spokenAgo(d time.Duration) string {
	switch {
	case d < time.Second:
		return "just now"
	case d < time.Minute:
		return count(int(d/time.Second), "second") + " ago"
	case d < time.Hour:
		return count(int(d/time.Minute), "minute") + " ago"
	case d < 24*time.Hour:
		return count(int(d/time.Hour), "hour") + " ago"
	}
	return count(int(d/(24*time.Hour)), "day") + " ago"
}

// spokenPercent says done of total: "63 percent"; nothing where the total is unknown.
func spokenPercent(done, total int64) string {
	p, known := strings.CutSuffix(model.FormatPercent(done, total), "%")
	if !known {
		return ""
	}
	return p + " percent"
}

// spokenList joins names: "save, show and sort".
func spokenList(names []string, last string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " " + last + " " + names[len(names)-1]
}

// prefixed puts a word before s, where there is any.
func prefixed(before, s string) string {
	if s == "" {
		return ""
	}
	return before + s
}

// deferredWords say what is done with one file, or with several, with the form in which they are copied.
func deferredWords(w model.Deferred, form model.Form, n int) string {
	it, its, is := "it ", "its ", "is "
	if n > 1 {
		it, its, is = "they ", "their ", "are "
	}
	var parts []string
	for _, p := range []struct {
		w    model.Deferred
		text string
	}{
		{model.DeferredLink, its + wording.Form(model.FormLink, n) + " " + is + "asked for"},
		{model.DeferredCopy, its + wording.Form(form, n) + " " + is + "copied"},
		{model.DeferredSave, it + is + "saved"},
		{model.DeferredOpen, it + is + "opened"},
	} {
		if w&p.w != 0 {
			parts = append(parts, p.text)
		}
	}
	return spokenList(parts, "and")
}

// capital starts a sentence.
func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// A name is cut to what one still listens to; details tell the whole of it.
const (
	longName = 60
	nameHead = 40
	nameTail = 16
)

// short cuts a long name in its middle: both its beginning and its extension tell it from others.
func short(name string) string {
	r := []rune(name)
	if len(r) <= longName {
		return name
	}
	return strings.TrimSpace(string(r[:nameHead])) + " ... " + strings.TrimSpace(string(r[len(r)-nameTail:]))
}
