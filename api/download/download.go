package download

import (
	"context"

	"attache/api/wire"
	"attache/model"
)

// Save downloads one attachment into the folder of Options. It uses the link of the request while
// that lives, and asks for another as often as one dies on the way; what breaks goes on from the
// byte it had, in this run or the next. No file is left under a final name unless it is whole: a
// transfer that stops leaves NAME.part and NAME.part.json, if it can be gone on from, and else
// nothing. Saved.Link is set whenever a link was asked for, also beside an error.
func (s *Saver) Save(ctx context.Context, request model.DownloadRequest, report func(model.CallState)) (saved model.Saved, err error) {
	t := s.transfer(request, report)
	defer func() {
		t.clear()
		saved.Stuck = t.stuck()
	}()
	if err := t.run(ctx, t.patient(t.begin)); err != nil {
		return model.Saved{Link: t.asked}, t.placed(err)
	}
	t.saved.Link = t.asked
	return t.saved, nil
}

// run goes from state to state until there is none.
func (t *transfer) run(ctx context.Context, next state) error {
	for next != nil {
		if ctx.Err() != nil {
			return wire.Ended(ctx, opSave)
		}
		var err error
		if next, err = next(ctx); err != nil {
			return err
		}
	}
	return nil
}

// begin refuses what must not be fetched and opens the part file, with what an earlier transfer has
// left in it: a folder that cannot be written is found out before a call is spent on it.
func (t *transfer) begin(ctx context.Context) (state, error) {
	if err := t.refused(); err != nil {
		return nil, err
	}
	a := t.request.Attachment
	if t.request.Out != nil {
		var err error
		if t.part, err = unnamedPart(t.saver.disk); err != nil {
			return nil, diskProblem(err)
		}
		t.part.about.ID = a.ID
		return t.ask, nil
	}
	if t.folder != nil {
		t.folder.close() // of a first try, which found too many files open
	}
	var err error
	dir := t.saver.folder(t.request.Folder)
	if t.folder, err = openFolder(dir, t.saver.disk); err != nil {
		return nil, folderProblem(dir, err)
	}
	t.folder.worked = func(part string) bool { return t.saver.names.isWorkedOn(place{dir, part}) }
	t.folder.together, t.folder.listings, t.folder.turn = &t.saver.names.together, &t.saver.names.listings, t.saver.names.parting
	t.folder.few, t.folder.now, t.folder.begins = t.saver.few, t.saver.caller.Now, t.placePart
	name := t.name()
	if t.request.OnExists == model.ExistsSkip {
		if there, err := t.folder.skipped(name, a.ID, t.saver.claims(t.request.Folder)); err != nil || there != "" {
			t.folder.tidy(a.ID)
			return nil, t.skip(there, err)
		}
	}
	note := sidecar{Version: sidecarVersion, ID: a.ID, Name: name}
	if t.part, err = t.folder.take(ctx, note, t.saver.maxBytes); ctx.Err() != nil {
		return nil, wire.Ended(ctx, opSave)
	} else if err != nil {
		return nil, diskProblem(err)
	}
	t.placePart(t.part.name)
	if t.part.size > 0 {
		t.request.Meter.SetTotal(t.part.about.Size)
	}
	if t.most = t.part.size; t.most == 0 {
		t.known = t.folder.savedAs(name, a.ID)
	}
	t.count()
	return t.ask, nil
}

// refused says why an attachment must not be fetched; nil where it may be.
func (t *transfer) refused() error {
	if t.request.Attachment.Status == model.StatusRejected {
		return &model.Problem{Kind: model.KindRejected, Op: opSave}
	}
	return wire.CheckID(t.request.Attachment.ID)
}

// patient lets a step wait where the system lets no more files be opened: others give theirs back.
func (t *transfer) patient(step state) state {
	return func(ctx context.Context) (state, error) {
		for try := 1; ; try++ {
			next, err := step(ctx)
			if !wire.IsOutOfFiles(err) || !t.saver.caller.Pause(ctx, &wire.Fault{Problem: model.AsProblem(err), Again: true}, try, t.report) {
				return next, err
			}
			if ctx.Err() != nil {
				return nil, wire.Ended(ctx, opSave)
			}
		}
	}
}

// ask makes sure of a link that is good at this moment.
func (t *transfer) ask(ctx context.Context) (state, error) {
	if t.link.Usable(t.saver.links.Now()) {
		return t.fetch, nil
	}
	link, err := t.saver.links.Ask(ctx, t.request.Attachment.ID, t.request.Life, t.report)
	if err != nil {
		return nil, t.unready(err)
	}
	if link.URL.IsZero() {
		return nil, &model.Problem{Kind: model.KindNoLink, Op: opLink}
	}
	t.link, t.asked = link, link
	return t.fetch, nil
}

// unready says that the scan is why there is no link, where the service only says that the request
// is not valid.
func (t *transfer) unready(err error) error {
	p := model.AsProblem(err)
	if t.request.Attachment.Status != model.StatusInProgress || p.Kind != model.KindInvalid {
		return err
	}
	scanning := *p
	scanning.Kind = model.KindScanning
	return &scanning
}

// fetch makes one try at all the bytes that are missing.
func (t *transfer) fetch(ctx context.Context) (state, error) {
	if err := t.prepare(ctx); err != nil {
		return nil, diskProblem(err)
	}
	t.try++
	t.saver.caller.Tell(t.report, model.CallState{Stage: model.StageFetching, Try: t.try})
	sent := t.saver.caller.Now()
	f := t.get(ctx)
	if f == nil {
		t.saver.caller.LogCall(ctx, opDownload, &model.Problem{Status: 200, RequestID: t.requestID}, sent)
		switch {
		case t.peek != nil:
			return nil, nil
		case t.same:
			return t.leave, nil
		case t.request.Out != nil:
			return t.handOver, nil
		}
		return t.patient(t.publish), nil
	}
	t.saver.caller.LogCall(ctx, opDownload, f.Problem, sent)
	if err := t.secure(f); err != nil {
		return nil, diskProblem(err)
	}
	switch {
	case f.Fresh:
		t.try-- // it was no trouble of the way, and it cannot come twice: nothing is kept now
		return t.ask, nil
	case f.Problem.Kind == model.KindExpired && !t.renewed:
		// The host's clock has the last word on a link's life.
		t.renewed, t.link = true, model.Link{}
		return t.ask, nil
	case f.Problem.Kind == model.KindExpired:
		// A fresh link, dead at once: the next one may live, and asking takes its time.
		t.link, f.Again = model.Link{}, true
	}
	t.fault = f
	return t.wait, nil
}

// prepare gives up bytes of what cannot be the same object, and makes sure of room for the others
// before one is asked for.
func (t *transfer) prepare(ctx context.Context) error {
	if t.peek != nil {
		return nil
	}
	if t.part.size > 0 && t.link.Size > 0 && t.link.Size != t.part.about.Size {
		if err := t.restart(); err != nil {
			return err
		}
	}
	if t.recognise(ctx); t.known != nil {
		return nil // most likely, nothing will come
	}
	want := t.link.Size
	if t.part.size > 0 {
		want = t.part.about.Size
	}
	return t.part.folder.room(max(want-t.part.size, 0))
}

// secure sorts what a failed try has left: bytes to go on from count as progress, which gives the
// transfer new tries; others are taken back. A try that starts over wins nothing until it gets
// further than any before it, so that one that always breaks ends.
func (t *transfer) secure(f *wire.Fault) error {
	if t.peek != nil {
		t.peek.again(f.Fresh)
		t.count()
		return nil
	}
	if f.Fresh || !t.part.resumable() {
		return t.restart()
	}
	if t.part.size > t.most {
		t.most, t.try, t.renewed = t.part.size, 1, false
	}
	return nil
}

// wait lets trouble pass, or gives up on it.
func (t *transfer) wait(ctx context.Context) (state, error) {
	if !t.saver.caller.Pause(ctx, t.fault, t.try, t.report) {
		return nil, t.fault.Problem
	}
	return t.ask, nil
}

// Peek brings the first bytes of an attachment into memory, limit of them at most, and nothing onto
// the disk. It uses the link of the request while that lives, and asks for another as Save does.
// Head.Link is set whenever a link was asked for, also beside an error.
func (s *Saver) Peek(ctx context.Context, request model.DownloadRequest, limit int64, report func(model.CallState)) (model.Head, error) {
	if limit <= 0 || limit > s.maxBytes {
		limit = s.maxBytes
	}
	t := s.transfer(request, report)
	t.part, t.peek = &part{}, &peek{limit: limit}
	err := t.run(ctx, t.beginPeek)
	if err != nil {
		return model.Head{Link: t.asked}, err
	}
	t.peek.head.Link = t.asked
	return t.peek.head, nil
}

func (t *transfer) beginPeek(context.Context) (state, error) { return t.ask, t.refused() }
