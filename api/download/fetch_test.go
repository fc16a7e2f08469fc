package download

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"attache/api/trial"
	"attache/model"
)

const expiredXML = `<?xml version="1.0" encoding="UTF-8"?>
<Error><Code>AccessDenied</Code><Message>Request has expired</Message><X-Amz-Expires>300</X-Amz-Expires><RequestId>REQ1</RequestId></Error>`

func TestWhatIsNotTheFileIsNotKept(t *testing.T) {
	xmlError := func(status int, code string) http.HandlerFunc {
		return trial.Answer(status, `<Error><Code>`+code+`</Code><Message>told why</Message><RequestId>REQ1</RequestId></Error>`)
	}
	short := func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("12"))
		_ = http.NewResponseController(w).Flush() // no length is announced
	}
	for name, c := range map[string]struct {
		step     http.HandlerFunc
		kind     model.Kind
		code     string
		detail   string
		requests int // to the bucket and for links
	}{
		"short":             {trial.Answer(200, "1234"), model.KindShort, model.CodeLength, "announced were 5 bytes", 2},
		"long":              {trial.Answer(200, "123456"), model.KindLong, model.CodeLength, "announced were 5 bytes", 2},
		"short, no length":  {short, model.KindShort, model.CodeLength, "announced were 5 bytes", 2},
		"cut every time":    {trial.Answer(200, "123", "Content-Length", "5"), model.KindShort, "", "connection closed", 6},
		"an HTML page":      {trial.Answer(200, "<!DOCTYPE html><html>Sign in</html>"), model.KindJunk, "", "HTML page", 2},
		"an error with 200": {xmlError(200, "NoSuchKey"), model.KindMissing, "NoSuchKey", "told why", 2},
		"no content":        {trial.Answer(204, ""), model.KindRefused, "", "", 2},
		"expired for ever":  {trial.Answer(403, expiredXML), model.KindExpired, "AccessDenied", "Request has expired", 10},
		"expired token":     {xmlError(400, "ExpiredToken"), model.KindExpired, "ExpiredToken", "told why", 10},
		"denied":            {xmlError(403, "AccessDenied"), model.KindRefused, "AccessDenied", "told why", 2},
		"a changed link":    {xmlError(403, "SignatureDoesNotMatch"), model.KindRefused, "SignatureDoesNotMatch", "told why", 2},
		"gone":              {xmlError(404, "NoSuchKey"), model.KindMissing, "NoSuchKey", "told why", 2},
		"a page with 403":   {trial.Answer(403, "<html>no</html>"), model.KindJunk, "", "HTML page", 6},
		"slow down":         {xmlError(503, "SlowDown"), model.KindThrottled, "SlowDown", "told why", 6},
		"internal":          {xmlError(500, "InternalError"), model.KindServer, "InternalError", "told why", 6},
		// The transport itself asks once more where a kept connection breaks.
		"no answer":            {trial.Drop, model.KindOffline, "", "connection closed", 7},
		"redirect to http":     {trial.Answer(302, "", "Location", "http://files.example/"), model.KindUnsafeLink, "", "redirect: plain http", 2},
		"redirect far away":    {trial.Answer(302, "", "Location", "https://files.example/"), model.KindUnsafeLink, "", "redirect: to another machine", 2},
		"redirect to a file":   {trial.Answer(302, "", "Location", "file:///etc/passwd"), model.KindUnsafeLink, "", "redirect: no host", 2},
		"redirect in a circle": {trial.Answer(302, "", "Location", "/again"), model.KindUnsafeLink, "", "too many redirects", 7},
		"redirect to nothing":  {trial.Answer(301, ""), model.KindRefused, "", "", 2},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				s := trial.Bucket()
				h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					s.ServeHTTP(discard{w, r.Method}, r)
					if r.Method == http.MethodGet {
						c.step(w, r)
					}
				})
				client, o := newSaver(t, h), trial.Requested("a.txt")
				_, err := client.Save(t.Context(), o, nil)
				p := trial.WantKind(t, err, c.kind)
				if p.Code != c.code || p.Detail != c.detail || len(s.Requests()) != c.requests {
					t.Errorf("%v, code %q, detail %q, %d requests", p, p.Code, p.Detail, len(s.Requests()))
				}
				if names := files(t, client); len(names) != 0 {
					t.Errorf("left behind: %v", names)
				}
				if done, _ := o.Meter.Read(); done != 0 {
					t.Errorf("%d bytes are still counted", done)
				}
			})
		})
	}
}

// discard lets a script see a GET without answering it.
type discard struct {
	http.ResponseWriter
	method string
}

func (d discard) WriteHeader(status int) {
	if d.method != http.MethodGet {
		d.ResponseWriter.WriteHeader(status)
	}
}

func (d discard) Write(p []byte) (int, error) {
	if d.method == http.MethodGet {
		return len(p), nil
	}
	return d.ResponseWriter.Write(p)
}

func TestTroubleOnTheWayIsOvercome(t *testing.T) {
	for name, steps := range map[string][]http.HandlerFunc{
		"server errors": {trial.Answer(503, ``), trial.Answer(500, ``), trial.Answer(200, "12345")},
		"a cut":         {trial.Answer(200, "123", "Content-Length", "5"), trial.Answer(200, "12345")},
		"a stall": {func(w http.ResponseWriter, r *http.Request) {
			_, _ = w.Write([]byte("12"))
			_ = http.NewResponseController(w).Flush()
			trial.Hang(w, r)
		}, trial.Answer(200, "12345")},
		"a dead link": {trial.Answer(403, expiredXML), trial.Answer(200, trial.LinkBody(host+"/b/new")), trial.Answer(200, "12345")},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				c, o := newSaver(t, trial.Bucket(steps...)), trial.Requested("a.txt")
				saved, err := c.Save(t.Context(), o, nil)
				if err != nil {
					t.Fatal(err)
				}
				if data, err := os.ReadFile(saved.Path); err != nil || string(data) != "12345" {
					t.Errorf("%q, %v", data, err)
				}
				if done, _ := o.Meter.Read(); done != 5 {
					t.Errorf("counted %d", done)
				}
			})
		})
	}
}

func TestNothingOfABrokenTryStaysInTheFile(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		broken := func(w http.ResponseWriter, r *http.Request) {
			_, _ = w.Write([]byte("123456789"))
			_ = http.NewResponseController(w).Flush()
			trial.Drop(w, r)
		}
		s := &trial.Script{Steps: []http.HandlerFunc{trial.Answer(200, `{"Url":"`+host+`/a"}`), broken, trial.Answer(200, "12345")}}
		saved, err := newSaver(t, s).Save(t.Context(), trial.Requested("a.txt"), nil)
		if err != nil {
			t.Fatal(err)
		}
		if data, err := os.ReadFile(saved.Path); err != nil || string(data) != "12345" {
			t.Errorf("%q, %v", data, err)
		}
	})
}

func TestAnUnsafeLinkIsNotFollowed(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		now := time.Now()
		o := trial.Requested("a.txt")
		o.Link = model.Link{URL: model.NewSecret("http://files.example/a"), Issued: now, Expires: now.Add(time.Minute)}
		s := &trial.Script{Steps: []http.HandlerFunc{trial.Answer(200, "12345")}}
		c := newSaver(t, s)
		_, err := c.Save(t.Context(), o, nil)
		trial.WantKind(t, err, model.KindUnsafeLink)
		if len(s.Requests()) != 0 || len(files(t, c)) != 0 {
			t.Error("it was followed")
		}
	})
}

func TestAStallIsBrokenOff(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		c := newSaver(t, trial.Bucket(trial.Hang))
		c.caller.Jitter = func() float64 { return 0 }
		start := time.Now()
		_, err := c.Save(t.Context(), trial.Requested("a.txt"), nil)
		trial.WantKind(t, err, model.KindTimeout)
		if took := time.Since(start); took != 5*stallTime {
			t.Errorf("took %v", took)
		}
	})
}

func TestAFileWithoutAnAnnouncedSizeIsBounded(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		endless := func(w http.ResponseWriter, _ *http.Request) {
			block := bytes.Repeat([]byte("x"), 1<<16)
			for {
				if _, err := w.Write(block); err != nil {
					return
				}
			}
		}
		s := &trial.Script{Steps: []http.HandlerFunc{trial.Answer(200, `{"Url":"`+host+`/a"}`), endless}}
		c := newSaver(t, s, func(s *Saver) { s.maxBytes = 1 << 20 })
		_, err := c.Save(t.Context(), trial.Requested("a.txt"), nil)
		trial.WantKind(t, err, model.KindLong)
		if names := files(t, c); len(names) != 0 {
			t.Errorf("left behind: %v", names)
		}
	})
}

func TestATransferPrintsNoSecret(t *testing.T) {
	link := model.Link{URL: model.NewSecret(host + "/b?X-Amz-Signature=CANARY")}
	v := transfer{link: link, asked: link, request: model.DownloadRequest{Link: link}, saved: model.Saved{Link: link}}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
		for _, text := range []string{fmt.Sprintf(verb, v), fmt.Sprintf(verb, &v)} {
			if strings.Contains(text, "CANARY") || strings.Contains(text, "43414e415259") {
				t.Errorf("%s shows the link", verb)
			}
		}
	}
}

func TestAFileThatCameTellsItsRequestID(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		told := &trial.Stages{}
		if _, err := newSaver(t, trial.Bucket(trial.Answer(200, "12345", "X-Amz-Request-Id", "host-1"))).Save(t.Context(), trial.Requested("a.txt"), told.Report); err != nil {
			t.Fatal(err)
		}
		if last := told.All[len(told.All)-1]; last.RequestID != "host-1" || last.Stage != model.StageFetching || last.Try != 1 {
			t.Errorf("%+v", last)
		}
	})
}
