package api

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"attache/model"
)

func TestWordsOfTheFarSideBecomeOneShortSafeLine(t *testing.T) {
	got := safeText("bad\x1b[31m\r\nthing " + strings.Repeat("é", 5000))
	if strings.ContainsAny(got, "\x1b\r\n") || utf8.RuneCountInString(got) > maxDetail || model.Text(got) != got {
		t.Errorf("%q", got)
	}
	if got := safeText("see https://x.example/?a=1&X-Amz-Signature=CANARY"); strings.Contains(got, "CANARY") {
		t.Errorf("a link that was never sent is shown: %q", got)
	}
	if got := safeText("Attachment not found"); got != "Attachment not found" {
		t.Errorf("%q", got)
	}
}

func FuzzSafeText(f *testing.F) {
	f.Add("the token secret-token-1 is bad", "secret-token-1")
	f.Add("see https://x/?a=CANARYvalue%2B1", "https://x/?a=CANARYvalue%2B1")
	f.Fuzz(func(t *testing.T, s, secret string) {
		const telling = 8
		got := safeText(s, model.NewSecret(secret))
		if !utf8.ValidString(got) || utf8.RuneCountInString(got) > maxDetail {
			t.Errorf("%q", got)
		}
		if len(secret) >= telling && !slices.Contains([]string{"redacted", "[redacted", "redacted]", "[redacted]"}, secret) && strings.Contains(got, secret) {
			t.Errorf("%q shows %q", got, secret)
		}
	})
}
