//go:build unix

package e2e_test

import (
	"strings"
	"testing"

	"attache/ui/e2e/stub"
	"attache/ui/vt"
)

func TestARefusedTokenIsReplacedUnseen(t *testing.T) {
	t.Parallel()
	long(t)
	server := chat(t, stub.Options{Files: 3})
	p := start(t, terminal{env: on(server, "ATTACHE_CONNECTION_TOKEN=CANARY-not-this-one")})
	p.sees("refused the token", "The chat has ended")
	p.press("t", "hidden")
	p.keys("CANARY-still-wrong\r")
	p.until("a second refusal", func(s vt.Screen) bool {
		return server.Count("GetTranscript") == 2 && s.Contains("refused the token") && !s.Contains("hidden")
	})
	p.press("t", "hidden")
	p.keys("\x1b[200~" + stub.ConnectionToken + "\x1b[201~")
	p.keys("\r")
	p.sees("3 files", "STATE")
	p.keys("q")
	if code := p.exits(patience); code != 0 {
		t.Errorf("exit code %d", code)
	}
}

func TestATokenIsAskedForAndNotEchoed(t *testing.T) {
	t.Parallel()
	server := chat(t, stub.Options{Files: 3})
	p := start(t, terminal{env: []string{"AWS_ENDPOINT_URL_CONNECTPARTICIPANT=" + server.URL()}})
	p.sees("No token was given", "paste a token")
	p.press("t", "hidden")
	p.keys("\x1b[200~" + stub.ConnectionToken + "\x1b[201~")
	p.until("the paste", func(s vt.Screen) bool { return !s.Contains(stub.ConnectionToken) })
	p.keys("\r")
	p.sees("3 files", "STATE")
	p.keys("q")
	if code := p.exits(patience); code != 0 {
		t.Errorf("exit code %d", code)
	}
}

func TestAParticipantTokenOpensTheChat(t *testing.T) {
	t.Parallel()
	server := chat(t, stub.Options{Files: 3})
	// A chat that is watched asks for a socket too.
	p := start(t, terminal{args: []string{"--no-live"}, env: []string{
		"AWS_ENDPOINT_URL_CONNECTPARTICIPANT=" + server.URL(), "ATTACHE_PARTICIPANT_TOKEN=" + stub.ParticipantToken,
	}})
	p.sees("3 files", "STATE")
	p.keys("q")
	p.exits(patience)
	if n := server.Count("CreateParticipantConnection"); n != 1 {
		t.Errorf("exchanged %d times", n)
	}
}

func TestATokenIsNeverAnArgument(t *testing.T) {
	t.Parallel()
	server := chat(t, stub.Options{})
	for _, flag := range []string{"--connection-token", "--participant-token"} {
		p := start(t, terminal{env: on(server), args: []string{flag, "CANARY-argument"}})
		if code := p.exits(patience); code != 2 {
			t.Errorf("%s: exit code %d", flag, code)
		}
		if !strings.Contains(p.output(), flag) || strings.Contains(p.output(), "\x1b") {
			t.Errorf("%s: %q", flag, p.output())
		}
	}
	if len(server.Calls()) > 0 {
		t.Error("the service was called")
	}
}

func TestNamedAttachmentsNeedNoTranscript(t *testing.T) {
	t.Parallel()
	long(t)
	server := chat(t, stub.Options{Files: 3})
	p := start(t, terminal{env: on(server), args: []string{stub.ID(1), stub.ID(2)}})
	p.until("a countdown", func(s vt.Screen) bool { return timer(s) > 0 && s.Contains("2 files") })
	p.keys("q")
	p.exits(patience)
	if n := server.Count("GetTranscript"); n != 0 {
		t.Errorf("%d pages were read", n)
	}
}
