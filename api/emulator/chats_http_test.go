package emulator

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"attache/api/emulator/admin"
)

// controls asks the control, from this machine.
func (w *world) controls(method, path, body string) reply {
	w.t.Helper()
	return w.do(method, "http://localhost/_attache"+path, body, "Host", "localhost")
}

func TestAChatIsAddedOverHTTPByItsBytes(t *testing.T) {
	w := start(t, Options{Scenario: "empty", Unlimited: true})
	const body = `{"chat":{"contactId":"claim-7","participants":[{"name":"R","role":"CUSTOMER"},{"name":"M","role":"AGENT"}],
		"files":[{"file":"a.txt","name":"A note.txt"}]},"files":{"a.txt":"aGVsbG8="}}`
	added := decode[admin.Added](t, w.controls(http.MethodPost, "/chats", body))
	equal(w, added.ContactID, "claim-7")
	ids, names, _ := w.as(added.People[1].ConnectionToken)
	equal(w, strings.Join(names, " "), "A note.txt")
	link := decode[seenLink](t, w.post("attachment", `{"AttachmentId":"`+ids[0]+`"}`, bearer, added.People[1].ConnectionToken))
	equal(w, w.get(link.URL).body, "hello")
	equal(w, w.controls(http.MethodPost, "/chats", body).status, 409)
	equal(w, decode[struct{ Participants []admin.Person }](t, w.controls(http.MethodGet, "/participants?chat=claim-7", "")).Participants[1], added.People[1])
	for _, c := range []struct{ body, want string }{
		{"{\"chat\":{\n\"x\":1}}", "chat.json:2"},
		{`{"chat":{"files":[{"file":"../a"}]}}`, "no such file"},
		{`{"path":"/etc"}`, "path"},
		{`{"files":{"a":"no base64"}}`, "base64"},
		{`{"files":{"":"aA=="}}`, "name"},
		{`{"files":{"../a":"aA=="}}`, "out of the folder"},
		{`{"files":{"/a":"aA=="}}`, "out of the folder"},
		{`{"files":{"` + strings.Repeat("x", 257) + `":"aA=="}}`, "257 characters"},
	} {
		a := w.controls(http.MethodPost, "/chats", c.body)
		if a.status != 400 || !strings.Contains(a.body, c.want) {
			t.Errorf("%s: %d %s", c.body, a.status, a.body)
		}
	}
	equal(w, w.controls(http.MethodPost, "/reset?chat=claim-7", "").status, 200)
	again, _, _ := w.as(added.People[0].ConnectionToken)
	equal(w, fmt.Sprint(again), fmt.Sprint(ids)) // the same tokens open the same chat
}

// Clients take "." and ".." out of a path before they ask for it.
func TestTheLinkOfAnAttachmentLeadsThereWhateverItsID(t *testing.T) {
	w := start(t, Options{Scenario: "empty", Unlimited: true})
	for _, id := range []string{"../../..", "..", ".", "a//b", "a/../b", `x y/z?#%;&=+\`} {
		body, _ := json.Marshal(map[string]any{"chat": map[string]any{"files": []any{map[string]string{"file": "a.txt", "id": id}}}, "files": map[string]string{"a.txt": "aGVsbG8="}})
		added := decode[admin.Added](t, w.controls(http.MethodPost, "/chats", string(body)))
		asked, _ := json.Marshal(map[string]string{"AttachmentId": id})
		link := decode[seenLink](t, w.post("attachment", string(asked), bearer, added.People[0].ConnectionToken))
		u, err := url.Parse(link.URL)
		if err != nil {
			t.Fatal(err)
		}
		if u.JoinPath().EscapedPath() != u.EscapedPath() {
			t.Errorf("%q: %s is another path to a client that cleans it", id, u.EscapedPath())
		}
		equal(w, w.get(link.URL).body, "hello")
	}
}
