package system

import (
	"os"
	"slices"
	"strings"
	"testing"
)

func TestTheEnvironmentLosesItsTokensAndKeepsTheRest(t *testing.T) {
	secret := map[string]string{
		"ATTACHE_CONNECTION_TOKEN": "CANARY-1", "ATTACHE_PARTICIPANT_TOKEN": "CANARY-2", "ATTACHE_OTHER_TOKEN": "CANARY=3",
		"ATTACHE_CONNECTION_TOKEN_COMMAND": "CANARY-4", "ATTACHE_PARTICIPANT_TOKEN_COMMAND": "CANARY-5",
	}
	others := map[string]string{
		"ATTACHE_CONNECTION_TOKEN_FILE": "token.txt", "ATTACHE_RATE": "2", "AWS_SESSION_TOKEN": "theirs", "GITHUB_TOKEN": "theirs",
	}
	for _, list := range []map[string]string{secret, others, {"TEA_TRACE": "x", "TEA_DEBUG": "1"}} {
		for name, value := range list {
			t.Setenv(name, value)
		}
	}
	get := Environment()
	if left := os.Environ(); slices.ContainsFunc(left, func(e string) bool { return strings.Contains(e, "CANARY") || strings.HasPrefix(e, "TEA_") }) {
		t.Errorf("left behind: %q", left)
	}
	for _, list := range []map[string]string{secret, others} {
		for name, value := range list {
			if got := get(name); got != value {
				t.Errorf("%s is %q, want %q", name, got, value)
			}
		}
	}
	t.Setenv("ATTACHE_RATE", "3")
	if got := get("ATTACHE_RATE"); got != "3" {
		t.Errorf("a later value is not seen: %q", got)
	}
	if got := get("TEA_TRACE"); got != "" {
		t.Errorf("TEA_TRACE is %q", got)
	}
}
