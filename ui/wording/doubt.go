package wording

import "attache/model"

// Doubt says what is off about a file that was saved: one short sentence, the same on the screen,
// on standard error and in a receipt.
func Doubt(d model.Doubt) string {
	switch d {
	case model.DoubtLength:
		return "Nobody told the size of this file, so it may be cut short: check its end."
	case model.DoubtType:
		return "The content is not of the declared type."
	case model.DoubtExtension:
		return "The content is not what the name's extension says."
	case model.DoubtHidden:
		return "The name held hidden characters."
	case model.DoubtDouble:
		return "The name hides its real extension behind a harmless one."
	case model.DoubtPage:
		return "This is a web page, which can run scripts in your browser."
	case model.DoubtMacro:
		return "This type of document can hold programs (macros)."
	case model.DoubtRefused:
		return "The program of --on-saved did not find this file clean."
	case model.DoubtExecutable:
		return "This is a program, or a file that starts one."
	}
	return "Something is off about this file."
}

// Gravest says the gravest of the doubts, which stands last; nothing where there is none.
func Gravest(doubts []model.Doubt) string {
	if len(doubts) == 0 {
		return ""
	}
	return Doubt(doubts[len(doubts)-1])
}
