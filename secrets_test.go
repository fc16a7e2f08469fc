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
	"attache/ui/app"
	"attache/ui/cli"
	"attache/ui/cli/reference"
)

// host is the endpoint of one chat. It keeps all that it is sent, and all secrets that it gives away.
type host struct {
	*emulator.Server

	journal *shared

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
		journal := new(shared)
		server, err := emulator.New(emulator.Options{Journal: journal, Scenario: "bulk", Count: 3, Size: int64(900 + i), Seed: uint64(100 + i), Unlimited: true, Now: time.Now})
		if err != nil {
			t.Fatal(err)
		}
		h := &host{Server: server, journal: journal, secrets: []string{server.ConnectionToken(), server.ParticipantToken()}}
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

// sessions are ten chats on ten endpoints, and what the front ends have said and written about them.
type sessions struct {
	t     *testing.T
	hosts []*host
	flags []string
	home  string
	way   way
	env   map[string]string
	told  strings.Builder
}

func newSessions(t *testing.T) *sessions {
	t.Helper()
	s := &sessions{t: t, home: t.TempDir(), way: way{new(api.Certificates), new(api.Limiters), download.NewNames()}}
	s.hosts, s.flags = tenChats(t)
	t.Setenv("AWS_CONFIG_FILE", filepath.Join(s.home, "none"))
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", filepath.Join(s.home, "none"))
	s.env = map[string]string{"HOME": s.home, "ATTACHE_CONNECTION_TOKEN": "TOKEN-of-nobody", "ATTACHE_RATE": "1000", "ATTACHE_CLIPBOARD": "off", "ATTACHE_LOG": filepath.Join(s.home, "log")}
	return s
}

func (s *sessions) deps() cli.Deps {
	return cli.Deps{
		In: strings.NewReader(""), Getenv: func(name string) string { return s.env[name] }, Now: time.Now,
		Appearances: app.AppearanceChoices(), Actions: actions, Resolve: s.way.resolve, Open: s.way.open, Browse: s.way.browse, Terminal: func(cli.Stream) bool { return false },
	}
}

// run does a command and notes what it says; done ends it, once it returns true of that.
func (s *sessions) run(change func(*cli.Deps), done func(told string) bool, args ...string) {
	s.t.Helper()
	var out, errs shared
	ctx, cancel := context.WithTimeout(s.t.Context(), time.Minute)
	defer cancel()
	deps := s.deps()
	deps.Out, deps.Err = &out, &errs
	if change != nil {
		change(&deps)
	}
	ended := make(chan int, 1)
	go func() { ended <- cli.Run(ctx, append(args, s.flags...), deps) }()
	looking := time.NewTicker(10 * time.Millisecond)
	defer looking.Stop()
	code, want := 0, reference.Done
	for over := false; !over; {
		select {
		case code = <-ended:
			over = true
		case <-looking.C:
			if done != nil && want == reference.Done && done(out.String()) {
				want = reference.Interrupted
				cancel()
			}
		}
	}
	if code != want {
		s.t.Fatalf("%q: exit %d, %s%s", args, code, out.String(), errs.String())
	}
	s.told.WriteString(out.String() + errs.String())
}

// strays looks for a secret anywhere but at its own host.
func (s *sessions) strays() {
	s.t.Helper()
	written, told := everyFile(s.t, s.home), s.told.String()
	var secrets int
	for _, h := range s.hosts { // a poll may still be under way
		h.mu.Lock()
		defer h.mu.Unlock()
	}
	for i, h := range s.hosts {
		if strings.Contains(h.got.String(), "TOKEN-of-nobody") {
			s.t.Errorf("host %d was sent a token that is no chat's", i)
		}
		if len(h.secrets) < 5 { // two tokens, and the links of three files
			s.t.Errorf("host %d has given away %d secrets", i, len(h.secrets))
		}
		for _, secret := range h.secrets {
			secrets++
			for j, other := range s.hosts {
				if i != j && strings.Contains(other.got.String(), secret) {
					s.t.Errorf("host %d was sent a secret of host %d", j, i)
				}
				if strings.Contains(other.journal.String(), secret) {
					s.t.Errorf("the journal of host %d holds a secret of host %d", j, i)
				}
			}
			if strings.Contains(told, secret) || strings.Contains(written, secret) {
				s.t.Errorf("a secret of host %d is in a row or a file", i)
			}
		}
	}
	s.t.Logf("%d secrets of %d hosts", secrets, len(s.hosts))
}

// each is a script of line mode that does the same in every chat.
func (s *sessions) each(lines string) string {
	var script strings.Builder
	for i := range s.hosts {
		fmt.Fprintf(&script, "chat %d\n%s", i+1, lines)
	}
	return script.String()
}

func TestSecretsOfOneChatNeverReachAnothersHostFileOrRow(t *testing.T) {
	s := newSessions(t)
	saved := filepath.Join(s.home, "saved")
	s.run(nil, nil, "list", "--json")
	s.run(nil, nil, "get", "--all", "--json", "--dir", saved, "--receipt", filepath.Join(s.home, "r.json"))
	if folders, err := os.ReadDir(saved); err != nil || len(folders) != len(s.hosts) {
		t.Fatalf("%d folders: %v", len(folders), err)
	}
	s.run(nil, func(told string) bool { return strings.Count(told, `"event":"added"`) == 30 }, "watch", "--all", "--json")
	if n := strings.Count(s.told.String(), `"contact_id":`); n < 90 {
		t.Errorf("%d of 90 rows say of which contact they are:\n%s", n, s.told.String())
	}
	s.strays()
}

// TestLinesAboutTenChatsKeepThemApart also saves the same names from all chats into one folder, over what is there.
func TestLinesAboutTenChatsKeepThemApart(t *testing.T) {
	s := newSessions(t)
	out, err := os.CreateTemp(t.TempDir(), "out")
	if err != nil {
		t.Fatal(err)
	}
	stdout := os.Stdout
	os.Stdout = out // where a talk goes
	defer func() { os.Stdout = stdout; _ = out.Close() }()
	together := filepath.Join(s.home, "together")
	s.run(func(d *cli.Deps) { d.In = strings.NewReader(s.each("list\nlink 1\nsave all\n") + "chats\n") }, nil,
		"--plain", "--dir", together, "--on-exists", "overwrite", "--config", "off")
	text, err := os.ReadFile(out.Name())
	if err != nil || strings.Count(string(text), "contact ") < len(s.hosts) {
		t.Fatalf("%s, %v", text, err)
	}
	s.told.Write(text)
	if files, err := os.ReadDir(together); err != nil || len(files) != 3*len(s.hosts) {
		t.Errorf("%d files of %d chats are left: %v", len(files), len(s.hosts), err)
	}
	s.strays()
}

// shared is what a command writes while somebody looks.
type shared struct {
	mu  sync.Mutex
	all bytes.Buffer
}

func (s *shared) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all.Write(b)
}

func (s *shared) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all.String()
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
