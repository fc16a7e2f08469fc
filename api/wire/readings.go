package wire

import (
	"html"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// span is a part of a text: from a byte up to another.
type span struct{ from, to int }

// reading is what a text says once its escapes are read, and where in the text each byte of that begins.
type reading struct {
	text string
	at   []int
}

// readings returns a text as it is, and then with its escapes read, and with those within them.
func readings(s string) (all []reading) {
	const most = 4
	r := reading{text: s, at: make([]int, len(s)+1)}
	for i := range r.at {
		r.at[i] = i
	}
	for range most {
		all = append(all, r)
		next := r.unescaped()
		if next.text == r.text {
			break
		}
		r = next
	}
	return all
}

// unescaped reads the escapes of URLs, JSON, Go and HTML.
func (r reading) unescaped() (next reading) {
	var out strings.Builder
	for i := 0; i < len(r.text); {
		plain, n := unescape(r.text[i:])
		for range len(plain) {
			next.at = append(next.at, r.at[i])
		}
		out.WriteString(plain)
		i += n
	}
	next.text, next.at = out.String(), append(next.at, r.at[len(r.text)])
	return next
}

// unescape reads one escape, or else one byte, at the start of a text, and tells how long it is there.
func unescape(s string) (plain string, n int) {
	const longest = 10 // of an entity
	switch s[0] {
	case '%':
		if plain, err := url.PathUnescape(s[:min(len(s), 3)]); err == nil {
			return plain, 3
		}
	case '\\':
		if r, _, rest, err := strconv.UnquoteChar(s, '"'); err == nil {
			return string(r), len(s) - len(rest)
		}
		if len(s) > 1 && s[1] == '/' {
			return "/", 2
		}
	case '&':
		entity := s[:min(len(s), longest)]
		if end := strings.IndexByte(entity, ';'); end > 0 {
			return html.UnescapeString(entity[:end+1]), end + 1
		}
	}
	return s[:1], 1
}

// add adds where the spans of the reading stand in the text itself.
func (r reading) add(to, spans []span) []span {
	for _, s := range spans {
		to = append(to, span{r.at[s.from], r.at[s.to]})
	}
	return to
}

// occurrences are where a text holds another.
func occurrences(s, other string) (all []span) {
	for from := 0; ; {
		i := strings.Index(s[from:], other)
		if i < 0 {
			return all
		}
		from += i + len(other)
		all = append(all, span{from - len(other), from})
	}
}

// pieces are where a text holds so many bytes or more of a longer secret.
func pieces(s, secret string, least int) (all []span) {
	if len(secret) <= least || !mayHold(s, secret, least) {
		return nil
	}
	for i := 0; i+least <= len(s); {
		end := i + least
		if !strings.Contains(secret, s[i:end]) {
			i++
			continue
		}
		for end < len(s) && strings.Contains(secret, s[i:end+1]) {
			end++
		}
		all, i = append(all, span{i, end}), end
	}
	return all
}

// mayHold looks at few places: a piece of so many bytes covers one of them, wherever it stands.
func mayHold(s, secret string, least int) bool {
	size := least / 2
	for i := 0; i+size <= len(s); i += least - size + 1 {
		if strings.Contains(secret, s[i:i+size]) {
			return true
		}
	}
	return false
}

// without puts a word into the place of each part of a text, once where they overlap or meet.
func without(s string, parts []span, word string) string {
	slices.SortFunc(parts, func(a, b span) int { return a.from - b.from })
	var out strings.Builder
	done := 0
	for i, p := range parts {
		if i == 0 || p.from > done {
			out.WriteString(s[done:p.from] + word)
		}
		done = max(done, p.to)
	}
	return out.String() + s[done:]
}
