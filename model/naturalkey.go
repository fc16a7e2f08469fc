package model

import "strings"

// naturalKey turns a folded text into one whose plain order is the natural one: "photo 9" before
// "photo 10". Each run of digits is led by its length.
func naturalKey(folded string) string {
	if !strings.ContainsAny(folded, "0123456789") {
		return folded
	}
	var b strings.Builder
	b.Grow(len(folded) + 8)
	for i := 0; i < len(folded); {
		start := i
		for i < len(folded) && isDigit(folded[i]) {
			i++
		}
		if digits := folded[start:i]; digits != "" {
			digits = strings.TrimLeft(digits, "0")
			b.WriteByte('0')
			b.WriteByte(byte(min(len(digits), 255)))
			b.WriteString(digits)
			continue
		}
		b.WriteByte(folded[i])
		i++
	}
	return b.String()
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
