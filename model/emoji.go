package model

import (
	"slices"
	"unicode"
)

// isPicture tells the symbols that emoji are made of, and the skin tones.
func isPicture(r rune) bool {
	switch {
	case unicode.Is(unicode.So, r), r >= 0x1F3FB && r <= 0x1F3FF, isNewPicture(r):
		return true
	}
	switch r {
	case '‼', '⁉', 'ℹ', '↔', '↕', '↖', '↗', '↘', '↙', '↩', '↪', '◻', '◼', '◽', '◾', '⤴', '⤵', '〰', '〽':
		return true // these are punctuation, letters or signs of mathematics first
	}
	return false
}

// isNewPicture tells the code points that Unicode keeps for emoji to come. Each year some of them get
// one, long before the tables of this program know.
func isNewPicture(r rune) bool {
	return (r >= 0x1F6D0 && r <= 0x1F6FF || r >= 0x1F7E0 && r <= 0x1F7FF || r >= 0x1FA70 && r <= 0x1FAFF)
}

// isKeycap tells the characters that U+20E3 makes a key of.
func isKeycap(r rune) bool { return r >= '0' && r <= '9' || r == '#' || r == '*' }

// flagTags returns how many of next are the tags that make the black flag before them the flag of
// England, Scotland or Wales. Other tags make no emoji, and can spell out a text that nobody sees.
func flagTags(flag rune, next []rune) int {
	const blackFlag, tag, end = '\U0001F3F4', 0xE0000, 0xE007F
	if flag != blackFlag {
		return 0
	}
	for _, place := range []string{"gbeng", "gbsct", "gbwls"} {
		var tags []rune
		for _, r := range place {
			tags = append(tags, tag+r)
		}
		if tags = append(tags, end); len(next) >= len(tags) && slices.Equal(next[:len(tags)], tags) {
			return len(tags)
		}
	}
	return 0
}
