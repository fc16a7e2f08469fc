package model

import (
	"context"
	"slices"
	"strings"
)

// What the service takes where no administrator has changed it. More can be allowed, up to SendMost.
const (
	SendUsual = 20 << 20
	SendMost  = 100 << 20
)

// Outgoing is a file of this machine that can be sent into the chat, as it was when it was looked at.
type Outgoing struct {
	Path        string
	Name        string // under which it is sent: the last part of the path
	ContentType string // by its extension
	Size        int64
	Seen        any // what whoever looked at it knows it again by
}

// Unusual says in a few words what of the file the service does not take unless an administrator has
// allowed it; empty for what it takes.
func (o Outgoing) Unusual() string {
	switch {
	case !IsUsualType(o.Name) && Extension(o.Name) == "":
		return "names without a type"
	case !IsUsualType(o.Name):
		return "the type ." + Extension(o.Name)
	case o.Size > SendUsual:
		return "a size of " + FormatSize(o.Size)
	}
	return ""
}

// IsUsualType reports whether a file of that name is of a type that the service takes by default.
func IsUsualType(name string) bool {
	i := strings.LastIndexByte(name, '.')
	return i >= 0 && slices.Contains([]string{
		"csv", "doc", "docx", "heic", "jfif", "jpeg", "jpg", "mov", "mp4", "pdf", "png", "ppt", "pptx", "rtf", "txt", "wav", "xls", "xlsx",
	}, strings.ToLower(name[i+1:]))
}

// SendType is the content type under which a file of that name is sent: what the service's own clients
// declare, and for other extensions that nothing is known.
func SendType(name string) string {
	i := strings.LastIndexByte(name, '.')
	if i < 0 {
		return "application/octet-stream"
	}
	switch ext := strings.ToLower(name[i+1:]); ext {
	case "jpg", "jpeg", "jfif":
		return "image/jpeg"
	case "png", "gif", "webp", "heic":
		return "image/" + ext
	case "csv":
		return "text/csv"
	case "txt":
		return "text/plain"
	case "pdf", "rtf", "zip", "json":
		return "application/" + ext
	case "mp4":
		return "video/mp4"
	case "mov":
		return "video/quicktime"
	case "wav":
		return "audio/wav"
	case "mp3":
		return "audio/mpeg"
	case "doc":
		return "application/msword"
	case "xls":
		return "application/vnd.ms-excel"
	case "ppt":
		return "application/vnd.ms-powerpoint"
	case "docx":
		return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	case "xlsx":
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	case "pptx":
		return "application/vnd.openxmlformats-officedocument.presentationml.presentation"
	}
	return "application/octet-stream"
}

// Sent is a file that is in the chat.
type Sent struct {
	Attachment Attachment // as the transcript has it
	Size       int64
	SHA256     string // lower-case hexadecimal, of all bytes
}

// FileSender sends files into a chat.
type FileSender interface {
	// Inspect looks at a file that is to be sent. It asks nobody but this machine.
	Inspect(path string) (Outgoing, error)
	// People reads who takes part in the chat.
	People(ctx context.Context, report func(CallState)) (People, error)
	// Send sends a file under the token's own participant, and returns when its scan has passed. What
	// breaks before the service was asked to put it into the chat leaves nothing there.
	Send(ctx context.Context, file Outgoing, meter *Meter, report func(CallState)) (Sent, error)
}

// SendDone is the state, in JSON, of a file that is in the chat.
const SendDone SaveState = "sent"
