package wire

import (
	"cmp"
	"encoding/json"
	"time"

	"attache/api/emulator/scenario"
)

// Item is the documented Item. Content and ContentType are raw because ATTACHMENT items have
// them as null, and events have no Content at all.
type Item struct {
	AbsoluteTime    string
	Attachments     []attachment    `json:",omitempty"`
	ContactID       string          `json:"ContactId"`
	Content         json.RawMessage `json:",omitempty"`
	ContentType     json.RawMessage `json:",omitempty"`
	DisplayName     string          `json:",omitempty"`
	ID              string          `json:"Id"`
	MessageMetadata *metadata       `json:",omitempty"`
	ParticipantID   string          `json:"ParticipantId,omitempty"`
	ParticipantRole string          `json:",omitempty"`
	Type            string
}

type attachment struct {
	AttachmentID   string `json:"AttachmentId"`
	AttachmentName string `json:",omitempty"`
	ContentType    string `json:",omitempty"`
	Status         string `json:",omitempty"`
}

// metadata is the documented MessageMetadata: who has got a message, and when.
type metadata struct {
	MessageID string `json:"MessageId"`
	Receipts  []receipt
}

type receipt struct {
	DeliveredTimestamp     string `json:",omitempty"`
	ReadTimestamp          string `json:",omitempty"`
	RecipientParticipantID string `json:"RecipientParticipantId"`
}

// newMetadata writes the receipts of an item, or those that it tells of; nil: there are none.
func newMetadata(it scenario.Item) *metadata {
	if len(it.Receipts) == 0 {
		return nil
	}
	m := &metadata{MessageID: cmp.Or(it.About, it.ID)}
	for _, r := range it.Receipts {
		m.Receipts = append(m.Receipts, receipt{stamped(r.Delivered), stamped(r.Read), r.ParticipantID})
	}
	return m
}

func stamped(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return Timestamp(t)
}

// NewItem writes an item of a contact in the service's shape.
func NewItem(contactID string, it scenario.Item) Item {
	at := Timestamp(it.At)
	if it.Coarse {
		at = it.At.UTC().Format(time.RFC3339)
	}
	p := Item{
		AbsoluteTime: at, ContactID: contactID, DisplayName: it.Who.Name, ID: it.ID,
		ParticipantID: it.Who.ID, ParticipantRole: it.Who.Role, Type: it.Kind,
		ContentType: Encode(it.ContentType), MessageMetadata: newMetadata(it),
	}
	if it.Kind == scenario.TypeAttachment {
		p.Content, p.ContentType = json.RawMessage("null"), json.RawMessage("null")
	} else if it.Content != "" {
		p.Content = Encode(it.Content)
	}
	for _, f := range it.Files {
		p.Attachments = append(p.Attachments, attachment{f.ID, f.Name, f.ContentType, f.Status})
	}
	return p
}

// socketItem is an item as sockets carry it: unlike a transcript's, an attachment has no Content and
// no ContentType at all, and every item says the contact that the chat began with.
type socketItem struct {
	AbsoluteTime     string
	Attachments      []attachment `json:",omitempty"`
	ContactID        string       `json:"ContactId"`
	Content          string       `json:",omitempty"`
	ContentType      string       `json:",omitempty"`
	DisplayName      string       `json:",omitempty"`
	ID               string       `json:"Id"`
	InitialContactID string       `json:"InitialContactId"`
	MessageMetadata  *metadata    `json:",omitempty"`
	ParticipantID    string       `json:"ParticipantId,omitempty"`
	ParticipantRole  string       `json:",omitempty"`
	Type             string
}

// SocketItem writes an item of a contact as sockets carry it.
func SocketItem(contactID string, it scenario.Item) []byte {
	p := NewItem(contactID, it)
	return Encode(socketItem{
		AbsoluteTime: p.AbsoluteTime, Attachments: p.Attachments, ContactID: contactID,
		Content: it.Content, ContentType: it.ContentType, DisplayName: p.DisplayName, ID: p.ID,
		InitialContactID: contactID, ParticipantID: p.ParticipantID, ParticipantRole: p.ParticipantRole, Type: p.Type,
		MessageMetadata: p.MessageMetadata,
	})
}

// Encode writes JSON. Nothing that is written here fails to marshal.
func Encode(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		return []byte("{}")
	}
	return b
}
