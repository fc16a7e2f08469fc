package api

import (
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"attache/api/trial"
	"attache/model"
)

// canaries is a chat whose every secret is a canary.
func canaries(t *testing.T) *chat {
	t.Helper()
	ch := newChat(t)
	ch.link = func() string { return trial.LinkBody(canaryLink) }
	ch.instead = func(op string) string {
		return map[string]string{
			"CreateParticipantConnection": `{"ConnectionCredentials":{"ConnectionToken":"` + canaryFresh + `"}}`,
			"GetTranscript":               `{"NextToken":"` + canaryPage + `"}`,
		}[op]
	}
	return ch
}

// failAt lets what begins with path fail; of a transcript, its second page.
func (ch *chat) failAt(path string, fail http.HandlerFunc) *chat {
	ch.own = func(r *http.Request) http.HandlerFunc {
		if strings.HasPrefix(r.URL.Path, path) && (path != "/participant/transcript" || r.ContentLength > 90) {
			ch.failed++
			return fail
		}
		return nil
	}
	return ch
}

// failures are the ways to fail. Each says all that it knows.
func failures() map[string]http.HandlerFunc {
	told := func(status int, format string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			bearer, query := r.Header.Get("X-Amz-Bearer"), r.URL.Query()
			body, _ := io.ReadAll(r.Body)
			all := strings.Join([]string{
				bearer, string(body), query.Get("X-Amz-Signature"), query.Get("X-Amz-Security-Token"), r.URL.RawQuery, r.URL.String(),
			}, " ")
			w.Header().Set("X-Amzn-Requestid", bearer)
			w.Header().Set("X-Amzn-Errortype", bearer)
			w.WriteHeader(status)
			_, _ = fmt.Fprintf(w, format, strings.NewReplacer(`"`, "", "&", "&amp;").Replace(all)) //nolint:gosec // to echo is its purpose
		}
	}
	to := func(address string) http.HandlerFunc { return trial.Answer(302, "", "Location", address) }
	steps := map[string]http.HandlerFunc{
		"drop": trial.Drop, "page": told(200, "<html>%s"), "cut": told(200, `{"%s`), "broken": told(200, `{"%s" x`),
		"to http": to("http://files.example/?" + canarySignature), "to nowhere": to(":// " + canaryLink),
		"to itself": to(canaryLink), "to a user": to("https://CANARY:CANARY@x.example/"), "not HTTP": garble,
	}
	for _, status := range []int{400, 401, 403, 404, 409, 429, 500, 503} {
		steps[fmt.Sprint("json ", status)] = told(status, `{"message":"%[1]s","__type":"%[1]s"}`)
		steps[fmt.Sprint("xml ", status)] = told(status, `<Error><Code>%[1]s</Code><Message>%[1]s</Message><RequestId>%[1]s</RequestId></Error>`)
	}
	return steps
}

// garble answers with something that is not HTTP and quotes the request.
func garble(w http.ResponseWriter, r *http.Request) {
	conn, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		return
	}
	_, _ = fmt.Fprintf(conn, "%s %s\r\n\r\n", r.Header.Get("X-Amz-Bearer"), r.URL)
	_ = conn.Close()
}

func TestTheRequestToTheBucketCarriesNoToken(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		var header http.Header
		ch := canaries(t)
		ch.file = func(w http.ResponseWriter, r *http.Request) {
			header = r.Header.Clone()
			trial.Answer(200, "12345")(w, r)
		}
		c := newClient(t, ch, func(o *Options) { o.ConnectionToken = model.NewSecret(canaryConnection) })
		saved, err := c.Save(t.Context(), model.DownloadRequest{Attachment: model.NewAttachment("a", "a.txt", "", "")}, nil)
		if err != nil || filepath.Base(saved.Path) != "a.txt" {
			t.Fatal(saved, err)
		}
		want := http.Header{"Accept-Encoding": {"identity"}, "User-Agent": {"attache/1.2"}}
		if !reflect.DeepEqual(header, want) {
			t.Errorf("headers %v", header)
		}
	})
}

func TestARedirectCarriesNothing(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		s := &trial.Script{Steps: []http.HandlerFunc{
			trial.Answer(200, trial.LinkBody(canaryLink)), trial.Answer(307, "", "Location", "/other"), trial.Answer(200, "12345"),
		}}
		c := newClient(t, s)
		if _, err := c.Save(t.Context(), model.DownloadRequest{Attachment: model.NewAttachment("a", "a.txt", "", "")}, nil); err != nil {
			t.Fatal(err)
		}
		last := s.Requests()[2]
		wantNoCanary(t, "redirect", fmt.Sprint(last.Header, last.Path))
		if last.Path != "/other" || last.Header.Get("Referer") != "" {
			t.Errorf("%s %v", last.Path, last.Header)
		}
	})
}
