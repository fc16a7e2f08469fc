package api

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"math/rand/v2"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"attache/api/trial"
	"attache/model"
)

// settleDown gives everything that is under way a moment.
func settleDown() {
	time.Sleep(time.Second)
	synctest.Wait()
}

func TestADayOfSocketsHasNoGap(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		ch := newChat(t)
		ch.add(nil)
		w := watchChat(t, ch.client(true))
		settleDown()
		// Files come around the clock, so that some come while one socket takes over from another.
		const day = 24 * time.Hour
		for n := 0; time.Duration(n)*7*time.Second < day; n++ {
			id := fmt.Sprintf("f-%d", n)
			ch.send(id, "APPROVED")
			synctest.Wait()
			if w.status(id) != "APPROVED" {
				t.Fatalf("file %d was not heard of at once", n)
			}
			time.Sleep(7 * time.Second)
		}
		ch.mu.Lock()
		defer ch.mu.Unlock()
		if want := int(day/socketTime) + 1; ch.opened != want || len(ch.closes) != want-1 {
			t.Errorf("%d sockets of which %d were closed, want %d", ch.opened, len(ch.closes), want)
		}
		for _, code := range ch.closes {
			if code != 1000 {
				t.Errorf("closed with %d", code)
			}
		}
		if got := ch.calls["GetTranscript"]; got != 2 {
			t.Errorf("%d readings, want the walk and the one after the subscription", got)
		}
		if got := ch.calls["CreateParticipantConnection"]; got != ch.opened {
			t.Errorf("%d exchanges for %d sockets", got, ch.opened)
		}
		if got := w.filled(); got != 1 {
			t.Errorf("%d gaps filled", got)
		}
	})
}

func TestWhatWasOnItsWayThroughTheSocketBeforeIsHeard(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		ch := newChat(t)
		ch.add(nil)
		w := watchChat(t, ch.client(true))
		settleDown()
		before := ch.listeners()
		time.Sleep(socketTime)
		synctest.Wait()
		if n := len(ch.listeners()); n != 2 {
			t.Fatalf("%d sockets are listened to", n)
		}
		for _, s := range before {
			s.sayItem(ch.add(file("late", "APPROVED")))
		}
		synctest.Wait()
		if w.status("late") != "APPROVED" {
			t.Error("the item that came late was not heard")
		}
		time.Sleep(lingerTime)
		synctest.Wait()
		if n := len(ch.listeners()); n != 1 || ch.count("GetTranscript") != 2 {
			t.Errorf("%d sockets, %d readings", n, ch.count("GetTranscript"))
		}
	})
	inBubble(t, func(t *testing.T) {
		ch := newChat(t)
		ch.add(nil)
		w := watchChat(t, ch.client(true))
		settleDown()
		before := ch.listeners()
		time.Sleep(socketTime)
		synctest.Wait()
		ch.add(file("late", "APPROVED"))
		for _, s := range before {
			_ = s.conn.CloseNow() // with the item in it
		}
		settleDown()
		if w.status("late") != "APPROVED" || w.now().State != model.WatchLive {
			t.Errorf("status %q, %+v", w.status("late"), w.now())
		}
	})
}

func TestTheConnectionTokenNeverEndsWhileAParticipantTokenIsThere(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		ch := newChat(t)
		ch.tokenLife = 10 * time.Minute
		c := ch.client(true)
		watchChat(t, c)
		settleDown()
		for range 24 * 60 {
			if left := time.Until(c.Status().TokenEnds); left < 30*time.Second {
				t.Fatalf("the token ends in %v", left)
			}
			time.Sleep(time.Minute - time.Millisecond)
		}
		if n := ch.count("CreateParticipantConnection"); n > 24*60/8 {
			t.Errorf("%d exchanges in a day of tokens of ten minutes", n)
		}
	})
}

func TestATokenThatEndsAtOnceIsNotRenewedInALoop(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		ch := newChat(t)
		ch.tokenLife = time.Second
		watchChat(t, ch.client(true))
		time.Sleep(10*time.Minute - time.Second) // between two renewals, not at the instant of one
		synctest.Wait()
		if n := ch.count("CreateParticipantConnection"); n > 22 {
			t.Errorf("%d exchanges in ten minutes", n)
		}
	})
}

func TestAnIdleWatchKeepsToItsBudget(t *testing.T) {
	for _, row := range []struct {
		name                 string
		participant, looking bool
		perMinute            int
	}{
		{"with a socket", true, true, 0},
		{"with a socket, away", true, false, 0},
		{"looked at", false, true, 4},
		{"away", false, false, 1},
	} {
		t.Run(row.name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				ch := newChat(t)
				ch.add(file("old", "APPROVED"))
				c := ch.client(row.participant)
				watchChat(t, c)
				c.Attend(row.looking)
				time.Sleep(time.Minute)
				synctest.Wait()
				const night = 8 * 60
				most := 0
				before := ch.count("GetTranscript")
				for range night {
					start := ch.count("GetTranscript")
					time.Sleep(time.Minute)
					synctest.Wait()
					most = max(most, ch.count("GetTranscript")-start)
				}
				all := ch.count("GetTranscript") - before
				if most > row.perMinute || all > row.perMinute*night || row.perMinute > 0 && all < row.perMinute*night-1 {
					t.Errorf("%d calls in a minute, %d in a night, want %d and %d", most, all, row.perMinute, row.perMinute*night)
				}
			})
		})
	}
}

func TestAScanFarBackKeepsToTheBudget(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		ch := newChat(t)
		ch.add(file("stuck", "IN_PROGRESS"))
		for range 250 {
			ch.add(nil)
		}
		c := ch.client(false)
		w := watchChat(t, c)
		before := ch.count("GetTranscript")
		time.Sleep(5 * time.Minute)
		synctest.Wait()
		if n := ch.count("GetTranscript") - before; n > 20 || n < 18 {
			t.Errorf("%d calls in five minutes", n)
		}
		ch.add(file("new", "APPROVED"))
		time.Sleep(2 * pollLooking)
		synctest.Wait()
		if w.status("new") != "APPROVED" {
			t.Error("the scan far back hid a new file")
		}
		ch.scanned("stuck", "REJECTED")
		time.Sleep(2 * pollLooking)
		synctest.Wait()
		if w.status("stuck") != "REJECTED" {
			t.Error("the result of the scan was not seen")
		}
	})
}

func TestAScanThatNeverEndsDoesNotCostForEver(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		ch := newChat(t)
		ch.add(file("stuck", "IN_PROGRESS"))
		for range 250 {
			ch.add(nil)
		}
		watchChat(t, ch.client(false))
		time.Sleep(scanPatience + time.Minute + pollLooking/2) // between two readings
		before := ch.count("GetTranscript")
		time.Sleep(time.Hour)
		if n := ch.count("GetTranscript") - before; n > 4*60 || n < 4*60-4 {
			t.Errorf("%d calls in an hour", n)
		}
	})
	inBubble(t, func(t *testing.T) {
		ch := newChat(t)
		ch.add(file("stuck", "IN_PROGRESS"))
		watchChat(t, ch.client(true))
		time.Sleep(time.Hour)
		synctest.Wait()
		if n := ch.count("GetTranscript"); n != 3 {
			t.Errorf("%d readings with a socket, want walk, fill and one look at the scan", n)
		}
	})
}

func TestAResultThatTheSocketLostIsReadOnce(t *testing.T) {
	for _, exclusive := range []bool{false, true} {
		inBubble(t, func(t *testing.T) {
			ch := newChat(t)
			ch.exclusive = exclusive
			ch.add(nil)
			w := watchChat(t, ch.client(true))
			settleDown()
			ch.send("a", "IN_PROGRESS")
			synctest.Wait()
			ch.scanned("a", "APPROVED")
			time.Sleep(scanTime + time.Second)
			synctest.Wait()
			if got := w.status("a"); got != "APPROVED" {
				t.Errorf("status %q", got)
			}
			time.Sleep(time.Hour)
			if n := ch.count("GetTranscript"); n != 3 {
				t.Errorf("%d readings", n)
			}
		})
	}
}

func TestPollingSeesFilesAndResultsWhetherOrNotAStartIsPartOfItsPage(t *testing.T) {
	for _, exclusive := range []bool{false, true} {
		inBubble(t, func(t *testing.T) {
			ch := newChat(t)
			ch.exclusive = exclusive
			ch.add(nil)
			w := watchChat(t, ch.client(false))
			time.Sleep(time.Minute)
			for n := range 5 {
				id := fmt.Sprintf("f-%d", n)
				ch.add(file(id, "IN_PROGRESS"))
				time.Sleep(pollLooking)
				synctest.Wait()
				if got := w.status(id); got != "IN_PROGRESS" {
					t.Errorf("%s: status %q", id, got)
				}
				ch.scanned(id, "APPROVED")
				time.Sleep(pollLooking)
				synctest.Wait()
				if got := w.status(id); got != "APPROVED" {
					t.Errorf("%s: status %q", id, got)
				}
			}
		})
	}
}

func TestAnIdTheServiceForgotCostsOneWholeWalk(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		ch := newChat(t)
		for range 150 {
			ch.add(nil)
		}
		w := watchChat(t, ch.client(false))
		ch.with(func() { ch.items[149]["Id"] = "renamed" })
		ch.add(file("new", "APPROVED"))
		before := ch.count("GetTranscript")
		time.Sleep(pollLooking + time.Second)
		synctest.Wait()
		if n := ch.count("GetTranscript") - before; n != 3 || w.status("new") != "APPROVED" {
			t.Errorf("%d calls, status %q", n, w.status("new"))
		}
		time.Sleep(3 * pollLooking) // three calls, three times the wait
		synctest.Wait()
		if n := ch.count("GetTranscript") - before; n != 4 {
			t.Errorf("%d calls: the next reading did not start from the new place", n)
		}
	})
}

// TestAfterAnyDropTheListIsTheServices lets files arrive in any order, twice or not at all, scans
// end in any order, and sockets break at any moment, a thousand times.
func TestAfterAnyDropTheListIsTheServices(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		ch := newChat(t)
		ch.add(nil)
		c := ch.client(true)
		random := rand.New(rand.NewPCG(1, 2))
		c.caller.Jitter = rand.Float64
		w := watchChat(t, c)
		settleDown()
		var late []map[string]any
		scanning := map[string]bool{}
		for n := range 1000 {
			for range random.IntN(4) {
				id := fmt.Sprintf("f-%d", len(ch.items))
				item := ch.add(file(id, "IN_PROGRESS"))
				scanning[id] = true
				late = append(late, item)
			}
			for _, id := range slices.Sorted(maps.Keys(scanning)) {
				if random.IntN(3) == 0 {
					status := []string{"APPROVED", "REJECTED"}[random.IntN(2)]
					ch.scanned(id, status)
					delete(scanning, id)
					late = append(late, ch.add(file(id, status)))
				}
			}
			// What is told is told late, in any order, some of it twice and some never.
			random.Shuffle(len(late), func(i, j int) { late[i], late[j] = late[j], late[i] })
			for len(late) > 3 {
				for range random.IntN(3) {
					ch.tell(late[0])
				}
				late = late[1:]
			}
			time.Sleep(time.Duration(random.IntN(20_000)) * time.Millisecond)
			ch.drop()
			time.Sleep(time.Duration(random.IntN(2_000)) * time.Millisecond)
			if n%100 != 99 {
				continue
			}
			late = nil
			time.Sleep(time.Minute)
			synctest.Wait()
			sameAsService(t, ch, w)
		}
		if n := w.filled(); n < 100 { // usually some 550: how many depends on when a drop comes, and on the waits
			t.Errorf("only %d gaps were filled", n)
		}
	})
}

// sameAsService compares what the watch has told with the transcript.
func sameAsService(t *testing.T, ch *chat, w *watched) {
	t.Helper()
	want := map[string]string{}
	ch.with(func() {
		for _, item := range ch.items {
			list, _ := item["Attachments"].([]map[string]any)
			for _, a := range list {
				id, status := fmt.Sprint(a["AttachmentId"]), fmt.Sprint(a["Status"])
				if want[id] == "" || want[id] == "IN_PROGRESS" {
					want[id] = status
				}
			}
		}
	})
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.library.Len() != len(want) {
		t.Fatalf("%d files, want %d", w.library.Len(), len(want))
	}
	for _, a := range w.library.All() {
		if string(a.Status) != want[a.ID] {
			t.Fatalf("%s is %s, want %s", a.ID, a.Status, want[a.ID])
		}
	}
}

func TestNothingOutlivesTheWatch(t *testing.T) {
	for _, row := range []struct {
		name  string
		after time.Duration
		set   func(*chat)
	}{
		{"at once", 0, nil},
		{"while it listens", time.Minute, nil},
		{"while a socket takes over", socketTime, nil},
		{"while it waits", time.Minute, func(ch *chat) { ch.fail = func(op string) (int, []string) { return 500, nil } }},
		{"while nobody answers the socket", 500 * time.Millisecond, func(ch *chat) {
			ch.onFrame = func(*chatSocket, string) bool { return true }
		}},
	} {
		t.Run(row.name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				ch := newChat(t)
				c := ch.client(true)
				w := watchChat(t, c)
				if row.set != nil {
					ch.with(func() { row.set(ch) })
				}
				time.Sleep(row.after)
				stopped := time.Now()
				w.stop()
				<-w.done
				if took := time.Since(stopped); took > 0 {
					t.Errorf("the watch took %v to end", took)
				}
				trial.WantKind(t, w.err, model.KindCancelled)
				c.Close()
				synctest.Wait()
				stacks := make([]byte, 1<<20)
				stacks = stacks[:runtime.Stack(stacks, true)]
				for _, left := range []string{"api.(*watch)", "api.(*socket)", "api.(*Client)", "coder/websocket", "http.(*persistConn)"} {
					if strings.Contains(string(stacks), left) {
						t.Errorf("%s still runs:\n%s", left, stacks)
					}
				}
			})
		})
	}
}

func TestADayCostsNoMemory(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		ch := newChat(t)
		ch.add(nil)
		c := ch.client(true)
		if err := c.Attachments(t.Context(), nil, func(model.Page) {}); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- c.Watch(ctx, func(model.Update) {}) }()
		settleDown()
		heap := func() (bytes float64, goroutines int) {
			var m runtime.MemStats
			time.Sleep(3*time.Second + 7*time.Millisecond) // not at the instant of a call
			synctest.Wait()
			runtime.GC()
			runtime.GC()
			runtime.ReadMemStats(&m)
			return float64(m.HeapAlloc), runtime.NumGoroutine()
		}
		items := 0
		hours := func(n int) {
			for range n * 360 {
				items++
				id := fmt.Sprintf("f-%d", items)
				for _, s := range ch.listeners() {
					item := file(id, []string{"IN_PROGRESS", "APPROVED"}[items%2])
					item["Id"], item["ContactId"], item["InitialContactId"] = id, fmt.Sprintf("c-%d", items), "c-1"
					s.sayItem(item)
				}
				time.Sleep(10 * time.Second)
			}
		}
		hours(2)
		bytes, goroutines := heap()
		hours(22)
		bytesAfter, goroutinesAfter := heap()
		if grown := bytesAfter - bytes; grown > 256<<10 || goroutinesAfter > goroutines {
			t.Errorf("%.0f bytes and %d goroutines more after a day", grown, goroutinesAfter-goroutines)
		}
		cancel()
		<-done
	})
}

func TestNoSecretOfTheWatchIsLoggedOrTold(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		ch := newChat(t)
		var log lockedBuffer
		c := ch.client(true, func(o *Options) {
			o.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
		})
		w := watchChat(t, c)
		settleDown()
		ch.drop()
		ch.with(func() {
			ch.upgrade = func(w http.ResponseWriter) bool { trial.Answer(403, "no")(w, nil); return true }
		})
		time.Sleep(time.Minute)
		ch.with(func() { ch.socketHost = "ws://elsewhere.example" })
		time.Sleep(10 * time.Minute)
		synctest.Wait()
		text := log.String() + fmt.Sprintf("%+v", w.news())
		for _, n := range w.news() {
			if n.Watch.Problem != nil {
				text += n.Watch.Problem.Error() + fmt.Sprintf("%#v", n.Watch.Problem)
			}
		}
		for _, secret := range []string{"very-secret", "token-1", "first-token", "participant-token", "chat-socket"} {
			if strings.Contains(text, secret) {
				t.Errorf("%s is shown", secret)
			}
		}
		if !strings.Contains(text, "plain http") || !strings.Contains(log.String(), "socket") {
			t.Errorf("nothing is said:\n%s", log.String())
		}
	})
}
