package download

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"attache/api/wire"
	"attache/model"
)

// transfer begins one download.
func (s *Saver) transfer(request model.DownloadRequest, report func(model.CallState)) *transfer {
	if request.Meter == nil {
		request.Meter = new(model.Meter)
	}
	return &transfer{saver: s, request: request, report: report, link: request.Link}
}

// transfer is one download, a row of small states: each does its part and names the next.
//
//	begin -> ask -> fetch -> publish, or leave where the file is there already
//	          ^-- wait --'      after trouble that may pass
//	          '----------'      when the link is dead, or the bytes kept are of no use
type transfer struct {
	saver     *Saver
	request   model.DownloadRequest
	report    func(model.CallState)
	link      model.Link  // in use
	asked     model.Link  // the newest that was asked for here
	renewed   bool        // the host refused a link as expired, and another was asked for at once
	try       int         // since bytes were last won
	most      int64       // bytes that were ever kept for another try
	fault     *wire.Fault // why the last try failed
	folder    *folder
	part      *part
	at        place      // of the part file
	peek      *peek      // nil: all is wanted, in the part file
	known     *candidate // a file that may be the one asked for
	looked    bool       // that it is whole
	same      bool       // it is the one asked for
	resumed   int64      // the byte that was gone on from last
	lost      bool       // bytes of an earlier try were given up
	requestID string     // of the host's last answer
	unsure    bool       // nobody told the size, and the host ended it by hanging up
	saved     model.Saved
}

// state is one step of a transfer. No next state means that all is done.
type state func(context.Context) (state, error)

// placePart tells other transfers which part file this one works on.
func (t *transfer) placePart(name string) {
	t.saver.names.begin(t.at, false)
	t.at = place{t.saver.folder(t.request.Folder), name}
	t.saver.names.begin(t.at, true)
}

// restart takes back what was written and counted.
func (t *transfer) restart() error {
	if t.part.size > 0 {
		t.lost, t.resumed = true, 0
	}
	err := t.part.empty()
	t.count()
	return err
}

// count makes the meter show the bytes that are on the disk.
func (t *transfer) count() {
	done, _ := t.request.Meter.Read()
	t.request.Meter.Add(t.part.size - done)
}

// mistaken is the fault of an answer that is not the file. Asking again would bring the same.
func (t *transfer) mistaken(resp *http.Response, kind model.Kind, detail string) *wire.Fault {
	return &wire.Fault{Problem: &model.Problem{
		Kind: kind, Op: opDownload, Status: resp.StatusCode,
		RequestID: wire.RequestID(resp.Header, t.link.URL), Detail: detail,
	}}
}

// want is how many bytes there must be: what the service said, else what the host announces, else
// 0 for unknown.
func (t *transfer) want(announced int64) int64 {
	if t.link.Size > 0 {
		return t.link.Size
	}
	return max(announced, 0)
}

// over is the fault of an answer that shows that what is there is no part of what the host has now.
func (t *transfer) over(resp *http.Response) *wire.Fault {
	f := t.mistaken(resp, model.KindRefused, "")
	f.Fresh = true
	return f
}

// errStalled ends a transfer that no byte has come from for stallTime.
const errStalled = model.ConstError("no bytes")

// stallTime is how long a transfer may go without a byte, and the limit to a connection: the other side may have gone away
// without a word, and is there again. What came is gone on from, so that a slow one loses nothing.
const stallTime = 10 * time.Second

// peek is the part of a transfer that brings the first bytes of a file into memory.
type peek struct {
	limit int64
	whole bool // the host makes no use of a range: all is asked for, and the rest is not read
	head  model.Head
}

// bytes is the range to ask for, "" for everything.
func (p *peek) bytes() string {
	if p.whole {
		return ""
	}
	return fmt.Sprintf("bytes=0-%d", p.limit-1)
}

// again forgets what a failed try has brought.
func (p *peek) again(fresh bool) { p.head, p.whole = model.Head{}, p.whole || fresh }
