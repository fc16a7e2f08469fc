package emulator

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"time"
)

// connectionTokenLife is the documented life of a connection token.
const connectionTokenLife = 24 * time.Hour

// tokenKind tells the two bearer tokens and the paging token apart.
type tokenKind byte

const (
	participantToken tokenKind = iota + 1
	connectionToken
	pageToken
	socketToken
)

// secret is what makes this server's tokens and signatures its own. It is random also when the
// chat is not: a page in the user's browser must not be able to guess a token of a server on
// loopback.
type secret [32]byte

func newSecret() (secret, error) {
	var s secret
	if _, err := rand.Read(s[:]); err != nil {
		return s, fmt.Errorf("emulator: %w", err)
	}
	return s, nil
}

// sealed layout: kind, a random part so that no two tokens are alike, payload, MAC.
const (
	saltSize = 32
	macSize  = sha256.Size
)

// seal makes an opaque text of kind and payload that only this server could have made.
func (s secret) seal(kind tokenKind, payload []byte) string {
	return base64.StdEncoding.EncodeToString(s.sealed(kind, payload))
}

func (s secret) sealed(kind tokenKind, payload []byte) []byte {
	b := make([]byte, 1+saltSize, 1+saltSize+len(payload)+macSize)
	b[0] = byte(kind)
	// rand.Read never fails: crypto/rand ends the program instead.
	_, _ = rand.Read(b[1:])
	b = append(b, payload...)
	return append(b, s.mac(b)...)
}

// open undoes seal; false for a text of another kind or another hand.
func (s secret) open(kind tokenKind, text string) ([]byte, bool) {
	b, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, false
	}
	return s.opened(kind, b)
}

func (s secret) opened(kind tokenKind, b []byte) ([]byte, bool) {
	if len(b) < 1+saltSize+macSize {
		return nil, false
	}
	body, mac := b[:len(b)-macSize], b[len(b)-macSize:]
	if !hmac.Equal(mac, s.mac(body)) || body[0] != byte(kind) {
		return nil, false
	}
	return body[1+saltSize:], true
}

func (s secret) mac(b []byte) []byte {
	m := hmac.New(sha256.New, s[:])
	m.Write(b)
	return m.Sum(nil)
}

// token makes a bearer token that ends at expiry, or never when expiry is zero, or with its era:
// see accepts.
func (s secret) token(kind tokenKind, expiry time.Time, era uint64) string {
	return s.seal(kind, binary.BigEndian.AppendUint64(instant(expiry), era))
}

func instant(t time.Time) []byte {
	var ms int64
	if !t.IsZero() {
		ms = t.UnixMilli()
	}
	return binary.BigEndian.AppendUint64(nil, uint64(ms))
}

// alive reports whether an instant has not come at now; a zero one never comes.
func alive(b []byte, now time.Time) bool {
	ms := int64(binary.BigEndian.Uint64(b)) //nolint:gosec // undoes the conversion in instant
	return ms == 0 || now.UnixMilli() < ms
}

// accepts reports whether text is a live bearer token of kind at the instant now. Connection tokens
// die together when their era ends; the participant token outlives it. Callers hold the lock.
func (s *Server) accepts(kind tokenKind, text string, now time.Time) bool {
	payload, ok := s.secret.open(kind, text)
	if !ok || len(payload) != 16 || !alive(payload[:8], now) {
		return false
	}
	return kind != connectionToken || binary.BigEndian.Uint64(payload[8:]) == s.era
}
