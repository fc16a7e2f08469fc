package cli

import (
	"context"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// emulatorOf serves an emulator as far as a health check sees one.
func emulatorOf(t *testing.T, health, service http.HandlerFunc) string {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /_attache/health", health)
	mux.HandleFunc("POST /participant/cancel-authentication", service)
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL
}

func TestAHealthCheckExitsZeroOrOne(t *testing.T) {
	says := func(status int, fault, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if fault != "" {
				w.Header().Set("X-Amzn-Errortype", fault)
			}
			if status == http.StatusFound {
				w.Header().Set("Location", "/_attache/elsewhere")
			}
			w.WriteHeader(status)
			_, _ = w.Write([]byte(body))
		}
	}
	healthy, off := says(200, "", `{"status":"ok","contacts":[]}`), says(403, "", `{"error":"control is off"}`)
	denies := says(403, "AccessDeniedException", `{"Message":"Access denied"}`)
	for name, c := range map[string]struct {
		health, service http.HandlerFunc
		code            int
	}{
		"its control answers":          {healthy, says(500, "", ""), 0},
		"its control is off":           {off, denies, 0},
		"there is no control":          {says(404, "", ""), denies, 0},
		"a proxy answers for it":       {says(200, "", "<html>Sign in</html>"), says(200, "", "<html>Sign in</html>"), 1},
		"another server answers":       {says(404, "", ""), says(404, "", ""), 1},
		"it refuses for other reasons": {off, says(403, "ForbiddenException", ""), 1},
		"it leads elsewhere":           {says(302, "", ""), says(302, "", ""), 1},
	} {
		at := emulatorOf(t, c.health, c.service)
		for _, end := range []string{"", "/"} {
			w := newWorld()
			if code := w.run(t, "emulate", "--check", at+end); code != c.code || w.out.Len() != 0 || (w.err.Len() == 0) != (code == 0) || len(w.emulated) != 0 {
				t.Errorf("%s: exit %d, printed %q, said %q", name, code, w.out.String(), w.err.String())
			}
		}
	}
}

func TestAHealthCheckOfNothingSaysWhatToDo(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	at := server.URL
	server.Close()
	w := newWorld()
	w.env["HTTP_PROXY"] = "http://192.0.2.1:1"
	w.refused(t, 1, []string{"emulate", "--check", at}, "No emulator answers", "connection refused", "attache emulate")
}

func TestAnInterruptedHealthCheckIsNoFault(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	at := emulatorOf(t, func(_ http.ResponseWriter, r *http.Request) { cancel(); <-r.Context().Done() }, http.NotFound)
	w := newWorld()
	if code := Run(ctx, []string{"emulate", "--check", at}, w.deps); code != 130 || w.err.Len() != 0 {
		t.Errorf("exit %d, said %q", code, w.err.String())
	}
}

func TestAHealthCheckWantsTheURLOfAnEmulator(t *testing.T) {
	for _, bad := range []string{"127.0.0.1:8080", "/run/x.sock", "ftp://127.0.0.1", "http://", "http://user:pw@127.0.0.1", "http://127.0.0.1?x", "http://127.0.0.1#x", "x y"} {
		newWorld().refused(t, 1, []string{"emulate", "--check", bad}, "--check", "URL")
	}
	if w := newWorld(); w.run(t, "emulate", "--check", "http://user:"+canary+"@x") != 1 || strings.Contains(w.err.String(), canary) {
		t.Errorf("said %q", w.err.String())
	}
}

// What runs health checks knows 0 and 1 alone; Docker keeps 2 for itself.
func TestAHealthCheckWithWrongSettingsExitsOne(t *testing.T) {
	at := emulatorOf(t, http.NotFound, http.NotFound)
	for _, args := range [][]string{
		{"emulate", "--check"},
		{"emulate", "--check="},
		{"emulate", "--check", at, "--nonsense"},
		{"emulate", "--check", at, "--fault", "nonsense"},
		{"emulate", "--nonsense", "--check", at},
		{"emulate", "--check", at, "more"},
		{"emulate", "--check", at, "--tls-ca", "/nowhere/ca.pem"},
		{"emulate", "--check", at, "--config", "/nowhere/config.yaml"},
		{"emulate", "--json", "--check=" + at, "--count", "none"},
	} {
		if w := newWorld(); w.run(t, args...) != 1 || w.err.Len() == 0 {
			t.Errorf("%q: %s", args, w.err.String())
		}
	}
	w := newWorld()
	w.env["ATTACHE_SEED"], w.env["ATTACHE_EMULATE_START_AT"] = "none", "noon"
	w.refused(t, 1, []string{"emulate", "--check", at})
	newWorld().refused(t, 2, []string{"emulate", "--nonsense", "--", "prog", "--check"})
}

func TestAHealthCheckOverTLSSaysWhyInOneSentence(t *testing.T) {
	server := httptest.NewTLSServer(http.NotFoundHandler())
	t.Cleanup(server.Close)
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	var w *world
	for w == nil || strings.Contains(w.err.String(), "no answer within") { // a busy machine is late
		w = newWorld()
		w.run(t, "emulate", "--check", server.URL)
	}
	if said := w.err.String(); !strings.Contains(said, "certificate") {
		t.Error(said)
	}
	if said := w.err.String(); strings.Contains(said, "Get ") || strings.Contains(said, server.URL) {
		t.Error(said)
	}
}
