package model

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// The service's limits on what a user gives, in characters. Source: the service's model,
// ParticipantToken and ArtifactId.
const (
	maxToken = 1000
	MaxID    = 256
)

// CheckToken returns s as a connection or participant token. One line break at the end is cut, as
// files and commands leave one; anything else that cannot be part of a token is a problem of input,
// which holds nothing of s.
func CheckToken(input, s string) (Secret, error) {
	s = strings.TrimSuffix(strings.TrimSuffix(s, "\n"), "\r")
	fault := wordFault(s, maxToken)
	if fault == "" && strings.ContainsFunc(s, func(r rune) bool { return r > unicode.MaxASCII }) {
		fault = FaultControl // a header carries printable ASCII
	}
	if fault != "" {
		return Secret{}, NewInputProblem(input, fault, "")
	}
	return NewSecret(s), nil
}

// CheckID returns s as an attachment ID: white space around it and one pair of quotes, as they come
// along when copied, are taken off. The problem holds nothing of s, which may be a token in the
// wrong place.
func CheckID(s string) (string, error) {
	s = unquoted(s)
	if len(s) <= MaxTokenText && looksLikeToken(s) {
		return "", NewInputProblem("attachment ID", FaultArgument, "")
	}
	if fault := wordFault(s, MaxID); fault != "" {
		return "", NewInputProblem("attachment ID", fault, "")
	}
	return s, nil
}

// CheckLife returns s, whole seconds from 5 to 300, as the life to ask for.
func CheckLife(input, s string) (time.Duration, error) {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	life := time.Duration(n) * time.Second
	if err != nil || n < int(MinLife/time.Second) || n > int(MaxLife/time.Second) {
		return 0, NewInputProblem(input, FaultRange, Shown(s))
	}
	return life, nil
}

// wordFault returns what keeps s from being one printable word of at most limit characters.
func wordFault(s string, limit int) string {
	switch {
	case s == "":
		return FaultEmpty
	case len(s) > limit*utf8.UTFMax: // found without a look at what may be megabytes
		return FaultTooLong
	case strings.ContainsFunc(s, func(r rune) bool {
		return r == utf8.RuneError || !unicode.IsGraphic(r) || unicode.IsSpace(r)
	}):
		return FaultControl
	case utf8.RuneCountInString(s) > limit:
		return FaultTooLong
	}
	return ""
}

// Trim takes off what comes along at the ends of what is pasted, or read from a file of another system:
// blanks, line breaks and characters that nobody sees.
func Trim(s string) string {
	return strings.TrimFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || unicode.IsControl(r)
	})
}

// MaxTokenText is the most characters of a text that may hold a token: what an SDK prints has an address
// and headers beside it.
const MaxTokenText = 64 << 10

// unquoted takes blanks and one pair of quotes off a word.
func unquoted(s string) string {
	s = Trim(s)
	for _, pair := range [][2]string{{`"`, `"`}, {"'", "'"}, {"`", "`"}, {"“", "”"}, {"‘", "’"}} {
		if inner, ok := strings.CutPrefix(s, pair[0]); ok && strings.HasSuffix(inner, pair[1]) {
			return Trim(strings.TrimSuffix(inner, pair[1]))
		}
	}
	return s
}
