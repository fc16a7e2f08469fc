package api

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"attache/api/trial"
	"attache/api/wire"
	"attache/model"
)

// The rhythm of the service and of its official clients, as its documentation and they have it.
const (
	heartbeatEvery = 10 * time.Second
	socketTime     = 3540 * time.Second // how long a socket is used
	lingerTime     = 5 * time.Second    // how long one is listened to after another has taken over
	maxFrame       = 256 << 10
	maxIdle        = 20               // pages that bring nothing new
	pollLooking    = 15 * time.Second // how often the transcript is read while somebody looks
	pollAway       = time.Minute
	pollLeast      = 5 * time.Second
	scanTime       = time.Minute
	scanPatience   = 10 * time.Minute
	scanPause      = 5 * time.Minute
	chatEnded      = "application/vnd.amazonaws.connect.event.chat.ended"
)

func TestASocketBringsFilesAsTheyArrive(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		ch := newChat(t)
		ch.add(nil)
		w := watchChat(t, ch.client(true))
		settleDown()
		ch.send("a", "IN_PROGRESS")
		synctest.Wait()
		if got := w.status("a"); got != model.StatusInProgress {
			t.Errorf("status %q", got)
		}
		ch.tell(file("a", "APPROVED"))
		synctest.Wait()
		if got := w.status("a"); got != model.StatusApproved {
			t.Errorf("status %q", got)
		}
		var feeds []model.WatchState
		for _, n := range w.news() {
			feeds = append(feeds, n.Watch.State)
		}
		if feeds = slices.Compact(feeds); !slices.Equal(feeds, []model.WatchState{model.WatchConnecting, model.WatchLive}) {
			t.Errorf("feeds %v", feeds)
		}
	})
}

func TestWhatComesBetweenTheWalkAndTheSubscriptionIsNotMissed(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		ch := newChat(t)
		ch.add(nil)
		ch.onFrame = func(s *chatSocket, topic string) bool {
			if topic == "aws/subscribe" {
				ch.add(file("between", "APPROVED")) // told to nobody: nobody is subscribed
			}
			return false
		}
		w := watchChat(t, ch.client(true))
		settleDown()
		if w.status("between") != "APPROVED" || w.filled() != 1 {
			t.Errorf("status %q, %d times filled", w.status("between"), w.filled())
		}
	})
}

func TestOnlyItemsOfThisChatCount(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		ch := newChat(t)
		ch.add(nil)
		w := watchChat(t, ch.client(true))
		settleDown()
		for id, contacts := range map[string][2]string{
			"mine": {"c-1", "c-1"}, "transferred": {"c-1", "c-9"}, "other": {"c-2", "c-2"}, "other without initial": {"", "c-2"},
			"mine without initial": {"", "c-1"}, "other with my contact": {"c-2", "c-1"}, "nameless": {"", ""},
		} {
			item := file(id, "APPROVED")
			item["Id"], item["InitialContactId"], item["ContactId"] = id, contacts[0], contacts[1]
			ch.tell(item)
		}
		synctest.Wait()
		for id, want := range map[string]model.Status{
			"mine": "APPROVED", "transferred": "APPROVED", "mine without initial": "APPROVED", "nameless": "APPROVED",
			"other": "", "other without initial": "", "other with my contact": "",
		} {
			if got := w.status(id); got != want {
				t.Errorf("%s: %q, want %q", id, got, want)
			}
		}
		other := map[string]any{"Type": "EVENT", "ContentType": chatEnded, "InitialContactId": "c-2", "AbsoluteTime": "2000-01-01T09:00:00Z"}
		ch.tell(other)
		settleDown()
		if w.now().State != model.WatchLive {
			t.Error("the end of another chat ended this one")
		}
	})
}

func TestTheEndOfTheChatEndsTheWatch(t *testing.T) {
	for name, participant := range map[string]bool{"by the socket": true, "by a reading": false} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				ch := newChat(t)
				ch.add(nil)
				w := watchChat(t, ch.client(participant))
				settleDown()
				ch.tell(ch.add(map[string]any{"Type": "EVENT", "ContentType": chatEnded}))
				time.Sleep(pollLooking)
				<-w.done
				all := w.news()
				ends := 0
				for _, n := range all {
					if n.Ended {
						ends++
					}
				}
				if last := all[len(all)-1]; w.err != nil || ends != 1 || last.Watch.State != model.WatchEnded {
					t.Errorf("%v, %d ends, %+v", w.err, ends, all[len(all)-1])
				}
			})
		})
	}
}

func TestTheEndOfAnEarlierPartOfTheChatIsNotTheEnd(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		ch := newChat(t)
		ch.add(nil)
		w := watchChat(t, ch.client(true))
		settleDown()
		end := map[string]any{"Type": "EVENT", "ContentType": chatEnded, "AbsoluteTime": "1999-01-05T09:00:00Z", "ContactId": "c-1"}
		ch.tell(end)
		settleDown()
		if w.now().State != model.WatchLive {
			t.Errorf("%+v", w.now())
		}
	})
}

func TestWhatWasMissedBeforeTheEndIsStillRead(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		ch := newChat(t)
		ch.add(nil)
		w := watchChat(t, ch.client(true))
		settleDown()
		ch.drop()
		synctest.Wait()
		ch.add(file("missed", "APPROVED"))
		ch.with(func() {
			ch.onFrame = func(s *chatSocket, topic string) bool {
				if topic != "aws/subscribe" {
					return false
				}
				s.sayItem(ch.add(map[string]any{"Type": "EVENT", "ContentType": chatEnded}))
				s.grant()
				return true
			}
		})
		<-w.done
		if w.status("missed") != "APPROVED" || w.err != nil {
			t.Errorf("status %q, %v", w.status("missed"), w.err)
		}
	})
}

func TestAChatKnownToBeOverIsNotWatched(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		ch := newChat(t)
		ch.add(map[string]any{"Type": "EVENT", "ContentType": chatEnded})
		w := watchChat(t, ch.client(true))
		<-w.done
		if w.err != nil || len(w.news()) != 1 || !w.news()[0].Ended || ch.count("CreateParticipantConnection") != 0 {
			t.Errorf("%v, %+v", w.err, w.news())
		}
	})
}

func TestARefusedParticipantTokenEndsTheChatWhenTheTranscriptSaysSo(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		ch := newChat(t)
		ch.add(nil)
		w := watchChat(t, ch.client(true))
		settleDown()
		ch.drop()
		synctest.Wait()
		ch.add(map[string]any{"Type": "EVENT", "ContentType": chatEnded})
		ch.with(func() { ch.deny["CreateParticipantConnection"] = true })
		<-w.done
		if all := w.news(); w.err != nil || !all[len(all)-1].Ended {
			t.Errorf("%v, %+v", w.err, w.now())
		}
	})
}

func TestARefusedParticipantTokenLeavesTheConnectionToken(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		ch := newChat(t)
		ch.add(nil)
		ch.deny["CreateParticipantConnection"] = true
		w := watchChat(t, ch.client(true))
		time.Sleep(time.Hour)
		synctest.Wait()
		ch.add(file("a", "APPROVED"))
		time.Sleep(pollLooking)
		synctest.Wait()
		if w.now().State != model.WatchPolling || w.status("a") != "APPROVED" || ch.count("CreateParticipantConnection") != 1 {
			t.Errorf("%+v, %d exchanges", w.now(), ch.count("CreateParticipantConnection"))
		}
	})
}

func TestARefusedTokenIsToldOnceAndWaitedOut(t *testing.T) {
	for name, participant := range map[string]bool{"participant token": true, "connection token": false} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				ch := newChat(t)
				ch.add(nil)
				c := ch.client(participant)
				w := watchChat(t, c)
				settleDown()
				ch.with(func() {
					ch.deny["CreateParticipantConnection"] = true
					ch.deny["first-token"], ch.deny["token-1"] = true, true
				})
				ch.drop()
				time.Sleep(time.Minute)
				synctest.Wait()
				refused := func() (n int) {
					for _, news := range w.news() {
						if news.Refused != nil {
							n++
						}
					}
					return n
				}
				before := ch.count("GetTranscript") + ch.count("CreateParticipantConnection")
				c.Attend(false)
				c.Attend(true)
				time.Sleep(8 * time.Hour)
				synctest.Wait()
				if calls := ch.count("GetTranscript") + ch.count("CreateParticipantConnection") - before; calls != 0 || refused() != 1 {
					t.Errorf("%d calls while resting, told %d times", calls, refused())
				}
				if w.now().State != model.WatchOff || w.now().Problem == nil {
					t.Errorf("%+v", w.now())
				}
				ch.add(file("meanwhile", "APPROVED"))
				c.SetToken(model.NewSecret("another"))
				synctest.Wait()
				settleDown()
				if w.status("meanwhile") != "APPROVED" || w.now().State != model.WatchPolling || w.now().Problem != nil {
					t.Errorf("status %q, %+v", w.status("meanwhile"), w.now())
				}
				if all := w.news(); !slices.ContainsFunc(all[len(all)-4:], func(n model.Update) bool { return n.Filled }) {
					t.Error("the gap was not told to be filled")
				}
				ch.with(func() { ch.deny["another"] = true })
				time.Sleep(time.Minute)
				if refused() != 2 {
					t.Errorf("the second refusal was told %d times", refused()-1)
				}
			})
		})
	}
}

func TestALostSocketIsReplacedAfterALittleWhile(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		ch := newChat(t)
		ch.add(nil)
		w := watchChat(t, ch.client(true))
		time.Sleep(time.Minute)
		ch.with(func() { ch.fail = func(string) (int, []string) { return 500, nil } })
		ch.drop()
		synctest.Wait()
		start := time.Now()
		for i, seconds := range []int{1, 2, 4} {
			wait := time.Duration(seconds) * time.Second
			state := w.now()
			if state.State != model.WatchWaiting || state.Try != i+1 || state.Problem == nil || !state.Until.Equal(start.Add(wait)) {
				t.Fatalf("try %d: %+v, want it at %v", i+1, state, start.Add(wait))
			}
			time.Sleep(time.Until(state.Until))
			synctest.Wait()
			start = time.Now()
		}
		ch.add(file("missed", "APPROVED"))
		time.Sleep(time.Hour)
		synctest.Wait()
		if state := w.now(); state.State != model.WatchWaiting || !state.Until.After(time.Now()) || state.Problem == nil {
			t.Errorf("%+v", state)
		}
		ch.with(func() { ch.fail = nil })
		time.Sleep(time.Minute)
		settleDown()
		if w.now().State != model.WatchLive || w.now().Problem != nil || w.status("missed") != "APPROVED" {
			t.Errorf("%+v, %q", w.now(), w.status("missed"))
		}
	})
}

func TestWhoComesBackWaitsForNothing(t *testing.T) {
	t.Run("for a socket", func(t *testing.T) {
		inBubble(t, func(t *testing.T) {
			ch := newChat(t)
			c := ch.client(true)
			ch.fail = func(op string) (int, []string) {
				if op == "CreateParticipantConnection" {
					return 400, nil
				}
				return 0, nil
			}
			w := watchChat(t, c)
			time.Sleep(2 * time.Minute)
			ch.with(func() { ch.fail = nil })
			time.Sleep(time.Until(w.now().Until) - 20*time.Second) // just after a try
			c.Attend(true)
			synctest.Wait()
			if w.now().State != model.WatchLive {
				t.Errorf("%+v", w.now())
			}
		})
	})
	t.Run("for a reading", func(t *testing.T) {
		inBubble(t, func(t *testing.T) {
			ch := newChat(t)
			c := ch.client(false)
			w := watchChat(t, c)
			c.Attend(false)
			time.Sleep(90 * time.Second)
			synctest.Wait()
			ch.add(file("new", "APPROVED"))
			if every := w.now().Every; every != pollAway {
				t.Errorf("every %v while nobody looks", every)
			}
			c.Attend(true)
			synctest.Wait()
			if w.status("new") != "APPROVED" || w.now().Every != pollLooking {
				t.Errorf("%+v", w.now())
			}
			before := ch.count("GetTranscript")
			for range 60 { // whoever cannot decide does not cost more
				c.Attend(false)
				c.Attend(true)
				time.Sleep(time.Second)
			}
			if n := ch.count("GetTranscript") - before; n > int(time.Minute/pollLeast) {
				t.Errorf("%d calls in a minute of coming and going", n)
			}
		})
	})
}

func TestAThrottledWatchReadsLessOften(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		ch := newChat(t)
		ch.add(nil)
		w := watchChat(t, ch.client(false))
		settleDown()
		ch.with(func() { ch.fail = func(string) (int, []string) { return 429, nil } })
		var every []time.Duration
		before := ch.count("GetTranscript")
		for range 5 {
			time.Sleep(time.Until(w.now().Until) + time.Second)
			synctest.Wait()
			every = append(every, w.now().Every)
		}
		want := []time.Duration{30 * time.Second, time.Minute, 2 * time.Minute, 4 * time.Minute, 4 * time.Minute}
		if n := ch.count("GetTranscript") - before; n != len(want) {
			t.Errorf("%d calls for %d readings that were throttled", n, len(want))
		}
		if !slices.Equal(every, want) || w.now().Problem == nil || w.now().Problem.Kind != model.KindThrottled {
			t.Errorf("%v, %+v", every, w.now())
		}
		ch.with(func() { ch.fail = nil })
		time.Sleep(5 * time.Minute)
		synctest.Wait()
		if w.now().Every != pollLooking || w.now().Problem != nil || w.filled() != 1 {
			t.Errorf("%+v, %d times filled", w.now(), w.filled())
		}
	})
}

func TestWhereNoSocketGetsThroughTheTranscriptIsRead(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		ch := newChat(t)
		ch.add(nil)
		ch.upgrade = func(w http.ResponseWriter) bool { trial.Answer(403, "a proxy's page")(w, nil); return true }
		c := ch.client(true)
		w := watchChat(t, c)
		time.Sleep(time.Minute)
		synctest.Wait()
		if p := w.now().Problem; w.now().State != model.WatchPolling || p == nil || p.Op != wire.OpSocket || p.Kind != model.KindOffline {
			t.Fatalf("%+v", w.now())
		}
		ch.add(file("a", "APPROVED"))
		time.Sleep(pollLooking)
		synctest.Wait()
		if w.status("a") != "APPROVED" {
			t.Error("the file was not seen")
		}
		before := ch.count("CreateParticipantConnection")
		time.Sleep(time.Hour)
		if n := ch.count("CreateParticipantConnection") - before; n > 12 {
			t.Errorf("%d exchanges in an hour for sockets that do not open", n)
		}
		ch.with(func() { ch.upgrade = nil })
		c.Attend(true)
		settleDown()
		if w.now().State != model.WatchLive || w.now().Problem != nil {
			t.Errorf("%+v", w.now())
		}
	})
}

func TestAGatewayThatDropsEverySocketIsNotAskedInALoop(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		ch := newChat(t)
		ch.onFrame = func(s *chatSocket, topic string) bool {
			if topic == "aws/subscribe" {
				s.grant()
				_ = s.conn.CloseNow()
			}
			return true
		}
		watchChat(t, ch.client(true))
		time.Sleep(10 * time.Minute)
		if n := ch.count("CreateParticipantConnection"); n > 25 {
			t.Errorf("%d sockets in ten minutes", n)
		}
	})
}

func TestAFillThatFailsIsTriedAgain(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		ch := newChat(t)
		ch.add(nil)
		c := ch.client(true)
		w := watchChat(t, c)
		settleDown()
		ch.drop()
		ch.add(file("missed", "APPROVED"))
		ch.with(func() {
			ch.fail = func(op string) (int, []string) {
				if op == "GetTranscript" {
					return 500, nil
				}
				return 0, nil
			}
		})
		time.Sleep(time.Minute)
		synctest.Wait()
		if w.now().State != model.WatchLive || w.now().Problem == nil || w.filled() != 1 {
			t.Errorf("%+v", w.now())
		}
		ch.with(func() { ch.fail = nil })
		time.Sleep(time.Minute)
		synctest.Wait()
		if w.status("missed") != "APPROVED" || w.filled() != 2 || w.now().Problem != nil {
			t.Errorf("%q, %+v", w.status("missed"), w.now())
		}
	})
}

func TestACallInFlightSurvivesTheRenewalOfItsToken(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		ch := newChat(t)
		ch.add(nil)
		c := ch.client(true)
		watchChat(t, c)
		settleDown()
		g, err := c.grant(t.Context(), false, nil)
		if err != nil || g.token.Reveal() != "token-1" {
			t.Fatalf("%v", err)
		}
		ch.drop()
		time.Sleep(5 * time.Second)
		if !c.renew(g, false) {
			t.Error("a call with the token before is not tried with the newer one")
		}
		if now, err := c.grant(t.Context(), false, nil); err != nil || now.token.Reveal() != "token-2" {
			t.Errorf("%v: the late denial voided the newer token", err)
		}
		if n := ch.count("CreateParticipantConnection"); n != 2 {
			t.Errorf("%d exchanges", n)
		}
	})
}

func TestAParticipantTokenIsExchangedOnceAtTheStart(t *testing.T) {
	only := func(live bool) func(*Options) {
		return func(o *Options) { o.ConnectionToken, o.Live = model.Secret{}, live }
	}
	inBubble(t, func(t *testing.T) {
		ch := newChat(t)
		ch.add(file("a", "APPROVED"))
		w := watchChat(t, ch.client(true, only(true)))
		settleDown()
		if n := ch.count("CreateParticipantConnection"); n != 1 || w.now().State != model.WatchLive || w.status("a") != "APPROVED" {
			t.Errorf("%d exchanges, %+v", n, w.now())
		}
		ch.drop()
		time.Sleep(time.Minute)
		synctest.Wait()
		if n := ch.count("CreateParticipantConnection"); n != 2 || w.now().State != model.WatchLive {
			t.Errorf("%d exchanges after a loss: a URL is used once; %+v", n, w.now())
		}
	})
	inBubble(t, func(t *testing.T) {
		ch := newChat(t)
		c := ch.client(true, only(true))
		if err := connect(t.Context(), c); err != nil {
			t.Fatal(err)
		}
		time.Sleep(offerTime)
		w := watchChat(t, c)
		settleDown()
		if n := ch.count("CreateParticipantConnection"); n != 2 || w.now().State != model.WatchLive {
			t.Errorf("%d exchanges: a URL is good for 100 seconds; %+v", n, w.now())
		}
	})
	for _, live := range []bool{true, false} {
		inBubble(t, func(t *testing.T) {
			ch := newChat(t)
			var types []string
			ch.failFor = func(op, body string) int {
				if op == "CreateParticipantConnection" {
					types = append(types, body)
				}
				return 0
			}
			if err := connect(t.Context(), ch.client(true, only(live))); err != nil {
				t.Fatal(err)
			}
			if len(types) != 1 || strings.Contains(types[0], "WEBSOCKET") != live {
				t.Errorf("live %v: asked for %q", live, types)
			}
		})
	}
}
