//go:build unix

package e2e_test

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
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

// in returns the secrets that a text holds in any guise, by what they are marked with or as they have passed.
func (w *witness) in(text string) (found []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for range 3 { // escapes of escapes
		for _, mark := range []string{"CANARY", "X-Amz-"} {
			for _, guise := range guises(mark) {
				if at := strings.Index(text, guise); at >= 0 {
					found = append(found, "…"+text[max(0, at-40):min(len(text), at+40)]+"…")
				}
			}
		}
		for secret := range w.secrets {
			if slices.ContainsFunc(guises(secret), func(guise string) bool { return strings.Contains(text, guise) }) {
				found = append(found, secret)
			}
		}
		plain := unescaped(text)
		if plain == text {
			break
		}
		text = plain
	}
	return found
}

// guises are what a text looks like as it is, in small letters, in hex, and within something in base64.
func guises(s string) []string {
	all := []string{s, hex.EncodeToString([]byte(s)), fmt.Sprintf("%X", s)}
	if small := strings.ToLower(s); small != s && len(s) > 8 { // a mark in small letters is a word
		all = append(all, small)
	}
	for before, first := range []int{0, 2, 3} {
		in := base64.RawStdEncoding.EncodeToString([]byte(strings.Repeat("-", before) + s))[first:]
		if (before+len(s))%3 != 0 {
			in = in[:len(in)-1] // what follows has a say in it
		}
		if len(in) >= 7 { // less may stand anywhere
			all = append(all, in, strings.NewReplacer("+", "-", "/", "_").Replace(in))
		}
	}
	return all
}

// unescaped reads the escapes of URLs, JSON, shells and HTML.
func unescaped(text string) string {
	escape := regexp.MustCompile(`%[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}|\\[0-7]{3}|\\/`)
	return escape.ReplaceAllStringFunc(html.UnescapeString(text), func(e string) string {
		base, digits := 16, strings.TrimLeft(e, `%\ux`)
		if e == `\/` {
			return "/"
		}
		if len(e) == 4 && e[0] == '\\' && e[1] != 'x' {
			base = 8
		}
		code, _ := strconv.ParseUint(digits, base, 32)
		return string(rune(code))
	})
}

// uncopied is what a terminal was sent without the copies that were asked for, which are in base64.
func uncopied(output string) string {
	return regexp.MustCompile(`\x1b\]52;c;[0-9A-Za-z+/=]*(?:\a|\x1b\\)`).ReplaceAllString(output, "")
}

// searchFiles looks for secrets in all that lies in a folder: names, contents, extended attributes. Nobody else may read
// a file there, but what the programs of a test write.
func (w *witness) searchFiles(t *testing.T, dir string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		text := d.Name() + "\n" + attributes(path)
		if d.Type().IsRegular() {
			if info, err := d.Info(); err == nil && info.Mode().Perm()&0o077 != 0 && !slices.Contains([]string{"asked", "opened", "xdg-open"}, d.Name()) {
				t.Errorf("others may read %s: %v", path, info.Mode())
			}
			content, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			text += string(content) + unpacked(content)
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

// unpacked returns what is in an archive, empty for anything else.
func unpacked(content []byte) string {
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return ""
	}
	all := bytes.NewBufferString(archive.Comment)
	for _, entry := range archive.File {
		_, _ = all.WriteString(entry.Name + entry.Comment + string(entry.Extra))
		if r, err := entry.Open(); err == nil {
			_, _ = io.Copy(all, io.LimitReader(r, 8<<20)) // some files of the demo are damaged
		}
	}
	return all.String()
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

// TestTheWitnessKnowsASecretInEveryGuise holds the judge itself to what it is there for.
func TestTheWitnessKnowsASecretInEveryGuise(t *testing.T) {
	const secret = "abcDEF123/x+y=&z789" // as no mark makes it known
	w := &witness{secrets: map[string]bool{secret: true}}
	quoted, _ := json.Marshal("at " + secret)
	all := []string{
		secret, url.QueryEscape(secret), url.PathEscape(secret), url.QueryEscape(url.QueryEscape(secret)), html.EscapeString(secret), string(quoted),
		strings.ReplaceAll(secret, "/", `\/`), strings.ToLower(secret), hex.EncodeToString([]byte(secret)),
		"Authorization: Basic " + base64.StdEncoding.EncodeToString([]byte("jo:CANARY")),
	}
	for _, format := range []string{"%%%02X", `\u%04x`, `\x%02x`, `\%03o`, "&#%d;", "&#x%x;"} {
		every := ""
		for i := range len(secret) {
			every += fmt.Sprintf(format, secret[i])
		}
		all = append(all, every)
	}
	for _, before := range []string{"", "1", "12"} {
		all = append(all, base64.StdEncoding.EncodeToString([]byte(before+secret+"?")), base64.URLEncoding.EncodeToString([]byte(before+secret)))
	}
	var archive bytes.Buffer
	packing := zip.NewWriter(&archive)
	entry, err := packing.Create("receipt.json")
	if err == nil {
		_, err = entry.Write([]byte(strings.Repeat(" ", 100) + secret))
	}
	if err != nil || packing.Close() != nil {
		t.Fatal(err)
	}
	for _, text := range append(all, unpacked(archive.Bytes())) {
		if len(w.in("before "+text+" after")) == 0 {
			t.Errorf("%q passes", text)
		}
	}
}
