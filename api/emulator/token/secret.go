// Package token makes what only one emulator could have made: sealed tokens, and the ids of requests.
package token

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	weak "math/rand/v2" // for what somebody wants repeated
	"slices"
	"sync"
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
// chat is not, unless somebody asks for one that can be had again: a page in the user's browser must
// not be able to guess a token of a server on loopback.
type Secret struct {
	key  [32]byte
	salt *salt
}

// NewSecret draws a secret.
func NewSecret() *Secret {
	s := &Secret{salt: &salt{}}
	_, _ = rand.Read(s.key[:]) // never fails: crypto/rand ends the program instead
	return s
}

// Repeatable makes a secret that is the same for the same words, and so is all that is drawn from it in the same order.
func Repeatable(words string) *Secret {
	key := sha256.Sum256([]byte("attache emulator " + words))
	return &Secret{key, &salt{random: weak.NewChaCha8(sha256.Sum256(key[:]))}}
}

// Reset draws from the beginning again, where draws are repeatable.
func (s *Secret) Reset() {
	s.salt.mu.Lock()
	defer s.salt.mu.Unlock()
	if s.salt.random != nil {
		s.salt.random.Seed(sha256.Sum256(s.key[:]))
	}
}

// salt is where what differs from call to call comes from.
type salt struct {
	mu     sync.Mutex
	random *weak.ChaCha8 // nil: the system's
}

// Draw fills b with what nothing else has.
func (s *Secret) Draw(b []byte) {
	if s.salt.random == nil {
		_, _ = rand.Read(b)
		return
	}
	s.salt.mu.Lock()
	defer s.salt.mu.Unlock()
	_, _ = s.salt.random.Read(b) // never fails
}

// NewID makes an id that nothing else has.
func (s *Secret) NewID() string {
	var b [16]byte
	s.Draw(b[:])
	return UUID(b)
}

// Key is the secret itself, for signatures.
func (s *Secret) Key() []byte { return s.key[:] }

// sealed layout: kind, a tag and a random part so that no two tokens are alike, payload, MAC.
const (
	saltSize = 32
	macSize  = sha256.Size
)

// Seal makes an opaque text of kind and payload that only this server could have made.
func (s *Secret) Seal(kind Kind, payload []byte) string {
	return base64.StdEncoding.EncodeToString(s.SealBytes(kind, payload))
}

// SealBytes makes what Seal writes as text.
func (s *Secret) SealBytes(kind Kind, payload []byte) []byte {
	var salt [saltSize]byte
	s.Draw(salt[:])
	return s.seal(kind, salt[:], payload)
}

// SealAgain makes what Seal makes, and the same text for the same payload.
func (s *Secret) SealAgain(kind Kind, payload []byte) string {
	return base64.StdEncoding.EncodeToString(s.seal(kind, s.MAC(append([]byte{byte(kind)}, payload...)), payload))
}

func (s *Secret) seal(kind Kind, salt, payload []byte) []byte {
	b := slices.Concat([]byte{byte(kind)}, salt, payload)
	tag := s.Tag()
	copy(b[1:], tag[:])
	return append(b, s.MAC(b)...)
}

// Tag tells whose token a text is without trying every secret. It proves nothing.
type Tag [8]byte

// Tag returns that of all tokens of this secret.
func (s *Secret) Tag() Tag { return Tag(s.MAC([]byte("tag"))[:8]) }

// TagOf reads the tag of what Seal made.
func TagOf(text string) Tag {
	b, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return Tag{}
	}
	return TagOfBytes(b)
}

// TagOfBytes reads the tag of what SealBytes made.
func TagOfBytes(b []byte) (t Tag) {
	if len(b) > len(t) {
		copy(t[:], b[1:])
	}
	return t
}

// Open undoes Seal; false for a text of another kind or another hand.
func (s *Secret) Open(kind Kind, text string) ([]byte, bool) {
	b, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, false
	}
	return s.OpenBytes(kind, b)
}

// OpenBytes undoes SealBytes.
func (s *Secret) OpenBytes(kind Kind, b []byte) ([]byte, bool) {
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
func (s *Secret) MAC(b []byte) []byte {
	m := hmac.New(sha256.New, s.key[:])
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
