package emulator

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

type seenUpload struct {
	AttachmentID   string `json:"AttachmentId"`
	UploadMetadata struct {
		URL              string `json:"Url"`
		URLExpiry        string `json:"UrlExpiry"`
		HeadersToInclude map[string]string
	}
}

const bytesSent = "twelve bytes"

// begin asks for the URL of an upload of bytesSent.
func (w *world) begin(clientToken string, header ...string) seenUpload {
	w.t.Helper()
	return decode[seenUpload](w.t, w.beginning("paper.txt", len(bytesSent), clientToken, header...))
}

func (w *world) beginning(name string, size int, clientToken string, header ...string) reply {
	w.t.Helper()
	body := fmt.Sprintf(`{"ContentType":"text/plain","AttachmentName":%q,"AttachmentSizeInBytes":%d,"ClientToken":%q}`, name, size, clientToken)
	return w.post("start-attachment-upload", body, header...)
}

// put sends the bytes with the headers that were given, changed as asked.
func (w *world) put(up seenUpload, body string, change ...string) reply {
	w.t.Helper()
	headers := maps.Clone(up.UploadMetadata.HeadersToInclude)
	delete(headers, "Content-Length") // is that of the body
	var flat []string
	for pair := range slices.Chunk(change, 2) {
		headers[pair[0]] = pair[1]
	}
	for name, value := range headers {
		if value != "" {
			flat = append(flat, name, value)
		}
	}
	return w.do(http.MethodPut, up.UploadMetadata.URL, body, flat...)
}

func (w *world) complete(id, clientToken string, header ...string) reply {
	w.t.Helper()
	return w.post("complete-attachment-upload", fmt.Sprintf(`{"AttachmentIds":[%q],"ClientToken":%q}`, id, clientToken), header...)
}

func (w *world) statusOf(id string) string {
	for _, a := range w.attachments() {
		if a.AttachmentID == id {
			return a.Status
		}
	}
	return "not there"
}

func TestAFileSentComesBackAsItWas(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := start(t, Options{Scenario: "empty", Unlimited: true, Now: time.Now})
		up := w.begin("a")
		equal(w, w.complete(up.AttachmentID, "b").status, 400) // nothing has come
		equal(w, w.statusOf(up.AttachmentID), "not there")
		equal(w, w.put(up, bytesSent).status, 200)
		equal(w, w.statusOf(up.AttachmentID), "not there")
		equal(w, w.complete(up.AttachmentID, "b").status, 200)
		equal(w, w.statusOf(up.AttachmentID), inProgress)
		equal(w, w.complete(up.AttachmentID, "b").status, 200) // the same once more
		equal(w, w.complete(up.AttachmentID, "c").status, 409)
		time.Sleep(3 * time.Second)
		equal(w, w.statusOf(up.AttachmentID), approved)
		link := decode[seenLink](t, w.post("attachment", `{"AttachmentId":"`+up.AttachmentID+`"}`))
		got := w.get(link.URL)
		equal(w, got.body, bytesSent)
		equal(w, got.header.Get("Content-Type"), plainText)
		equal(w, strings.Contains(got.header.Get("Content-Disposition"), "paper.txt"), true)
	})
}

func TestAnUploadTakesTheHeadersThatWereSignedAlone(t *testing.T) {
	w := start(t, Options{Scenario: "empty", Unlimited: true})
	up := w.begin("a")
	for name := range up.UploadMetadata.HeadersToInclude {
		if name == "Content-Length" {
			continue
		}
		s3Fails(t, "another "+name, w.put(up, bytesSent, name, "x"), 403, "SignatureDoesNotMatch")
		if name != "Content-Type" { // without which Go's client sends none, which is the same as another
			s3Fails(t, "no "+name, w.put(up, bytesSent, name, ""), 403, "SignatureDoesNotMatch")
		}
	}
	s3Fails(t, "a longer body", w.put(up, bytesSent+"!"), 403, "SignatureDoesNotMatch")
	s3Fails(t, "a header that was not signed", w.put(up, bytesSent, "X-Amz-Meta-More", "x"), 403, "AccessDenied")
	s3Fails(t, "a leaked token", w.put(up, bytesSent, bearer, "x"), 403, "AccessDenied")
	s3Fails(t, "another key", w.do(http.MethodPut, strings.Replace(up.UploadMetadata.URL, "/staging/", "/staging/x", 1), bytesSent), 403, "SignatureDoesNotMatch")
	equal(w, w.get(up.UploadMetadata.URL).status, 403)
	equal(w, w.complete(up.AttachmentID, "b").status, 400) // none of these left anything
	w.tick(5*time.Minute + time.Second)
	s3Fails(t, "too late", w.put(up, bytesSent), 403, "AccessDenied")
}

func TestWhatIsPutOnceMoreCountsUntilTheUploadIsCompleted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := start(t, Options{Scenario: "empty", Unlimited: true, Now: time.Now})
		up := w.begin("a")
		equal(w, w.put(up, "first  bytes").status, 200)
		equal(w, w.put(up, bytesSent).status, 200)
		s3Fails(t, "another MD5", w.put(up, "other  bytes", "Content-MD5", "XUFAKrxLKna5cZ2REBfFkg=="), 400, "BadDigest")
		equal(w, w.complete(up.AttachmentID, "b").status, 200)
		equal(w, w.put(up, "third  bytes").status, 200) // S3 takes it, and nobody looks at it
		time.Sleep(3 * time.Second)
		link := decode[seenLink](t, w.post("attachment", `{"AttachmentId":"`+up.AttachmentID+`"}`))
		equal(w, w.get(link.URL).body, bytesSent)
	})
}

func TestTheHeadersOfAnUploadAreWithinTheDocumentedLimits(t *testing.T) {
	w := start(t, Options{Scenario: "empty", Unlimited: true})
	for i, name := range []string{"paper.txt", strings.Repeat("x", 120) + ".txt", strings.Repeat("x", 252) + ".txt", strings.Repeat("日", 30) + ".txt", strings.Repeat("日", 252) + ".txt"} {
		up := decode[seenUpload](t, w.beginning(name, len(bytesSent), fmt.Sprint(i)))
		for header, value := range up.UploadMetadata.HeadersToInclude {
			if len(header) > 128 || len(value) < 1 || len(value) > 256 {
				t.Errorf("%.20s…: %s has %d characters", name, header, len(value))
			}
		}
		if said := up.UploadMetadata.HeadersToInclude["Content-Disposition"]; !strings.Contains(said, ".txt") {
			t.Errorf("%.20s…: %s says no type", name, said)
		}
		equal(w, w.put(up, bytesSent).status, 200)
	}
}

func TestUploadsAreIdempotentByTheirClientToken(t *testing.T) {
	w := start(t, Options{Scenario: "empty", Unlimited: true})
	first := w.begin("a")
	equal(w, w.begin("a").AttachmentID, first.AttachmentID)
	equal(w, w.begin("b").AttachmentID == first.AttachmentID, false)
	equal(w, w.beginning("other.txt", 12, "a").status, 400)
	for _, id := range []string{"", strings.Repeat("x", 257)} {
		equal(w, strings.Contains(w.complete(id, "b").body, "AttachmentIds"), true)
	}
}

func TestUploadsKeepTheRulesOfTheInstance(t *testing.T) {
	w := start(t, Options{Scenario: "bulk", Count: maxFiles - 1, Unlimited: true})
	for name, c := range map[string]struct {
		file   string
		size   int
		status int
	}{
		"over the limit":         {"b.pdf", 20<<20 + 1, 400},
		"a type not on the list": {"b.exe", 1, 400},
		"no type":                {"b", 1, 400},
		"empty":                  {"b.pdf", 0, 400},
	} {
		equal(w, w.beginning(c.file, c.size, name).status, c.status)
	}
	equal(w, w.beginning("a.PDF", 20<<20, "last").status, 200)
	full := w.beginning("one too many.pdf", 1, "full")
	equal(w, full.status, 402)
	equal(w, full.header.Get("X-Amzn-Errortype"), "ServiceQuotaExceededException")
	free := start(t, Options{Scenario: "empty", Unlimited: true, Faults: []string{"upload-max=104857600", "upload-types=any"}})
	equal(free, free.beginning("b.exe", 100<<20, "a").status, 200)
}

func TestEachParticipantSendsUnderTheirOwnName(t *testing.T) {
	w := start(t, Options{Scenario: "empty", Unlimited: true})
	people := w.People()
	equal(w, people[0].Role, "CUSTOMER")
	equal(w, people[1].Role, "AGENT")
	agent := people[1].ConnectionToken
	up := w.begin("a", bearer, agent)
	equal(w, w.put(up, bytesSent).status, 200)
	equal(w, w.complete(up.AttachmentID, "b").status, 400) // it is not the customer's
	equal(w, w.complete(up.AttachmentID, "b", bearer, agent).status, 200)
	items := decode[seen](t, w.post("transcript", `{"MaxResults":1}`)).Transcript
	equal(w, items[0].ParticipantRole, "AGENT")
	if a := w.post("message", `{"ContentType":"text/plain","Content":"It is me"}`, bearer, agent); a.status != 200 {
		t.Errorf("a message: %d", a.status)
	}
	equal(w, decode[seen](t, w.post("transcript", `{"MaxResults":1}`)).Transcript[0].ParticipantRole, "AGENT")
}

func TestWhatAScannerFindsIsRejected(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := start(t, Options{Scenario: "empty", Unlimited: true, Now: time.Now})
		virus := `X5O!P%@AP[4\PZX54(P^)7CC)7}$` + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
		up := decode[seenUpload](t, w.beginning("tool.txt", len(virus), "a"))
		equal(w, w.put(up, virus).status, 200)
		equal(w, w.complete(up.AttachmentID, "b").status, 200)
		time.Sleep(3 * time.Second)
		equal(w, w.statusOf(up.AttachmentID), rejected)
	})
}
