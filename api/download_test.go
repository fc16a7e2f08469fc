package api

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"attache/api/emulator"
	"attache/model"
)

// order asks for the file of five bytes that goodLink and linkBody speak of.
func order(name string) model.Order {
	return model.Order{Attachment: model.NewAttachment("a-1", name, "text/plain", model.StatusApproved), Meter: new(model.Meter)}
}

// files lists what is in the client's folder.
func files(t *testing.T, c *Client) []string {
	t.Helper()
	entries, err := os.ReadDir(c.dir)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// bucket is a far side that gives a link and then answers the download with its steps.
func bucket(steps ...http.HandlerFunc) *script {
	return &script{steps: append([]http.HandlerFunc{answer(200, linkBody(host+"/b/a?X-Amz-Signature=s"))}, steps...)}
}

func TestASavedFileIsWholeAndAloneAndTheUsersOwn(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		c := newClient(t, bucket(answer(200, "12345")))
		c.dir = filepath.Join(c.dir, "new", "folder")
		o := order("report.pdf")
		told := &stages{}
		saved, err := c.Save(t.Context(), o, told.report)
		if err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(saved.Path)
		if err != nil || string(data) != "12345" {
			t.Fatalf("%q, %v", data, err)
		}
		if saved.Path != filepath.Join(c.dir, "report.pdf") || saved.Size != 5 || saved.Renamed || saved.Link.URL.IsZero() {
			t.Errorf("%+v", saved)
		}
		if done, total := o.Meter.Read(); done != 5 || total != 5 {
			t.Errorf("counted %d of %d", done, total)
		}
		if names := files(t, c); !slices.Equal(names, []string{"report.pdf"}) {
			t.Errorf("files %v", names)
		}
		for path, mode := range map[string]fs.FileMode{saved.Path: 0o600, c.dir: 0o700} {
			if info, err := os.Stat(path); err != nil || info.Mode().Perm() != mode {
				t.Errorf("%s: %v, %v", path, info.Mode(), err)
			}
		}
	})
}

func TestTheFilesOfTheDemoAreSavedExactly(t *testing.T) {
	if testing.Short() {
		t.Skip("paints every picture of the demo")
	}
	inBubble(t, func(t *testing.T) {
		c, _ := newEmulated(t, emulator.Options{Scenario: "demo"}, func(o *Options) { o.Rate = 1000 })
		pages, err := walk(t, c)
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		for _, page := range pages {
			for _, a := range page.Attachments {
				if name := saveSmall(t, c, a); name != "" {
					want = append(want, name)
				}
			}
		}
		slices.Sort(want)
		if got := files(t, c); len(want) < 10 || !slices.Equal(got, want) {
			t.Errorf("files %v, want %v", got, want)
		}
	})
}

// saveSmall saves a, unless it is large, and returns the name of the file if there is to be one.
func saveSmall(t *testing.T, c *Client, a model.Attachment) string {
	t.Helper()
	const large = 4 << 20
	l, err := c.Link(t.Context(), a.ID, 0, model.UrgencyVisible, nil)
	if l.Size > large {
		return ""
	}
	saved, saveErr := c.Save(t.Context(), model.Order{Attachment: a, Link: l, Meter: new(model.Meter)}, nil)
	switch a.Status {
	case model.StatusRejected:
		wantKind(t, saveErr, model.KindRejected)
		return ""
	case model.StatusInProgress:
		wantKind(t, saveErr, model.KindScanning)
		return ""
	case model.StatusApproved:
	}
	info, statErr := os.Stat(saved.Path)
	if errors.Join(err, saveErr, statErr) != nil || info.Size() != l.Size || saved.Size != l.Size {
		t.Fatalf("%s: %d bytes of %d, %v, %v", a.Name, saved.Size, l.Size, err, saveErr)
	}
	return filepath.Base(saved.Path)
}

func TestAFileIsNeverSavedOverAnother(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		c := newClient(t, http.HandlerFunc(echo{failAt: "none"}.ServeHTTP))
		for i, want := range []string{"a.txt", "a (1).txt", "a (2).txt"} {
			saved, err := c.Save(t.Context(), order("a.txt"), nil)
			if err != nil || filepath.Base(saved.Path) != want || saved.Renamed != (i > 0) {
				t.Errorf("%+v, %v", saved, err)
			}
		}
		long := strings.Repeat("é", 300) + ".txt"
		for range 2 {
			saved, err := c.Save(t.Context(), order(long), nil)
			if err != nil || len(filepath.Base(saved.Path)) > 255 || filepath.Ext(saved.Path) != ".txt" {
				t.Errorf("%+v, %v", saved, err)
			}
		}
	})
}

func TestASymbolicLinkIsNotWrittenThrough(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		c := newClient(t, http.HandlerFunc(echo{failAt: "none"}.ServeHTTP))
		outside := filepath.Join(t.TempDir(), "precious")
		if err := os.WriteFile(outside, []byte("mine"), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"a.txt", "a.txt.part"} {
			if err := os.Symlink(outside, filepath.Join(c.dir, name)); err != nil {
				t.Fatal(err)
			}
		}
		saved, err := c.Save(t.Context(), order("a.txt"), nil)
		if err != nil || filepath.Base(saved.Path) != "a (1).txt" {
			t.Errorf("%+v, %v", saved, err)
		}
		if data, err := os.ReadFile(outside); err != nil || string(data) != "mine" {
			t.Errorf("%q, %v", data, err)
		}
	})
}

func TestAHostileNameStaysInTheFolder(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		c := newClient(t, http.HandlerFunc(echo{failAt: "none"}.ServeHTTP))
		for _, name := range []string{"../up.txt", "/etc/passwd", "a/b", "..", ".", "", strings.Repeat("x", 300)} {
			o := order("plain.txt")
			o.Attachment.FileName = name
			saved, err := c.Save(t.Context(), o, nil)
			if err != nil || filepath.Dir(saved.Path) != c.dir {
				t.Errorf("%q: %+v, %v", name, saved, err)
			}
		}
	})
}

const expiredXML = `<?xml version="1.0" encoding="UTF-8"?>
<Error><Code>AccessDenied</Code><Message>Request has expired</Message><X-Amz-Expires>300</X-Amz-Expires><RequestId>REQ1</RequestId></Error>`

func TestWhatIsNotTheFileIsNotKept(t *testing.T) {
	xmlError := func(status int, code string) http.HandlerFunc {
		return answer(status, `<Error><Code>`+code+`</Code><Message>told why</Message><RequestId>REQ1</RequestId></Error>`)
	}
	short := func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("12"))
		_ = http.NewResponseController(w).Flush() // no length is announced
	}
	for name, c := range map[string]struct {
		step     http.HandlerFunc
		kind     model.Kind
		code     string
		detail   string
		requests int // to the bucket and for links
	}{
		"short":               {answer(200, "1234"), model.KindShort, "", "", 2},
		"long":                {answer(200, "123456"), model.KindLong, "", "", 2},
		"short, no length":    {short, model.KindShort, "", "", 2},
		"cut every time":      {answer(200, "123", "Content-Length", "5"), model.KindShort, "", "connection closed", 6},
		"an HTML page":        {answer(200, "<!DOCTYPE html><html>Sign in</html>"), model.KindLong, "", "HTML page", 2},
		"an error with 200":   {xmlError(200, "NoSuchKey"), model.KindLong, "", "XML document", 2},
		"no content":          {answer(204, ""), model.KindRefused, "", "", 2},
		"expired twice":       {answer(403, expiredXML), model.KindExpired, "AccessDenied", "Request has expired", 4},
		"expired token twice": {xmlError(400, "ExpiredToken"), model.KindExpired, "ExpiredToken", "told why", 4},
		"denied":              {xmlError(403, "AccessDenied"), model.KindRefused, "AccessDenied", "told why", 2},
		"a changed link":      {xmlError(403, "SignatureDoesNotMatch"), model.KindRefused, "SignatureDoesNotMatch", "told why", 2},
		"gone":                {xmlError(404, "NoSuchKey"), model.KindMissing, "NoSuchKey", "told why", 2},
		"a page with 403":     {answer(403, "<html>no</html>"), model.KindRefused, "", "HTML page", 2},
		"slow down":           {xmlError(503, "SlowDown"), model.KindThrottled, "SlowDown", "told why", 6},
		"internal":            {xmlError(500, "InternalError"), model.KindServer, "InternalError", "told why", 6},
		// The transport itself asks once more where a kept connection breaks.
		"no answer":            {drop, model.KindOffline, "", "connection closed", 7},
		"redirect to http":     {answer(302, "", "Location", "http://files.example/"), model.KindUnsafeLink, "", "redirect: plain http", 2},
		"redirect far away":    {answer(302, "", "Location", "https://files.example/"), model.KindUnsafeLink, "", "redirect: to another machine", 2},
		"redirect to a file":   {answer(302, "", "Location", "file:///etc/passwd"), model.KindUnsafeLink, "", "redirect: no host", 2},
		"redirect in a circle": {answer(302, "", "Location", "/again"), model.KindUnsafeLink, "", "too many redirects", 7},
		"redirect to nothing":  {answer(301, ""), model.KindRefused, "", "", 2},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				s := bucket()
				h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					s.ServeHTTP(discard{w, r.Method}, r)
					if r.Method == http.MethodGet {
						c.step(w, r)
					}
				})
				client, o := newClient(t, h), order("a.txt")
				_, err := client.Save(t.Context(), o, nil)
				p := wantKind(t, err, c.kind)
				if p.Code != c.code || p.Detail != c.detail || len(s.requests()) != c.requests {
					t.Errorf("%v, code %q, detail %q, %d requests", p, p.Code, p.Detail, len(s.requests()))
				}
				if names := files(t, client); len(names) != 0 {
					t.Errorf("left behind: %v", names)
				}
				if done, _ := o.Meter.Read(); done != 0 {
					t.Errorf("%d bytes are still counted", done)
				}
			})
		})
	}
}

// discard lets a script see a GET without answering it.
type discard struct {
	http.ResponseWriter
	method string
}

func (d discard) WriteHeader(status int) {
	if d.method != http.MethodGet {
		d.ResponseWriter.WriteHeader(status)
	}
}

func (d discard) Write(p []byte) (int, error) {
	if d.method == http.MethodGet {
		return len(p), nil
	}
	return d.ResponseWriter.Write(p)
}

func TestTroubleOnTheWayIsOvercome(t *testing.T) {
	for name, steps := range map[string][]http.HandlerFunc{
		"server errors": {answer(503, ``), answer(500, ``), answer(200, "12345")},
		"a cut":         {answer(200, "123", "Content-Length", "5"), answer(200, "12345")},
		"a stall": {func(w http.ResponseWriter, r *http.Request) {
			_, _ = w.Write([]byte("12"))
			_ = http.NewResponseController(w).Flush()
			hang(w, r)
		}, answer(200, "12345")},
		"a dead link": {answer(403, expiredXML), answer(200, linkBody(host+"/b/new")), answer(200, "12345")},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				c, o := newClient(t, bucket(steps...)), order("a.txt")
				saved, err := c.Save(t.Context(), o, nil)
				if err != nil {
					t.Fatal(err)
				}
				if data, err := os.ReadFile(saved.Path); err != nil || string(data) != "12345" {
					t.Errorf("%q, %v", data, err)
				}
				if done, _ := o.Meter.Read(); done != 5 {
					t.Errorf("counted %d", done)
				}
			})
		})
	}
}

func TestNothingOfABrokenTryStaysInTheFile(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		broken := func(w http.ResponseWriter, r *http.Request) {
			_, _ = w.Write([]byte("123456789"))
			_ = http.NewResponseController(w).Flush()
			drop(w, r)
		}
		s := &script{steps: []http.HandlerFunc{answer(200, `{"Url":"`+host+`/a"}`), broken, answer(200, "12345")}}
		saved, err := newClient(t, s).Save(t.Context(), order("a.txt"), nil)
		if err != nil {
			t.Fatal(err)
		}
		if data, err := os.ReadFile(saved.Path); err != nil || string(data) != "12345" {
			t.Errorf("%q, %v", data, err)
		}
	})
}

func TestALinkThatLivesIsNotRenewedAndADeadOneIs(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		now := time.Now()
		o := order("a.txt")
		o.Link = model.Link{URL: model.NewSecret(host + "/b/a"), Issued: now, Expires: now.Add(time.Minute), Size: 5}
		s := &script{steps: []http.HandlerFunc{answer(200, "12345")}}
		saved, err := newClient(t, s).Save(t.Context(), o, nil)
		if err != nil || len(s.requests()) != 1 || !saved.Link.URL.IsZero() {
			t.Errorf("%+v, %v, %d requests", saved, err, len(s.requests()))
		}
		time.Sleep(time.Minute)
		again := bucket(answer(200, "12345"))
		saved, err = newClient(t, again).Save(t.Context(), o, nil)
		if err != nil || len(again.requests()) != 2 || saved.Link.URL.IsZero() {
			t.Errorf("%+v, %v, %d requests", saved, err, len(again.requests()))
		}
	})
}

func TestALinkThatDiesWhileTheFileComesDoesNotStopIt(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		c, server := newEmulated(t, emulator.Options{Scenario: "bulk", Count: 1, Size: 1 << 20, Faults: []string{"drip=20000"}})
		pages, err := walk(t, c)
		if err != nil {
			t.Fatal(err)
		}
		saved, err := c.Save(t.Context(), model.Order{
			Attachment: pages[0].Attachments[0], Meter: new(model.Meter), Life: 10 * time.Second,
		}, nil)
		if err != nil || saved.Size != 1<<20 {
			t.Errorf("%+v, %v", saved, err)
		}
		if n := server.Calls("GetAttachment"); n != 1 {
			t.Errorf("%d links were asked for", n)
		}
	})
}

func TestAnUnsafeLinkIsNotFollowed(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		now := time.Now()
		o := order("a.txt")
		o.Link = model.Link{URL: model.NewSecret("http://files.example/a"), Issued: now, Expires: now.Add(time.Minute)}
		s := &script{steps: []http.HandlerFunc{answer(200, "12345")}}
		c := newClient(t, s)
		_, err := c.Save(t.Context(), o, nil)
		wantKind(t, err, model.KindUnsafeLink)
		if len(s.requests()) != 0 || len(files(t, c)) != 0 {
			t.Error("it was followed")
		}
	})
}

func TestNoLinkIsNoFile(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		c := newClient(t, answer(200, `{"AttachmentSizeInBytes":5}`))
		_, err := c.Save(t.Context(), order("a.txt"), nil)
		wantKind(t, err, model.KindNoLink)
		if names := files(t, c); len(names) != 0 {
			t.Errorf("left behind: %v", names)
		}
	})
}

func TestCancellingASaveLeavesNothing(t *testing.T) {
	for name, step := range map[string]http.HandlerFunc{
		"while it comes": func(w http.ResponseWriter, r *http.Request) {
			_, _ = w.Write([]byte("12"))
			_ = http.NewResponseController(w).Flush()
			hang(w, r)
		},
		"before the first byte": hang, "between two tries": answer(500, ``),
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				c, o := newClient(t, bucket(step)), order("a.txt")
				ctx, cancel := context.WithCancel(t.Context())
				time.AfterFunc(100*time.Millisecond, cancel)
				start := time.Now()
				saved, err := c.Save(ctx, o, nil)
				wantKind(t, err, model.KindCancelled)
				if saved.Link.URL.IsZero() || saved.Path != "" {
					t.Errorf("%+v", saved)
				}
				if took := time.Since(start); took != 100*time.Millisecond {
					t.Errorf("took %v", took)
				}
				if names := files(t, c); len(names) != 0 {
					t.Errorf("left behind: %v", names)
				}
				if done, _ := o.Meter.Read(); done != 0 {
					t.Errorf("counted %d", done)
				}
			})
		})
	}
}

func TestAStallIsBrokenOffAfterTwentySeconds(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		c := newClient(t, bucket(hang))
		c.jitter = func() float64 { return 0 }
		start := time.Now()
		_, err := c.Save(t.Context(), order("a.txt"), nil)
		wantKind(t, err, model.KindTimeout)
		if took := time.Since(start); took != 5*stallTime {
			t.Errorf("took %v", took)
		}
	})
}

func TestAFileWithoutAnAnnouncedSizeIsBounded(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		endless := func(w http.ResponseWriter, _ *http.Request) {
			block := bytes.Repeat([]byte("x"), 1<<16)
			for {
				if _, err := w.Write(block); err != nil {
					return
				}
			}
		}
		s := &script{steps: []http.HandlerFunc{answer(200, `{"Url":"`+host+`/a"}`), endless}}
		c := newClient(t, s, func(o *Options) { o.MaxBytes = 1 << 20 })
		_, err := c.Save(t.Context(), order("a.txt"), nil)
		wantKind(t, err, model.KindLong)
		if names := files(t, c); len(names) != 0 {
			t.Errorf("left behind: %v", names)
		}
	})
}

func TestAFolderThatCannotBeWrittenCostsNoCall(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "file")
		if err := os.WriteFile(file, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		for _, dir := range []string{file, filepath.Join(file, "below"), "/proc/attache"} {
			s := &script{steps: []http.HandlerFunc{answer(200, "12345")}}
			c := newClient(t, s, func(o *Options) { o.Dir = dir })
			_, err := c.Save(t.Context(), order("a.txt"), nil)
			if p := wantKind(t, err, model.KindDisk); p.Detail == "" || strings.Contains(p.Error(), dir) {
				t.Errorf("%s: %v", dir, p)
			}
			if len(s.requests()) != 0 {
				t.Error("a call was made")
			}
		}
	})
}

func TestSavesOfOneNameAtOnceDoNotMeet(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		slow := func(w http.ResponseWriter, r *http.Request) {
			time.Sleep(time.Second)
			answer(200, r.URL.Query().Get("n")+"2345")(w, r)
		}
		c := newClient(t, http.HandlerFunc(slow))
		results := make(chan string)
		now := time.Now()
		for n := range 5 {
			go func() {
				o := order("a.txt")
				o.Link = model.Link{URL: model.NewSecret(fmt.Sprintf("%s/a?n=%d", host, n)), Issued: now, Expires: now.Add(time.Minute), Size: 5}
				saved, err := c.Save(t.Context(), o, nil)
				if err != nil {
					t.Error(err)
				}
				data, err := os.ReadFile(saved.Path)
				if err != nil || string(data) != fmt.Sprintf("%d2345", n) {
					t.Errorf("%d: %q, %v", n, data, err)
				}
				results <- filepath.Base(saved.Path)
			}()
		}
		synctest.Wait()
		got := map[string]bool{}
		for range 5 {
			got[<-results] = true
		}
		want := []string{"a (1).txt", "a (2).txt", "a (3).txt", "a (4).txt", "a.txt"}
		if names := slices.Sorted(maps.Keys(got)); !slices.Equal(names, want) || !slices.Equal(files(t, c), want) {
			t.Errorf("%v, %v", names, files(t, c))
		}
	})
}
