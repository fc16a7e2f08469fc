package emulator

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"attache/api/emulator/admin"
)

// outside starts a server on ports of its own, and a client that trusts it.
func outside(t *testing.T, o Options, at Outside) (*world, *Running) {
	t.Helper()
	o.Now = time.Now
	r, err := Start(t.Context(), o, at)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Close() })
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(r.CA())
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}}
	t.Cleanup(transport.CloseIdleConnections)
	return &world{Server: r.Server, t: t, client: &http.Client{Transport: transport}}, r
}

func (w *world) at(endpoint, path, body string, header ...string) reply {
	w.t.Helper()
	return w.do(http.MethodPost, endpoint+"/participant/"+path, body, append(header, bearer, w.ConnectionToken())...)
}

func TestOverTLSEverythingIsOfTheSecureProtocol(t *testing.T) {
	w, r := outside(t, Options{Scenario: "bulk", Count: 1, Control: admin.Access{Hosts: []string{"emulator.test", "192.0.2.7"}}}, Outside{Address: "127.0.0.1:0", TLS: true})
	equal(w, strings.HasPrefix(r.URL(), "https://127.0.0.1:"), true)
	id := decode[seen](t, w.at(r.URL(), "transcript", `{"MaxResults":1}`)).Transcript[0].Attachments[0].AttachmentID
	link := decode[seenLink](t, w.at(r.URL(), "attachment", `{"AttachmentId":"`+id+`"}`)).URL
	equal(w, strings.HasPrefix(link, r.URL()+"/"), true)
	equal(w, w.get(link).status, 200)
	connection := w.do(http.MethodPost, r.URL()+"/participant/connection", `{"Type":["WEBSOCKET"]}`, bearer, w.ParticipantToken())
	equal(w, strings.Contains(connection.body, `"wss://127.0.0.1:`), true)

	plain := &http.Client{}
	if a, err := plain.Get(r.URL()); err == nil { //nolint:noctx // it fails at once
		_ = a.Body.Close()
		t.Error("a client that trusts others got an answer")
	}
	block, _ := w.client.Transport.(*http.Transport)
	for name, good := range map[string]bool{"localhost": true, "127.0.0.1": true, "emulator.test": true, "192.0.2.7": true, "other.test": false} {
		config := block.TLSClientConfig.Clone()
		config.ServerName = name
		c, err := tls.Dial("tcp", strings.TrimPrefix(r.URL(), "https://"), config) //nolint:noctx // it is on this machine
		equal(w, err == nil, good)
		if err == nil {
			_ = c.Close()
		}
	}
	again, _ := outside(t, Options{Scenario: "empty"}, Outside{Address: "127.0.0.1:0", TLS: true})
	_, err := again.client.Get(r.URL())                                    //nolint:bodyclose,noctx // there is none
	equal(w, errors.As(err, new(*tls.CertificateVerificationError)), true) // each run has an authority of its own
}

func TestTheBucketHasAnOriginOfItsOwn(t *testing.T) {
	for name, secure := range map[string]bool{"plain": false, "TLS": true} {
		t.Run(name, func(t *testing.T) {
			w, r := outside(t, Options{Scenario: "bulk", Count: 1}, Outside{Address: "127.0.0.1:0", Bucket: "127.0.0.1:0", TLS: secure})
			id := decode[seen](t, w.at(r.URL(), "transcript", `{"MaxResults":1}`)).Transcript[0].Attachments[0].AttachmentID
			link := decode[seenLink](t, w.at(r.URL(), "attachment", `{"AttachmentId":"`+id+`"}`)).URL
			upload := decode[seenUpload](t, w.at(r.URL(), "start-attachment-upload", `{"ContentType":"text/plain","AttachmentName":"a.txt","AttachmentSizeInBytes":12,"ClientToken":"t"}`))
			service, bucket := origin(t, r.URL()), origin(t, link)
			equal(w, bucket == service, false)
			equal(w, origin(t, upload.UploadMetadata.URL), bucket)

			const page = "https://app.example"
			got := w.get(link, "Origin", page)
			equal(w, got.status, 200)
			equal(w, got.header.Get("Access-Control-Allow-Origin"), "*")
			question := w.do(http.MethodOptions, upload.UploadMetadata.URL, "", "Origin", page, "Access-Control-Request-Method", "PUT", "Access-Control-Request-Headers", "x-amz-acl")
			equal(w, question.status, 200)
			equal(w, question.header.Get("Access-Control-Allow-Headers"), "x-amz-acl")
			equal(w, w.put(upload, bytesSent, "Origin", page).status, 200)

			equal(w, w.at(bucket, "transcript", "{}").status, 403) // the service is elsewhere
			equal(w, w.do(http.MethodGet, bucket+"/_attache/health", "").status, 403)
			equal(w, w.get(strings.Replace(link, bucket, service, 1)).status, 403) // signed for the bucket's host
		})
	}
}

func TestTheBucketIsFoundByTheNameThatTheServiceIsCalledBy(t *testing.T) {
	w, r := outside(t, Options{Scenario: "bulk", Count: 1}, Outside{Address: "127.0.0.1:0", Bucket: "127.0.0.1:0"})
	id := decode[seen](t, w.at(r.URL(), "transcript", `{"MaxResults":1}`)).Transcript[0].Attachments[0].AttachmentID
	for asked, want := range map[string]string{"emulator:2428": "emulator", "emulator": "emulator", "[::1]:80": "::1", "[::1]": "::1"} {
		link := decode[seenLink](t, w.at(r.URL(), "attachment", `{"AttachmentId":"`+id+`"}`, "Host", asked)).URL
		u, err := url.Parse(link)
		equal(w, err, nil)
		equal(w, u.Hostname(), want)
		equal(w, u.Port() != "" && u.Port() != "2428" && u.Port() != "80", true)
	}
	_, err := Start(t.Context(), Options{}, Outside{Address: "127.0.0.1:0", Bucket: strings.TrimPrefix(r.URL(), "http://")})
	equal(w, errors.As(err, new(*BucketError)), true)
}

func TestASocketOverTLSBreaksWithoutAWord(t *testing.T) {
	w, r := outside(t, Options{Scenario: "empty"}, Outside{Address: "127.0.0.1:0", TLS: true})
	connection := w.do(http.MethodPost, r.URL()+"/participant/connection", `{"Type":["WEBSOCKET"]}`, bearer, w.ParticipantToken())
	at := decode[struct {
		Websocket struct {
			URL string `json:"Url"`
		}
	}](t, connection).Websocket.URL
	k, status := w.dial(at)
	equal(w, status, 101)
	k.live()
	equal(w, r.DropSockets(), 1)
	_, _, err := k.Read(t.Context())
	equal(w, errors.Is(err, io.EOF), true) // and no frame that closes it
}

func TestOverTLSTheServiceSpeaksHTTP2AndTheBucketAsS3(t *testing.T) {
	w, r := outside(t, Options{Scenario: "bulk", Count: 1, Size: 1 << 20}, Outside{Address: "127.0.0.1:0", Bucket: "127.0.0.1:0", TLS: true})
	transport, _ := w.client.Transport.(*http.Transport)
	transport.ForceAttemptHTTP2 = true
	protocol := func(method, at, body string) string {
		request, err := http.NewRequestWithContext(t.Context(), method, at, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set(bearer, w.ParticipantToken())
		a, err := w.client.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = a.Body.Close() }()
		return a.Proto
	}
	equal(w, protocol(http.MethodPost, r.URL()+"/participant/connection", "{}"), "HTTP/2.0")
	equal(w, protocol(http.MethodGet, r.URL()+"/_attache/health", ""), "HTTP/2.0")
	id := decode[seen](t, w.at(r.URL(), "transcript", `{"MaxResults":1}`)).Transcript[0].Attachments[0].AttachmentID
	link := decode[seenLink](t, w.at(r.URL(), "attachment", `{"AttachmentId":"`+id+`"}`)).URL
	equal(w, protocol(http.MethodGet, origin(t, link)+"/", ""), "HTTP/1.1")
	connection := w.do(http.MethodPost, r.URL()+"/participant/connection", `{"Type":["WEBSOCKET"]}`, bearer, w.ParticipantToken())
	k, status := w.dial(decode[struct {
		Websocket struct {
			URL string `json:"Url"`
		}
	}](t, connection).Websocket.URL)
	equal(w, status, 101)
	k.live()

	same, r := outside(t, Options{Scenario: "bulk", Count: 1, Size: 1 << 20, Faults: []string{"cut=50"}}, Outside{Address: "127.0.0.1:0", TLS: true})
	transport, _ = same.client.Transport.(*http.Transport)
	transport.ForceAttemptHTTP2 = true
	id = decode[seen](t, same.at(r.URL(), "transcript", `{"MaxResults":1}`)).Transcript[0].Attachments[0].AttachmentID
	cut := same.get(decode[seenLink](t, same.at(r.URL(), "attachment", `{"AttachmentId":"`+id+`"}`)).URL)
	equal(w, cut.cut && len(cut.body) < 1<<20, true) // a stream breaks as a connection does
}

// origin is the beginning of a URL.
func origin(t *testing.T, text string) string {
	t.Helper()
	u, err := url.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return u.Scheme + "://" + u.Host
}
