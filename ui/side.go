package ui

import (
	"attache/ui/part"
)

// details are those of the file under the cursor.
func (s *scene) details() (part.Details, bool) {
	a, ok := s.m.selected()
	if !ok {
		return part.Details{}, false
	}
	return part.Details{Frame: s.Frame, Row: s.m.session.Row(a.ID), Whole: s.m.pane.kind == paneDetails, Wanted: s.m.clicks[a.ID]}, true
}

func (s *scene) log() part.Log {
	log := part.Log{Frame: s.Frame, Entries: s.m.allLog()}
	return log
}

// sideDetails are all lines of the details beside the list, for h lines of w cells with their heading.
func (s *scene) sideDetails(w, h int) []string {
	d, ok := s.details()
	if !ok {
		return nil
	}
	return d.Headed(w, h-1)
}

// sideRest is how many lines the pane beside the list has out of sight.
func (s *scene) sideRest() int {
	w, h := s.Layout.SideW-3, s.Layout.SideH()
	if s.m.pane.side == paneLog {
		log := s.log()
		return len(log.Lines(w, logLength)) - (h - 2)
	}
	return len(s.sideDetails(w, h)) - (h - 1)
}
