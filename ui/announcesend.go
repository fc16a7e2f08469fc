package ui

import (
	"attache/model"
	"attache/model/session"
	"attache/ui/wording"
)

// outgoing names a file of this machine.
func (s announcer) outgoing(f model.Outgoing) string {
	return wording.OutgoingName(f, s.session.NamesHidden())
}

// sent tells why a file is not in the chat.
func (s announcer) sent(f session.FileSent) string {
	text := wording.Sent(f.Problem)
	if f.File.Name == "" {
		return text
	}
	return s.outgoing(f.File) + ": " + text
}

// sendingNow tells how far the files have come that are on their way; empty while there are none.
func (s announcer) sendingNow() string {
	all := s.session.Sending()
	switch {
	case len(all) == 0:
		return ""
	case all[0].Done >= all[0].Total:
		return "Sent " + s.outgoing(all[0].File) + "; waiting for its scan"
	}
	return "Sending " + s.outgoing(all[0].File) + ", " + model.FormatPercent(all[0].Done, all[0].Total) + " of " + model.FormatSize(all[0].Total)
}
