package model

import "time"

// AttachmentRecord is an attachment as JSON shows it. What is absent is unknown.
type AttachmentRecord struct {
	ID          string    `json:"id"`
	Name        string    `json:"name,omitempty"`
	ContentType string    `json:"content_type,omitempty"`
	Status      Status    `json:"status,omitempty"` // the service's word
	Sender      string    `json:"sender,omitempty"`
	Role        Role      `json:"role,omitempty"`
	SentAt      time.Time `json:"sent_at,omitzero"`
	ContactID   string    `json:"contact_id,omitempty"`
	Size        int64     `json:"size,omitempty"` // bytes
}

// NewAttachmentRecord returns the record of a; size is 0 where it is not known.
func NewAttachmentRecord(a Attachment, size int64) AttachmentRecord {
	return AttachmentRecord{
		ID: a.IDText, Name: a.Name, ContentType: a.ContentType, Status: a.Status, Sender: a.Sender,
		Role: a.Role, SentAt: a.SentAt.UTC(), ContactID: a.ContactID, Size: size,
	}
}

// LinkRecord is a link as JSON shows it. It is the one record that holds a secret.
type LinkRecord struct {
	ID          string    `json:"id"`
	URL         string    `json:"url"`
	ExpiresAt   time.Time `json:"expires_at"` // on the service's clock
	SecondsLeft int       `json:"seconds_left"`
	Size        int64     `json:"size,omitempty"` // bytes
}

// NewLinkRecord returns the record of the link to an attachment. now is on the service's clock.
func NewLinkRecord(id string, l Link, now time.Time) LinkRecord {
	return LinkRecord{
		ID: Text(id), URL: l.URL.Reveal(), ExpiresAt: l.Expires.UTC(),
		SecondsLeft: int(l.Left(now) / time.Second), Size: l.Size,
	}
}

// Event is what a watch tells, as JSON shows it.
type Event string

// The events of a watch.
const (
	EventAdded       Event = "added"       // an attachment is new
	EventChanged     Event = "changed"     // something was said anew about an attachment
	EventEnded       Event = "ended"       // the chat is over
	EventReconnected Event = "reconnected" // news come again after a break; what was missed follows
)

// EventRecord is an event as JSON shows it, with the attachment that it is about.
type EventRecord struct {
	Event Event     `json:"event"`
	At    time.Time `json:"at"` // when it became known, on the local clock

	*AttachmentRecord
}
