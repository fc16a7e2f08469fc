package emulator

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// claim is a chat of three, with a file whose bytes say whose it is.
func (w *world) claim(name string) Added {
	w.t.Helper()
	added, err := w.AddChat([]byte(`{"participants":[{"name":"Rosa","role":"CUSTOMER"},{"name":"Marek","role":"AGENT"},{"name":"Bot","role":"CUSTOM_BOT"}],
		"messages":[{"text":"I am `+name+`"}],"files":[{"file":"`+name+`.txt"}]}`), map[string][]byte{name + ".txt": []byte(name)})
	if err != nil {
		w.t.Error(err)
	}
	return added
}

// as reads the transcript with a token, and says which files it lists.
func (w *world) as(token string) (ids, names []string, status int) {
	a := w.do(http.MethodPost, "http://"+host+"/participant/transcript", `{"MaxResults":100}`, bearer, token)
	if a.status != http.StatusOK {
		return nil, nil, a.status
	}
	for _, it := range decode[seen](w.t, a).Transcript {
		for _, f := range it.Attachments {
			ids, names = append(ids, f.AttachmentID), append(names, f.AttachmentName)
		}
	}
	return ids, names, a.status
}

func TestSeveralChatsAndParticipantsAtOnceAreIsolated(t *testing.T) {
	w := start(t, Options{Scenario: "empty", Unlimited: true})
	for i := range 8 {
		name := fmt.Sprint("claim-", i)
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := &world{Server: w.Server, t: t, client: w.client}
			mine, other := w.claim(name), w.claim(name+"-other")
			foreign, _, _ := w.as(other.People[0].ConnectionToken)
			for i, who := range mine.People {
				ids, names, _ := w.as(who.ConnectionToken)
				equal(w, strings.Join(names, " "), name+".txt")
				equal(w, who.Role, []string{"CUSTOMER", "AGENT", "CUSTOM_BOT"}[i])
				status := http.StatusOK
				if who.Role == "CUSTOM_BOT" {
					status = http.StatusForbidden // which may list, and not open
				}
				link := w.post("attachment", `{"AttachmentId":"`+ids[0]+`"}`, bearer, who.ConnectionToken)
				equal(w, link.status, status)
				equal(w, w.post("attachment", `{"AttachmentId":"`+foreign[0]+`"}`, bearer, who.ConnectionToken).status == http.StatusOK, false)
				if status == http.StatusOK {
					url := decode[seenLink](t, link).URL
					equal(w, w.get(url).body, name)
					path := strings.Split(strings.TrimPrefix(url, "http://"+host), "?")
					theirs := decode[seenLink](t, w.post("attachment", `{"AttachmentId":"`+foreign[0]+`"}`, bearer, other.People[0].ConnectionToken)).URL
					equal(w, w.get(theirs[:strings.Index(theirs, "?")]+"?"+path[1]).status, http.StatusForbidden) // a signature of another chat
				}
				said := w.post("message", `{"ContentType":"text/plain","Content":"From `+who.Role+`"}`, bearer, who.ConnectionToken)
				equal(w, said.status, http.StatusOK)
			}
			transcript := w.post("transcript", `{"MaxResults":100}`, bearer, other.People[0].ConnectionToken)
			equal(w, strings.Contains(transcript.body, "From "), false)
			w.Control(mine.ContactID).EndChat()
			_, _, status := w.as(mine.People[0].ConnectionToken)
			equal(w, status, http.StatusForbidden)
			_, _, status = w.as(other.People[1].ConnectionToken)
			equal(w, status, http.StatusOK)
		})
	}
}

func TestASocketOfOneChatHearsNothingOfAnother(t *testing.T) {
	lively(t, Options{Scenario: "empty"}, func(t *testing.T, w *world) {
		mine, other := w.claim("mine"), w.claim("other")
		w.participantToken, w.connectionToken = mine.People[1].ParticipantToken, mine.People[1].ConnectionToken
		k := w.open()
		w.Control(other.ContactID).Send("theirs.txt", plainText, 1, false)
		w.Control(mine.ContactID).Send("mine.txt", plainText, 1, false)
		equal(w, k.item().Attachments[0].AttachmentName, "mine.txt")
	})
}

func TestOnlyTheCustomersDisconnectEndsTheChat(t *testing.T) {
	w := start(t, Options{Scenario: "empty", Unlimited: true})
	people := w.claim("a").People
	for _, who := range []int{2, 1} {
		equal(w, w.post("disconnect", "{}", bearer, people[who].ConnectionToken).status, 200)
		_, _, status := w.as(people[who].ConnectionToken)
		equal(w, status, 403)
		_, _, status = w.as(people[0].ConnectionToken)
		equal(w, status, 200)
	}
	equal(w, w.post("disconnect", "{}", bearer, people[0].ConnectionToken).status, 200)
	_, _, status := w.as(people[0].ConnectionToken)
	equal(w, status, 403)
}

func TestAChatIsAddedOnceAndWithoutFaults(t *testing.T) {
	w := start(t, Options{Scenario: "empty"})
	if _, err := w.AddChat([]byte(`{"contactId":"c"}`), nil); err != nil {
		t.Error(err)
	}
	for _, text := range []string{`{"contactId":"c"}`, `{"files":[{"file":"none"}]}`, `{"x":1}`, "["} {
		if _, err := w.AddChat([]byte(text), nil); err == nil {
			t.Errorf("%s is added", text)
		}
	}
	equal(w, len(w.Contacts()), 2)
}

func TestTheFilesOfAFolderAreServedFromTheDisk(t *testing.T) {
	dir := t.TempDir()
	large := filepath.Join(dir, "large.bin")
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("note.txt", "hello")
	write("chat.json", `{"files":[{"file":"note.txt","name":"A note.txt","at":"-5m"}]}`)
	f, err := os.Create(large)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Truncate(60 << 20); err != nil {
		t.Fatal(err)
	}
	_ = f.Close()
	w := start(t, Options{Files: dir, Unlimited: true})
	ids, names, _ := w.as(w.ConnectionToken())
	equal(w, strings.Join(names, ", "), "large.bin, A note.txt")
	link := func(id string) string {
		return decode[seenLink](t, w.post("attachment", `{"AttachmentId":"`+id+`"}`)).URL
	}
	equal(w, w.get(link(ids[1])).body, "hello")
	write("note.txt", "hello again")
	equal(w, w.get(link(ids[1])).body, "hello again")
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, link(ids[0]), nil)
	if err != nil {
		t.Fatal(err)
	}
	a, err := w.client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	n, err := io.Copy(io.Discard, a.Body)
	_ = a.Body.Close()
	runtime.ReadMemStats(&after)
	if n != 60<<20 || err != nil {
		t.Error(n, err)
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > 10<<20 {
		t.Errorf("a file of 60 MiB took %d MiB", used>>20)
	}
	if err := os.Remove(filepath.Join(dir, "note.txt")); err != nil {
		t.Fatal(err)
	}
	equal(w, w.post("attachment", `{"AttachmentId":"`+ids[1]+`"}`).status, 400)
	equal(w, w.get("http://"+host, "Origin", "https://example.com").header.Get("Access-Control-Allow-Origin"), "")
	equal(w, w.get("http://"+host, "Origin", "http://localhost:3000").header.Get("Access-Control-Allow-Origin"), "http://localhost:3000")
}

func TestABadFolderIsNoChat(t *testing.T) {
	for _, files := range []string{filepath.Join(t.TempDir(), "none"), ""} {
		if files == "" {
			files = t.TempDir()
			if err := os.WriteFile(filepath.Join(files, "chat.json"), []byte("{\n]"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := New(Options{Files: files}); err == nil {
			t.Error("it is")
		}
	}
}

// FuzzUploadHeaders: an upload whose headers are changed in any way is refused, and leaves nothing.
func FuzzUploadHeaders(f *testing.F) {
	f.Add("Content-Type", "text/html")
	f.Add("X-Amz-Meta-More", "x")
	f.Add("X-Amz-Acl", "public-read")
	f.Add("Content-Disposition", "\xff")
	f.Add("Content-Length", "0")
	f.Fuzz(func(t *testing.T, name, value string) {
		now := func() time.Time { return epoch() }
		s, err := New(Options{Scenario: "empty", Unlimited: true, Now: now})
		if err != nil {
			t.Fatal(err)
		}
		call := func(method, url, body string, header ...string) (int, string) {
			r, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
			if err != nil {
				t.Skip(err)
			}
			for i := 0; i < len(header); i += 2 {
				r.Header.Set(header[i], header[i+1])
			}
			w := &recorder{header: http.Header{}}
			s.ServeHTTP(w, r)
			return w.status, w.body.String()
		}
		_, body := call(http.MethodPost, "http://"+host+"/participant/start-attachment-upload",
			`{"ContentType":"text/plain","AttachmentName":"a.txt","AttachmentSizeInBytes":12,"ClientToken":"a"}`, bearer, s.ConnectionToken())
		up := decode[seenUpload](t, reply{status: 200, body: body})
		switch http.CanonicalHeaderKey(name) {
		case "Content-Length", "Host", "":
			t.Skip("no header to this handler")
		}
		headers := []string{}
		same := false
		for n, v := range up.UploadMetadata.HeadersToInclude {
			if n != "Content-Length" {
				headers = append(headers, n, v)
				same = same || http.CanonicalHeaderKey(n) == http.CanonicalHeaderKey(name) && strings.Join(strings.Fields(v), " ") == strings.Join(strings.Fields(value), " ")
			}
		}
		signed := same || !strings.HasPrefix(strings.ToLower(name), "x-amz-")
		for n := range up.UploadMetadata.HeadersToInclude {
			signed = signed && (same || http.CanonicalHeaderKey(n) != http.CanonicalHeaderKey(name))
		}
		status, _ := call(http.MethodPut, up.UploadMetadata.URL, bytesSent, append(headers, name, value)...)
		if status == http.StatusOK && !signed {
			t.Errorf("taken with %q: %q", name, value)
		}
	})
}

// recorder keeps an answer.
type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (w *recorder) Header() http.Header         { return w.header }
func (w *recorder) WriteHeader(status int)      { w.status = status }
func (w *recorder) Write(b []byte) (int, error) { return w.body.Write(b) }
