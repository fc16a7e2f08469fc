package api

import (
	"context"
	"errors"
	"time"

	"attache/model"
)

// Save downloads one attachment into the folder of Options, under a name that was free. It uses
// the link of the order while that lives, and asks for another as often as one dies on the way.
// No file is left under a final name unless it is whole; whatever fails, nothing else is left
// either. Saved.Link is set whenever a link was asked for, also beside an error.
func (c *Client) Save(ctx context.Context, order model.Order, report func(model.CallState)) (model.Saved, error) {
	if order.Meter == nil {
		order.Meter = new(model.Meter)
	}
	t := &transfer{c: c, order: order, report: report, link: order.Link}
	defer t.clear()
	var err error
	for next := t.begin; next != nil; {
		if ctx.Err() != nil {
			return model.Saved{Link: t.asked}, ended(ctx, opSave)
		}
		next, err = next(ctx)
		if err != nil {
			return model.Saved{Link: t.asked}, err
		}
	}
	t.saved.Link = t.asked
	return t.saved, nil
}

// transfer is one download, a row of small states: each does its part and names the next.
//
//	begin -> ask -> fetch -> publish
//	          ^-- wait --'      after trouble that may pass
//	          '----------'      when the link turned out to be dead
type transfer struct {
	c       *Client
	order   model.Order
	report  func(model.CallState)
	link    model.Link // in use
	asked   model.Link // the newest that was asked for here
	renewed bool       // the host refused a link as expired, and another was asked for
	try     int
	fault   *fault // why the last try failed
	folder  *folder
	part    *part
	saved   model.Saved
}

// state is one step of a transfer. No next state means that all is done.
type state func(context.Context) (state, error)

// begin refuses what must not be fetched and opens the part file: a folder that cannot be written
// is found out before a call is spent on it.
func (t *transfer) begin(context.Context) (state, error) {
	if t.order.Attachment.Status == model.StatusRejected {
		return nil, &model.Problem{Kind: model.KindRejected, Op: opSave}
	}
	var err error
	if t.folder, err = openFolder(t.c.dir); err != nil {
		return nil, diskProblem(err)
	}
	if t.part, err = t.folder.create(fileName(t.order.Attachment)); err != nil {
		return nil, diskProblem(err)
	}
	return t.ask, nil
}

// ask makes sure of a link that is good at this moment.
func (t *transfer) ask(ctx context.Context) (state, error) {
	if t.link.Usable(t.c.serverNow()) {
		return t.fetch, nil
	}
	link, err := t.c.Link(ctx, t.order.Attachment.ID, t.order.Life, model.UrgencyAsked, t.report)
	if err != nil {
		return nil, t.unready(err)
	}
	if link.URL.IsZero() {
		return nil, &model.Problem{Kind: model.KindNoLink, Op: opAttachment}
	}
	t.link, t.asked = link, link
	return t.fetch, nil
}

// unready says that the scan is why there is no link, where the service only says that the request
// is not valid.
func (t *transfer) unready(err error) error {
	p := model.AsProblem(err)
	if t.order.Attachment.Status != model.StatusInProgress || p.Kind != model.KindInvalid {
		return err
	}
	scanning := *p
	scanning.Kind = model.KindScanning
	return &scanning
}

// fetch makes one try at all the bytes.
func (t *transfer) fetch(ctx context.Context) (state, error) {
	t.try++
	t.c.tell(t.report, model.CallState{Stage: model.StageAsking, Try: t.try})
	sent := t.c.now()
	f := t.get(ctx)
	if f == nil {
		t.c.logCall(ctx, opDownload, &model.Problem{Status: 200}, sent)
		return t.publish, nil
	}
	t.c.logCall(ctx, opDownload, f.problem, sent)
	if err := t.restart(); err != nil {
		return nil, diskProblem(err)
	}
	if f.problem.Kind == model.KindExpired && !t.renewed {
		// The host's clock has the last word on a link's life, but not twice.
		t.renewed, t.link = true, model.Link{}
		return t.ask, nil
	}
	t.fault = f
	return t.wait, nil
}

// wait lets trouble pass, or gives up on it.
func (t *transfer) wait(ctx context.Context) (state, error) {
	if !t.c.pause(ctx, t.fault, t.try, t.report) {
		return nil, t.fault.problem
	}
	return t.ask, nil
}

// restart takes back what a failed try has written and counted.
func (t *transfer) restart() error {
	t.order.Meter.Add(-t.part.size)
	return t.part.empty()
}

// publish gives the whole file its final name.
func (t *transfer) publish(context.Context) (state, error) {
	if err := t.part.finish(); err != nil {
		return nil, diskProblem(err)
	}
	name, renamed, err := t.folder.publish(t.part.name, fileName(t.order.Attachment))
	if err != nil {
		return nil, diskProblem(err)
	}
	t.saved = model.Saved{Path: t.folder.path(name), Size: t.part.size, Renamed: renamed}
	return nil, nil
}

// clear closes what is open, and removes the part file unless it got its name.
func (t *transfer) clear() {
	if t.part != nil {
		_ = t.part.close() // the transfer has failed, or the file is finished
		if t.saved.Path == "" {
			t.folder.remove(t.part.name)
			t.order.Meter.Add(-t.part.size)
		}
	}
	if t.folder != nil {
		t.folder.close()
	}
}

// want is how many bytes there must be: what the service said, else what the host announces, else
// 0 for unknown.
func (t *transfer) want(announced int64) int64 {
	if t.link.Size > 0 {
		return t.link.Size
	}
	return max(announced, 0)
}

// errStalled ends a transfer that no byte has come from for stallTime.
var errStalled = errors.New("no bytes")

// stallTime is how long a transfer may go without a byte.
const stallTime = 20 * time.Second
