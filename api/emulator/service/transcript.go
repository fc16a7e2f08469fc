package service

import (
	"slices"

	"attache/api/emulator/chat"
	"attache/api/emulator/wire"
)

const (
	defaultResults = 10
	maxResults     = 100
)

type transcriptAnswer struct {
	InitialContactID string `json:"InitialContactId,omitempty"`
	Transcript       []wire.Item
	NextToken        string `json:",omitempty"`
}

// getTranscript is GetTranscript.
func (s *Service) getTranscript(in request) (any, *wire.Refusal) {
	contact := in.Text("ContactId", 1, 256)
	results := in.Integer("MaxResults", 0, maxResults, defaultResults)
	direction := in.OneOf("ScanDirection", "", forward, backward)
	order := in.OneOf("SortOrder", "DESCENDING", "DESCENDING", "ASCENDING")
	next := in.Text("NextToken", 1, 1000)
	start := in.Structure("StartPosition")
	if no := in.Wrong(); no != nil {
		return nil, no
	}
	if results == 0 {
		results = defaultResults // assumption: 0 asks for no particular number
	}
	s.chat.Lock()
	defer s.chat.Unlock()
	talk := s.chat.Talk
	out := transcriptAnswer{InitialContactID: talk.ContactID, Transcript: []wire.Item{}}
	if contact != "" && contact != talk.ContactID {
		return out, nil
	}
	w, no := s.begin(in.who, start, direction, next)
	if no != nil {
		return nil, no
	}
	for ; results > 0 && w.within(talk); w = w.on() {
		if it := talk.Items[w.from]; !s.chat.Hides(it) {
			out.Transcript = append(out.Transcript, wire.NewItem(talk.ContactID, it))
			results--
		}
	}
	if w.forward != (order == "ASCENDING") {
		slices.Reverse(out.Transcript)
	}
	if w.within(talk) {
		out.NextToken = s.pageToken(in.who, w)
	}
	return out, nil
}

// begin finds where a page starts. A NextToken carries its walk, so the position and direction
// beside it say nothing new.
func (s *Service) begin(who *chat.Member, start *wire.Members, direction, next string) (walk, *wire.Refusal) {
	if next != "" {
		return s.resume(who, next)
	}
	w, no := position(s.chat.Talk, start, direction)
	if no == nil && bool(s.chat.Faults.StartAfter) {
		w = w.behind(s.chat.Talk, start)
	}
	return w, no
}
