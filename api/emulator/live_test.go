package emulator

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"attache/api/emulator/scenario"
)

// told is what the sockets heard, with the time that passed since the beginning.
func told(t *testing.T, o Options, speed int, length time.Duration) []string {
	t.Helper()
	var lines []string
	lively(t, o, func(t *testing.T, w *world) {
		k := w.open()
		if speed > 1 {
			w.SetSpeed(speed)
		}
		begin := w.now()
		heard := make(chan heardItem, 1000)
		go func() {
			defer close(heard)
			for {
				_, b, err := k.Read(t.Context())
				if err != nil {
					return
				}
				heard <- unwrap(t, string(b))
			}
		}()
		time.Sleep(length)
		_ = w.Close()
		for it := range heard {
			line := fmt.Sprintln(it.ID, it.Type, it.ParticipantRole, it.Content, it.Attachments)
			at, err := time.Parse(time.RFC3339, it.AbsoluteTime)
			if err != nil {
				t.Error(err)
			}
			lines = append(lines, at.Sub(begin).Round(10*time.Millisecond).String()+" "+line)
		}
	})
	return lines
}

// goesOn reports whether the script has more to come.
func (w *world) goesOn() bool {
	w.all[0].chat.Lock()
	defer w.all[0].chat.Unlock()
	return len(w.talk().Script) > 0
}

func TestTheDemoGoesOnAtACalmPaceUntilTheChatIsFull(t *testing.T) {
	lively(t, Options{Seed: 3, Unlimited: true}, func(t *testing.T, w *world) {
		k, begin, last := w.open(), time.Now(), time.Now()
		before := len(w.talk().Files)
		var senders, statuses []string
		known := map[string]bool{}
		for id := range w.talk().Files {
			known[id] = true
		}
		first := time.Duration(0)
		for w.goesOn() {
			it := k.item()
			now := time.Now()
			if at, err := time.Parse(time.RFC3339, it.AbsoluteTime); err != nil || it.Type != "ATTACHMENT" && now.Sub(at) >= time.Millisecond {
				t.Errorf("%+v came at %s", it, now)
			}
			if d := now.Sub(last); it.Type == "MESSAGE" && d < time.Second/2 || d > 25*time.Second {
				t.Errorf("%s after what came before: %+v", d, it)
			}
			last = now
			if it.Type != "ATTACHMENT" {
				continue
			}
			a := it.Attachments[0]
			statuses = append(statuses, a.Status)
			if known[a.AttachmentID] {
				continue
			}
			known[a.AttachmentID] = true
			if first == 0 {
				first = now.Sub(begin)
			}
			senders = append(senders, it.ParticipantRole)
		}
		if first < 3*time.Second || first > 25*time.Second {
			t.Errorf("the first file came after %s", first)
		}
		if !slices.Contains(statuses, rejected) || !slices.Contains(statuses, inProgress) || len(senders) != maxFiles-before {
			t.Errorf("statuses %v, senders %v", statuses, senders)
		}
		for i := 1; i < len(senders); i++ {
			if senders[i] == senders[i-1] {
				t.Errorf("file %d comes from %s again", i, senders[i])
			}
		}
		if d := time.Since(begin); d < 3*time.Minute || d > 10*time.Minute {
			t.Errorf("the script took %s", d)
		}
		k.silentFor(time.Hour - time.Since(begin) - time.Minute)
		if before+len(senders) != maxFiles {
			t.Errorf("from %d files by %d more", before, len(senders))
		}
		for _, a := range w.attachments() {
			if a.Status == inProgress {
				t.Errorf("%s is still being scanned", a.AttachmentName)
			}
		}
	})
}

func TestASeedDecidesWhatGoesOnWhateverClientsDo(t *testing.T) {
	first := told(t, Options{Seed: 7}, 1, 10*time.Minute)
	if len(first) < 30 {
		t.Fatalf("only %d items: %q", len(first), first)
	}
	if again := told(t, Options{Seed: 7}, 10, time.Minute); !slices.Equal(first, again) {
		t.Errorf("a hurried clock made\n%q\nnot\n%q", again, first)
	}
	if other := told(t, Options{Seed: 8}, 1, 10*time.Minute); slices.Equal(first, other) {
		t.Error("another seed made the same")
	}
	lively(t, Options{Seed: 7}, func(t *testing.T, w *world) {
		w.post("message", `{"ContentType":"text/plain","Content":"in between"}`)
		time.Sleep(10 * time.Minute)
		w.all[0].chat.Change(func() {})
		var ids []string
		for _, it := range w.talk().Items[len(w.talk().Items)-len(first):] {
			ids = append(ids, it.ID)
		}
		for _, line := range first {
			if id, _, _ := strings.Cut(line[strings.Index(line, " ")+1:], " "); !slices.Contains(ids, id) && !strings.Contains(line, "contract") {
				t.Errorf("%s has another id when a client speaks", line)
			}
		}
	})
}

func TestPollersSeeTheScriptWithoutASocket(t *testing.T) {
	w := start(t, Options{Unlimited: true})
	before := len(w.attachments())
	w.tick(time.Minute)
	if n := len(w.attachments()); n <= before {
		t.Errorf("%d files after a minute, %d before", n, before)
	}
	still := start(t, Options{Scenario: "still", Unlimited: true})
	before = len(still.attachments())
	still.tick(time.Hour)
	if n := len(still.attachments()); n != before {
		t.Errorf("the still demo went on, from %d files to %d", before, n)
	}
}

func TestAFrozenClockHoldsTheScript(t *testing.T) {
	lively(t, Options{}, func(_ *testing.T, w *world) {
		k := w.open()
		w.SetSpeed(0)
		k.silentFor(time.Hour)
	})
	lively(t, Options{}, func(t *testing.T, w *world) {
		k := w.open()
		w.SetSpeed(0)
		time.Sleep(time.Hour)
		w.AdvanceClock(30 * time.Second)
		k.item()
		if d := time.Since(w.now()); d < time.Hour-time.Minute {
			t.Errorf("the clock is behind by %s only", d)
		}
	})
}

func TestTheEndClosesAChatAtItsTimeAndIsHeard(t *testing.T) {
	lively(t, Options{Scenario: "empty", Faults: []string{"end=5m"}}, func(t *testing.T, w *world) {
		k, begin := w.open(), time.Now()
		if end := k.item(); end.ContentType != scenario.EventEnded || time.Since(begin) != 5*time.Minute {
			t.Errorf("%+v after %s", end, time.Since(begin))
		}
		if status := k.ended(); status != 1000 {
			t.Errorf("closed with %v", status)
		}
		if a := w.call(); a.status != 403 {
			t.Errorf("the next call got %d", a.status)
		}
	})
}

func TestADropAfterAWhileBreaksEverySocket(t *testing.T) {
	lively(t, Options{Scenario: "empty", Faults: []string{"drop=90s"}}, func(t *testing.T, w *world) {
		for range 3 {
			k, begin := w.open(), time.Now()
			if status := k.ended(); status != -1 || time.Since(begin) != 90*time.Second {
				t.Errorf("ended with %v after %s", status, time.Since(begin))
			}
		}
		w.ClearFaults()
		k := w.open()
		if n := w.DropSockets(); n != 1 || k.ended() != -1 {
			t.Errorf("%d sockets were dropped", n)
		}
		synctest.Wait()
		if w.Sockets() != 0 {
			t.Error("a dropped socket is still counted")
		}
	})
}

func TestTheScriptStopsSendingWhenTheChatIsFull(t *testing.T) {
	w := start(t, Options{Unlimited: true})
	for range maxFiles {
		w.Send("a.txt", plainText, 10, false)
	}
	before := len(w.talk().Files)
	w.tick(time.Hour)
	w.call()
	equal(w, len(w.talk().Files), before)
	equal(w, len(w.talk().Script), 0)
}

func TestAScanThatNeverEnds(t *testing.T) {
	w := start(t, Options{Unlimited: true, Faults: []string{"scan=never"}})
	w.tick(time.Hour)
	stuck := 0
	for _, a := range w.attachments() {
		if a.Status == inProgress {
			stuck++
			if got := w.post("attachment", `{"AttachmentId":"`+a.AttachmentID+`"}`); got.status != 400 {
				t.Errorf("%s is had with %d", a.AttachmentName, got.status)
			}
		}
	}
	if stuck != 3 {
		t.Errorf("%d scans go on", stuck)
	}
}

func TestARejectedFileIsGoneFromTheBucket(t *testing.T) {
	w := start(t, Options{Scenario: "empty", Unlimited: true})
	id := w.Send("a.txt", plainText, 100, false)
	link := decode[seenLink](t, w.post("attachment", `{"AttachmentId":"`+id+`"}`))
	w.talk().Files[id].Status = inProgress // as if an administrator had it scanned again
	w.FinishScan(id, false)
	s3Fails(t, "a rejected file", w.get(link.URL), 404, "NoSuchKey")
}
