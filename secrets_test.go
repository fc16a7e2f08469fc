package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"attache/api"
	"attache/api/download"
	"attache/api/emulator"
	"attache/ui/cli"
	"attache/ui/cli/reference"
)

// host is the endpoint of one chat. It keeps all that it is sent, and all secrets that it gives away.
type host struct {
	*emulator.Server

	mu      sync.Mutex
	got     bytes.Buffer
	secrets []string
}

func (h *host) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	dump, _ := httputil.DumpRequest(r, true)
	h.mu.Lock()
	h.got.Write(dump)
	h.mu.Unlock()
	rec := httptest.NewRecorder()
	h.Server.ServeHTTP(rec, r)
	h.mu.Lock()
	for _, mark := range []string{`"ConnectionToken":"`, "X-Amz-Signature=", `"NextToken":"`} {
		for rest := rec.Body.String(); ; {
			_, after, found := strings.Cut(rest, mark)
			if !found {
				break
			}
			if secret := after[:strings.IndexFunc(after+`"`, func(c rune) bool { return c == '"' || c == '&' || c == '\\' })]; len(secret) > 8 {
				h.secrets = append(h.secrets, secret)
			}
			rest = after
		}
	}
	h.mu.Unlock()
	for name, values := range rec.Header() {
		w.Header()[name] = values
	}
	w.WriteHeader(rec.Code)
	_, _ = w.Write(rec.Body.Bytes())
}

// tenChats are ten chats on endpoints of their own, and the flags that open them.
func tenChats(t *testing.T) (hosts []*host, flags []string) {
	t.Helper()
	dir := t.TempDir()
	for i := range 10 {
		server, err := emulator.New(emulator.Options{Scenario: "bulk", Count: 3, Size: 900, Seed: uint64(100 + i), Unlimited: true, Now: time.Now})
		if err != nil {
			t.Fatal(err)
		}
		h := &host{Server: server, secrets: []string{server.ConnectionToken(), server.ParticipantToken()}}
		listener := httptest.NewServer(h)
		t.Cleanup(listener.Close)
		kind, secret := "connection", server.ConnectionToken()
		if i%2 == 1 {
			kind, secret = "participant", server.ParticipantToken()
		}
		path := filepath.Join(dir, fmt.Sprintf("c%d.yaml", i))
		text := fmt.Sprintf("endpoint-url: %s\nregion: us-east-1\n%s-token-file: c%d.secret\n", listener.URL, kind, i)
		for name, text := range map[string]string{path: text, filepath.Join(dir, fmt.Sprintf("c%d.secret", i)): secret} {
			if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		hosts, flags = append(hosts, h), append(flags, "--chat", path)
	}
	return hosts, flags
}

func TestSecretsOfOneChatNeverReachAnothersHostFileOrRow(t *testing.T) {
	hosts, flags := tenChats(t)
	home, w := t.TempDir(), way{new(api.Certificates), new(api.Limiters), download.NewNames()}
	t.Setenv("AWS_CONFIG_FILE", filepath.Join(home, "none"))
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", filepath.Join(home, "none"))
	saved, log := filepath.Join(home, "saved"), filepath.Join(home, "log")
	env := map[string]string{"HOME": home, "ATTACHE_CONNECTION_TOKEN": "TOKEN-of-nobody", "ATTACHE_RATE": "1000"}
	run := func(args ...string) string {
		var out, errs bytes.Buffer
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		code := cli.Run(ctx, append(args, flags...), cli.Deps{
			In: strings.NewReader(""), Out: &out, Err: &errs, Getenv: func(name string) string { return env[name] }, Now: time.Now,
			Looks: looks(), Actions: actions, Resolve: w.resolve, Open: w.open, Terminal: func(cli.Stream) bool { return false },
		})
		if code != reference.Done {
			t.Fatalf("%q: exit %d, %s", args, code, errs.String())
		}
		return out.String() + errs.String()
	}
	told := run("list", "--json", "--log", log) + run("get", "--all", "--json", "--dir", saved, "--log", log, "--receipt", filepath.Join(home, "r.json"))
	if folders, err := os.ReadDir(saved); err != nil || len(folders) != len(hosts) {
		t.Fatalf("%d folders: %v", len(folders), err)
	}
	written := everyFile(t, home)
	var secrets int
	for i, h := range hosts {
		if strings.Contains(h.got.String(), "TOKEN-of-nobody") {
			t.Errorf("host %d was sent a token that is no chat's", i)
		}
		if len(h.secrets) < 5 { // two tokens, and the links of three files
			t.Errorf("host %d has given away %d secrets", i, len(h.secrets))
		}
		for _, secret := range h.secrets {
			secrets++
			for j, other := range hosts {
				if i != j && strings.Contains(other.got.String(), secret) {
					t.Errorf("host %d was sent a secret of host %d", j, i)
				}
			}
			if strings.Contains(told, secret) || strings.Contains(written, secret) {
				t.Errorf("a secret of host %d is in a row or a file", i)
			}
		}
	}
	if strings.Count(told, `"contact_id":`) != 60 {
		t.Errorf("not every row says of which contact it is:\n%s", told)
	}
	t.Logf("%d secrets of %d hosts", secrets, len(hosts))
}

// everyFile is what all files below a folder hold.
func everyFile(t *testing.T, dir string) string {
	t.Helper()
	var all strings.Builder
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		f, err := os.Open(path)
		if err == nil {
			all.WriteString(path + "\n")
			_, err = io.Copy(&all, f)
			_ = f.Close()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}
