package api

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"attache/api/emulator"
	"attache/api/trial"
	"attache/model"
)

// outgoing makes a file that is to be sent.
func outgoing(t *testing.T, c *Client, name, content string) model.Outgoing {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	o, err := c.Inspect(path)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// faulty answers some requests in place of an emulator, or after it.
type faulty struct {
	*emulator.Server
	before func(w http.ResponseWriter, r *http.Request) bool // true: it has answered
	lose   func(r *http.Request) bool                        // the answer is lost
	mu     sync.Mutex
	seen   []*http.Request
}

func (f *faulty) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	f.seen = append(f.seen, r)
	f.mu.Unlock()
	if f.before != nil && f.before(w, r) {
		return
	}
	f.Server.ServeHTTP(w, r)
	if f.lose != nil && f.lose(r) {
		panic(http.ErrAbortHandler)
	}
}

func (f *faulty) count(path string) (n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, r := range f.seen {
		if strings.HasSuffix(r.URL.Path, path) || path == http.MethodPut && r.Method == path {
			n++
		}
	}
	return n
}

func newFaulty(t *testing.T, o emulator.Options) (*Client, *faulty) {
	t.Helper()
	o.Now, o.Unlimited = time.Now, true
	if o.Scenario == "" {
		o.Scenario = "empty"
	}
	server, err := emulator.New(o)
	if err != nil {
		t.Fatal(err)
	}
	f := &faulty{Server: server}
	c := newClient(t, f, func(o *Options) { o.ConnectionToken = model.NewSecret(server.ConnectionToken()) })
	return c, f
}

func send(t *testing.T, c *Client, o model.Outgoing) (model.Sent, error) {
	t.Helper()
	return c.Send(t.Context(), o, &model.Meter{}, nil)
}

// inChat returns the files of the chat.
func inChat(t *testing.T, c *Client) []model.Attachment {
	t.Helper()
	var lib model.Library // in which the items about one file are one
	if err := c.Attachments(t.Context(), nil, func(p model.Page) { lib.Merge(p.Attachments) }); err != nil {
		t.Fatal(err)
	}
	return lib.All()
}

func TestAFileThatWasSentComesBackAsItWas(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		c, f := newFaulty(t, emulator.Options{})
		content := strings.Repeat("what is sent\n", 5000)
		o, meter := outgoing(t, c, "Räume & more.TXT", content), &model.Meter{}
		sent, err := c.Send(t.Context(), o, meter, nil)
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256([]byte(content))
		if a := sent.Attachment; a.Name != "Räume & more.TXT" || a.Status != model.StatusApproved || a.Role != model.RoleCustomer || sent.SHA256 != hex.EncodeToString(sum[:]) {
			t.Errorf("%+v", sent)
		}
		if done, total := meter.Read(); done != int64(len(content)) || total != done {
			t.Errorf("counted %d of %d", done, total)
		}
		saved, err := c.Save(t.Context(), model.DownloadRequest{Attachment: sent.Attachment, Meter: &model.Meter{}}, nil)
		if err != nil || saved.SHA256 != sent.SHA256 {
			t.Errorf("%+v: %v", saved, err)
		}
		if f.count(http.MethodPut) != 1 || f.count("/start-attachment-upload") != 1 || f.count("/complete-attachment-upload") != 1 {
			t.Error("more than one request of each")
		}
	})
}

func TestAnUploadCarriesTheHeadersThatItWasGivenAlone(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		c, f := newFaulty(t, emulator.Options{})
		f.before = func(_ http.ResponseWriter, r *http.Request) bool {
			if r.Method != http.MethodPut {
				return false
			}
			want := map[string]bool{
				"Content-Disposition": true, "Content-Length": true, "Content-Type": true, "X-Amz-Acl": true,
				"X-Amz-Meta-Account_id": true, "X-Amz-Meta-Contact_id": true, "X-Amz-Meta-Initial_contact_id": true, "X-Amz-Meta-Organization_id": true,
			}
			for name := range r.Header {
				if !want[name] {
					t.Errorf("it carries %s", name)
				}
				delete(want, name)
			}
			if len(want) > 0 || r.ContentLength != 4 {
				t.Errorf("it lacks %v, length %d", want, r.ContentLength)
			}
			return false
		}
		if _, err := send(t, c, outgoing(t, c, "a.txt", "four")); err != nil {
			t.Error(err)
		}
	})
}

func TestABrokenPutCompletesNothingAndIsTriedAnew(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		for name, break1 := range map[string]func(http.ResponseWriter, *http.Request){
			"broken off": func(_ http.ResponseWriter, r *http.Request) {
				_, _ = io.CopyN(io.Discard, r.Body, 100)
				panic(http.ErrAbortHandler)
			},
			"answer lost": func(_ http.ResponseWriter, r *http.Request) {
				_, _ = io.Copy(io.Discard, r.Body)
				panic(http.ErrAbortHandler)
			},
			"slow down":    trial.Answer(503, `<Error><Code>SlowDown</Code></Error>`),
			"failed":       trial.Answer(500, `<Error><Code>InternalError</Code></Error>`),
			"incomplete":   trial.Answer(400, `<Error><Code>IncompleteBody</Code></Error>`),
			"signed out":   trial.Answer(200, `<html>Sign in</html>`),
			"dead address": trial.Answer(403, `<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>`),
			"stands still": func(http.ResponseWriter, *http.Request) { time.Sleep(5 * time.Minute); panic(http.ErrAbortHandler) },
		} {
			c, f := newFaulty(t, emulator.Options{})
			broken := 0
			f.before = func(w http.ResponseWriter, r *http.Request) bool {
				if r.Method != http.MethodPut {
					return false
				}
				if broken++; broken > 2 {
					return false
				}
				if f.count("/complete-attachment-upload") > 0 {
					t.Errorf("%s: completed before it was there", name)
				}
				break1(w, r)
				return true
			}
			meter := &model.Meter{}
			o := outgoing(t, c, "a.txt", strings.Repeat("x", 300_000))
			sent, err := c.Send(t.Context(), o, meter, nil)
			if err != nil || len(inChat(t, c)) != 1 || sent.Attachment.Status != model.StatusApproved || broken != 3 {
				t.Errorf("%s: %v, %d tries", name, err, broken)
			}
			if done, _ := meter.Read(); done != o.Size {
				t.Errorf("%s: counted %d", name, done)
			}
			if name == "dead address" && f.count("/start-attachment-upload") != 3 {
				t.Error("a dead address is used again")
			}
		}
		time.Sleep(time.Hour) // for handlers that stand still
	})
}

// TestAnUploadThatStandsStillIsTriedAnewSoon is about an outage amid its bytes.
func TestAnUploadThatStandsStillIsTriedAnewSoon(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		c, f := newFaulty(t, emulator.Options{})
		var stood atomic.Pointer[time.Time]
		f.before = func(_ http.ResponseWriter, r *http.Request) bool {
			if r.Method != http.MethodPut || stood.Load() != nil {
				return false
			}
			_, _ = io.CopyN(io.Discard, r.Body, 100_000)
			stood.Store(new(time.Now()))
			time.Sleep(5 * time.Minute)
			panic(http.ErrAbortHandler)
		}
		const scan = 2 * time.Second
		_, err := c.Send(t.Context(), outgoing(t, c, "a.txt", strings.Repeat("x", 3_000_000)), &model.Meter{}, nil)
		if took := time.Since(*stood.Load()) - scan; err != nil || took > soon {
			t.Errorf("%v, after %v", err, took)
		}
		time.Sleep(time.Hour)
	})
}

func TestARedirectIsNotFollowedWithAFileInHand(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		c, f := newFaulty(t, emulator.Options{})
		f.before = func(w http.ResponseWriter, r *http.Request) bool {
			if r.Method == http.MethodPut {
				trial.Answer(307, "", "Location", host+"/elsewhere")(w, r)
			}
			return r.Method == http.MethodPut
		}
		_, err := send(t, c, outgoing(t, c, "a.txt", "x"))
		trial.WantKind(t, err, model.KindUnsafeLink)
		if f.count(http.MethodPut) != 1 || len(inChat(t, c)) != 0 {
			t.Error("it went on")
		}
	})
}

func TestWhatTheServiceSaysOfAnUploadIsKept(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		for _, c := range []struct {
			path   string
			status int
			code   string
			kind   model.Kind
		}{
			{"/start-attachment-upload", 402, "ServiceQuotaExceededException", model.KindConflict},
			{"/start-attachment-upload", 400, "ValidationException", model.KindInvalid},
			{"/start-attachment-upload", 403, "AccessDeniedException", model.KindDenied},
			{"/start-attachment-upload", 429, "ThrottlingException", model.KindThrottled},
			{"/complete-attachment-upload", 400, "ValidationException", model.KindInvalid},
			{"/complete-attachment-upload", 402, "ServiceQuotaExceededException", model.KindConflict},
			{"/complete-attachment-upload", 403, "AccessDeniedException", model.KindDenied},
			{"/complete-attachment-upload", 409, "ConflictException", model.KindConflict},
		} {
			cl, f := newFaulty(t, emulator.Options{})
			f.before = func(w http.ResponseWriter, r *http.Request) bool {
				hit := strings.HasSuffix(r.URL.Path, c.path)
				if hit {
					trial.Answer(c.status, `{"Message":"no"}`, "X-Amzn-ErrorType", c.code)(w, r)
				}
				return hit
			}
			_, err := send(t, cl, outgoing(t, cl, "a.txt", "x"))
			trial.WantKind(t, err, c.kind)
			if len(inChat(t, cl)) != 0 {
				t.Error(c, "is in the chat")
			}
		}
	})
}

func TestAFileThatChangesWhileItIsReadIsNotSent(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		for name, change := range map[string]func(path string){
			"grew":    func(p string) { _ = os.WriteFile(p, bytes.Repeat([]byte("y"), 500_001), 0o600) },
			"shrank":  func(p string) { _ = os.Truncate(p, 10) },
			"touched": func(p string) { _ = os.Chtimes(p, time.Time{}, time.Unix(1, 0)) },
			"replaced": func(p string) {
				_ = os.WriteFile(p+"2", bytes.Repeat([]byte("y"), 500_000), 0o600)
				_ = os.Rename(p+"2", p)
			},
			"removed": func(p string) { _ = os.Remove(p) },
		} {
			for _, early := range []bool{true, false} {
				c, f := newFaulty(t, emulator.Options{})
				o := outgoing(t, c, "a.txt", strings.Repeat("x", 500_000))
				at := "/start-attachment-upload"
				f.before = func(_ http.ResponseWriter, r *http.Request) bool {
					if early && strings.HasSuffix(r.URL.Path, at) {
						change(o.Path)
					}
					if !early && r.Method == http.MethodPut {
						_, _ = io.CopyN(io.Discard, r.Body, 100)
						change(o.Path)
						_, _ = io.Copy(io.Discard, r.Body)
						panic(http.ErrAbortHandler)
					}
					return false
				}
				_, err := send(t, c, o)
				if p := model.AsProblem(err); p == nil || p.Kind != model.KindDisk {
					t.Errorf("%s: %v", name, err)
				}
				if f.count("/complete-attachment-upload") > 0 {
					t.Errorf("%s: completed", name)
				}
			}
		}
	})
}

func TestOnlyARegularFileWithANameThatCanBeSeenIsSent(t *testing.T) {
	dir := t.TempDir()
	write := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Skip(err)
		}
		return path
	}
	good := write("good.pdf", "x")
	_ = os.Symlink(good, filepath.Join(dir, "link.pdf"))
	for path, why := range map[string]string{
		dir: "a folder", filepath.Join(dir, "link.pdf"): "symbolic link", filepath.Join(dir, "none.pdf"): "no such file", "": "not a path",
		write("empty.pdf", ""): "empty", write("a\u202efdp.exe", "x"): "cannot be seen", os.DevNull: "not a regular file",
	} {
		_, err := newClient(t, http.NotFoundHandler()).Inspect(path)
		if p := trial.WantKind(t, err, model.KindInput); !strings.Contains(p.Detail, why) {
			t.Errorf("%q: %q", path, p.Detail)
		}
	}
}

func TestARejectedFileIsNotSent(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		c, _ := newFaulty(t, emulator.Options{})
		sent, err := send(t, c, outgoing(t, c, "a.txt", `X5O!P%@AP[4\PZX54(P^)7CC)7}$`+"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"))
		trial.WantKind(t, err, model.KindRejected)
		if files := inChat(t, c); sent.Attachment.ID != files[0].ID {
			t.Errorf("%q is not what the chat calls it: %v", sent.Attachment.ID, files)
		}
	})
}

func TestAnUploadThatIsCancelledDuringTheScanSaysThatTheFileIsInTheChat(t *testing.T) {
	for scan, want := range map[string]func(*model.Problem) bool{
		"seen":   func(p *model.Problem) bool { return p.Kind == model.KindScanning },
		"hidden": func(p *model.Problem) bool { return p.Code == model.CodeUnsureSent },
	} {
		inBubble(t, func(t *testing.T) {
			o := emulator.Options{Faults: []string{"scan=never"}}
			if scan == "hidden" {
				o.Faults = append(o.Faults, "hide-scanning")
			}
			c, f := newFaulty(t, o)
			ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
			defer cancel()
			sent, err := c.Send(ctx, outgoing(t, c, "a.txt", "x"), &model.Meter{}, nil)
			if p := model.AsProblem(err); p == nil || !want(p) || sent.Attachment.ID == "" || f.count("/complete-attachment-upload") != 1 {
				t.Errorf("%s: %v, %q", scan, err, sent.Attachment.ID)
			}
		})
	}
}

func TestAnUploadWhoseChatEndsDuringTheScanSaysThatTheFileIsInTheChat(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		c, _ := newFaulty(t, emulator.Options{Faults: []string{"scan=never", "end=10s"}})
		sent, err := send(t, c, outgoing(t, c, "a.txt", "x"))
		trial.WantKind(t, err, model.KindScanning)
		if sent.Attachment.ID == "" {
			t.Error("nobody knows its ID")
		}
	})
}

// TestAFileIsInTheChatAtMostOnceAndSentOnlyWhenItIs tries runs of faults of every kind at every request.
func TestAFileIsInTheChatAtMostOnceAndSentOnlyWhenItIs(t *testing.T) {
	for seed := range uint64(60) {
		synctest.Test(t, func(t *testing.T) {
			dice := rand.New(rand.NewPCG(seed, 1))
			c, f := newFaulty(t, emulator.Options{})
			var mu sync.Mutex
			roll := func(n int) int { mu.Lock(); defer mu.Unlock(); return dice.IntN(n) }
			fails := 1 + roll(8) // of ten
			quiet := false
			f.before = func(w http.ResponseWriter, r *http.Request) bool {
				if quiet || roll(10) >= fails {
					return false
				}
				switch roll(5) {
				case 0:
					trial.Answer(500, `{}`)(w, r)
				case 1:
					trial.Answer(429, `{}`)(w, r)
				case 2:
					_, _ = io.CopyN(io.Discard, r.Body, 50)
					panic(http.ErrAbortHandler)
				case 3:
					trial.Answer(409, `{"Message":"no"}`, "X-Amzn-ErrorType", "ConflictException")(w, r)
				default:
					return false
				}
				return true
			}
			f.lose = func(*http.Request) bool { return !quiet && roll(10) < fails }
			sent, err := send(t, c, outgoing(t, c, "a.txt", strings.Repeat("x", 70_000)))
			quiet = true
			files := inChat(t, c)
			p := model.AsProblem(err)
			switch {
			case len(files) > 1:
				t.Errorf("seed %d: it is in the chat %d times", seed, len(files))
			case err == nil && (len(files) != 1 || files[0].ID != sent.Attachment.ID || files[0].Status != model.StatusApproved):
				t.Errorf("seed %d: sent, but %v", seed, files)
			case err != nil && len(files) == 1 && p.Code != model.CodeUnsureSent && p.Kind != model.KindScanning:
				t.Errorf("seed %d: in the chat, but %v", seed, err)
			}
		})
	}
}

func TestUploadsKeepToTheirOwnQuota(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		c, f := newFaulty(t, emulator.Options{})
		o, began := outgoing(t, c, "a.txt", "x"), time.Now()
		var all sync.WaitGroup
		for range 10 {
			all.Go(func() {
				if _, err := send(t, c, o); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if took, calls := time.Since(began), f.count("-attachment-upload"); calls != 20 || took < (20-sendBurst)/sendRate*time.Second {
			t.Errorf("%d calls in %v", calls, took)
		}
	})
}

func TestACancelledUploadEndsAtOnce(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		c, f := newFaulty(t, emulator.Options{})
		f.before = func(_ http.ResponseWriter, r *http.Request) bool {
			if r.Method == http.MethodPut {
				time.Sleep(5 * time.Minute)
				panic(http.ErrAbortHandler)
			}
			return false
		}
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		began := time.Now()
		_, err := c.Send(ctx, outgoing(t, c, "a.txt", "x"), &model.Meter{}, nil)
		if err == nil || time.Since(began) > 6*time.Second || f.count("/complete-attachment-upload") > 0 {
			t.Error(err, time.Since(began))
		}
		time.Sleep(time.Hour)
	})
}

func TestPeopleAreThoseWhoHaveNotLeft(t *testing.T) {
	ch := newChat(t)
	c := ch.client(false)
	for i, item := range []map[string]any{
		{"Type": "MESSAGE", "ParticipantId": "p-1", "DisplayName": "Rosa", "ParticipantRole": "CUSTOMER"},
		{"Type": "MESSAGE", "ParticipantId": "p-2", "DisplayName": "Ben", "ParticipantRole": "AGENT"},
		{"Type": "EVENT", "ContentType": "application/vnd.amazonaws.connect.event.participant.left", "ParticipantId": "p-2", "DisplayName": "Ben", "ParticipantRole": "AGENT"},
		{"Type": "EVENT", "ContentType": "application/vnd.amazonaws.connect.event.participant.joined", "ParticipantId": "p-3", "DisplayName": "Ada", "ParticipantRole": "AGENT"},
		{"Type": "MESSAGE", "ParticipantRole": "SYSTEM", "DisplayName": "SYSTEM_MESSAGE"},
	} {
		item["AbsoluteTime"] = fmt.Sprintf("2026-01-05T09:00:%02dZ", i)
		ch.add(item)
	}
	people, err := c.People(t.Context(), nil)
	if got := strings.Join(people.Present(), ", "); err != nil || got != "Ada (agent), Rosa (customer)" {
		t.Errorf("%q: %v", got, err)
	}
}

// uploadStub answers both operations, with an address and headers of a test, and takes the bytes.
func uploadStub(address string, headers map[string]string, put http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method == http.MethodPut:
			put(w, r)
		case strings.HasSuffix(r.URL.Path, "/start-attachment-upload"):
			trial.Answer(200, string(mustJSON(map[string]any{
				"AttachmentId": "a-1", "UploadMetadata": map[string]any{"Url": address, "HeadersToInclude": headers},
			})))(w, r)
		case strings.HasSuffix(r.URL.Path, "/transcript"):
			trial.Answer(200, `{"Transcript":[{"Id":"i-1","Type":"ATTACHMENT","Attachments":[{"AttachmentId":"a-1","AttachmentName":"a.pdf","Status":"APPROVED"}]}]}`)(w, r)
		default:
			trial.Answer(200, `{}`)(w, r)
		}
	})
}

func mustJSON(v any) []byte {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return data
}

func TestAnAddressOrAHeaderThatIsNotSafeIsNotUsed(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		good := host + "/put?X-Amz-Signature=very-secret-signature"
		for _, c := range []struct {
			address string
			headers map[string]string
		}{
			{"http://files.example/put", nil},
			{"ftp://127.0.0.1/put", nil},
			{"https://user:word@files.example/put", nil},
			{"nothing", nil},
			{good, map[string]string{"Authorization": "x"}},
			{good, map[string]string{"x-amz-bearer": "x"}},
			{good, map[string]string{"Host": "files.example"}},
			{good, map[string]string{"content-length": "5"}},
			{good, map[string]string{"Transfer-Encoding": "chunked"}},
			{good, map[string]string{"X-A": "b\r\nX-C: d"}},
			{good, map[string]string{"X A": "b"}},
			{good, map[string]string{"": "b"}},
		} {
			puts := 0
			cl := newClient(t, uploadStub(c.address, c.headers, func(w http.ResponseWriter, r *http.Request) { puts++; trial.Answer(200, "")(w, r) }))
			_, err := send(t, cl, outgoing(t, cl, "a.pdf", "four"))
			trial.WantKind(t, err, model.KindUnsafeLink)
			if puts > 0 {
				t.Errorf("%+v: used", c)
			}
		}
	})
}

func TestNoErrorOfAnUploadShowsItsAddress(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		const secret = "CANARY-signature-0123456789"
		for name, put := range map[string]http.HandlerFunc{
			"refused": trial.Answer(403, `<Error><Code>SignatureDoesNotMatch</Code><Message>not `+secret+`</Message><StringToSign>`+secret+`</StringToSign></Error>`),
			"page":    trial.Answer(403, "<html>"+secret),
			"dropped": trial.Drop,
			"moved":   trial.Answer(302, "", "Location", host+"/?X-Amz-Signature="+secret),
		} {
			var log lockedBuffer
			c := newClient(t, uploadStub(host+"/put?X-Amz-Signature="+secret, nil, put), func(o *Options) {
				o.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
			})
			_, err := send(t, c, outgoing(t, c, "a.pdf", "four"))
			if text := fmt.Sprintf("%+v %v %s", model.AsProblem(err), err, log.String()); strings.Contains(text, "CANARY") || err == nil {
				t.Errorf("%s: %s", name, text)
			}
		}
	})
}

func TestALargeFileIsSentFromTheDiskInLittleMemory(t *testing.T) {
	got := int64(0)
	c := newClient(t, uploadStub(host+"/put", nil, func(w http.ResponseWriter, r *http.Request) {
		got, _ = io.Copy(io.Discard, r.Body)
		trial.Answer(200, "")(w, r)
	}))
	o := outgoing(t, c, "a.pdf", "x")
	if err := os.Truncate(o.Path, model.SendMost); err != nil {
		t.Fatal(err)
	}
	o, err := c.Inspect(o.Path)
	if err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, err := send(t, c, o); err != nil || got != model.SendMost {
		t.Fatal(err, got)
	}
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; used > 4<<20 {
		t.Errorf("%d bytes were allocated for a file of %d", used, got)
	} else {
		t.Logf("%d bytes were allocated for a file of %d", used, got)
	}
}
