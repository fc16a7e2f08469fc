package api

import (
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"attache/api/emulator"
	"attache/api/trial"
	"attache/api/wire"
	"attache/model"
)

// filesOf lists what is in a folder.
func filesOf(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestTheFilesOfTheDemoAreSavedExactly(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		dir := t.TempDir()
		c, _ := newEmulated(t, emulator.Options{Scenario: "demo"}, func(o *Options) { o.Dir, o.Rate = dir, 1000 })
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
		if got := filesOf(t, dir); len(want) < 10 || !slices.Equal(got, want) {
			t.Errorf("files %v, want %v", got, want)
		}
	})
}

// saveSmall saves a, unless it is large, and returns the name of the file if there is to be one.
func saveSmall(t *testing.T, c *Client, a model.Attachment) string {
	t.Helper()
	const large = 4 << 20
	l, err := c.Link(t.Context(), a.ID, 0, model.PriorityVisible, nil)
	if l.Size > large {
		return ""
	}
	saved, saveErr := c.Save(t.Context(), model.DownloadRequest{Attachment: a, Link: l, Meter: new(model.Meter)}, nil)
	switch a.Status {
	case model.StatusRejected:
		trial.WantKind(t, saveErr, model.KindRejected)
		return ""
	case model.StatusInProgress:
		trial.WantKind(t, saveErr, model.KindScanning)
		return ""
	case model.StatusApproved:
	}
	info, statErr := os.Stat(saved.Path)
	if errors.Join(err, saveErr, statErr) != nil || info.Size() != l.Size || saved.Size != l.Size {
		t.Fatalf("%s: %d bytes of %d, %v, %v", a.Name, saved.Size, l.Size, err, saveErr)
	}
	return filepath.Base(saved.Path)
}

func TestALinkThatDiesWhileTheFileComesDoesNotStopIt(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		c, server := newEmulated(t, emulator.Options{Scenario: "bulk", Count: 1, Size: 1 << 20, Faults: []string{"drip=20000"}})
		pages, err := walk(t, c)
		if err != nil {
			t.Fatal(err)
		}
		saved, err := c.Save(t.Context(), model.DownloadRequest{
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

func TestFilesOfOneNameAreAllSavedByAnyRuleHoweverManyAtOnce(t *testing.T) {
	for _, rule := range trial.Rules() {
		inBubble(t, func(t *testing.T) {
			dir := t.TempDir()
			c, _ := newEmulated(t, emulator.Options{Scenario: "bulk", Count: 9, Faults: []string{"unlimited"}}, func(o *Options) {
				o.Dir, o.Rate = dir, 1000
			})
			pages, err := walk(t, c)
			if err != nil {
				t.Fatal(err)
			}
			for range 2 { // a second run over what the first has left changes nothing
				var group sync.WaitGroup
				for _, a := range pages[0].Attachments {
					group.Go(func() {
						if _, err := c.Save(t.Context(), model.DownloadRequest{Attachment: a, Name: "one.pdf", OnExists: rule}, nil); err != nil {
							t.Error(rule, err)
						}
					})
				}
				group.Wait()
				if got := slices.Compact(trial.ContentsOf(t, dir)); len(got) != 9 {
					t.Errorf("rule %q: %d contents of 9 files are left", rule, len(got))
				}
				next, err := New(Options{
					Endpoint: c.endpoint, Transport: c.caller.Transport, Dir: dir, Rate: 1000, ConnectionToken: c.tokens.connection,
				})
				if err != nil {
					t.Fatal(err)
				}
				c = next
			}
		})
	}
}

// TestTheServicesOwnSentenceIsKeptWhole follows one, which is longer than a line, from the answer to the
// problem and the log.
func TestTheServicesOwnSentenceIsKeptWhole(t *testing.T) {
	sentence := "User is not authorized to perform: connect:GetAttachment with an explicit deny in an identity-based policy, " + strings.Repeat("for reasons ", 30) + "at last."
	inBubble(t, func(t *testing.T) {
		var lines lockedBuffer
		log := func(o *Options) {
			o.ConnectionToken = model.NewSecret(canaryConnection)
			o.Log = slog.New(slog.NewTextHandler(&lines, &slog.HandlerOptions{Level: slog.LevelDebug}))
		}
		c := newClient(t, trial.Answer(403, `{"Message":"`+sentence+` `+canaryConnection+`"}`, "X-Amzn-Errortype", "AccessDeniedException"), log)
		_, err := link(t, c)
		if p := trial.WantKind(t, err, model.KindDenied); p.Said != sentence+" "+wire.Redacted {
			t.Errorf("%q", p.Said)
		}
		c = newClient(t, trial.Bucket(trial.Answer(403, "<Error><Code>AccessDenied</Code><Message>told why</Message></Error>")), log)
		_, err = c.Save(t.Context(), trial.Requested("a.txt"), nil)
		if p := trial.WantKind(t, err, model.KindRefused); p.Said != "told why" {
			t.Errorf("%q", p.Said)
		}
		if got := lines.String(); !strings.Contains(got, sentence) || !strings.Contains(got, `op=download status=403`) || !strings.Contains(got, `service_message="told why"`) {
			t.Errorf("log %q", got)
		}
		wantNoCanary(t, "log", lines.String())
		c = newClient(t, trial.Answer(403, "<html>"+sentence), log)
		_, err = link(t, c)
		if p := trial.WantKind(t, err, model.KindJunk); p.Said != "" {
			t.Errorf("a page is no sentence of the service: %q", p.Said)
		}
	})
}
