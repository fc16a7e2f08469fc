//go:build unix

package e2e_test

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"attache/ui/e2e/stub"
	"attache/ui/vt"
)

func TestATokenThatDiesMidwayIsReplacedUnseenAndTheListStays(t *testing.T) {
	t.Parallel()
	const next = "CANARY-the-next-token-Kq2"
	dead := &atomic.Bool{}
	o := stub.Options{Files: 4, Token: func(token string) bool { return token == next || token == stub.ConnectionToken && !dead.Load() }}
	o.Trouble = func(call stub.Call) *stub.Trouble {
		switch {
		case !dead.Load():
			return nil
		case call.Op == "CreateParticipantConnection":
			return &stub.Trouble{Status: http.StatusForbidden, Code: "AccessDeniedException"}
		}
		return &stub.Trouble{Delay: 300 * time.Millisecond}
	}
	server := chat(t, o)
	p := onAir(t, server, terminal{args: []string{"--prefetch", "none"}}, 4)
	p.moveTo("file-0002")
	dead.Store(true)
	server.Drop(0)
	s := p.until("the refusal", func(s vt.Screen) bool { return s.Contains("token refused") && !s.Contains("hidden") })
	if len(shown(s)) != 4 || !strings.Contains(selected(s), "file-0002") {
		t.Errorf("the list became %v, the cursor stands on %q", shown(s), selected(s))
	}
	server.Send(1)
	p.press("T", "hidden")
	p.keys("CANARY-wrong\r")
	p.sees("The new token is refused")
	p.press("T", "hidden")
	p.keys("\x1b[200~" + next + "\x1b[201~\r") // finish searches the whole output for it
	p.sees(feed("polling every 15 s"), "5 files")
	p.equals(server)
	p.leaves(server)
}

func TestTheChatEndsOnTheSocketAndTheSocketWithIt(t *testing.T) {
	t.Parallel()
	server := chat(t, stub.Options{Files: 2})
	p := onAir(t, server, terminal{}, 2)
	p.until("links", func(s vt.Screen) bool { return strings.Count(s.Text(), "● live") == 2 })
	server.Send(1)
	server.End()
	p.sees("chat ended", "the chat has ended: live links work on, new ones are refused", "3 files")
	await(t, server, "no socket", func() bool { return server.Sockets() == 0 })
	p.press("y", "copied at")
	s := p.until("the clipboard", func(s vt.Screen) bool { return s.Clipboard() != "" })
	if len(fetch(t, s.Clipboard())) == 0 {
		t.Error("the link that was alive is dead")
	}
	p.leaves(server)
	if server.Upgrades() != 1 {
		t.Errorf("%d sockets", server.Upgrades())
	}
}

func TestAConnectionTokenAlonePollsAndOpensNoSocket(t *testing.T) {
	t.Parallel()
	long(t)
	server := chat(t, stub.Options{Files: 2})
	began := time.Now()
	p := onChat(t, server, terminal{args: []string{"--prefetch", "none"}}, 2)
	p.sees(feed("polling every 15 s"))
	server.Send(1)
	if n := server.Count("GetTranscript"); n != 1 {
		t.Errorf("%d readings at once", n)
	}
	p.sees("3 files")
	if took := time.Since(began); took < 14*time.Second || len(server.Calls()) != 2 {
		t.Errorf("%d calls in %v, want the walk and one reading after 15 s", len(server.Calls()), took)
	}
	if server.Count("CreateParticipantConnection") > 0 || server.Upgrades() > 0 {
		t.Error("a socket was asked for")
	}
	p.keys("q")
	p.exits(patience)
}

func TestWhereNoSocketIsLetThroughTheTranscriptIsRead(t *testing.T) {
	t.Parallel()
	long(t)
	server := chat(t, stub.Options{Files: 2})
	server.RefuseSockets(http.StatusBadGateway)
	p := start(t, terminal{env: byParticipant(server), args: []string{"--prefetch", "none"}})
	p.sees("STATE", "2 files", feed("polling every 15 s"))
	if n := server.Upgrades(); n != 3 {
		t.Errorf("%d sockets were tried", n)
	}
	server.Send(1)
	server.RefuseSockets(0)
	p.keys("\x1b[O\x1b[I") // somebody comes, perhaps through another network
	p.sees(feed("live"), "3 files")
	p.equals(server)
	p.leaves(server)
}
