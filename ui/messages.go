package ui

import (
	"time"

	"attache/model"
	"attache/ui/clip"
)

// Messages are named as facts. Those that answer a request carry its number: an answer whose number
// is not the current one comes from a request that was cancelled or replaced, and is dropped.

// reported says that running calls have said something: the inbox has it.
type reported struct{}

// reports is all that running calls said since the last time.
type reports struct {
	calls map[callKey]model.CallState
	pages []pageOf
	news  bulletin
}

// watchEnded ends the watch over the chat.
type watchEnded struct {
	num int
	err error
}

// ticked says that a point in time was reached which something on screen waits for.
type ticked struct{ gen int }

// chatRead ends a walk over the transcript.
type chatRead struct {
	num int
	err error
}

// linkAnswered ends a call to GetAttachment.
type linkAnswered struct {
	id   string
	num  int
	link model.Link
	err  error
}

// saveEnded ends a transfer.
type saveEnded struct {
	id    string
	num   int
	saved model.Saved
	left  *left // what a transfer that did not end well has left
	err   error
}

// discarded says that what stopped transfers had left was thrown away.
type discarded struct {
	ids []string
	err error
}

// fileOpened ends the handing over of a file to the desktop.
type fileOpened struct {
	id  string
	err error
}

// textCopied says by which way a text went to the clipboard; RouteNone: by none.
type textCopied struct {
	num   int
	route clip.Route
	text  model.Secret
	copy  copyDone
}

// copyDone is what the toast says of a copy.
type copyDone struct {
	form    model.Form
	links   int // or what else was copied
	failed  int
	good    time.Duration // the shortest life left among the copied links
	until   time.Time     // when that one ends, on the local clock
	renewed bool          // at least one was renewed first
	given   []given
}
