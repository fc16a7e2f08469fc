package wire

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"html"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"attache/model"
)

func TestWordsOfTheFarSideBecomeOneShortSafeLine(t *testing.T) {
	got := Text("bad\x1b[31m\r\nthing " + strings.Repeat("é", 5000))
	if strings.ContainsAny(got, "\x1b\r\n") || utf8.RuneCountInString(got) > maxDetail || model.Text(got) != got {
		t.Errorf("%q", got)
	}
	if got := Text("see https://x.example/?a=1&X-Amz-Signature=CANARY"); strings.Contains(got, "CANARY") {
		t.Errorf("a link that was never sent is shown: %q", got)
	}
	if got := Text("Attachment not found"); got != "Attachment not found" {
		t.Errorf("%q", got)
	}
}

func FuzzSafeText(f *testing.F) {
	f.Add("the token secret-token-1 is bad", "secret-token-1")
	f.Add("see https://x/?a=CANARYvalue%2B1", "https://x/?a=CANARYvalue%2B1")
	f.Fuzz(func(t *testing.T, s, secret string) {
		const telling = 8
		got := Text(s, model.NewSecret(secret))
		if !utf8.ValidString(got) || utf8.RuneCountInString(got) > maxDetail {
			t.Errorf("%q", got)
		}
		if len(secret) >= telling && !slices.Contains([]string{"redacted", "[redacted", "redacted]", "[redacted]"}, secret) && strings.Contains(got, secret) {
			t.Errorf("%q shows %q", got, secret)
		}
	})
}

func TestAShortTokenTurnsNoWordIntoAnother(t *testing.T) {
	const denied = "User: arn:aws:sts::1:assumed-role/x is not authorized because of an explicit deny in a policy, sub-type 7"
	for _, token := range []string{"p", "a1", "lic", "deny2", "explici", "e", "rn", "\xff"} {
		if got := Text(denied, model.NewSecret(token)); got != denied {
			t.Errorf("%q: %q", token, got)
		}
	}
	for _, token := range []string{"p", "tok", "tok-en"} {
		for _, said := range []string{"the token %s is bad", "%s", "token=%s", "'%s'.", "(%s) %s", "é %s é"} {
			if got, want := Text(strings.ReplaceAll(said, "%s", token), model.NewSecret(token)), strings.ReplaceAll(said, "%s", Redacted); got != want {
				t.Errorf("%q: %q, want %q", token, got, want)
			}
		}
	}
}

func TestATokenIsSeenInNoForm(t *testing.T) {
	token := "QVFJREFIZ+CANARY/canary&<0123456789>=/CANARYcanary0123456789abcdefgh=="
	for name, form := range map[string]string{
		"plain": token, "query": url.QueryEscape(token), "path": url.PathEscape(token), "lower": strings.ToLower("%2B") + url.QueryEscape(token),
		"html": html.EscapeString(token), "base64": base64.StdEncoding.EncodeToString([]byte(token)),
		"hex": hex.EncodeToString([]byte(token)), "slashes": strings.ReplaceAll(token, "/", `\/`),
		"cut at its end": token[:30], "cut at its start": token[20:], "a piece": token[10:40], "in a word": "x" + token + "y",
		"cut by an ellipsis": token[:16] + "..." + token[len(token)-16:], "JSON's escapes": escaped(`\u%04x`, token), "Go's escapes": escaped(`\x%02X`, token),
		"every byte of a URL": escaped("%%%02x", token), "twice": escaped("%%25%02X", token), "thrice": url.QueryEscape(url.QueryEscape(escaped("%%%02X", token))),
		"entities": escaped("&#%d;", token), "other entities": escaped("&#x%X;", token), "small letters": strings.ToLower(token), "capitals": strings.ToUpper(token),
		"JSON in base64": base64.StdEncoding.EncodeToString([]byte(`"` + token + `"`)), "a header in base64": base64.URLEncoding.EncodeToString([]byte("xy" + token)),
		"base64 in a URL": url.QueryEscape(base64.StdEncoding.EncodeToString([]byte(token))), "base64 that was cut": base64.StdEncoding.EncodeToString([]byte(token))[7:50],
	} {
		got := Text("no: "+form+" is bad, explicit deny", model.NewSecret(token))
		for i := 0; i+tellingPart <= len(form); i++ {
			if piece := form[i : i+tellingPart]; strings.Contains(got, piece) {
				t.Errorf("%s: %q shows %q", name, got, piece)
				break
			}
		}
		if !strings.HasPrefix(got, "no: ") || !strings.HasSuffix(got, " is bad, explicit deny") {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// escaped writes each byte as an escape.
func escaped(format, s string) (all string) {
	for i := range len(s) {
		all += fmt.Sprintf(format, s[i])
	}
	return all
}

func TestAHarmlessPieceOfALinkStaysReadable(t *testing.T) {
	link := model.NewSecret("https://bucket.s3.eu-west-2.amazonaws.com/a/b.pdf?X-Amz-Expires=300&X-Amz-SignedHeaders=host&X-Amz-Signature=0123456789abcdef0123456789abcdef")
	const said = "X-Amz-Expires must be less than a week: bucket.s3.eu-west-2.amazonaws.com"
	if got := Text(said, link); got != said {
		t.Errorf("%q", got)
	}
}
