package lines

import (
	"time"

	"attache/model"
	"attache/ui/clip"
)

// event is something that happened; its types are named as facts. Those that answer a request carry
// its number: an answer whose number is not the current one comes from a request that was cancelled
// or replaced, and is dropped.
type event any

type (
	// started is the first event.
	started struct{}
	// woken says that an instant was reached that the talk waits for.
	woken struct{}
	// lineTyped is a line of the input; long is one that is longer than any command.
	lineTyped struct {
		text string
		long bool
	}
	// inputEnded is the end of the input; at a terminal it may go on after that.
	inputEnded struct{}
	// tokenTyped ends the asking for a token.
	tokenTyped struct {
		token model.Secret
		err   error
	}
	// pageCame is a page of the walk with the given number.
	pageCame struct {
		num  int
		page model.Page
	}
	// chatRead ends a walk over the transcript.
	chatRead struct {
		num int
		err error
	}
	// stageChanged says what a request is doing.
	stageChanged struct {
		num   int
		id    string // empty: the transcript
		state model.CallState
	}
	// linkAnswered ends a request for a link.
	linkAnswered struct {
		num  int
		id   string
		link model.Link
		err  error
	}
	// saveEnded ends a transfer.
	saveEnded struct {
		num   int
		id    string
		saved model.Saved
		left  *left // what a transfer that did not end well has left
		err   error
	}
	// discarded says that what stopped transfers had left was thrown away.
	discarded struct {
		ids []string
		err error
	}
	// fileOpened ends the handing over of a file to the desktop.
	fileOpened struct {
		id  string
		err error
	}
	// textCopied says by which way a text went to the clipboard.
	textCopied struct {
		num   int
		route clip.Route
	}
	// newsCame is something that happened in the chat.
	newsCame struct{ news model.News }
	// watchEnded ends the watch over the chat.
	watchEnded struct{ err error }
)

// order is something the runner is to do.
type order any

type (
	readChat   struct{ num int }
	watchChat  struct{}
	askLink    orderedLink
	saveFile   orderedSave
	cancelCall struct{ num int }
	copyText   struct {
		num  int
		text model.Secret
	}
	openFile    struct{ id, path string }
	discardLeft struct{ orders []model.Order }
	askToken    struct{}
	useToken    struct{ token model.Secret }
)

type orderedLink struct {
	num     int
	id      string
	life    time.Duration
	urgency model.Urgency
}

type orderedSave struct {
	num   int
	order model.Order
}

// left is what a stopped transfer has left on the disk.
type left struct{ done, total int64 }

// moment is what a talk is told of the world with each event.
type moment struct {
	now    time.Time
	status model.Connection
}

// reply is what a talk answers to an event.
type reply struct {
	lines  []string
	orders []order
}

// take applies one event.
func (t *talk) take(e event, at moment) reply {
	t.exact, t.now, t.status = at.now, at.now.Round(0), at.status
	t.said, t.orders = nil, nil
	t.list.Invalidate()
	t.apply(e)
	t.pump()
	t.leaveWhenDone()
	return reply{t.flush(e), t.orders}
}

// apply calls the handler of the event.
func (t *talk) apply(e event) {
	switch e := e.(type) {
	case started:
		t.start()
	case woken:
		t.onWoken()
	case lineTyped:
		t.onLine(e)
	case inputEnded:
		t.onInputEnded()
	case tokenTyped:
		t.onToken(e)
	case pageCame:
		t.onPage(e)
	case chatRead:
		t.onChatRead(e)
	case stageChanged:
		t.onStage(e)
	case linkAnswered:
		t.onLink(e)
	case saveEnded:
		t.onSaveEnded(e)
	case discarded:
		t.onDiscarded(e)
	case fileOpened:
		t.onFileOpened(e)
	case textCopied:
		t.onCopied(e)
	case newsCame:
		t.onNews(e.news)
	case watchEnded:
		t.onWatchEnded(e)
	}
}

// order asks the runner for something.
func (t *talk) order(o order) { t.orders = append(t.orders, o) }

// newNum numbers a new request.
func (t *talk) newNum() int {
	t.nums++
	return t.nums
}

// wake returns when the talk wants to be woken; zero for never.
func (t *talk) wake() time.Time {
	if len(t.saving) > 0 || len(t.near) > 0 {
		return t.now.Add(time.Second)
	}
	if t.waited() && t.now.Before(t.patience) {
		return t.patience
	}
	return time.Time{}
}

// onWoken does what is due.
func (t *talk) onWoken() {
	t.tellProgress()
	t.watchEnds()
}
