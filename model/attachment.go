// Package model holds what is true about a chat's attachments and what may happen next: values in,
// values out. It reads no clock, no file and no network; an instant is always an argument.
package model

import (
	"time"
)

// Attachment is one file of the chat. All texts but ID are safe to show on one line of a terminal
// (see Text); they are made so where the answer of the service is decoded, and nowhere later.
type Attachment struct {
	ID          string // AttachmentId exactly as the service gave it, for the wire; show IDText
	IDText      string // ID, safe to show
	Name        string // AttachmentName, chosen by a stranger, safe to show; may be empty
	NameHidden  bool   // AttachmentName held something that a reader could not have seen (see textHidden)
	FileName    string // a safe local file name made from AttachmentName (see typedFileName)
	ContentType string // as declared; a claim, not a fact
	Status      Status // as the service said last; empty when it said nothing
	Sender      string // the sender's display name
	Role        Role
	SentAt      time.Time // zero when the service gave none that can be read
	ContactID   string
	ItemID      string // the transcript item that brought it
}

// Label returns the name, or the ID where there is no name.
func (a Attachment) Label() string {
	if a.Name != "" {
		return a.Name
	}
	return a.IDText
}

// NoLink is why no link of the attachment can be had; nil where one can, as far as is known. A scan
// that is not over when the chat has ended will pass no more.
func (a Attachment) NoLink(ended bool) *Problem {
	switch {
	case a.Status == StatusRejected:
		return &Problem{Kind: KindRejected, Op: "GetAttachment"}
	case a.Status == StatusInProgress && ended:
		return &Problem{Kind: KindEnded, Op: "GetAttachment"}
	case a.Status == StatusInProgress:
		return &Problem{Kind: KindScanning, Op: "GetAttachment"}
	}
	return nil
}

// NewAttachment makes an attachment from what the service said, every text made safe.
func NewAttachment(id, name, contentType string, status Status) Attachment {
	return Attachment{
		ID:          id,
		IDText:      Text(id),
		Name:        Text(name),
		NameHidden:  textHidden(name),
		FileName:    typedFileName(name, id, clip(contentType, maxTextIn)),
		ContentType: Text(contentType),
		Status:      Status(Text(string(status))),
	}
}

// Page is what one page of the transcript says about attachments.
type Page struct {
	ContactID   string // the chat's InitialContactId, safe to show; may be empty
	Attachments []Attachment
	People      []Person // who is named by an item
	Items       int      // transcript items of any type
	Ended       bool     // the page holds the event that ended the chat
}
