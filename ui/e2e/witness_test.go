//go:build unix

package e2e_test

import (
	"bytes"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"golang.org/x/sys/unix"
)

// witness stands between the program and an emulator and knows every secret that passed: tokens, cursors,
// the signatures of links and of sockets.
type witness struct {
	url   string
	token string // opens the chat, as either kind

	mu      sync.Mutex
	secrets map[string]bool
}

// witnessed starts an emulator that a marked token opens, and a witness before it.
func witnessed(t *testing.T, args ...string) (w *witness, control string) {
	t.Helper()
	w = &witness{token: "CANARY-of-this-chat-0123456789-0123456789", secrets: map[string]bool{}}
	env := emulating(t, append(args, "--control", "--chat-token", w.token)...)
	to, err := url.Parse(env["AWS_ENDPOINT_URL_CONNECTPARTICIPANT"])
	if err != nil {
		t.Fatal(err)
	}
	proxy := &httputil.ReverseProxy{
		Rewrite:        func(r *httputil.ProxyRequest) { r.SetURL(to) },
		ModifyResponse: w.note,
		ErrorHandler:   func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusBadGateway) },
	}
	server := httptest.NewServer(proxy)
	t.Cleanup(server.CloseClientConnections)
	w.url = server.URL
	return w, env["ATTACHE_CONTROL_URL"]
}

// note keeps the secrets of an answer.
func (w *witness) note(r *http.Response) error {
	if !strings.Contains(r.Header.Get("Content-Type"), "json") || r.StatusCode == http.StatusSwitchingProtocols {
		return nil
	}
	body, err := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, m := range regexp.MustCompile(`(?:"ConnectionToken":"|"ParticipantToken":"|"NextToken":"|X-Amz-Signature=|X-Amz-Security-Token=)([^"&\\]{9,})`).FindAllSubmatch(body, -1) {
		w.secrets[string(m[1])] = true
	}
	return err
}

// learn adds a secret.
func (w *witness) learn(secret string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.secrets[secret] = true
}

// known returns how many secrets have passed.
func (w *witness) known() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.secrets)
}

// in returns the secrets that a text holds, by what they are marked with or as they have passed.
func (w *witness) in(text string) (found []string) {
	for _, mark := range []string{"CANARY", "X-Amz-"} {
		if at := strings.Index(text, mark); at >= 0 {
			found = append(found, "…"+text[max(0, at-40):min(len(text), at+40)]+"…")
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for secret := range w.secrets {
		if strings.Contains(text, secret) || strings.Contains(text, url.QueryEscape(secret)) {
			found = append(found, secret)
		}
	}
	return found
}

// searchFiles looks for secrets in all that lies in a folder: names, contents, extended attributes.
func (w *witness) searchFiles(t *testing.T, dir string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		text := d.Name() + "\n" + attributes(path)
		if d.Type().IsRegular() {
			content, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			text += string(content)
		}
		if found := w.in(text); len(found) > 0 {
			t.Errorf("%s holds the secrets %q", path, found)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// attributes returns the extended attributes of a file, empty where there are none.
func attributes(path string) string {
	names := make([]byte, 4096)
	n, err := unix.Llistxattr(path, names)
	if err != nil {
		return ""
	}
	all := string(names[:n])
	for _, name := range strings.Split(strings.Trim(all, "\x00"), "\x00") {
		value := make([]byte, 4096)
		if n, err := unix.Lgetxattr(path, name, value); err == nil {
			all += string(value[:n])
		}
	}
	return all
}
