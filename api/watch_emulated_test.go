package api

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"attache/api/emulator"
	"attache/model"
)

// watchEmulated watches a chat of the emulator, by a socket or by reading.
func watchEmulated(t *testing.T, participant bool, faults ...string) (*emulator.Server, *Client, *watched) {
	t.Helper()
	c, server := newEmulated(t, emulator.Options{Scenario: "empty", Faults: faults})
	t.Cleanup(func() { _ = server.Close() })
	if participant {
		c.tokens.participant = model.NewSecret(server.ParticipantToken())
	}
	w := watchChat(t, c)
	settleDown()
	return server, c, w
}

func TestTheEmulatedChatIsWatchedToItsEnd(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		server, c, w := watchEmulated(t, true)
		if w.now().State != model.WatchLive || server.Sockets() != 1 {
			t.Fatalf("%+v, %d sockets", w.now(), server.Sockets())
		}
		id := server.Send("a.pdf", "application/pdf", 10, true)
		synctest.Wait()
		if w.status(id) != "IN_PROGRESS" {
			t.Errorf("status %q", w.status(id))
		}
		server.FinishScan(id, true)
		synctest.Wait()
		if w.status(id) != "APPROVED" {
			t.Errorf("status %q", w.status(id))
		}
		// Everything goes wrong for hours, and what comes meanwhile is all there.
		var sent []string
		for n := range 200 {
			switch n % 5 {
			case 0:
				server.DropSockets()
			case 1:
				server.ThrottleNext(2)
			case 2:
				server.FailNext(2)
			case 3:
				server.ExpireTokens()
			}
			sent = append(sent, server.Send(fmt.Sprintf("%d.txt", n), "text/plain", 10, n%2 == 0))
			time.Sleep(2 * time.Minute)
			server.FinishScans(n%3 == 0)
			time.Sleep(time.Minute)
		}
		time.Sleep(2 * time.Minute)
		synctest.Wait()
		for n, id := range sent {
			if got := w.status(id); got != "APPROVED" && got != "REJECTED" {
				t.Errorf("file %d: status %q", n, got)
			}
		}
		if w.now().State != model.WatchLive || c.Status().TokenEnds.Before(time.Now()) {
			t.Errorf("%+v", w.now())
		}
		server.EndChat()
		<-w.done
		if all := w.news(); w.err != nil || !all[len(all)-1].Ended {
			t.Errorf("%v, %+v", w.err, w.now())
		}
	})
}

func TestTheEmulatedChatIsReadWithAConnectionTokenAlone(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		server, _, w := watchEmulated(t, false)
		id := server.Send("a.pdf", "application/pdf", 10, true)
		time.Sleep(pollLooking)
		synctest.Wait()
		if w.status(id) != "IN_PROGRESS" || w.now().State != model.WatchPolling {
			t.Errorf("status %q, %+v", w.status(id), w.now())
		}
		server.FinishScans(false)
		time.Sleep(pollLooking)
		synctest.Wait()
		if w.status(id) != "REJECTED" || server.Sockets() != 0 || server.Calls("CreateParticipantConnection") != 0 {
			t.Errorf("status %q", w.status(id))
		}
	})
}

func TestTheEmulatorsSocketTroubleIsLivedThrough(t *testing.T) {
	for _, fault := range []string{"no-socket=3", "refuse=2", "drop=3", "drop=20s", "socket-life=1m", "mute", "garbage=50", "token-life=2m", "connect-errors=3"} {
		t.Run(fault, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				server, _, w := watchEmulated(t, true, fault)
				var sent []string
				for range 20 {
					sent = append(sent, server.Send("a.txt", "text/plain", 10, false))
					time.Sleep(17 * time.Second)
				}
				time.Sleep(6 * time.Minute)
				synctest.Wait()
				for n, id := range sent {
					if w.status(id) != "APPROVED" {
						t.Errorf("file %d was missed; %+v", n, w.now())
					}
				}
				if n := server.Sockets(); n > 2 {
					t.Errorf("%d sockets are open", n)
				}
			})
		})
	}
}
