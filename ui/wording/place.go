package wording

import (
	"strconv"
	"strings"
)

// maxPlace bounds how a place in a file is shown. The end is what tells.
const maxPlace = 32

// inFile stands between what is at fault and the file it stands in.
const inFile = " in "

// InFile names an input that stands in a file, for the Op of its problem. Line 0 is the whole file.
func InFile(what, file string, line int) string {
	what = strings.ReplaceAll(what, inFile, " ")
	if line > 0 {
		file += ":" + strconv.Itoa(line)
	}
	return what + inFile + file
}

// placed splits what InFile joined. Both parts are safe.
func placed(op string) (what, place string, ok bool) {
	what, place, ok = strings.Cut(safe(op), inFile)
	return what, place, ok
}

// in is a place for the middle of a sentence, cut at its start.
func in(place string) string {
	if place == "" {
		return ""
	}
	if n := cells(place); n > maxPlace {
		runes := []rune(place)
		for cells(string(runes)) > maxPlace-1 {
			runes = runes[1:]
		}
		place = "…" + string(runes)
	}
	return inFile + place
}

// called is an input's name, with its place, for the middle of a sentence.
func called(op string) string {
	what, place, _ := placed(op)
	return fit(what, maxName) + in(place)
}
