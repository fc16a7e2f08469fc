package live

import (
	"encoding/json"
	"testing"
	"time"

	"attache/model"
)

func TestFramesAreReadAsTheProtocolHasThem(t *testing.T) {
	for text, want := range map[string]frameKind{
		``:                          frameOther,
		`null`:                      frameOther,
		`{}`:                        frameOther,
		`[1]`:                       frameOther,
		`{"a":1`:                    frameOther,
		`{"topic":"aws/heartbeat"}`: frameHeartbeat,
		`{"topic":"aws/ping","statusCode":200,"statusContent":"OK"}`:                               framePing,
		`{"topic":"aws/ping","statusCode":503}`:                                                    frameOther,
		`{"topic":"aws/subscribe","content":{"status":"success","topics":["aws/chat"]}}`:           frameSubscribed,
		`{"topic":"aws/subscribe","content":"{\"status\":\"success\",\"topics\":[\"aws/chat\"]}"}`: frameSubscribed,
		`{"topic":"aws/subscribe","content":{"status":"success"}}`:                                 frameSubscribed,
		`{"topic":"aws/subscribe","content":{"status":"success","topics":["aws/other"]}}`:          frameOther,
		`{"topic":"aws/subscribe","content":{"status":"failure","topics":["aws/chat"]}}`:           frameFailed,
		`{"topic":"aws/subscribe"}`:                                                                frameOther,
		`{"topic":"aws/chat","content":"{\"Type\":\"ATTACHMENT\"}"}`:                               frameChat,
		`{"topic":"aws/chat","content":{"Type":"ATTACHMENT"}}`:                                     frameChat,
		`{"topic":"aws/chat","content":"text"}`:                                                    frameOther,
		`{"topic":"aws/chat","content":""}`:                                                        frameOther,
		`{"topic":"aws/weather","content":"{}"}`:                                                   frameOther,
		`{"message":"Forbidden","connectionId":"c=","requestId":"r="}`:                             frameFault,
		`{"topic":"aws/heartbeat","message":"not a fault","content":{"odd":[]}}`:                   frameHeartbeat,
	} {
		if got := decodeFrame([]byte(text)).kind; got != want {
			t.Errorf("%s: kind %d, want %d", text, got, want)
		}
	}
}

func TestAnItemIsTheSameWrappedOrBare(t *testing.T) {
	inner := `{"AbsoluteTime":"2026-01-05T09:00:01.250Z","Id":"item-7","Type":"ATTACHMENT",
		"ParticipantId":"p-1","DisplayName":"Rosa","ParticipantRole":"CUSTOMER","InitialContactId":"c-1","ContactId":"c-2",
		"Attachments":[{"AttachmentId":"a-1","AttachmentName":"bi\u001bll.pdf","ContentType":"application/pdf","Status":"APPROVED"}]}`
	wrapped, err := json.Marshal(inner)
	if err != nil {
		t.Fatal(err)
	}
	for _, content := range []string{inner, string(wrapped)} {
		f := decodeFrame([]byte(`{"topic":"aws/chat","contentType":"application/json","content":` + content + `}`))
		list := f.item.Files()
		if f.item.InitialContactID != "c-1" || len(list) != 1 {
			t.Fatalf("%+v", f)
		}
		a := list[0]
		want := model.NewAttachment("a-1", "bi\x1bll.pdf", "application/pdf", "APPROVED")
		want.Sender, want.Role, want.ContactID, want.ItemID = "Rosa", "CUSTOMER", "c-2", "item-7"
		want.SentAt = time.Date(2026, 1, 5, 9, 0, 1, 250_000_000, time.UTC)
		if a != want {
			t.Errorf("%+v", a)
		}
	}
}

func FuzzFrame(f *testing.F) {
	for _, text := range []string{
		`{"topic":"aws/chat","content":"{\"Type\":\"ATTACHMENT\",\"Attachments\":[{\"AttachmentId\":\"a\"}]}"}`,
		`{"topic":"aws/chat","content":{"Attachments":[null]}}`, `{"topic":"aws/subscribe","content":{"status":"success"}}`,
		`{"topic":"aws/ping","statusCode":200}`, `{"message":"Forbidden"}`, "", "{", "\ufeff{}",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		frame := decodeFrame(data)
		if frame.kind < frameOther || frame.kind > frameFault {
			t.Errorf("kind %d", frame.kind)
		}
		for _, a := range frame.item.Files() {
			if a.ID == "" || a.FileName == "" || model.Text(a.Name) != a.Name || model.Text(a.Sender) != a.Sender {
				t.Errorf("%+v", a)
			}
		}
		if frame.kind != frameChat && (frame.item.ID != "" || frame.item.Attachments != nil) {
			t.Error("an item without a chat")
		}
	})
}
