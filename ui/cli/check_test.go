package cli

import (
	"context"
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
		newWorld().refused(t, 2, []string{"emulate", "--check", bad}, "--check", "URL")
	}
	if w := newWorld(); w.run(t, "emulate", "--check", "http://user:"+canary+"@x") != 2 || strings.Contains(w.err.String(), canary) {
		t.Errorf("said %q", w.err.String())
	}
}
