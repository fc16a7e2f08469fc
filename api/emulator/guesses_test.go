package emulator

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/coder/websocket"
)

// connectionExpiry is what a request for a connection is told.
func (w *world) connectionExpiry() string {
	w.t.Helper()
	return decode[struct {
		Websocket struct{ ConnectionExpiry string }
	}](w.t, w.post("connection", "{}", bearer, w.ParticipantToken())).Websocket.ConnectionExpiry
}

// guessed says what is so where another guess of the service's conduct is chosen.
func guessed() map[string]func(*world) {
	sent := func(w *world) string {
		up := w.begin("a")
		equal(w, w.put(up, bytesSent).status, 200)
		equal(w, w.complete(up.AttachmentID, "b").status, 200)
		return up.AttachmentID
	}
	expiry := func(want string) func(*world) {
		return func(w *world) { equal(w, w.connectionExpiry(), want) }
	}
	return map[string]func(*world){
		"link-life=20s": func(w *world) {
			id := w.attachments()[0].AttachmentID
			equal(w, decode[seenLink](w.t, w.post("attachment", `{"AttachmentId":"`+id+`"}`)).URLExpiry, "2026-03-14T10:00:20.000Z")
			equal(w, w.link(60).URLExpiry, "2026-03-14T10:01:00.000Z") // as asked
		},
		"unavailable=deny": func(w *world) {
			equal(w, w.get200("nothing"), 403)
			equal(w, w.get200(w.Send("a.txt", plainText, 10, true)), 403)
			equal(w, w.get200(w.attachments()[0].AttachmentID), 200)
		},
		"unavailable=invalid": func(w *world) { equal(w, w.get200("nothing"), 400) },
		"start-after": func(w *world) {
			all := decode[seen](w.t, w.post("transcript", `{"ScanDirection":"FORWARD","SortOrder":"ASCENDING"}`)).Transcript
			for _, start := range []string{`"Id":"` + all[1].ID + `"`, `"AbsoluteTime":"` + all[1].AbsoluteTime + `"`} {
				for direction, want := range map[string]string{"FORWARD": all[2].ID, "BACKWARD": all[0].ID} {
					page := fmt.Sprintf(`{"MaxResults":1,"StartPosition":{%s},"ScanDirection":%q}`, start, direction)
					equal(w, decode[seen](w.t, w.post("transcript", page)).Transcript[0].ID, want)
				}
			}
		},
		"needs-type": func(w *world) {
			equal(w, w.post("connection", "{}", bearer, w.ParticipantToken()).status, 400)
			w.open()
		},
		"joins": func(w *world) {
			for range 2 {
				w.connectionExpiry()
			}
			equal(w, strings.Count(w.call().body, "participant.joined"), 1+strings.Count(w.firstPage(), "participant.joined"))
		},
		"one-token": func(w *world) {
			one := w.connectionTokenOf()
			equal(w, w.call().status, 403)
			two := w.connectionTokenOf()
			equal(w, w.post("transcript", "{}", bearer, one).status, 403)
			equal(w, w.post("transcript", "{}", bearer, two).status, 200)
			equal(w, w.post("transcript", "{}", bearer, w.People()[1].ConnectionToken).status, 200)
		},
		"connection-ends=socket": expiry("2026-03-14T11:00:00.250Z"),
		"connection-ends=url":    expiry("2026-03-14T10:01:40.250Z"),
		"sixth-socket=oldest": func(w *world) {
			first := w.open()
			for range 5 {
				w.open().live()
			}
			equal(w, first.ended(), websocket.StatusGoingAway)
		},
		"sixth-socket=refuse": func(w *world) {
			for range 5 {
				w.open()
			}
			_, status := w.dial(w.socketURL())
			equal(w, status, 403)
		},
		"upload-life=10s": func(w *world) {
			up := w.begin("a")
			equal(w, up.UploadMetadata.URLExpiry, "2026-03-14T10:00:10.000Z")
			w.tick(10 * time.Second)
			equal(w, w.put(up, bytesSent).status, 403)
		},
		"upload-max=12": func(w *world) {
			equal(w, w.beginning("a.txt", 13, "a").status, 400)
			equal(w, w.beginning("a.txt", 12, "a").status, 200)
		},
		"upload-types=exe+gif": func(w *world) {
			equal(w, w.beginning("a.txt", 1, "a").status, 400)
			equal(w, w.beginning("a.EXE", 1, "a").status, 200)
		},
		"upload-types=any": func(w *world) { equal(w, w.beginning("a", 1, "a").status, 200) },
		"scan-time=1m": func(w *world) {
			id := sent(w)
			w.tick(59 * time.Second)
			equal(w, w.statusOf(id), inProgress)
			w.tick(time.Second)
			equal(w, w.statusOf(id), approved)
		},
		"hide-scanning": func(w *world) {
			k := w.open()
			id := sent(w)
			equal(w, w.statusOf(id), "not there")
			w.Send("b.txt", plainText, 10, false)
			w.AdvanceClock(2 * time.Second)
			equal(w, k.item().Attachments[0].AttachmentName, "b.txt")
			equal(w, k.item().Attachments[0].AttachmentID, id)
			equal(w, w.attachments()[2].AttachmentID, id) // once, and behind what came before its scan ended
		},
		"stop-once": func(w *world) {
			stop := func() int {
				return w.do(http.MethodPost, "http://"+host+"/contact/stop", `{"InstanceId":"i","ContactId":"`+w.talk().ContactID+`"}`).status
			}
			equal(w, stop(), 200)
			equal(w, stop(), 400)
		},
	}
}

// firstPage is what a chat of the same seed begins with.
func (w *world) firstPage() string {
	return start(w.t, Options{Scenario: "bulk", Count: 1, Size: 1000}).call().body
}
