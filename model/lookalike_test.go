package model

import (
	"encoding/base64"
	"math/rand/v2"
	"strings"
	"testing"
)

func TestWhatLooksLikeATokenIsNotShown(t *testing.T) {
	const token = "QVFJREFIaE9NVGpCanBDa0x3MjM0NTY3ODkwYWJjZGVm"
	for s, want := range map[string]string{
		token: "[not shown]", "CANARY-token-0123456789": "[not shown]",
		"/home/jo/" + token + "/x":         "/home/jo/[not shown]",
		"~/" + token + ".yaml":             "~/[not shown].yaml",
		"command " + token:                 "command [not shown]",
		"flag --" + token:                  "flag [not shown]",
		"https://" + token + ".example/a":  "https://[not shown].example/a",
		"0123456789abcdef0123456789abcdef": "[not shown]",
		token[:24] + "/" + "aB3":           "[not shown]",
		strings.Repeat("x", 64):            "[not shown]",
		"rate":                             "rate", "": "", "2b7d0c1e-77aa-4c0e-9a5e-0f1d6c2b8e11": "2b7d0c1e-77aa-4c0e-9a5e-0f1d6c2b8e11",
		"participant.connect.us-east-1.amazonaws.com": "participant.connect.us-east-1.amazonaws.com",
		"/var/folders/zz/x/T/attache/config.yaml:12":  "/var/folders/zz/x/T/attache/config.yaml:12",
		"~/.config/attache/config.yaml":               "~/.config/attache/config.yaml",
		"AWS_ENDPOINT_URL_CONNECTPARTICIPANT":         "AWS_ENDPOINT_URL_CONNECTPARTICIPANT",
		"maybe; auto, osc52, native, tmux, off":       "maybe; auto, osc52, native, tmux, off",
		"permission denied (/srv/Chat Files 2026)":    "permission denied (/srv/Chat Files 2026)",
	} {
		if got := HideTokens(s); got != want {
			t.Errorf("%q: %q", s, got)
		}
	}
}

func TestAPathThatHoldsATokenIsNoName(t *testing.T) {
	const token = "QVFJREFIaE9NVGpCanBDa0x3MjM0NTY3ODkwYWJjZGVm"
	for s, want := range map[string]bool{
		token: true, "/home/jo/" + token + "/x": true, `C:\x\` + token: true, "https://" + token + ".example": true, "https://x.example/" + token: true,
		"~/Downloads": false, "/tmp/TestAPathThatHoldsATokenIsNoNameAtAllAndLonger2486697168/001": false,
		"https://vpce-0a1b2c3d4e5f67890-abcd1234.participant.connect.eu-west-2.vpce.amazonaws.com": false,
		"2b7d0c1e-77aa-4c0e-9a5e-0f1d6c2b8e11":                                                     false, "/srv/Case 12345 of Mr Smith/Chat-Files-2026": false,
	} {
		if got := HoldsToken(s); got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
}

func TestATokenOfPartsOrPercentEncodedIsNoID(t *testing.T) {
	const part = "QVFJREFIaE9NVGpCanBDa0x3MjM0NTY3ODkwYWJjZGVm"
	for s, want := range map[string]bool{
		"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4ifQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c": true,
		part + "." + part: true, part + "%2B" + part + "%3D": true, part + part: true,
		"2b7d0c1e-77aa-4c0e-9a5e-0f1d6c2b8e11": false,
		"arn:aws:connect:us-east-1:123456789012:instance/2b7d0c1e-77aa-4c0e-9a5e-0f1d6c2b8e11/contact/1": false,
		"Photo-2026.jpg": false,
	} {
		if _, err := CheckID(s); looksLikeToken(s) != want || err != nil != want {
			t.Errorf("%q: %v, %v", s, looksLikeToken(s), err)
		}
	}
}

// TestNoTokenOfAnyBytesIsShown tries tokens in every place where one may stand.
func TestNoTokenOfAnyBytesIsShown(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		raw := make([]byte, 60+random.IntN(300))
		for i := range raw {
			raw[i] = byte(random.UintN(256)) //nolint:gosec // below 256
		}
		for _, encoding := range []*base64.Encoding{base64.StdEncoding, base64.URLEncoding} {
			token := encoding.EncodeToString(raw)
			for _, place := range []string{"", "~/", "/home/jo/", "command ", "flag --", "no such file: "} {
				shown := HideTokens(place + token)
				for i := 0; i+12 <= len(token); i++ {
					if strings.Contains(shown, token[i:i+12]) {
						t.Fatalf("%q%q: %q", place, token, shown)
					}
				}
			}
		}
	}
}
