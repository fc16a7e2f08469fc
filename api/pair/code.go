package pair

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"
)

// CodeLife is how long a code that nobody used is good for.
const CodeLife = 10 * time.Minute

// code is carried from the terminal to one page.
type code struct {
	text string // 26 letters and digits, 130 random bits; empty: it was used
	made time.Time
}

func newCode(now time.Time) code { return code{rand.Text(), now} }

// good reports whether a page may still come with it.
func (c code) good(now time.Time) bool {
	return c.text != "" && now.Sub(c.made) < CodeLife && !now.Before(c.made)
}

// derive returns an HMAC of texts that hold no line break.
func derive(key []byte, texts ...string) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(strings.Join(texts, "\n")))
	return mac.Sum(nil)
}

// isNonce reports whether a page sent 128 bits in hexadecimal.
func isNonce(s string) bool {
	b, err := hex.DecodeString(s)
	return err == nil && len(b) == 16
}

// nonce returns 128 random bits in hexadecimal.
func nonce() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // it never fails
	return hex.EncodeToString(b[:])
}
