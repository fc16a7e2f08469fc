package download

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"runtime"
	"time"

	"attache/api/wire"
	"attache/model"
)

const (
	// maxHops is the most redirects followed. A bucket in another region takes one.
	maxHops = 5
	// lookEvery is how many bytes are written between two looks at the disk.
	lookEvery = 8 << 20
)

// get makes one request for the bytes that are missing and copies the answer into the part file.
// It returns nil when every byte is there.
func (t *transfer) get(ctx context.Context) *wire.Fault {
	inner, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	watch := time.AfterFunc(stallTime, func() { cancel(errStalled) })
	defer watch.Stop()
	resp, f := t.open(ctx, httptrace.WithClientTrace(inner, &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { watch.Reset(stallTime) }}))
	if f != nil {
		return f
	}
	defer resp.Body.Close()
	t.requestID = wire.RequestID(resp.Header, t.link.URL)
	t.saver.caller.TellAnswered(t.report, model.CallState{Stage: model.StageFetching, Try: t.try}, t.requestID)
	if t.peek != nil {
		return t.glance(ctx, inner, resp, watch)
	}
	want, f := t.admit(resp, watch)
	if f != nil || want.done {
		return f
	}
	if f := t.copy(ctx, inner, resp, want, watch); f != nil {
		return f
	}
	t.unsure = want.size == 0 && want.body.raw == nil && want.body.hungUp
	return t.complete(resp, want)
}

// open asks for the file and follows redirects. A redirect carries nothing: no bearer token, no
// Referer, which would hold the link before it.
func (t *transfer) open(ctx, inner context.Context) (*http.Response, *wire.Fault) {
	address := t.link.URL.Reveal()
	u, why := wire.ParseLink(address)
	status := 0
	for hop := 0; why == ""; hop++ {
		resp, err := t.httpRequest(inner, u)
		if err != nil {
			return nil, t.broke(ctx, inner, err)
		}
		location := resp.Header.Get("Location")
		if !isRedirect(resp.StatusCode) || location == "" {
			return resp, nil
		}
		_ = resp.Body.Close()
		status = resp.StatusCode
		if hop == maxHops {
			why = "too many redirects"
			break
		}
		next, err := u.Parse(location)
		if err != nil {
			why = "redirect: not a URL"
			break
		}
		why, u = wire.UnsafeHop(u, next), next
	}
	return nil, &wire.Fault{Problem: &model.Problem{Kind: model.KindUnsafeLink, Op: opDownload, Status: status, Detail: why}}
}

func (t *transfer) httpRequest(ctx context.Context, u *url.URL) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), http.NoBody)
	if err != nil {
		return nil, err
	}
	// Bytes as they are stored: with any other encoding the length could not be checked.
	req.Header.Set("Accept-Encoding", "identity")
	req.Header.Set("User-Agent", t.saver.caller.Agent)
	switch {
	case t.peek != nil:
		if r := t.peek.bytes(); r != "" {
			req.Header.Set("Range", r)
		}
	case t.part.size > 0:
		req.Header.Set("Range", fmt.Sprintf("bytes=%d-", t.part.size))
		req.Header.Set("If-Match", t.part.about.ETag)
	case t.known != nil:
		req.Header.Set("If-None-Match", t.known.ETag)
	}
	return t.saver.caller.Transport.RoundTrip(req)
}

func isRedirect(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

// copy moves the body into the part file, counting each block. A disk that does not take it is no
// fault of the network: the two are told apart here.
func (t *transfer) copy(ctx, inner context.Context, resp *http.Response, want admitted, watch *time.Timer) *wire.Fault {
	most := want.size
	if most == 0 || most > t.saver.maxBytes {
		most = t.saver.maxBytes
	}
	few := t.saver.coming.Add(1) <= int64(min(runtime.GOMAXPROCS(0), mostBeside))
	sum := newSummer(t.part.sum, most-t.part.size, few, &t.saver.blocks)
	defer func() {
		t.saver.coming.Add(-1)
		sum.finish()
		for m := range sum.checkpoints {
			_ = t.part.note(m) // as many as can be
		}
	}()
	for {
		block := sum.room()
		n, err := want.body.Read(block)
		watch.Stop() // a slow disk is no stalled host
		if t.part.size+int64(n) > most {
			return t.notTheFile(resp, want, append(t.part.head(), block[:n]...), model.KindLong)
		}
		if n > 0 {
			written, err := t.part.write(block[:n])
			t.request.Meter.Add(int64(written))
			sum.add(written, t.part.size, t.part.due())
			if err == nil {
				err = t.look(int64(written), want.size, sum.checkpoints)
			}
			if err != nil {
				return &wire.Fault{Problem: diskProblem(err)}
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return t.ended(ctx, inner, resp, want, t.part.head(), err)
		}
		watch.Reset(stallTime)
	}
}

// look notes the checkpoints that were made, and looks at the disk now and then, after that many bytes were
// written: there must be room for what is still to come, and the folder may be gone.
func (t *transfer) look(written, want int64, checkpoints <-chan checkpoint) error {
	select {
	case m := <-checkpoints:
		if err := t.part.note(m); err != nil && !wire.IsOutOfFiles(err) { // the next one serves as well
			return err
		}
	default:
	}
	if t.part.size/lookEvery == (t.part.size-written)/lookEvery {
		return nil
	}
	if err := t.part.check(); err != nil {
		return err
	}
	return t.part.folder.room(max(want-t.part.size, 0))
}
