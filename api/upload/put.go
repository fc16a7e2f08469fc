package upload

import (
	"context"
	"net/http"
	"net/textproto"
	"strconv"
	"strings"
	"time"

	"attache/api/download"
	"attache/api/wire"
	"attache/model"
)

// reachTime is the limit to a connection, until the first byte is taken.
const reachTime = 20 * time.Second

// put sends all the bytes once. It returns nil when the host has them.
func (u *sending) put(ctx context.Context, try int) *wire.Fault {
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	watch := time.AfterFunc(reachTime, cancel)
	defer watch.Stop()
	b, err := u.open(watch)
	if err != nil {
		return &wire.Fault{Problem: model.AsProblem(err)}
	}
	defer b.giveUp()
	req, why := u.request(inner, b)
	if why != "" {
		return faultOf(model.KindUnsafeLink, why)
	}
	u.Caller.Tell(u.report, model.CallState{Stage: model.StageFetching, Try: try})
	sent := u.Caller.Now()
	resp, err := u.Caller.Transport.RoundTrip(req)
	f := u.judge(ctx, inner, resp, err, b)
	if f == nil {
		u.Caller.LogCall(ctx, wire.OpUpload, &model.Problem{Status: resp.StatusCode, RequestID: wire.RequestID(resp.Header, u.slot.URL)}, sent)
		return nil
	}
	u.Caller.LogCall(ctx, wire.OpUpload, f.Problem, sent)
	return f
}

// request is the PUT: the headers that were given with the address, and nothing else that can be left out.
func (u *sending) request(ctx context.Context, b *body) (*http.Request, string) {
	address, why := wire.ParseLink(u.slot.URL.Reveal())
	if why != "" {
		return nil, why
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPut, address.String(), b)
	if err != nil {
		return nil, "not a URL"
	}
	req.ContentLength = u.file.Size
	req.Header["User-Agent"] = []string{""} // leaves Go's own out
	for name, value := range u.slot.Headers {
		switch canonical := textproto.CanonicalMIMEHeaderKey(name); {
		case !isHeader(name, value):
			return nil, "a header that cannot be sent"
		case canonical == "Content-Length":
			if value != strconv.FormatInt(u.file.Size, 10) {
				return nil, "signed for another length"
			}
		case canonical == "Host":
			if !strings.EqualFold(value, address.Host) {
				return nil, "signed for another host"
			}
		case canonical == "Authorization", canonical == "Cookie", canonical == "X-Amz-Bearer", canonical == "Transfer-Encoding", canonical == "Connection",
			canonical == "Trailer", canonical == "Upgrade", canonical == "Expect", strings.HasPrefix(canonical, "Proxy-"):
			return nil, "a header that an upload does not carry"
		default:
			req.Header[canonical] = []string{value}
		}
	}
	return req, ""
}

// isHeader reports whether a header can be sent.
func isHeader(name, value string) bool {
	const others = "-_.!#$%&'*+^`|~"
	odd := func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') && !strings.ContainsRune(others, r)
	}
	return name != "" && !strings.ContainsFunc(name, odd) && !strings.ContainsFunc(value, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f })
}

// judge makes a fault of what became of a request; nil where the host has all the bytes.
func (u *sending) judge(ctx, inner context.Context, resp *http.Response, err error, b *body) *wire.Fault {
	if resp != nil {
		defer resp.Body.Close()
	}
	changed, whole := b.state()
	switch {
	case changed != nil:
		return &wire.Fault{Problem: changed}
	case err != nil:
		f := u.Caller.Broken(ctx, inner, wire.OpUpload, err)
		f.Again = f.Again || f.Problem.Kind == model.KindTimeout && ctx.Err() == nil
		return f
	case resp.StatusCode >= 300 && resp.StatusCode < 400: // nothing is followed with the bytes in hand
		return faultOf(model.KindUnsafeLink, "redirect")
	case resp.StatusCode >= 300 || resp.StatusCode < 200:
		f := download.HostFault(resp, u.slot.URL, u.Caller.Now())
		f.Problem.Op = wire.OpUpload
		f.Again = f.Again || f.Problem.Code == "IncompleteBody" || f.Problem.Code == "BadDigest"
		return f
	case !isStored(resp): // a page in place of the host
		f := faultOf(model.KindJunk, "no answer of the host that keeps the files")
		f.Again = true
		return f
	case !whole: // an answer of something on the way, before all was sent
		f := faultOf(model.KindJunk, "answered before the file was sent")
		f.Again = true
		return f
	}
	u.sum = b.keep()
	return nil
}

// isStored reports whether an answer that says yes comes from where the bytes went: that names what it has stored, or
// says nothing at all.
func isStored(resp *http.Response) bool {
	return resp.Header.Get("ETag") != "" || resp.ContentLength == 0
}

func faultOf(kind model.Kind, detail string) *wire.Fault {
	return &wire.Fault{Problem: &model.Problem{Kind: kind, Op: wire.OpUpload, Detail: detail}}
}
