package emulator

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"

	"attache/api/emulator/connect"
	"attache/api/emulator/fault"
	"attache/api/emulator/sigv4"
)

type seenContact struct {
	ContactID        string `json:"ContactId"`
	ParticipantID    string `json:"ParticipantId"`
	ParticipantToken string
}

const startBody = `{"InstanceId":"i","ContactFlowId":"f","ParticipantDetails":{"DisplayName":"Rosa"},"ClientToken":%q,
	"InitialMessage":{"ContentType":"text/plain","Content":"My bill is wrong"},"Attributes":{"order":"7"}}`

func (w *world) begun(clientToken string) seenContact {
	w.t.Helper()
	return decode[seenContact](w.t, w.do(http.MethodPut, "http://"+host+"/contact/chat", fmt.Sprintf(startBody, clientToken)))
}

// exchange exchanges a participant token.
func (w *world) exchange(participantToken string) (connectionToken string, status int) {
	w.t.Helper()
	a := w.do(http.MethodPost, "http://"+host+"/participant/connection", `{"Type":["CONNECTION_CREDENTIALS"]}`, bearer, participantToken)
	if a.status != http.StatusOK {
		return "", a.status
	}
	return decode[struct {
		ConnectionCredentials struct{ ConnectionToken string }
	}](w.t, a).ConnectionCredentials.ConnectionToken, a.status
}

func TestABackEndStartsAChatAddsABotAndStopsIt(t *testing.T) {
	w := start(t, Options{Scenario: "empty", Unlimited: true})
	one, other := w.begun("a"), w.begun("b")
	equal(w, w.begun("a"), one) // the same request once more
	equal(w, one.ContactID == other.ContactID || one.ParticipantID == other.ParticipantID, false)
	equal(w, w.do(http.MethodPut, "http://"+host+"/contact/chat", strings.Replace(fmt.Sprintf(startBody, "a"), "Rosa", "Marek", 1)).status, 400)
	token, _ := w.exchange(one.ParticipantToken)
	transcript := w.post("transcript", `{}`, bearer, token)
	for _, part := range []string{"My bill is wrong", `"DisplayName":"Rosa"`, `"ParticipantId":"` + one.ParticipantID + `"`, `"ContactId":"` + one.ContactID + `"`} {
		equal(w, strings.Contains(transcript.body, part), true)
	}
	equal(w, strings.Contains(w.get("http://"+host+"/contact/attributes/i/"+one.ContactID).body, `"Attributes":{"order":"7"}`), true)

	bot := func(contact, clientToken string) reply {
		return w.do(http.MethodPost, "http://"+host+"/contact/create-participant",
			`{"InstanceId":"i","ContactId":"`+contact+`","ClientToken":"`+clientToken+`","ParticipantDetails":{"ParticipantRole":"CUSTOM_BOT","DisplayName":"Helper"}}`)
	}
	made := decode[struct {
		ParticipantID          string `json:"ParticipantId"`
		ParticipantCredentials struct{ ParticipantToken, Expiry string }
	}](t, bot(one.ContactID, "x"))
	equal(w, bot(one.ContactID, "x").body, bot(one.ContactID, "x").body)
	equal(w, bot(one.ContactID, "y").status, 402) // a chat takes one
	equal(w, bot("none", "z").header.Get("X-Amzn-ErrorType"), "ResourceNotFoundException")
	equal(w, made.ParticipantCredentials.Expiry, epoch().Add(25*time.Hour).Format("2006-01-02T15:04:05.000Z"))
	botToken, _ := w.exchange(made.ParticipantCredentials.ParticipantToken)
	said := w.post("message", `{"ContentType":"text/plain","Content":"How can I help?"}`, bearer, botToken)
	equal(w, said.status, 200)
	transcript = w.post("transcript", `{}`, bearer, token)
	equal(w, strings.Contains(transcript.body, `"ParticipantRole":"CUSTOM_BOT"`), true)

	stop := func(contact string) int {
		return w.do(http.MethodPost, "http://"+host+"/contact/stop", `{"InstanceId":"i","ContactId":"`+contact+`"}`).status
	}
	equal(w, stop("none"), 404)
	equal(w, stop(one.ContactID), 200)
	_, status := w.exchange(one.ParticipantToken)
	equal(w, status, 403)
	_, status = w.exchange(other.ParticipantToken)
	equal(w, status, 200)
	equal(w, bot(one.ContactID, "late").status, 400)
	w.tick(25*time.Hour + time.Second) // the other was begun for so long
	_, status = w.exchange(other.ParticipantToken)
	equal(w, status, 403)
}

func TestWhatConnectDoesNotTakeIsRefused(t *testing.T) {
	w := start(t, Options{Scenario: "empty", Unlimited: true})
	const details = `"InstanceId":"i","ContactFlowId":"f","ParticipantDetails":{"DisplayName":"R"}`
	for _, body := range []string{
		`{}`, `[`, `{"InstanceId":"i","ContactFlowId":"f"}`, `{"InstanceId":"i","ContactFlowId":"f","ParticipantDetails":{}}`,
		`{` + details + `,"InitialMessage":{"Content":"a"}}`, `{` + details + `,"InitialMessage":{"ContentType":"text/markdown","Content":"a"}}`,
		`{` + details + `,"InitialMessage":{"ContentType":"text/plain","Content":"` + strings.Repeat("x", 1025) + `"}}`,
		`{` + details + `,"Attributes":{"a b":"c"}}`, `{` + details + `,"Attributes":{"a":7}}`, `{` + details + `,"ChatDurationInMinutes":59}`,
		`{` + details + `,"SupportedMessagingContentTypes":["text/markdown"]}`, `{` + details + `,"Attributes":{"a":"` + strings.Repeat("x", 32768) + `"}}`,
		`{` + details + `,"SupportedMessagingContentTypes":["text/plain","image/png"]}`, `{` + details + `,"PersistentChat":{"RehydrationType":"ALL"}}`,
		`{` + details + `,"PersistentChat":{"SourceContactId":""}}`, `{` + details + `,"PersistentChat":{"SourceContactId":"c"},"RelatedContactId":"d"}`,
		`{` + details + `,"PersistentChat":"c"}`, `{` + details + `,"RelatedContactId":""}`, `{` + details + `,"CustomerId":"` + strings.Repeat("x", 129) + `"}`,
		`{` + details + `,"ParticipantConfiguration":{"ResponseMode":"NO"}}`, `{` + details + `,"DisconnectOnCustomerExit":[]}`,
		`{` + details + `,"DisconnectOnCustomerExit":["CUSTOMER"]}`, `{` + details + `,"SegmentAttributes":{"connect:Subtype":{"ValueString":"connect:Guide"}}}`,
		`{` + details + `,"SegmentAttributes":[]}`, `{` + details + `,"ClientToken":"` + strings.Repeat("x", 501) + `"}`,
	} {
		a := w.do(http.MethodPut, "http://"+host+"/contact/chat", body)
		equal(w, a.status, 400)
		equal(w, a.header.Get("X-Amzn-ErrorType"), "InvalidRequestException")
	}
	equal(w, w.do(http.MethodPost, "http://"+host+"/contact/create-participant", `{"InstanceId":"i","ContactId":"c","ParticipantDetails":{"ParticipantRole":"AGENT"}}`).status, 400)
	equal(w, w.do(http.MethodPost, "http://"+host+"/contact/stop", `{"InstanceId":"i"}`).status, 400)
	equal(w, w.do(http.MethodPost, "http://"+host+"/contact/chat", `{`+details+`}`).status, 403) // there is no such route
	for _, path := range []string{"i", "/c", "i/", strings.Repeat("i", 101) + "/c", "i/" + strings.Repeat("c", 257)} {
		a := w.get("http://" + host + "/contact/attributes/" + path)
		equal(w, fmt.Sprint(a.status, a.header.Get("X-Amzn-ErrorType")), "400InvalidRequestException")
	}
	equal(w, len(w.Contacts()), 1)
}

func TestAChatTakesEverythingThatIsDocumentedOfItsBeginning(t *testing.T) {
	w := start(t, Options{Scenario: "empty", Unlimited: true})
	const interactive = `"application/vnd.amazonaws.connect.message.interactive","application/vnd.amazonaws.connect.message.interactive.response"`
	a := w.do(http.MethodPut, "http://"+host+"/contact/chat", `{"InstanceId":"i","ContactFlowId":"","ParticipantDetails":{"DisplayName":"R"},
		"SupportedMessagingContentTypes":["text/markdown","text/plain",`+interactive+`],"InitialMessage":{"ContentType":"text/markdown","Content":"**a**"},
		"SegmentAttributes":{"connect:Subtype":{"ValueString":"connect:Guide"}},"CustomerId":"7","DisconnectOnCustomerExit":["AGENT"],
		"ParticipantConfiguration":{"ResponseMode":"INCREMENTAL"},"PersistentChat":{"RehydrationType":"FROM_SEGMENT","SourceContactId":"before"}}`)
	equal(w, a.status, 200)
	equal(w, strings.Contains(a.body, `"ContinuedFromContactId":"before"`), true)
	a = w.do(http.MethodPut, "http://"+host+"/contact/chat", `{"InstanceId":"i","ContactFlowId":"f","ParticipantDetails":{"DisplayName":"R"},"RelatedContactId":"c"}`)
	equal(w, a.status, 200)
	equal(w, strings.Contains(a.body, "ContinuedFrom"), false)
}

func TestAFaultAimedAtConnectIsInTheWordsOfConnect(t *testing.T) {
	w := start(t, Options{Scenario: "empty", Unlimited: true})
	for _, c := range []struct{ operation, method, path, fault, said string }{
		{"StartChatContact", http.MethodPut, "chat", "invalid", "400InvalidRequestException"},
		{"StartChatContact", http.MethodPut, "chat", "throttle", "429TooManyRequestsException"}, // so its page says
		{"StartChatContact", http.MethodPut, "chat", "errors", "500InternalServiceException"},
		{"StartChatContact", http.MethodPut, "chat", "deny", "403AccessDeniedException"},
		{"StartChatContact", http.MethodPut, "chat", "missing", "404ResourceNotFoundException"},
		{"CreateParticipant", http.MethodPost, "create-participant", "throttle", "429ThrottlingException"},
		{"CreateParticipant", http.MethodPost, "create-participant", "errors", "500InternalServiceException"},
		{"StopContact", http.MethodPost, "stop", "invalid", "400InvalidRequestException"},
		{"GetContactAttributes", http.MethodGet, "attributes/i/c", "missing", "404ResourceNotFoundException"},
	} {
		equal(w, w.TurnOn(fault.Target{Operation: c.operation, Fault: c.fault + "=1"}), nil)
		a := w.do(c.method, "http://"+host+"/contact/"+c.path, "{}")
		equal(w, fmt.Sprint(a.status, a.header.Get("X-Amzn-ErrorType")), c.said)
		equal(w, a.header.Get("Retry-After") != "", c.fault == "throttle")
	}
}

// TestSignaturesAreCheckedWhereThatIsAskedFor signs with the SDK for Go, which is another's hand.
func TestSignaturesAreCheckedWhereThatIsAskedFor(t *testing.T) {
	w := start(t, Options{Scenario: "empty", Unlimited: true, Keys: &connect.Keys{ID: "AKID", Secret: "shh"}})
	body := fmt.Sprintf(startBody, "a")
	good := aws.Credentials{AccessKeyID: "AKID", SecretAccessKey: "shh"}
	call := func(keys aws.Credentials, service string, at time.Time, change func(*http.Request)) (status int, code string) {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPut, "http://"+host+"/contact/chat?x=a%20b", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("X-Amz-Target", "one  two")
		if err := v4.NewSigner().SignHTTP(t.Context(), keys, r, sigv4.Hash([]byte(body)), service, "eu-central-1", at); err != nil {
			t.Fatal(err)
		}
		change(r)
		a, err := w.client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = a.Body.Close()
		return a.StatusCode, a.Header.Get("X-Amzn-ErrorType")
	}
	as := func(r *http.Request) {}
	now := epoch()
	for _, c := range []struct {
		what    string
		keys    aws.Credentials
		service string
		at      time.Time
		change  func(*http.Request)
		code    string
	}{
		{"as it was signed", good, "connect", now, as, ""},
		{"a session", aws.Credentials{AccessKeyID: "AKID", SecretAccessKey: "shh", SessionToken: "t"}, "connect", now, as, ""},
		{"four minutes late", good, "connect", now.Add(-4 * time.Minute), as, ""},
		{"six minutes late", good, "connect", now.Add(-6 * time.Minute), as, "InvalidSignatureException"},
		{"six minutes early", good, "connect", now.Add(6 * time.Minute), as, "InvalidSignatureException"},
		{"another key", aws.Credentials{AccessKeyID: "OTHER", SecretAccessKey: "shh"}, "connect", now, as, "UnrecognizedClientException"},
		{"another secret", aws.Credentials{AccessKeyID: "AKID", SecretAccessKey: "x"}, "connect", now, as, "InvalidSignatureException"},
		{"another service", good, "s3", now, as, "InvalidSignatureException"},
		{"another body", good, "connect", now, func(r *http.Request) {
			other := strings.Replace(body, "Rosa", "Mara", 1)
			r.Body = readCloser{strings.NewReader(other)}
		}, "InvalidSignatureException"},
		{"another query", good, "connect", now, func(r *http.Request) { r.URL.RawQuery = "x=b" }, "InvalidSignatureException"},
		{"another header", good, "connect", now, func(r *http.Request) { r.Header.Set("Content-Type", "text/plain") }, "InvalidSignatureException"},
		{"a header that is not signed", good, "connect", now, func(r *http.Request) { r.Header.Set("X-Amz-Other", "a") }, "InvalidSignatureException"},
		{"no signature", good, "connect", now, func(r *http.Request) { r.Header.Del("Authorization") }, "MissingAuthenticationTokenException"},
		{"half a signature", good, "connect", now, func(r *http.Request) { r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=AKID/x") }, "IncompleteSignatureException"},
		{"a bearer", good, "connect", now, func(r *http.Request) { r.Header.Set("Authorization", "Bearer x") }, "IncompleteSignatureException"},
		{"no date", good, "connect", now, func(r *http.Request) { r.Header.Del("X-Amz-Date") }, "IncompleteSignatureException"},
		{"a hash of another body", good, "connect", now, func(r *http.Request) { r.Header.Set("X-Amz-Content-Sha256", sigv4.Unsigned) }, "InvalidSignatureException"},
	} {
		status, code := call(c.keys, c.service, c.at, c.change)
		if code != c.code || status != map[bool]int{true: 200, false: 403}[c.code == ""] {
			t.Errorf("%s: %d %s, want %s", c.what, status, code, c.code)
		}
	}
	equal(w, len(w.Contacts()), 2) // by the same ClientToken
}

func TestAPathWithAnARNInItIsSignedAsTheSDKsDo(t *testing.T) {
	w := start(t, Options{Scenario: "empty", Unlimited: true, Keys: &connect.Keys{ID: "AKID", Secret: "shh"}})
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet,
		"http://"+host+"/contact/attributes/arn%3Aaws%3Aconnect%3Aus-east-1%3A1%3Ainstance%2Fa%20b/"+w.ContactID(), http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	keys := aws.Credentials{AccessKeyID: "AKID", SecretAccessKey: "shh"}
	if err := v4.NewSigner().SignHTTP(t.Context(), keys, r, sigv4.Hash(nil), "connect", "us-east-1", epoch()); err != nil {
		t.Fatal(err)
	}
	a, err := w.client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	_ = a.Body.Close()
	equal(w, fmt.Sprint(a.StatusCode, a.Header.Get("X-Amzn-ErrorType")), "200")
}

type readCloser struct{ *strings.Reader }

func (readCloser) Close() error { return nil }

// FuzzAuthorization: no header makes the check panic, or pass.
func FuzzAuthorization(f *testing.F) {
	f.Add("AWS4-HMAC-SHA256 Credential=AKID/20260314/r/connect/aws4_request, SignedHeaders=host;x-amz-date, Signature=00", "20260314T100000Z")
	f.Add("AWS4-HMAC-SHA256 Credential=AKID/20260314/r/connect/aws4_request,SignedHeaders=,Signature=", "2026")
	s, err := New(Options{Scenario: "empty", Unlimited: true, Keys: &connect.Keys{ID: "AKID", Secret: "shh"}, Now: epoch})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, authorization, date string) {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPut, "http://"+host+"/contact/chat", strings.NewReader("{}"))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", authorization)
		r.Header.Set("X-Amz-Date", date)
		w := &recorder{header: http.Header{}}
		s.ServeHTTP(w, r)
		if w.status != http.StatusForbidden {
			t.Errorf("%d for %q", w.status, authorization)
		}
	})
}
