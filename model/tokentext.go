package model

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
)

// TokenKind is one of the two kinds of token, which look alike and serve different ends.
type TokenKind int

// The kinds.
const (
	ConnectionToken TokenKind = iota
	ParticipantToken
)

// String names a kind for messages.
func (k TokenKind) String() string {
	if k == ParticipantToken {
		return "participant token"
	}
	return "connection token"
}

// ReadToken returns the token that a file, a command, a variable or a paste holds, and its kind: want,
// unless the text itself says that it is the other. The text is the token alone, with blanks, quotes or
// a header's name around it, or what an SDK, the AWS CLI or a browser's console prints, as JSON or as
// its language writes it. A problem holds nothing of the text.
func ReadToken(input, text string, want TokenKind) (Secret, TokenKind, error) {
	text = unquoted(Trim(text))
	if found := tokensIn(text); found.any() {
		if len(found[want]) == 0 {
			want = 1 - want
		}
		switch all := found[want]; {
		case len(all) > 1: // which of the chats is meant, nobody knows
			return Secret{}, want, NewInputProblem(input, FaultUnreadable, "it names more than one "+want.String())
		case holdsMore(text) && strings.HasSuffix(text, all[0]):
			return Secret{}, want, NewInputProblem(input, FaultUnreadable, "it is cut off")
		default:
			token, err := CheckToken(input, all[0])
			return token, want, err
		}
	}
	if holdsMore(text) {
		return Secret{}, want, NewInputProblem(input, FaultUnreadable, "it names no connectionToken and no participantToken")
	}
	token, err := CheckToken(input, unquoted(headerName().ReplaceAllString(text, "")))
	return token, want, err
}

// ReadConnectionToken is ReadToken where nothing can be done with the other kind.
func ReadConnectionToken(input, text string) (Secret, error) {
	token, is, err := ReadToken(input, text, ConnectionToken)
	if err == nil && is != ConnectionToken {
		return Secret{}, NewInputProblem(input, FaultOtherKind, "a "+is.String())
	}
	return token, err
}

// headerName is what a token is copied with from a browser's developer tools.
func headerName() *regexp.Regexp { return regexp.MustCompile(`^(?i)(x-amz-bearer\s*:?|bearer)\s+`) }

// holdsMore reports whether a text is no token alone, but an object or a list.
func holdsMore(text string) bool { return strings.HasPrefix(text, "{") || strings.HasPrefix(text, "[") }

// foundTokens are the tokens that a text names, each once, by their kind.
type foundTokens [2][]string

func (f *foundTokens) any() bool { return len(f[0])+len(f[1]) > 0 }

// tokensIn returns the tokens that a text names.
func tokensIn(text string) (found foundTokens) {
	var value any
	if json.Unmarshal([]byte(text), &value) == nil {
		walkTokens(value, false, &found)
		return found
	}
	// Not JSON, but like it: Python's and JavaScript's objects, YAML, the lines of a shell or PowerShell.
	pattern := regexp.MustCompile(`(?i)\b(?:[a-z]+_)?(connection|participant)_?(token)\\?["']?\s*[:=]\s*\\?["']?([^\s"'\\,;}]+)`)
	transport := isTransport(text)
	for _, m := range pattern.FindAllStringSubmatch(text, -1) {
		keep(&found, m[1]+m[2], m[3], transport)
	}
	return found
}

// isTransport reports whether a text is what Amazon Connect Streams gives an agent's page: it calls a
// connection token participantToken, by that spelling, and tells when it expires. The service's own
// answers begin their names with a capital.
func isTransport(text string) bool {
	return strings.Contains(text, "chatTokenTransport") ||
		regexp.MustCompile(`\bparticipantToken\b`).MatchString(text) && regexp.MustCompile(`\bexpiry\b`).MatchString(text) &&
			!regexp.MustCompile(`(?i)\b(participant|contact)Id\b`).MatchString(text)
}

// walkTokens looks for tokens in decoded JSON, and in JSON that is a text within it. transport: it lies
// within what Streams gives.
func walkTokens(value any, transport bool, found *foundTokens) {
	switch v := value.(type) {
	case []any:
		for _, one := range v {
			walkTokens(one, transport, found)
		}
	case map[string]any:
		_, expires := v["expiry"]
		_, contact := v["contactId"]
		_, participant := v["participantId"]
		transport = transport || expires && !contact && !participant
		for key, one := range v {
			if text, ok := one.(string); ok {
				keep(found, key, text, transport)
			}
			walkTokens(one, transport || key == "chatTokenTransport", found)
		}
	case string:
		if strings.HasPrefix(v, "{") {
			var inner any
			if json.Unmarshal([]byte(v), &inner) == nil {
				walkTokens(inner, transport, found)
			}
		}
	}
}

// keep notes a token under its kind.
func keep(found *foundTokens, name, token string, transport bool) {
	kind := ConnectionToken
	switch strings.ReplaceAll(strings.ToLower(name), "_", "") {
	case "connectiontoken":
	case "participanttoken":
		if !transport {
			kind = ParticipantToken
		}
	default:
		return
	}
	if token != "" && !slices.Contains(found[kind], token) {
		found[kind] = append(found[kind], token)
	}
}
