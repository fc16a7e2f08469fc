package wording

import (
	"strconv"
	"strings"

	"attache/model"
)

// Bounds of the names that come from outside. The longest code of the service and of S3 has 33
// characters; S3's request ID has 16, the service's 36.
const (
	maxCode    = 48
	maxRequest = 80
)

// tell closes a sentence: the status and code in brackets where known, then what the far side
// said, cut so that the whole fits on its line.
func tell(sentence string, p *model.Problem) string {
	if said := answer(p); said != "" {
		sentence += " (" + said + ")"
	}
	return closed(sentence, p.Detail)
}

// closed ends a sentence with a colon and the detail, or with a full stop alone.
func closed(sentence, detail string) string {
	detail = strings.TrimRight(safe(detail), ". ")
	room := MaxSentence - cells(sentence) - len(": .")
	if detail == "" || room < 8 {
		return sentence + "."
	}
	return sentence + ": " + strings.TrimRight(fit(detail, room), ". ") + "."
}

// answer returns status and code as the service gave them: "403 AccessDeniedException".
func answer(p *model.Problem) string {
	code := word(p.Code, maxCode, "._-")
	if p.Status == 0 {
		return code
	}
	return strings.TrimSpace(strconv.Itoa(p.Status) + " " + code)
}

// word lets a name pass that is made of letters, digits and marks, and has at most limit of them.
// Anything else is not a name, and is dropped whole.
func word(s string, limit int, marks string) string {
	if len(s) > limit || strings.Contains(strings.ToLower(s), "x-amz-") {
		return ""
	}
	for _, r := range s {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
		case strings.ContainsRune(marks, r):
		default:
			return ""
		}
	}
	return s
}

// safe returns s as one line that holds no URL beyond its host: whoever filled it in should have
// seen to that, but a pre-signed query must not pass even when they did not.
func safe(s string) string {
	s = model.Text(s)
	if !strings.Contains(s, "://") && !strings.Contains(strings.ToLower(s), "x-amz-") {
		return s
	}
	fields := strings.Fields(s)
	for i, field := range fields {
		if strings.Contains(strings.ToLower(field), "x-amz-") {
			fields[i] = "[link]"
		} else if scheme, rest, ok := strings.Cut(field, "://"); ok {
			fields[i] = scheme + "://" + host(rest)
		}
	}
	return strings.Join(fields, " ")
}

// host returns the host of a URL whose scheme has been cut off, without the user name.
func host(rest string) string {
	if i := strings.IndexAny(rest, "/?#\\"); i >= 0 {
		rest = rest[:i]
	}
	if i := strings.LastIndexByte(rest, '@'); i >= 0 {
		rest = rest[i+1:]
	}
	return rest
}

// fit cuts s to at most n cells, the last of them an ellipsis where something was cut.
func fit(s string, n int) string {
	if cells(s) <= n {
		return s
	}
	used := 0
	for i, r := range s {
		w := width(r)
		if used+w > n-1 {
			return strings.TrimRight(s[:i], " ") + "…"
		}
		used += w
	}
	return s
}

// cells returns an upper bound of the cells s takes: without tables, every rune from the first
// wide script on is taken for two.
func cells(s string) int {
	n := 0
	for _, r := range s {
		n += width(r)
	}
	return n
}

func width(r rune) int {
	if r >= 0x1100 && r != '…' && r != '’' {
		return 2
	}
	return 1
}
