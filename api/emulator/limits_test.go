package emulator

import (
	"net/http"
	"strings"
	"testing"

	"attache/api/emulator/service"
	"attache/api/emulator/socket"
)

func long(n int) string { return strings.Repeat("é", n) }

// limit is a body and the status that it must get.
type limit struct {
	path, body string
	status     int
}

func (w *world) check(limits []limit, header ...string) {
	w.t.Helper()
	for _, c := range limits {
		if a := w.post(c.path, c.body, header...); a.status != c.status {
			w.t.Errorf("%s %.80s: status %d, want %d: %s", c.path, c.body, a.status, c.status, a.body)
		}
	}
}

func TestLimitsOfGetAttachmentAreTheDocumentedOnes(t *testing.T) {
	w := start(t, Options{Scenario: "bulk", Unlimited: true})
	id := w.attachments()[0].AttachmentID
	w.check([]limit{
		{"attachment", `{"AttachmentId":"` + id + `"}`, 200},
		{"attachment", `{"AttachmentId":"` + id + `","UrlExpiryInSeconds":5}`, 200},
		{"attachment", `{"AttachmentId":"` + id + `","UrlExpiryInSeconds":300}`, 200},
		{"attachment", `{"AttachmentId":"` + id + `","UrlExpiryInSeconds":null}`, 200},
		{"attachment", `{"AttachmentId":"` + id + `","Unknown":[{}]}`, 200},
		{"attachment", `{"AttachmentId":"` + id + `","UrlExpiryInSeconds":4}`, 400},
		{"attachment", `{"AttachmentId":"` + id + `","UrlExpiryInSeconds":301}`, 400},
		{"attachment", `{"AttachmentId":"` + id + `","UrlExpiryInSeconds":60.5}`, 400},
		{"attachment", `{"AttachmentId":"` + id + `","UrlExpiryInSeconds":"60"}`, 400},
		{"attachment", `{"attachmentId":"` + id + `"}`, 400},
		{"attachment", `{"AttachmentId":""}`, 400},
		{"attachment", `{"AttachmentId":7}`, 400},
		{"attachment", `{"AttachmentId":"` + long(257) + `"}`, 400},
		{"attachment", `{}`, 400},
		{"attachment", ``, 400},
		{"attachment", `[]`, 400},
		{"attachment", `null`, 400},
		{"attachment", `{"AttachmentId":"` + id, 400},
	})
}

func TestLimitsOfGetTranscriptAreTheDocumentedOnes(t *testing.T) {
	w := start(t, Options{Unlimited: true})
	token := decode[seen](t, w.post("transcript", "{}")).NextToken
	w.check([]limit{
		{"transcript", ``, 200},
		{"transcript", `{"StartPosition":{}}`, 200},
		{"transcript", `{"MaxResults":0}`, 200},
		{"transcript", `{"MaxResults":100}`, 200},
		{"transcript", `{"MaxResults":101}`, 400},
		{"transcript", `{"MaxResults":-1}`, 400},
		{"transcript", `{"ScanDirection":"SIDEWAYS"}`, 400},
		{"transcript", `{"SortOrder":"ascending"}`, 400},
		{"transcript", `{"ContactId":""}`, 400},
		{"transcript", `{"ContactId":"` + long(256) + `"}`, 200},
		{"transcript", `{"ContactId":"` + long(257) + `"}`, 400},
		{"transcript", `{"NextToken":"` + token + `"}`, 200},
		{"transcript", `{"NextToken":"` + w.ConnectionToken() + `"}`, 400},
		{"transcript", `{"NextToken":"made up"}`, 400},
		{"transcript", `{"NextToken":""}`, 400},
		{"transcript", `{"NextToken":"` + long(1001) + `"}`, 400},
		{"transcript", `{"StartPosition":{"MostRecent":100}}`, 200},
		{"transcript", `{"StartPosition":{"MostRecent":101}}`, 400},
		{"transcript", `{"StartPosition":{"MostRecent":1,"Id":"x"}}`, 400},
		{"transcript", `{"StartPosition":{"Id":"unknown"}}`, 400},
		{"transcript", `{"StartPosition":{"AbsoluteTime":"yesterday"}}`, 400},
		{"transcript", `{"StartPosition":"x"}`, 400},
		{"transcript", `{"x":"` + long(64<<10) + `"}`, 413},
	})
}

func TestLimitsOfTheOtherOperationsAreTheDocumentedOnes(t *testing.T) {
	w := start(t, Options{Scenario: "empty", Unlimited: true})
	w.check([]limit{
		{"message", `{"ContentType":"text/plain","Content":"hi"}`, 200},
		{"message", `{"ContentType":"text/plain","Content":""}`, 400},
		{"message", `{"Content":"hi"}`, 400},
		{"event", `{"ContentType":"application/vnd.amazonaws.connect.event.typing"}`, 200},
		{"event", `{}`, 400},
		{"start-attachment-upload", `{"ContentType":"text/plain"}`, 400},
		{"start-attachment-upload", `{"ContentType":"text/plain","AttachmentName":"a","ClientToken":"b","AttachmentSizeInBytes":1}`, 400},
		{"start-attachment-upload", `{"ContentType":"text/plain","AttachmentName":"a.txt","ClientToken":"b","AttachmentSizeInBytes":1}`, 200},
		{"complete-attachment-upload", `{"AttachmentIds":[],"ClientToken":"b"}`, 400},
		{"complete-attachment-upload", `{"AttachmentIds":["a"],"ClientToken":"b"}`, 400},
		{"authentication-url", `{"SessionId":"short","RedirectUri":"https://a"}`, 400},
		{"cancel-authentication", `{"SessionId":"` + long(36) + `"}`, 400}, // nobody was asked to sign in
		{"nonsense", `{}`, 403},
	})
	w.check([]limit{
		{"connection", `{"Type":["WEBSOCKET","CONNECTION_CREDENTIALS"],"ConnectParticipant":true}`, 200},
		{"connection", `{"Type":["WEBRTC_CONNECTION"]}`, 200},
		{"connection", `{"Type":[]}`, 400},
		{"connection", `{"Type":["TELEGRAPH"]}`, 400},
		{"connection", `{"Type":"WEBSOCKET"}`, 400},
		{"connection", `{"ConnectParticipant":"yes"}`, 400},
	}, bearer, w.ParticipantToken())
}

func TestTheGatewayAnswersWhatIsNoOperation(t *testing.T) {
	w := start(t, Options{Scenario: "empty"})
	at := "http://" + host
	if a := w.do(http.MethodGet, at+service.ViewPath+"v", "", bearer, w.ConnectionToken()); a.status != 404 ||
		!strings.Contains(a.body, "ResourceType") {
		t.Errorf("DescribeView: %d %s", a.status, a.body)
	}
	if a := w.do(http.MethodGet, at+service.ViewPath+long(1001), "", bearer, w.ConnectionToken()); a.status != 400 || !strings.Contains(a.body, "ViewToken") {
		t.Errorf("DescribeView of a long token: %d %s", a.status, a.body)
	}
	for _, uri := range []string{"", long(1025)} {
		if a := w.post("authentication-url", `{"SessionId":"`+long(36)+`","RedirectUri":"`+uri+`"}`); a.status != 400 || !strings.Contains(a.body, "RedirectUri") {
			t.Errorf("GetAuthenticationUrl with %d characters: %d %s", len(uri), a.status, a.body)
		}
	}
	if a := w.do(http.MethodGet, at+"/participant/transcript", ""); a.status != 403 ||
		a.body != `{"message":"Missing Authentication Token"}` {
		t.Errorf("GET of a POST operation: %d %s", a.status, a.body)
	}
	a := w.do(http.MethodGet, at+socket.Prefix+"x?auth=y", "", "Connection", "Upgrade", "Upgrade", "websocket")
	if a.status != 403 || !strings.HasPrefix(a.body, `{"message":"Forbidden","connectionId":"`) {
		t.Errorf("the socket: %d %s", a.status, a.body)
	}
}
