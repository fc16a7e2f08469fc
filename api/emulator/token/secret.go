// Package token makes what only one emulator could have made: sealed tokens, and the ids of requests.
package token

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"time"
)

// Kind tells the two bearer tokens and the paging token apart.
type Kind byte

// The kinds there are.
const (
	Participant Kind = iota + 1
	Connection
	Page
	Socket
)

// Secret is what makes this server's tokens and signatures its own. It is random also when the
// chat is not: a page in the user's browser must not be able to guess a token of a server on
// loopback.
type Secret [32]byte

// NewSecret draws a secret.
func NewSecret() (s Secret) {
	_, _ = rand.Read(s[:]) // never fails: crypto/rand ends the program instead
	return s
}

// sealed layout: kind, a random part so that no two tokens are alike, payload, MAC.
const (
	saltSize = 32
	macSize  = sha256.Size
)

// Seal makes an opaque text of kind and payload that only this server could have made.
func (s Secret) Seal(kind Kind, payload []byte) string {
	return base64.StdEncoding.EncodeToString(s.SealBytes(kind, payload))
}

// SealBytes makes what Seal writes as text.
func (s Secret) SealBytes(kind Kind, payload []byte) []byte {
	b := make([]byte, 1+saltSize, 1+saltSize+len(payload)+macSize)
	b[0] = byte(kind)
	_, _ = rand.Read(b[1:])
	b = append(b, payload...)
	return append(b, s.MAC(b)...)
}

// Open undoes Seal; false for a text of another kind or another hand.
func (s Secret) Open(kind Kind, text string) ([]byte, bool) {
	b, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, false
	}
	return s.OpenBytes(kind, b)
}

// OpenBytes undoes SealBytes.
func (s Secret) OpenBytes(kind Kind, b []byte) ([]byte, bool) {
	if len(b) < 1+saltSize+macSize {
		return nil, false
	}
	body, mac := b[:len(b)-macSize], b[len(b)-macSize:]
	if !hmac.Equal(mac, s.MAC(body)) || body[0] != byte(kind) {
		return nil, false
	}
	return body[1+saltSize:], true
}

// MAC authenticates b.
func (s Secret) MAC(b []byte) []byte {
	m := hmac.New(sha256.New, s[:])
	m.Write(b)
	return m.Sum(nil)
}

// Until writes the instant that a token ends at; a zero one never comes.
func Until(t time.Time) []byte {
	var ms int64
	if !t.IsZero() {
		ms = t.UnixMilli()
	}
	return binary.BigEndian.AppendUint64(nil, uint64(ms))
}

// Alive reports whether the instant that Until wrote has not come at now.
func Alive(b []byte, now time.Time) bool {
	ms := int64(binary.BigEndian.Uint64(b)) //nolint:gosec // undoes the conversion in Until
	return ms == 0 || now.UnixMilli() < ms
}
