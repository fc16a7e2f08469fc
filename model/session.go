package model

import (
	"context"
	"time"
)

// Chat is what every front end asks of a chat. Every method may be called from any goroutine, ends
// soon after its context does, and returns errors that hold a *Problem. report, which may be nil, is
// told each change of the call's stage, from the goroutine of the call.
type Chat interface {
	// Attachments walks the whole transcript and hands out each page as it arrives, in any order
	// of time. A walk that starts over hands out pages again.
	Attachments(ctx context.Context, report func(CallState), each func(Page)) error
	// Watch tells what happens in the chat from the last walk over the transcript on, which must have
	// ended well. each is called from one goroutine and must not block. It returns nil when the chat
	// has ended, and a problem of KindCancelled when ctx has. A refused token is told and waited out.
	Watch(ctx context.Context, each func(Update)) error
	// Link asks for a new pre-signed URL of the given life. It never answers from a store.
	Link(ctx context.Context, id string, life time.Duration, priority Priority, report func(CallState)) (Link, error)
	// Save downloads into the download folder. No file is left under a final name unless it is
	// whole; a transfer that is cancelled or breaks leaves what it has, to go on from.
	Save(ctx context.Context, order DownloadRequest, report func(CallState)) (Saved, error)
	// Status tells what is known about the connection at this moment; it costs no call.
	Status() Connection
}

// Session is a chat that a person sits at: who stops transfers and goes on with them, and brings
// another token when one has ended.
type Session interface {
	Chat
	FileSender
	// Stopped tells what a transfer of the attachment that was stopped, in this run or an earlier
	// one, has left in the folder to go on from. It reads the disk.
	Stopped(id string) (done, total int64, ok bool)
	// Peek brings the first bytes of the order's attachment into memory, limit of them at most, and
	// nothing onto the disk. Head.Link is set whenever a link was asked for, also beside an error.
	Peek(ctx context.Context, order DownloadRequest, limit int64, report func(CallState)) (Head, error)
	// Discard throws away what a stopped transfer of the order's attachment has left.
	Discard(order DownloadRequest) error
	// SetToken replaces the connection token for all calls to come.
	SetToken(token Secret)
}
