package linemode

// pageLength is how many files are read out at a time.
const pageLength = 20

// readOut reads out the first of these files.
func (a *announcer) readOut(ids []string) {
	a.reading = reading{ids: ids}
	a.readOn()
}

func (a *announcer) readOn() {
	r := &a.reading
	until := min(r.next+pageLength, len(r.ids))
	for ; r.next < until; r.next++ {
		a.say(a.entry(r.ids[r.next]))
	}
	if rest := len(r.ids) - r.next; rest > 0 {
		a.say(itoa(rest) + " more. Type more to go on.")
	}
}
