package wire

import (
	"strings"
	"testing"
)

// TestAPieceIsFoundWhereverItStands cuts every piece out of a secret and puts it at every place of a text.
func TestAPieceIsFoundWhereverItStands(t *testing.T) {
	const secret = "abcdefghijklmnopqrstuvwxyz0123456789"
	for least := 2; least <= 13; least++ {
		for before := range 20 {
			for from := range len(secret) - least {
				text := strings.Repeat("_", before) + secret[from:from+least] + "_"
				if found := pieces(text, secret, least); len(found) != 1 || found[0] != (span{before, before + least}) {
					t.Fatalf("%d bytes of a secret in %q are found at %v", least, text, found)
				}
			}
		}
	}
}
