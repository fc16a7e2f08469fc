package download

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"path"
	"strconv"
	"strings"

	"attache/api/wire"
	"attache/model"
)

// complete judges what has come of an answer that came to its end, nil for the whole file.
func (t *transfer) complete(resp *http.Response, want admitted) *wire.Fault {
	switch {
	case t.part.size < want.size:
		return t.notTheFile(resp, want, t.part.head(), model.KindShort)
	case t.link.Size > 0 || t.part.size > hostAnswer:
		return nil
	}
	f := t.instead(resp, t.part.head())
	t.part.spoiled = f != nil
	return f
}

// notTheFile is the fault of an answer whose length is not the file's, or whose data is damaged: most
// often it is something else, and that is named first. head is what was written of it, nil for an
// answer that was not begun with.
func (t *transfer) notTheFile(resp *http.Response, want admitted, head []byte, kind model.Kind) *wire.Fault {
	if t.part.spoiled = head != nil; head == nil {
		head, _ = io.ReadAll(io.LimitReader(want.body, hostAnswer)) // what came of it
	}
	if f := t.instead(resp, head); f != nil {
		return f
	}
	switch {
	case kind == model.KindShort && want.body.hungUp && want.body.raw == nil:
		// The host ends it by hanging up, and so does a connection that breaks.
		t.part.spoiled = false
		return &wire.Fault{Again: true, Problem: &model.Problem{
			Kind: kind, Op: opDownload, Status: resp.StatusCode, Detail: "connection closed",
		}}
	case want.coding != "":
		return t.undecodable(resp, want.coding)
	case want.size == 0:
		return t.tooLarge(resp)
	}
	f := t.mistaken(resp, kind, "announced were "+strconv.FormatInt(want.size, 10)+" bytes")
	f.Problem.Code = model.CodeLength
	return f
}

// tooLarge is the fault of a file that is larger than is taken.
func (t *transfer) tooLarge(resp *http.Response) *wire.Fault {
	f := t.mistaken(resp, model.KindLong, "over "+model.FormatSize(t.saver.maxBytes))
	f.Problem.Code = model.CodeTooLarge
	return f
}

// instead returns the fault of what came instead of the file, nil for what may be the file: an error
// in S3's words under a status of success, or a page of somebody in between.
func (t *transfer) instead(resp *http.Response, head []byte) *wire.Fault {
	if said, ok := readHostError(head); ok && said.Code != "" {
		return hostSaid(resp, said, t.link.URL, t.saver.caller.Now())
	}
	if isPage(resp, head) && !claimsPage(t.request.Attachment) {
		return t.mistaken(resp, model.KindJunk, wire.HTMLPage)
	}
	return nil
}

// headOf returns the first bytes of a file.
func headOf(file *os.File) []byte {
	const most = 4 << 10
	head := make([]byte, most)
	n, err := file.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil
	}
	return head[:n]
}

// head returns the first bytes that were written, as many as an error of the host may have.
func (p *part) head() []byte {
	head := make([]byte, min(hostAnswer, p.size))
	n, _ := p.file.ReadAt(head, 0) // what can be read of it
	return head[:n]
}

// isPage reports whether an answer is an HTML page that does not come from S3, which answers in XML
// and numbers its answers.
func isPage(resp *http.Response, head []byte) bool {
	head = wire.Trim(head)
	isType := strings.Contains(strings.ToLower(resp.Header.Get("Content-Type")), "html")
	return wire.RequestID(resp.Header) == "" && bytes.HasPrefix(head, []byte("<")) && (isType || wire.NotJSON(head) == wire.HTMLPage)
}

// claimsPage reports whether a file says of itself that it is a page.
func claimsPage(a model.Attachment) bool {
	switch strings.ToLower(path.Ext(a.Name)) {
	case ".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml":
		return true
	}
	return strings.Contains(strings.ToLower(a.ContentType), "html")
}

// kindOfLength is short or long, as it is announced.
func kindOfLength(announced, want int64) model.Kind {
	if announced < want {
		return model.KindShort
	}
	return model.KindLong
}

// ended makes a fault of a body that broke off. head is what was read of it.
func (t *transfer) ended(ctx, inner context.Context, resp *http.Response, want admitted, head []byte, err error) *wire.Fault {
	if errors.Is(err, errEncoding) {
		return t.notTheFile(resp, want, head, model.KindJunk)
	}
	f := t.broke(ctx, inner, err)
	f.Problem.Status = resp.StatusCode
	if errors.Is(err, io.ErrUnexpectedEOF) && f.Again {
		f.Problem.Kind = model.KindShort
	}
	return f
}

// broke makes a fault of a transfer that broke. One that stalled is tried again like any other, and on
// a new connection: those that were kept may have died with it.
func (t *transfer) broke(ctx, inner context.Context, err error) *wire.Fault {
	if ctx.Err() == nil && errors.Is(context.Cause(inner), errStalled) {
		t.saver.caller.Close()
		return &wire.Fault{Again: true, Problem: &model.Problem{Kind: model.KindTimeout, Op: opDownload, Err: errStalled}}
	}
	return t.saver.caller.Broken(ctx, inner, opDownload, err)
}
