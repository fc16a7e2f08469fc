// Package transcript reads the transcript of a chat, page by page, and knows how far it is known: where
// to go on from, and which scans are still awaited. Pages come from whoever makes a Reader.
package transcript

import (
	"encoding/json"
	"strings"
	"time"

	"attache/api/wire"
	"attache/model"
)

// Event content types that say where a chat stands.
const (
	chatEnded       = "application/vnd.amazonaws.connect.event.chat.ended"
	participantLeft = "application/vnd.amazonaws.connect.event.participant.left"
	chatRehydrated  = "application/vnd.amazonaws.connect.event.chat.rehydrated"
)

// Answer is the result of GetTranscript, as far as it is used.
type Answer struct {
	InitialContactID string `json:"InitialContactId"`
	Transcript       []Item
	NextToken        NextToken
}

// NextToken is a pagination token: with the bearer token it opens the rest of the chat. Missing,
// null and empty mean that there is no further page.
type NextToken struct {
	model.Secret
	Odd bool // it was something else than a string: the pages behind it cannot be had
}

// UnmarshalJSON implements json.Unmarshaler.
func (n *NextToken) UnmarshalJSON(data []byte) error {
	var text string
	n.Odd = json.Unmarshal(data, &text) != nil
	n.Secret = model.NewSecret(text)
	return nil
}

// Item is one item of the transcript. Every member may be missing or null, and every
// enumeration may hold values that are not documented.
type Item struct {
	ID              string `json:"Id"`
	AbsoluteTime    string
	Type            string
	ContentType     string
	ParticipantID   string `json:"ParticipantId"`
	DisplayName     string
	ParticipantRole string
	ContactID       string `json:"ContactId"`
	Attachments     []ItemAttachment
}

// ItemAttachment is an attachment as an item names it.
type ItemAttachment struct {
	AttachmentID   string `json:"AttachmentId"`
	AttachmentName string
	ContentType    string
	Status         string
}

// History is what a walk remembers from one page to the next.
type History struct {
	active time.Time // the newest sign that somebody takes part
}

// Page turns one answer into what the program knows of it, every text made safe.
func (h *History) Page(answer Answer) model.Page {
	page := model.Page{ContactID: model.Text(answer.InitialContactID), Items: len(answer.Transcript)}
	for _, item := range answer.Transcript {
		page.Attachments = append(page.Attachments, item.Files()...)
		if who, ok := item.person(); ok {
			page.People = append(page.People, who)
		}
	}
	page.Ended = h.ended(answer.Transcript)
	return page
}

// Files returns the files of one item, whatever its type: several, one, or none. One without
// an ID cannot be asked for and is left out.
func (item Item) Files() []model.Attachment {
	var list []model.Attachment
	for _, a := range item.Attachments {
		if a.AttachmentID == "" {
			continue
		}
		attachment := model.NewAttachment(a.AttachmentID, a.AttachmentName, a.ContentType, model.Status(a.Status))
		attachment.Sender = model.Text(item.DisplayName)
		attachment.Role = model.Role(model.Text(item.ParticipantRole))
		attachment.SentAt = wire.Time(item.AbsoluteTime)
		attachment.ContactID = model.Text(item.ContactID)
		attachment.ItemID = model.Text(item.ID)
		list = append(list, attachment)
	}
	return list
}

// person is who an item names.
func (item Item) person() (model.Person, bool) {
	p := model.Person{
		ID: item.ParticipantID, Name: model.Text(item.DisplayName), Role: model.Role(model.Text(item.ParticipantRole)), At: wire.Time(item.AbsoluteTime),
		Left: item.Type == "PARTICIPANT_LEFT" || strings.EqualFold(item.ContentType, participantLeft),
	}
	return p, p.ID != "" || p.Name != ""
}

// ended reports whether the chat's end is among items. The end of an earlier part of a persistent
// chat does not count: people have taken part since.
func (h *History) ended(items []Item) bool {
	status := chatStatus{active: h.active}
	for _, item := range items {
		status.note(item)
	}
	h.active = status.active
	return status.over()
}

// chatStatus is where the chat stands by the items seen so far, in whatever order they came.
type chatStatus struct {
	active time.Time // the newest sign that somebody takes part
	end    time.Time // the newest end
	ended  bool      // there is an end, which may have no time
}

func (s *chatStatus) note(item Item) {
	at := wire.Time(item.AbsoluteTime)
	switch {
	case item.isEnd():
		s.ended = true
		s.end = later(s.end, at)
	case item.isActivity():
		s.active = later(s.active, at)
	}
}

// over reports whether the chat has ended and nobody has taken part since.
func (s *chatStatus) over() bool { return s.ended && (s.end.IsZero() || !s.active.After(s.end)) }

func (item Item) isEnd() bool {
	return item.Type == "CHAT_ENDED" || strings.EqualFold(item.ContentType, chatEnded)
}

// isActivity reports whether only a chat that goes on has such an item. The flow may still say a
// word of its own after the end.
func (item Item) isActivity() bool {
	if strings.EqualFold(item.ContentType, chatRehydrated) {
		return true
	}
	switch model.Role(item.ParticipantRole) {
	case model.RoleAgent, model.RoleCustomer:
		return item.Type == "MESSAGE" || item.Type == "ATTACHMENT"
	case model.RoleSystem, model.RoleBot, model.RoleSupervisor:
	}
	return false
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
