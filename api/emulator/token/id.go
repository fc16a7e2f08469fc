package token

import (
	"crypto/sha256"
	"fmt"
)

// DerivedID makes an id from another one, so that it takes nothing from a chat's random numbers.
func DerivedID(id string) string {
	sum := sha256.Sum256([]byte(id))
	return UUID([16]byte(sum[:16]))
}

// UUID writes b as a version 4 UUID.
func UUID(b [16]byte) string {
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
