package model

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// notShown stands where something may have been a token.
const notShown = "[not shown]"

// maxShown is over the length of any number, choice or name that a setting takes.
const maxShown = 24

// Shown returns a value that a setting does not take, for the problem that says so; empty where it is
// longer than any slip of the finger, and may be a token in the wrong place.
func Shown(value string) string {
	if len(value) > maxShown {
		return ""
	}
	return HideTokens(value)
}

// HideTokens returns s with what looks like a token left out: people paste tokens where a path, a name
// or a number belongs, and an error must not repeat them.
func HideTokens(s string) string {
	if len(s) < minMixed {
		return s
	}
	return regexp.MustCompile(`[A-Za-z0-9+/=_-]+`).ReplaceAllStringFunc(s, hideWithin)
}

// looksLikeToken reports whether a word, all of it, is surely a token: it is longer than any ID or name,
// and mixed as no path or address is. Some tokens have parts with a dot between, or come percent-encoded.
func looksLikeToken(s string) bool {
	joined := strings.NewReplacer(".", "", "%", "", "~", "", ":", "").Replace(s)
	return len(s) >= minLong && isMixed(s) && HideTokens(joined) == notShown
}

// HoldsToken reports whether a part of a path or an address is surely a token, or so much of one that it
// must not be used as a name.
func HoldsToken(s string) bool {
	const enough = 40
	parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(`/\:.?&#@ `, r) })
	return slices.ContainsFunc(parts, func(part string) bool {
		return len(part) >= enough && isMixed(part) && !isCamel(part) && HideTokens(part) == notShown
	})
}

// hideWithin hides what follows in a path from the first part on that looks like a token, and before it
// what may belong to a token that holds slashes.
func hideWithin(run string) string {
	parts := strings.Split(run, "/")
	first := slices.IndexFunc(parts, isTokenLike)
	switch {
	case first < 0 && isTokenLike(strings.Join(parts, "")) && isDense(run):
		return notShown
	case first < 0:
		return run
	}
	for i := first - 1; i >= 0 && (len(parts[i]) <= maxFiller || !isPlainPart(parts[i])); i-- {
		if !isPlainPart(parts[i]) {
			first = i
		}
	}
	return strings.Join(append(parts[:first], notShown), "/")
}

// maxFiller is the length of what may stand between two slashes of a token and look like a word.
const maxFiller = 5

// isPlainPart reports whether a part of a path is a word, and so none of a token that stands beside it.
func isPlainPart(part string) bool {
	return strings.Trim(part, "abcdefghijklmnopqrstuvwxyz-_") == ""
}

// Bounds of what looks like a token. The service's have some hundred characters; an ID has 36, of which
// none is a capital.
const (
	minMixed = 20 // of capitals, small letters and digits
	minPlain = 32 // of letters and digits without a sign between
	minLong  = 64 // of anything
)

func isTokenLike(s string) bool {
	switch {
	case len(s) >= minLong:
		return true
	case len(s) < minMixed || isUUID(s) || isCamel(s):
		return false
	}
	letter, digit := strings.ContainsFunc(s, unicode.IsLetter), strings.ContainsFunc(s, unicode.IsDigit)
	return isMixed(s) || letter && digit && len(s) >= minPlain && !strings.ContainsAny(s, "-_")
}

// isMixed reports whether a word has capitals, small letters and digits.
func isMixed(s string) bool {
	return strings.ContainsFunc(s, unicode.IsUpper) && strings.ContainsFunc(s, unicode.IsLower) && strings.ContainsFunc(s, unicode.IsDigit)
}

// isDense reports whether a run with slashes changes between capitals, small letters and digits as often
// as chance does. A path does not.
func isDense(s string) bool {
	class := func(r byte) int {
		switch {
		case r >= 'a' && r <= 'z':
			return 1
		case r >= 'A' && r <= 'Z':
			return 2
		}
		return 3
	}
	changes := 0
	for i := range len(s) - 1 {
		if class(s[i]) != class(s[i+1]) {
			changes++
		}
	}
	return changes*2 >= len(s)
}

// isCamel reports whether s is words, of which any may begin with a capital, with numbers at their ends.
func isCamel(s string) bool {
	parts := strings.FieldsFunc(s, func(r rune) bool { return r == '-' || r == '_' })
	return !slices.ContainsFunc(parts, func(part string) bool {
		letters, capitals := strings.TrimRight(part, "0123456789"), 0
		for _, r := range letters {
			if unicode.IsUpper(r) {
				capitals++
			} else if !unicode.IsLower(r) {
				return true
			}
		}
		return capitals*5 > max(len(letters), 5)*2 || len(part) > len(letters)*2 && len(part) > minMixed
	})
}

func isUUID(s string) bool {
	return regexp.MustCompile(`^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$`).MatchString(s)
}
