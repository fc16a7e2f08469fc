package emulator

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

const events = "application/vnd.amazonaws.connect.event."

// seenAnswer is what SendMessage and SendEvent answer.
type seenAnswer struct {
	ID           string `json:"Id"`
	AbsoluteTime string
}

// seenMetadata is the MessageMetadata of a transcript's and a socket's items.
type seenMetadata struct {
	MessageMetadata *struct {
		MessageID string `json:"MessageId"`
		Receipts  []struct {
			DeliveredTimestamp, ReadTimestamp string
			RecipientParticipantID            string `json:"RecipientParticipantId"`
		}
	}
}

func TestARequestThatComesAgainWithItsClientTokenIsAnsweredTheSameAndDoneOnce(t *testing.T) {
	for path, body := range map[string]string{
		"message": `{"ContentType":"text/plain","Content":"Hello again"%s}`,
		"event":   `{"ContentType":"` + events + `typing"%s}`,
	} {
		t.Run(path, func(t *testing.T) {
			lively(t, Options{Scenario: "empty", Unlimited: true}, func(t *testing.T, w *world) {
				k, before := w.open(), len(w.talk().Items)
				once := fmt.Sprintf(body, `,"ClientToken":"t1"`)
				first := decode[seenAnswer](t, w.post(path, once))
				k.item()
				time.Sleep(time.Minute)
				again := decode[seenAnswer](t, w.post(path, once))
				other := decode[seenAnswer](t, w.post(path, fmt.Sprintf(body, `,"ClientToken":"t2"`)))
				equal(w, again, first)
				equal(w, other.ID == first.ID, false)
				equal(w, k.item().ID, other.ID) // nothing came between
				agent := w.People()[1].ConnectionToken
				equal(w, decode[seenAnswer](t, w.post(path, once, bearer, agent)).ID == first.ID, false)
				wrong := strings.NewReplacer("again", "anew", "typing", "connection.acknowledged").Replace(once)
				equal(w, w.post(path, wrong).status, 400)
				bare := fmt.Sprintf(body, "")
				one, other := decode[seenAnswer](t, w.post(path, bare)), decode[seenAnswer](t, w.post(path, bare))
				equal(w, one.ID == other.ID, false)
				kept := 0
				if path == "message" {
					kept = 5
				}
				equal(w, len(w.talk().Items)-before, kept)
			})
		})
	}
}

func TestOnlyDocumentedContentTypesAreTaken(t *testing.T) {
	w := start(t, Options{Scenario: "empty", Unlimited: true})
	id := decode[seenAnswer](t, w.post("message", `{"ContentType":"text/plain","Content":"Hello"}`)).ID
	receipt := func(content string) string { return fmt.Sprintf(`,"Content":%q`, content) }
	whole := receipt(`{"messageId":"` + id + `"}`)
	message := func(contentType string) string { return `{"Content":"a","ContentType":"` + contentType + `"}` }
	long := func(contentType string, characters int) string {
		return `{"ContentType":"` + contentType + `","Content":"` + strings.Repeat("x", characters) + `"}`
	}
	event := func(name, more string) string { return `{"ContentType":"` + events + name + `"` + more + `}` }
	interactive := "application/vnd.amazonaws.connect.message.interactive"
	w.check([]limit{
		{"message", message("text/plain"), 200},
		{"message", message("text/markdown"), 200},
		{"message", message("application/json"), 200},
		{"message", message(interactive), 200},
		{"message", message(interactive + ".response"), 200},
		{"message", message("text/html"), 400},
		{"message", message("TEXT/PLAIN"), 400},
		{"message", message(events + "typing"), 400},
		{"message", long("text/plain", 1024), 200},
		{"message", long("text/plain", 1025), 400},
		{"message", long("text/markdown", 1024), 200},
		{"message", long("text/markdown", 1025), 400},
		{"message", long("application/json", 12000), 200},
		{"message", long("application/json", 12001), 400},
		{"message", long(interactive+".response", 12288), 200},
		{"message", long(interactive+".response", 12289), 400},
		{"message", long(interactive, 16384), 200},
		{"message", long(interactive, 16385), 400},
		{"message", `{"ContentType":"text/plain","Content":"` + strings.Repeat("é", 1024) + `"}`, 200},       // characters, not bytes
		{"message", `{"ContentType":"application/json","Content":"` + strings.Repeat("é", 8193) + `"}`, 400}, // but never more than 16,384 bytes
		{"event", event("typing", ""), 200},
		{"event", event("connection.acknowledged", ""), 200},
		{"event", event("message.delivered", whole), 200},
		{"event", event("message.read", whole), 200},
		{"event", event("message.metadata", whole), 400},
		{"event", event("participant.joined", ""), 400},
		{"event", `{"ContentType":"text/plain"}`, 400},
		{"event", event("message.read", ""), 400},
		{"event", event("message.read", receipt("{}")), 400},
		{"event", event("message.read", receipt(id)), 400},
		{"event", event("message.read", receipt(`{"messageId":7}`)), 400},
		{"event", event("message.read", receipt(`{"messageId":"made up"}`)), 400},
	})
}

func TestReceiptsReachTheSocketsAndStandWithTheMessageInTheTranscript(t *testing.T) {
	lively(t, Options{Scenario: "empty", Unlimited: true}, func(t *testing.T, w *world) {
		k, agent := w.open(), w.People()[1]
		id := decode[seenAnswer](t, w.post("message", `{"ContentType":"text/plain","Content":"Hello"}`)).ID
		k.item()
		before := len(w.talk().Items)
		content := fmt.Sprintf(`,"Content":%q`, `{"messageId":"`+id+`"}`)
		send := func(name string) seenAnswer {
			return decode[seenAnswer](t, w.post("event", `{"ContentType":"`+events+name+`"`+content+`}`, bearer, agent.ConnectionToken))
		}
		got := send("message.delivered")
		frame := parsed(t, k.next())
		inner, _ := frame["content"].(string)
		item, about := decode[heardItem](t, reply{status: 200, body: inner}), decode[seenMetadata](t, reply{status: 200, body: inner})
		equal(w, item.Type+" "+item.ContentType+" "+item.ID, "MESSAGEMETADATA "+events+"message.metadata "+got.ID)
		equal(w, about.MessageMetadata.MessageID, id)
		equal(w, about.MessageMetadata.Receipts[0].DeliveredTimestamp, got.AbsoluteTime)
		equal(w, about.MessageMetadata.Receipts[0].RecipientParticipantID, agent.ID)
		equal(w, about.MessageMetadata.Receipts[0].ReadTimestamp, "")
		time.Sleep(time.Minute)
		read := send("message.read")
		k.item()
		send("message.delivered") // is known: nobody is told again
		k.silentFor(time.Second)
		equal(w, len(w.talk().Items), before)
		page := w.post("transcript", `{"MaxResults":1}`)
		kept := decode[struct{ Transcript []seenMetadata }](t, page).Transcript[0].MessageMetadata
		equal(w, kept.MessageID+" "+kept.Receipts[0].DeliveredTimestamp+" "+kept.Receipts[0].ReadTimestamp, id+" "+got.AbsoluteTime+" "+read.AbsoluteTime)
	})
}

func TestReceiptsAmongMoreThanTwoPeopleAreAConflict(t *testing.T) {
	w := start(t, Options{Scenario: "empty", Unlimited: true})
	added, err := w.AddChat([]byte(`{"participants":[{"name":"Rosa","role":"CUSTOMER"},{"name":"Marek","role":"AGENT"},{"name":"Bot","role":"CUSTOM_BOT"},
		{"name":"Ida","role":"SUPERVISOR"}],"messages":[{"text":"Hello","from":"Rosa"}]}`), nil)
	if err != nil {
		t.Fatal(err)
	}
	token := func(i int) string { return added.People[i].ConnectionToken }
	id := decode[seenAnswer](t, w.post("message", `{"ContentType":"text/plain","Content":"Hello"}`, bearer, token(0))).ID
	body := fmt.Sprintf(`{"ContentType":%q,"Content":%q}`, events+"message.read", `{"messageId":"`+id+`"}`)
	equal(w, w.post("event", body, bearer, token(1)).status, 409)
	for i, who := range added.People {
		if who.Role == "SUPERVISOR" {
			w.post("disconnect", "{}", bearer, token(i))
		}
	}
	equal(w, w.post("event", body, bearer, token(1)).status, 200)
}
