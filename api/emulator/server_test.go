package emulator

import (
	"net/http"
	"testing"

	"attache/api/emulator/scenario"
)

func TestACountMakesThatManyAttachments(t *testing.T) {
	count := 2000
	if testing.Short() {
		count = 200
	}
	w := start(t, Options{Scenario: "bulk", Count: count, Size: 30 << 20, Unlimited: true})
	all := w.attachments()
	ids := map[string]bool{}
	for _, a := range all {
		ids[a.AttachmentID] = true
	}
	if len(all) != count || len(ids) != count {
		t.Errorf("%d attachments, %d ids", len(all), len(ids))
	}
	if link := w.link(60); link.AttachmentSizeInBytes != 30<<20 {
		t.Errorf("a size of %d", link.AttachmentSizeInBytes)
	}
}

func TestChatsBehindOneListenerKnowNothingOfEachOther(t *testing.T) {
	lively(t, Options{Scenario: "empty"}, func(t *testing.T, w *world) {
		other, err := w.add(scenario.Options{Name: "bulk", Count: 2, Seed: 5}, w.all[0].chat.Clock.Copy())
		if err != nil {
			t.Fatal(err)
		}
		connection, _ := other.chat.ConnectionToken(other.chat.Members[0])
		first := w.open()
		w.participantToken, w.connectionToken = other.chat.ParticipantToken(other.chat.Members[0]), connection
		second := w.open()
		if n := len(w.attachments()); n != 2 {
			t.Errorf("%d attachments in the other chat", n)
		}
		other.control.Send("a.txt", plainText, 10, false)
		equal(w, second.item().Attachments[0].AttachmentName, "a.txt")
		w.DenyNext(1) // of the first
		w.EndChat()
		equal(w, first.item().Type, "EVENT")
		first.ended()
		equal(w, w.get(w.link(60).URL).status, http.StatusOK)
		second.live()
	})
}
