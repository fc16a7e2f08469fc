package api

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"strings"
	"time"

	"attache/api/wire"
	"attache/model"
)

// Limits to the time of one request to the service. A slow network is no fault: as long as bytes come,
// an answer may take its time.
const (
	callTime   = 10 * time.Second // from dialling to the headers of the answer
	answerTime = 5 * time.Minute  // all of it
)

// send makes one request and reads its answer. The bearer token goes to the endpoint, which is
// never asked to go elsewhere: RoundTrip follows no redirect.
func (c *Client) send(ctx context.Context, k call) *wire.Fault {
	reused := false
	inner, cancel := context.WithTimeout(httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn: func(i httptrace.GotConnInfo) { reused = i.Reused },
	}), answerTime)
	defer cancel()
	watch := time.AfterFunc(callTime, cancel)
	defer watch.Stop()
	body := k.body.Reveal()
	req, err := http.NewRequestWithContext(inner, http.MethodPost, c.endpoint.JoinPath(k.op.path).String(), strings.NewReader(body))
	if err != nil {
		return &wire.Fault{Problem: &model.Problem{Kind: model.KindInternal, Op: k.op.name}}
	}
	req.Header.Set("X-Amz-Bearer", k.bearer.Reveal())
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	req.Header.Set("Accept-Encoding", "gzip")
	req.Header.Set("User-Agent", c.caller.Agent)

	sent := c.now()
	c.calls.Add(1)
	resp, err := c.caller.Transport.RoundTrip(req)
	if err != nil {
		f := c.caller.Broken(ctx, inner, k.op.name, err)
		c.caller.LogCall(ctx, k.op.name, f.Problem, sent)
		c.replace(ctx, f, reused)
		return f
	}
	defer resp.Body.Close()
	c.clock.learn(resp.Header.Get("Date"), sent, c.now())
	watch.Reset(answerStall)
	resp.Body = &timedBody{resp.Body, watch}
	f := c.read(ctx, inner, k, resp)
	c.last.Store(int64(c.now().Sub(sent)))
	if f != nil {
		c.caller.LogCall(ctx, k.op.name, f.Problem, sent)
		c.replace(ctx, f, reused)
		return f
	}
	answered := &model.Problem{Status: resp.StatusCode, RequestID: wire.RequestID(resp.Header, k.bearer, k.next)}
	c.caller.LogCall(ctx, k.op.name, answered, sent)
	c.caller.TellAnswered(k.report, model.CallState{Stage: model.StageAsking, Try: k.try}, answered.RequestID)
	return nil
}

// replace gives the kept connections up after a request that ran out of time: they may all have died
// in their sleep. One that was made on a kept connection gets another chance on a new one; a new
// connection that hangs is a service that does.
func (c *Client) replace(ctx context.Context, f *wire.Fault, reused bool) {
	if f.Problem.Kind == model.KindTimeout && ctx.Err() == nil {
		f.Again = f.Again || reused
		c.Close()
	}
}

// read judges an answer and decodes it.
func (c *Client) read(ctx, inner context.Context, k call, resp *http.Response) *wire.Fault {
	data, large, err := readAnswer(resp.Body, k.op.limit)
	junk := func(detail string, again bool) *wire.Fault {
		return &wire.Fault{Again: again, Problem: &model.Problem{
			Kind: model.KindJunk, Op: k.op.name, Status: resp.StatusCode,
			RequestID: wire.RequestID(resp.Header, k.bearer, k.next), Detail: detail,
		}}
	}
	switch {
	case large:
		return junk("body too large", false)
	case errors.Is(err, errPacked):
		return junk("damaged compression", true)
	case err != nil && errors.Is(err, io.ErrUnexpectedEOF):
		return junk("cut body", true)
	case err != nil:
		f := c.caller.Broken(ctx, inner, k.op.name, err)
		f.Problem.Status = resp.StatusCode
		return f
	case resp.StatusCode >= 300 && resp.StatusCode < 400:
		return junk("redirect", true) // to the sign-in page of a network, most often
	case resp.StatusCode < 200 || resp.StatusCode >= 300:
		return c.refusal(k, resp, data)
	}
	if what, isCut := k.decode(data); what != "" {
		return junk(what, isCut || wire.NotJSON(wire.Trim(data)) != "")
	}
	return nil
}
