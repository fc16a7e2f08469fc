package api

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"attache/api/trial"
	"attache/model"
)

func TestTheSampleErrorsAreUnderstood(t *testing.T) {
	for name, kind := range map[string]model.Kind{
		"error-access-denied": model.KindDenied, "error-internal": model.KindServer,
		"error-throttling": model.KindThrottled, "error-validation": model.KindInvalid,
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				var sample struct {
					Status  int
					Headers map[string]string
					Body    json.RawMessage
				}
				if err := json.Unmarshal(readSample(t, name), &sample); err != nil {
					t.Fatal(err)
				}
				var header []string
				for k, v := range sample.Headers {
					header = append(header, k, v)
				}
				c := newClient(t, trial.Answer(sample.Status, string(sample.Body), header...))
				_, err := link(t, c)
				p := trial.WantKind(t, err, kind)
				if p.Status != sample.Status || p.Code != sample.Headers["X-Amzn-ErrorType"] ||
					p.RequestID != sample.Headers["X-Amzn-Requestid"] || p.Detail == "" || p.Op != "GetAttachment" {
					t.Errorf("%+v", p)
				}
			})
		})
	}
}

func TestTheCodeIsCleanedOfItsWrapping(t *testing.T) {
	for _, c := range []struct{ header, body, want string }{
		{"ValidationException:http://internal/x", `{"message":"bad id"}`, "ValidationException"},
		{"", `{"__type":"com.amazon.x#ValidationException","Message":"bad"}`, "ValidationException"},
		{"", `{"code":"ValidationException"}`, "ValidationException"},
		{"aws.x#ValidationException:http://x", `{"__type":"Other"}`, "ValidationException"},
		{"", `{"code":7,"message":"bad"}`, ""},
		{"two words", `{}`, ""},
		{"ValidationException", `not json`, "ValidationException"},
	} {
		inBubble(t, func(t *testing.T) {
			_, err := link(t, newClient(t, trial.Answer(400, c.body, "X-Amzn-ErrorType", c.header)))
			if p := trial.WantKind(t, err, model.KindInvalid); p.Code != c.want || p.Status != 400 {
				t.Errorf("%q %q: code %q", c.header, c.body, p.Code)
			}
		})
	}
}

func TestAnErrorIsSortedByCodeThenByStatus(t *testing.T) {
	for _, c := range []struct {
		status int
		code   string
		want   model.Kind
	}{
		{429, "", model.KindThrottled},
		{400, "ThrottlingException", model.KindThrottled},
		{509, "", model.KindThrottled},
		{401, "", model.KindDenied},
		{403, "", model.KindDenied},
		{400, "ExpiredTokenException", model.KindDenied},
		{403, "Surprise", model.KindDenied},
		{400, "", model.KindInvalid},
		{413, "", model.KindInvalid},
		{404, "", model.KindMissing},
		{402, "", model.KindConflict},
		{409, "ConflictException", model.KindConflict},
		{500, "", model.KindServer},
		{501, "", model.KindServer},
		{503, "ServiceUnavailable", model.KindServer},
		{407, "", model.KindJunk},
		{511, "", model.KindJunk},
		{302, "", model.KindJunk},
		{100, "", model.KindJunk},
	} {
		if got := kindOf(c.status, c.code); got != c.want {
			t.Errorf("%d %s: %v, want %v", c.status, c.code, got, c.want)
		}
	}
}

func TestJunkIsNamedAndKeepsItsStatus(t *testing.T) {
	for body, detail := range map[string]string{
		"<!DOCTYPE html><html><body>Sign in</body></html>": "HTML page",
		"":                      "empty body",
		" \n":                   "empty body",
		`{"Url":"https://x`:     "JSON cut short",
		`{"Url"; }`:             "broken JSON",
		`["Url"]`:               "not JSON",
		`Gateway`:               "not JSON",
		`<?xml version="1.0"?>`: "XML document",
		"{\"Url\":\"" + strings.Repeat("x", smallAnswer) + "\"}": "body too large",
	} {
		inBubble(t, func(t *testing.T) {
			_, err := link(t, newClient(t, trial.Answer(200, body)))
			if p := trial.WantKind(t, err, model.KindJunk); p.Status != 200 || p.Detail != detail {
				t.Errorf("%.20q: %v, want detail %q", body, p, detail)
			}
		})
	}
}

func TestAnAnswerWithoutEndIsNotReadToIt(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		var sent atomic.Int64
		endless := func(w http.ResponseWriter, _ *http.Request) {
			block := bytes.Repeat([]byte(" "), 1<<16)
			for sent.Load() < 8*smallAnswer {
				n, err := w.Write(block)
				sent.Add(int64(n))
				if err != nil {
					return
				}
			}
		}
		_, err := link(t, newClient(t, http.HandlerFunc(endless)))
		trial.WantKind(t, err, model.KindJunk)
		if got := sent.Load(); got > 2*smallAnswer {
			t.Errorf("%d bytes were taken", got)
		}
	})
}

func TestACallEndsAfterTenSeconds(t *testing.T) {
	for name, step := range map[string]http.HandlerFunc{
		"no answer": trial.Hang,
		"no end": func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, `{"Url":`)
			_ = http.NewResponseController(w).Flush()
			trial.Hang(w, r)
		},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				start := time.Now()
				_, err := link(t, newClient(t, step))
				trial.WantKind(t, err, model.KindTimeout)
				if took := time.Since(start); took != 10*time.Second {
					t.Errorf("took %v", took)
				}
			})
		})
	}
}

func TestAConnectionThatDiedInItsSleepIsReplaced(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		s := &trial.Script{Steps: []http.HandlerFunc{trial.Answer(200, goodLink), trial.Hang, trial.Answer(200, goodLink)}}
		c := newClient(t, s)
		for range 2 {
			if _, err := link(t, c); err != nil {
				t.Fatal(err)
			}
		}
		if n := len(s.Requests()); n != 3 {
			t.Errorf("%d requests, want 3", n)
		}
	})
}
