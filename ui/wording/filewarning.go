package wording

import "attache/model"

// FileWarning says what is off about a file that was saved: one short sentence, the same on the screen,
// on standard error and in a receipt.
func FileWarning(d model.Warning) string {
	switch d {
	case model.WarningLength:
		return "Nobody told the size of this file, so it may be cut short: check its end."
	case model.WarningType:
		return "The content is not of the declared type."
	case model.WarningExtension:
		return "The content is not what the name's extension says."
	case model.WarningHidden:
		return "The name held hidden characters."
	case model.WarningDouble:
		return "The name hides its real extension behind a harmless one."
	case model.WarningPage:
		return "This is a web page, which can run scripts in your browser."
	case model.WarningMacro:
		return "This type of document can hold programs (macros)."
	case model.WarningRefused:
		return "The program of --on-saved did not find this file clean."
	case model.WarningExecutable:
		return "This is a program, or a file that starts one."
	}
	return "Something is off about this file."
}

// Gravest says the gravest of the warnings, which stands last; nothing where there is none.
func Gravest(warnings []model.Warning) string {
	if len(warnings) == 0 {
		return ""
	}
	return FileWarning(warnings[len(warnings)-1])
}
