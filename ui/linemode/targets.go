package linemode

import "strings"

// Words that stand for several attachments.
const (
	allWord   = "all"
	foundWord = "found"
)

// targets returns the attachments that words name, each once, in the order given, and how many of the
// words did: what follows them is the command's own, such as "as NAME". A fault is told.
func (c *conversation) targets(in input) (ids []string, used int, ok bool) {
	for _, word := range in.words {
		named, known := c.filesOf(word)
		if !known {
			break
		}
		used++
		ids = append(ids, named...)
	}
	ids = unique(ids)
	switch {
	case used > 0 && len(ids) == 0:
		c.say(c.nothingNamed(in.words[:used]))
		return nil, used, false
	case used == 0 && len(in.words) > 0:
		c.say("That names no file. Give its number, as in " + in.verb.name + " 1, or several, as in " + in.verb.name + " 1,3-5, or all.")
		return nil, 0, false
	case used == 0:
		c.say("Which file? Give its number, as in " + in.verb.name + " 1, or several, as in " + in.verb.name + " 1,3-5, or all.")
		return nil, 0, false
	}
	return ids, used, true
}

// only is targets for a command that takes nothing else.
func (c *conversation) only(in input) (ids []string, ok bool) {
	ids, used, ok := c.targets(in)
	if ok && used < len(in.words) {
		c.say("There is something after the numbers that " + in.verb.name + " does not take. Nothing was done.")
		return nil, false
	}
	return ids, ok
}

// filesOf returns the attachments that a word names. Numbers that no attachment has name nothing.
func (c *conversation) filesOf(word string) (ids []string, known bool) {
	switch strings.ToLower(word) {
	case allWord:
		return c.listed(c.numbers), true
	case foundWord:
		return c.listed(c.found), true
	}
	from, to, ok := span(word)
	if !ok {
		return []string{word}, c.placed[word] > 0 // an ID
	}
	from, to = max(from, 1), min(to, len(c.numbers))
	if from > to {
		return nil, true
	}
	return c.listed(c.numbers[from-1 : to]), true
}

// nothingNamed says why numbers name nothing.
func (c *conversation) nothingNamed(words []string) string {
	switch {
	case c.firstReading():
		return "The chat is still being read."
	case len(c.numbers) == 0:
		return "There are no files yet."
	case strings.EqualFold(words[0], foundWord):
		return "Nothing was found yet. Type find and words to look for files."
	}
	return "There is no file of that number. The last is " + itoa(len(c.numbers)) + "."
}
