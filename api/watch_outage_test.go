package api

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"attache/api/trial"
	"attache/model"
)

// down makes operations answer a status; 0 lets them answer.
func down(status int, ops ...string) func(string) (int, []string) {
	return func(op string) (int, []string) {
		for _, o := range ops {
			if o == op {
				return status, nil
			}
		}
		return 0, nil
	}
}

// callsIn counts calls of an operation within a time to come.
func (ch *chat) callsIn(op string, d time.Duration) int {
	before := ch.count(op)
	time.Sleep(d)
	synctest.Wait()
	return ch.count(op) - before
}

func TestAScanThatAnOutageHidIsReadForAfterwards(t *testing.T) {
	for _, row := range []struct {
		name             string
		participant      bool
		exclusive, ended bool
		outage           time.Duration
		perMinute        int
	}{
		{"with a socket", true, false, true, 11 * time.Minute, 0},
		{"with a socket, a start left out", true, true, true, 11 * time.Minute, 0},
		{"with a socket, for hours", true, false, true, 5 * time.Hour, 0},
		{"with a socket, scan still running", true, false, false, 11 * time.Minute, 0},
		{"without", false, false, true, 40 * time.Minute, 4},
		{"without, scan still running", false, true, false, 40 * time.Minute, 4},
	} {
		t.Run(row.name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				ch := newChat(t)
				ch.exclusive = row.exclusive
				ch.add(file("first", "IN_PROGRESS"))
				ch.add(nil)
				ch.add(file("stuck", "IN_PROGRESS"))
				ch.add(nil)
				ch.add(nil)
				w := watchChat(t, ch.client(row.participant))
				settleDown()
				ch.with(func() { ch.fail = func(string) (int, []string) { return 500, nil } })
				ch.drop()
				time.Sleep(row.outage)
				if row.ended {
					ch.scanned("first", "REJECTED")
					ch.scanned("stuck", "APPROVED")
				}
				ch.with(func() { ch.fail = nil })
				time.Sleep(10 * time.Minute)
				synctest.Wait()
				sameAsService(t, ch, w)
				for range 30 {
					if n := ch.callsIn("GetTranscript", time.Minute); n > row.perMinute {
						t.Fatalf("%d calls in a minute", n)
					}
				}
				if row.participant || row.ended {
					return
				}
				ch.scanned("first", "REJECTED")
				ch.scanned("stuck", "APPROVED")
				time.Sleep(2 * scanPause)
				synctest.Wait()
				sameAsService(t, ch, w)
			})
		})
	}
}

func TestNewsComeWhateverTheExchangeDoes(t *testing.T) {
	rows := map[string]func(*chat){
		"hangs":          func(ch *chat) { ch.hang["CreateParticipantConnection"] = true },
		"gives no token": func(ch *chat) { ch.fail = down(200, "CreateParticipantConnection") },
		"socket refused": func(ch *chat) {
			ch.upgrade = func(w http.ResponseWriter) bool { trial.Answer(503, "no")(w, nil); return true }
		},
		"socket hangs up": func(ch *chat) {
			ch.upgrade = func(http.ResponseWriter) bool { panic(http.ErrAbortHandler) }
		},
		"subscription unanswered": func(ch *chat) { ch.onFrame = func(*chatSocket, string) bool { return true } },
		"URL not to be used":      func(ch *chat) { ch.socketHost = "ws://elsewhere.example" },
		"token near its end": func(ch *chat) {
			ch.tokenLife = 90 * time.Second
		},
	}
	for _, status := range []int{500, 503, 429, 400, 404, 402} {
		rows[fmt.Sprint("answers ", status)] = func(ch *chat) { ch.fail = down(status, "CreateParticipantConnection") }
	}
	for name, set := range rows {
		for _, after := range []time.Duration{0, 2 * time.Minute} {
			t.Run(fmt.Sprint(name, " after ", after), func(t *testing.T) {
				inBubble(t, func(t *testing.T) {
					ch := newChat(t)
					ch.add(nil)
					if name == "token near its end" {
						set(ch)
						set = func(ch *chat) { ch.fail = down(500, "CreateParticipantConnection") }
					}
					if after == 0 {
						set(ch)
					}
					w := watchChat(t, ch.client(true))
					time.Sleep(after)
					ch.with(func() { set(ch) })
					ch.drop()
					before := ch.count("CreateParticipantConnection")
					for n := range 12 {
						id := fmt.Sprint("f-", n)
						ch.add(file(id, "APPROVED"))
						time.Sleep(4 * time.Minute)
						synctest.Wait()
						if w.status(id) != "APPROVED" {
							t.Fatalf("file %d was not seen within four minutes: %+v", n, w.now())
						}
						if n > 1 && w.now().Lost() {
							t.Errorf("what is received is called lost: %+v", w.now())
						}
						time.Sleep(time.Minute)
					}
					if n := ch.count("CreateParticipantConnection") - before; n > 40 {
						t.Errorf("%d exchanges in an hour", n)
					}
				})
			})
		}
	}
}

func TestADeniedConnectionTokenIsNoRefusalWhileTheExchangeFails(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		ch := newChat(t)
		ch.add(nil)
		w := watchChat(t, ch.client(true))
		time.Sleep(time.Minute)
		ch.with(func() {
			ch.fail = down(500, "CreateParticipantConnection")
			ch.deny["first-token"], ch.deny["token-1"] = true, true
		})
		ch.drop()
		ch.add(file("a", "APPROVED"))
		if n := ch.callsIn("CreateParticipantConnection", time.Hour); n > 60 {
			t.Errorf("%d exchanges in an hour", n)
		}
		if w.now().State != model.WatchWaiting {
			t.Errorf("%+v", w.now())
		}
		ch.with(func() { ch.fail = nil })
		time.Sleep(6 * time.Minute)
		synctest.Wait()
		if w.status("a") != "APPROVED" || w.now().State != model.WatchLive || w.now().Lost() {
			t.Errorf("%q, %+v", w.status("a"), w.now())
		}
	})
}

func TestALongReadingDoesNotSilenceTheNext(t *testing.T) {
	for _, looking := range []bool{true, false} {
		inBubble(t, func(t *testing.T) {
			ch := newChat(t)
			ch.add(nil)
			c := ch.client(false)
			c.Attend(looking)
			w := watchChat(t, c)
			settleDown()
			for range 20 * pageItems {
				ch.add(nil)
			}
			before := ch.count("GetTranscript")
			for ch.count("GetTranscript")-before < 20 {
				time.Sleep(time.Second)
			}
			ch.add(file("next", "APPROVED"))
			time.Sleep(4 * time.Minute)
			synctest.Wait()
			if w.status("next") != "APPROVED" {
				t.Errorf("not seen within four minutes: %+v", w.now())
			}
		})
	}
}

func TestAnOlderPageDoesNotReviveAScan(t *testing.T) {
	for _, participant := range []bool{true, false} {
		inBubble(t, func(t *testing.T) {
			ch := newChat(t)
			ch.add(file("a", "IN_PROGRESS"))
			for range 2 * pageItems {
				ch.add(nil)
			}
			ch.add(file("a", "APPROVED")) // an item of its own: the older one stays as it was
			ch.add(nil)
			ch.add(nil)
			c := ch.client(participant)
			w := watchChat(t, c)
			settleDown()
			ch.drop()
			time.Sleep(2 * time.Minute)
			if at := c.reader.Cursor.Overdue(); !at.IsZero() || w.status("a") != "APPROVED" {
				t.Errorf("overdue at %v, status %q", at, w.status("a"))
			}
			want := 0
			if !participant {
				want = 10 * 4
			}
			if n := ch.callsIn("GetTranscript", 10*time.Minute); n > want {
				t.Errorf("%d calls in ten minutes", n)
			}
		})
	}
}

func TestComingAndGoingDoesNotBeatTheBackoff(t *testing.T) {
	flap := func(c *Client, d time.Duration) {
		for range int(d / time.Second) {
			c.Attend(false)
			c.Attend(true)
			time.Sleep(time.Second)
		}
	}
	t.Run("of a throttle", func(t *testing.T) {
		inBubble(t, func(t *testing.T) {
			ch := newChat(t)
			ch.add(nil)
			c := ch.client(false)
			watchChat(t, c)
			settleDown()
			ch.with(func() { ch.fail = down(429, "GetTranscript") })
			flap(c, 10*time.Minute)
			before := ch.count("GetTranscript")
			flap(c, time.Hour)
			if n := ch.count("GetTranscript") - before; n > 16 {
				t.Errorf("%d throttled calls in an hour", n)
			}
		})
	})
	t.Run("of the budget", func(t *testing.T) {
		inBubble(t, func(t *testing.T) {
			ch := newChat(t)
			ch.add(nil)
			c := ch.client(false)
			watchChat(t, c)
			settleDown()
			for range 30 {
				before := ch.count("GetTranscript")
				flap(c, time.Minute)
				if n := ch.count("GetTranscript") - before; n > 4 {
					t.Fatalf("%d calls in a minute", n)
				}
			}
		})
	})
	t.Run("of failing exchanges", func(t *testing.T) {
		for _, status := range []int{500, 429, 400, 404} {
			inBubble(t, func(t *testing.T) {
				ch := newChat(t)
				ch.add(nil)
				ch.fail = down(status, "CreateParticipantConnection")
				c := ch.client(true)
				watchChat(t, c)
				flap(c, time.Hour)
				if n := ch.count("CreateParticipantConnection"); n > 40 {
					t.Errorf("status %d: %d exchanges in an hour", status, n)
				}
			})
		}
	})
}

func TestAPlaceTheServiceRefusesIsReadPast(t *testing.T) {
	for _, status := range []int{400, 404, 500} {
		for _, exclusive := range []bool{false, true} {
			inBubble(t, func(t *testing.T) {
				ch := newChat(t)
				ch.exclusive = exclusive
				for range 3 * pageItems {
					ch.add(nil)
				}
				ch.add(file("stuck", "IN_PROGRESS"))
				ch.failFor = func(_, body string) int {
					if strings.Contains(body, "StartPosition") {
						return status
					}
					return 0
				}
				w := watchChat(t, ch.client(false))
				time.Sleep(20 * time.Minute)
				ch.add(file("new", "APPROVED"))
				ch.scanned("stuck", "APPROVED")
				time.Sleep(4 * time.Minute)
				synctest.Wait()
				if w.status("new") != "APPROVED" {
					t.Errorf("status %d: not seen within four minutes: %+v", status, w.now())
				}
				if n := ch.callsIn("GetTranscript", 30*time.Minute); n > 30*4 {
					t.Errorf("status %d: %d calls in half an hour", status, n)
				}
				sameAsService(t, ch, w)
			})
		}
	}
}

func TestPagesThatNeverEndKeepToTheBudget(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		ch := newChat(t)
		ch.add(nil)
		w := watchChat(t, ch.client(false))
		settleDown()
		n := 0
		ch.with(func() {
			ch.instead = func(op string) string {
				n++
				return fmt.Sprintf(`{"Transcript":[],"NextToken":"fresh-%d"}`, n)
			}
		})
		if calls := ch.callsIn("GetTranscript", 30*time.Minute); calls > 30*4 {
			t.Errorf("%d calls in half an hour", calls)
		}
		if p := w.now().Problem; p == nil || p.Kind != model.KindLoop {
			t.Errorf("%+v", w.now())
		}
		ch.add(file("a", "APPROVED"))
		ch.with(func() { ch.instead = nil })
		time.Sleep(pollLooking + 3*time.Minute)
		synctest.Wait()
		if w.status("a") != "APPROVED" || w.now().Lost() {
			t.Errorf("%q, %+v", w.status("a"), w.now())
		}
	})
}
