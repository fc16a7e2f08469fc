package download

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"attache/api/trial"
	"attache/model"
)

// span206 sends n bytes as the range that header says.
func span206(header string, data []byte) step {
	return func(_ *faulty, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Range", header)
		w.Header().Set("Content-Length", strconv.Itoa(len(data)))
		w.WriteHeader(http.StatusPartialContent)
		_, _ = w.Write(data)
	}
}

func TestAPeekBringsTheFirstBytesIntoMemoryAndNothingOntoTheDisk(t *testing.T) {
	page := []byte("<html>sign in</html>")
	for name, c := range map[string]struct {
		steps []step
		limit int64
		want  int // bytes
		gets  int
		links int
		size  int64 // the service says; 0: that of the object
		data  []byte
	}{
		"a part":                       {[]step{whole}, half, half, 1, 1, 0, nil},
		"all":                          {[]step{whole}, objectSize, objectSize, 1, 1, 0, nil},
		"less than the limit":          {[]step{whole}, objectSize * 2, objectSize, 1, 1, 0, nil},
		"one byte":                     {[]step{whole}, 1, 1, 1, 1, 0, nil},
		"no limit":                     {[]step{whole}, 0, objectSize, 1, 1, 0, nil},
		"no size told":                 {[]step{whole}, half, half, 1, 1, -1, nil},
		"no ranges":                    {[]step{unranged}, half, half, 1, 1, 0, nil},
		"no ranges, all":               {[]step{unranged}, objectSize, objectSize, 1, 1, 0, nil},
		"no length":                    {[]step{unsized(objectSize)}, half, half, 1, 1, 0, nil},
		"no length, all":               {[]step{unsized(objectSize)}, objectSize, objectSize, 1, 1, 0, nil},
		"an empty file":                {[]step{whole}, half, 0, 2, 1, -1, []byte{}},
		"another range":                {[]step{span206("bytes 1-50/100", make([]byte, 50)), whole, unranged}, half, half, 2, 1, 0, nil},
		"a range of its own":           {[]step{span206("bytes 0-9/100", make([]byte, 10)), unranged}, half, half, 2, 1, 0, nil},
		"a range that is none":         {[]step{span206("all", make([]byte, 50)), unranged}, half, half, 2, 1, 0, nil},
		"a broken connection":          {[]step{cut(10), cut(half - 1), whole}, half, half, 3, 1, 0, nil},
		"a stall":                      {[]step{stall(10), whole}, half, half, 2, 1, 0, nil},
		"a busy host":                  {[]step{s3Error(503, "SlowDown"), whole}, half, half, 2, 1, 0, nil},
		"a link that the host refuses": {[]step{plain(403, expiredXML), whole}, half, half, 2, 2, 0, nil},
		"a page on the way":            {[]step{plain(200, string(page)), whole}, half, half, 2, 1, -1, nil},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				a := newArena(t)
				if c.data != nil {
					a.far.data = c.data
				}
				if a.far.steps = c.steps; c.size != 0 {
					a.far.size = c.size
				}
				head, err := a.saver.Peek(t.Context(), a.request, c.limit, nil)
				if name == "a page on the way" {
					trial.WantKind(t, err, model.KindJunk)
					return
				}
				if err != nil {
					t.Fatal(err)
				}
				links, gets := a.far.counts()
				if string(head.Data) != string(a.far.data[:c.want]) || gets != c.gets || links != c.links {
					t.Errorf("%d bytes, %d requests, %d links", len(head.Data), gets, links)
				}
				if head.Whole != (c.want == len(a.far.data)) || head.Link.URL.IsZero() {
					t.Errorf("whole: %v, link: %v", head.Whole, head.Link)
				}
				if name != "no length" && name != "no length, all" && head.Size != int64(len(a.far.data)) {
					t.Errorf("of %d", head.Size)
				}
				if done, _ := a.request.Meter.Read(); done < int64(c.want) || done > int64(c.want)+1 {
					t.Errorf("counted %d", done)
				}
				if names := files(t, a.saver); len(names) != 0 {
					t.Errorf("on the disk: %v", names)
				}
			})
		})
	}
}

func TestAPeekAsksForNoMoreThanItsLimit(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		a := newArena(t)
		a.far.steps = []step{whole}
		if _, err := a.saver.Peek(t.Context(), a.request, 7, nil); err != nil {
			t.Fatal(err)
		}
		h := a.far.gets[0]
		if h.Get("Range") != "bytes=0-6" || h.Get("Accept-Encoding") != "identity" || h.Get("Authorization") != "" || h.Get("X-Amz-Bearer") != "" {
			t.Errorf("%v", h)
		}
	})
}

func TestAPeekOfWhatIsNotTheFileIsAProblemWithoutASecret(t *testing.T) {
	short := func(_ *faulty, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", strconv.Itoa(half))
		_, _ = w.Write(make([]byte, half))
	}
	for name, c := range map[string]struct {
		s    step
		size int64
		kind model.Kind
		gets int
	}{
		"a file of another size":            {whole, objectSize + 1, model.KindShort, 1},
		"a longer file":                     {whole, objectSize - 1, model.KindLong, 1},
		"a shorter answer":                  {short, objectSize, model.KindShort, 1},
		"more than was announced":           {unsized(objectSize), 20, model.KindLong, 1},
		"less than was announced":           {unsized(30), objectSize, model.KindShort, 1},
		"a range of a file of other size":   {span206("bytes 0-49/60", make([]byte, half)), objectSize, model.KindShort, 1},
		"a refusal":                         {s3Error(403, "AccessDenied"), objectSize, model.KindRefused, 1},
		"a refusal under success":           {plain(200, "<Error><Code>AccessDenied</Code></Error>"), -1, model.KindRefused, 1},
		"a missing file":                    {s3Error(404, "NoSuchKey"), objectSize, model.KindMissing, 1},
		"an encoding that nobody undoes":    {plain(200, "x", "Content-Encoding", "br"), objectSize, model.KindRefused, 1},
		"links that are dead at once":       {plain(403, expiredXML), objectSize, model.KindExpired, 5},
		"a host that is always busy":        {s3Error(503, "SlowDown"), objectSize, model.KindThrottled, 5},
		"a connection that breaks for good": {cut(10), objectSize, model.KindShort, 5},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				a := newArena(t)
				a.far.steps, a.far.size = []step{c.s}, c.size
				head, err := a.saver.Peek(t.Context(), a.request, half, nil)
				trial.WantKind(t, err, c.kind)
				if _, gets := a.far.counts(); gets != c.gets || head.Data != nil || head.Link.URL.IsZero() {
					t.Errorf("%d requests, %+v", gets, head)
				}
				if strings.Contains(err.Error(), "n=") {
					t.Errorf("%v", err)
				}
			})
		})
	}
}

func TestAPeekFollowsOnlyWhatADownloadFollows(t *testing.T) {
	for name, c := range map[string]struct {
		location string
		kind     model.Kind
	}{
		"to the bucket":       {host + "/b/other", model.KindInternal},
		"to another machine":  {"http://files.example/b", model.KindUnsafeLink},
		"to another protocol": {"file:///etc/passwd", model.KindUnsafeLink},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				a := newArena(t)
				a.far.steps = []step{plain(307, "", "Location", c.location), whole}
				head, err := a.saver.Peek(t.Context(), a.request, half, nil)
				if c.kind == model.KindInternal {
					if err != nil || len(head.Data) != half {
						t.Fatalf("%d bytes, %v", len(head.Data), err)
					}
					return
				}
				trial.WantKind(t, err, c.kind)
			})
		})
	}
}

func TestAPeekUndoesCompressionAsADownloadDoes(t *testing.T) {
	plainText := text()
	for _, coding := range []string{"gzip", "deflate"} {
		data := packed(t, coding, plainText)
		for name, c := range map[string]struct {
			size  int64
			limit int64
			steps []step
		}{
			"stored so, all":           {int64(len(data)), int64(len(plainText)), []step{sized(data, true, "Content-Encoding", coding)}},
			"stored so, a part":        {int64(len(data)), 100, []step{sized(data, true, "Content-Encoding", coding)}},
			"on the way, all":          {int64(len(plainText)), int64(len(plainText)), []step{sized(data, true, "Content-Encoding", coding)}},
			"on the way, in chunks":    {int64(len(plainText)), 100, []step{sized(data, false, "Content-Encoding", coding)}},
			"stored so, a range of it": {int64(len(data)), 50, []step{encodedRange(data, coding)}},
		} {
			t.Run(coding+", "+name, func(t *testing.T) {
				inBubble(t, func(t *testing.T) {
					a := newArena(t)
					a.far.data, a.far.size, a.far.steps = data, c.size, c.steps
					head, err := a.saver.Peek(t.Context(), a.request, c.limit, nil)
					if err != nil || len(head.Data) == 0 || int64(len(head.Data)) > c.limit || !bytes.HasPrefix(plainText, head.Data) {
						t.Fatalf("%d bytes, %v", len(head.Data), err)
					}
					if all := len(head.Data) == len(plainText); all != head.Whole || c.limit == int64(len(plainText)) != all {
						t.Errorf("%d bytes, whole: %v", len(head.Data), head.Whole)
					}
				})
			})
		}
	}
}

// encodedRange serves ranges of an object that is stored compressed.
func encodedRange(data []byte, coding string) step {
	return func(f *faulty, w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", coding)
		f.serve(w, r, -1, nil)
	}
}

func TestAPeekEndsAtOnceWithItsContext(t *testing.T) {
	for name, s := range map[string]step{
		"before an answer": func(_ *faulty, w http.ResponseWriter, r *http.Request) { trial.Hang(w, r) },
		"amid the bytes":   stall(10),
		"between tries":    s3Error(503, "SlowDown"),
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				a := newArena(t)
				a.far.steps = []step{s}
				ctx, cancel := context.WithCancel(t.Context())
				done := make(chan error, 1)
				go func() {
					_, err := a.saver.Peek(ctx, a.request, half, nil)
					done <- err
				}()
				time.Sleep(time.Second / 2)
				before := time.Now()
				cancel()
				err := <-done
				if trial.WantKind(t, err, model.KindCancelled); time.Since(before) != 0 {
					t.Errorf("after %v", time.Since(before))
				}
			})
		})
	}
}

func TestAPeekUsesTheLinkItIsGivenAndNoneForWhatIsRejected(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		a := newArena(t)
		a.far.steps = []step{whole}
		now := time.Now()
		a.request.Link = model.Link{URL: model.NewSecret(host + "/b/a"), Issued: now, Expires: now.Add(time.Minute), Asked: time.Minute, Size: objectSize}
		head, err := a.saver.Peek(t.Context(), a.request, half, nil)
		if links, _ := a.far.counts(); err != nil || links != 0 || !head.Link.URL.IsZero() {
			t.Errorf("%d links, %v, %v", links, head.Link, err)
		}
		time.Sleep(time.Minute)
		if _, err = a.saver.Peek(t.Context(), a.request, half, nil); err != nil {
			t.Fatal(err)
		}
		if links, _ := a.far.counts(); links != 1 {
			t.Errorf("%d links", links)
		}
		a.request.Attachment.Status = model.StatusRejected
		_, err = a.saver.Peek(t.Context(), a.request, half, nil)
		trial.WantKind(t, err, model.KindRejected)
		if links, gets := a.far.counts(); links != 1 || gets != 2 {
			t.Errorf("%d links, %d requests", links, gets)
		}
	})
}

func TestAPeekNeedsNoFolder(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		a := newArena(t)
		a.far.steps = []step{whole}
		a.saver.dir += "/never"
		if _, err := a.saver.Peek(t.Context(), a.request, half, nil); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(a.saver.dir); err == nil {
			t.Error("it was made")
		}
	})
}

func TestEachRequestOfATransferIsLoggedOnce(t *testing.T) {
	for name, call := range map[string]func(a *arena) error{
		"save": func(a *arena) error { _, err := a.saver.Save(a.t.Context(), a.request, nil); return err },
		"peek": func(a *arena) error { _, err := a.saver.Peek(a.t.Context(), a.request, half, nil); return err },
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				a := newArena(t)
				a.far.steps = []step{s3Error(503, "SlowDown"), cut(10), whole}
				lines := new(atomic.Int64)
				a.saver.caller.Log = slog.New(counting{slog.DiscardHandler, lines})
				if err := call(a); err != nil || lines.Load() != 3 {
					t.Errorf("%d lines, %v", lines.Load(), err)
				}
			})
		})
	}
}

// counting counts what is logged.
type counting struct {
	slog.Handler

	lines *atomic.Int64
}

func (c counting) Enabled(context.Context, slog.Level) bool { return true }

func (c counting) Handle(context.Context, slog.Record) error {
	c.lines.Add(1)
	return nil
}
