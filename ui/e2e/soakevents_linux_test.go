package e2e_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"attache/ui/vt"
)

// chatFiles makes the folder of the files of a chat: those of the demo, and some of odd sizes.
func (s *soaking) chatFiles(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	samples, err := filepath.Glob(root + "/api/emulator/sample/files/*")
	if err != nil || len(samples) == 0 {
		t.Fatalf("%d samples: %v", len(samples), err)
	}
	put := func(name string, content []byte) {
		s.files[sha256.Sum256(content)] = name
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, path := range samples {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		put(filepath.Base(path), content)
	}
	for i, size := range []int{1, 4096, 100_000, 3 << 20} {
		content := make([]byte, size)
		for j := range content {
			content[j] = byte(s.rand.Uint32())
		}
		put(fmt.Sprintf("random-%d.bin", i), content)
	}
	return dir
}

// event is one thing that happens to the program.
func (s *soaking) event() {
	switch n := s.rand.IntN(100); {
	case n < 55:
		s.key()
	case n < 63:
		s.mouse()
	case n < 68:
		s.sizes()
	case n < 73:
		s.types()
	case n < 77:
		s.pastes()
	case n < 80:
		s.send([]string{"\x1b[I", "\x1b[O"}[s.rand.IntN(2)])
	case n < 83:
		s.garbage()
	case n < 86:
		s.stalls()
	case n < 90:
		s.pause(300)
	case n < 92:
		s.otherToken()
	default:
		s.trouble()
	}
	s.pause(15)
}

// send types into a program that may have just left.
func (s *soaking) send(text string) {
	s.did("%.40q", text)
	_, _ = s.tty.WriteString(text)
}

func (s *soaking) pause(most int) { time.Sleep(time.Duration(s.rand.IntN(most)) * time.Millisecond) }

// key presses one key, or one often. Those that quit are left out, and in a quiet run those that show links.
func (s *soaking) key() {
	keys := strings.Split("a b c d e f g h i j k l m n o p r s t v w x y z A D F G I N P R S T W X Y 0 1 2 3 4 5 ? / , + - = [ ] < > ! @ . ;", " ")
	keys = append(keys, " ", "\x01", "\x12", "\x05", "\x18", "\t", "\x1b[Z", "\x7f", "\x1b[27u", "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D",
		"\x1b[H", "\x1b[F", "\x1b[5~", "\x1b[6~", "\x1b[3~", "\x1bOP", "\x1b[15~", "\x1bx", "j", "k", "s", "p", "p", "P")
	if !s.quiet {
		keys = append(keys, "\r", "\r", "u", ":", "y", "Y")
	}
	if s.long { // the first may find the command that leaves, the second adds chats without end
		keys = slices.DeleteFunc(keys, func(key string) bool { return key == ":" || key == "N" })
	}
	key, times := keys[s.rand.IntN(len(keys))], 1
	if s.rand.IntN(12) == 0 {
		times = 1 + s.rand.IntN(30)
	}
	s.send(strings.Repeat(key, times))
}

// mouse presses, drags, lets go and turns the wheel, also where no screen is.
func (s *soaking) mouse() {
	buttons := []int{0, 1, 2, 32, 35, 64, 65, 66, 4, 8, 16}
	if s.quiet {
		buttons = buttons[3:8] // a click may ask for a link
	}
	b, x, y := buttons[s.rand.IntN(len(buttons))], s.rand.IntN(130)+1, s.rand.IntN(45)+1
	s.send(fmt.Sprintf("\x1b[<%d;%d;%dM\x1b[<%d;%d;%dm", b, x, y, b, x, y))
}

func (s *soaking) sizes() {
	s.shows(s.term.Screen())
	s.settled = false
	w, h := 1+s.rand.IntN(160), 1+s.rand.IntN(60)
	s.did("%dx%d", w, h)
	s.resize(w, h)
}

// types enters words of prompts, filters and commands.
func (s *soaking) types() {
	words := []string{"type:pdf", "size>1M", "age<10m", "!x", "漢字", "e\u0301", "receipt", "-1", "9999999999999999999", "link", "..", "from:\"", "\u202e", strings.Repeat("long ", 60)}
	text := words[s.rand.IntN(len(words))]
	if s.rand.IntN(2) == 0 {
		text = "/" + text
	}
	if s.rand.IntN(3) > 0 && !s.quiet {
		text += "\r"
	}
	s.send(text)
}

// pastes pastes anything, of any length, as one bracketed paste: text, or bytes of none.
func (s *soaking) pastes() {
	text := make([]rune, s.rand.IntN(1<<uint(s.rand.IntN(14))))
	for i := range text {
		text[i] = rune(s.rand.IntN(1 << uint(1+s.rand.IntN(20))))
	}
	pasted := []byte(string(text))
	for range s.rand.IntN(3) {
		pasted = append(pasted, byte(s.rand.IntN(256)))
		s.rand.Shuffle(len(pasted), func(i, j int) { pasted[i], pasted[j] = pasted[j], pasted[i] })
	}
	s.send("\x1b[200~" + string(pasted) + "\x1b[201~")
}

// garbage is what a terminal should not send: answers nobody asked for, keys of strange kinds, bytes of no text.
func (s *soaking) garbage() {
	all := []string{
		"\x1b]11;rgb:zz/00/1\x1b\\", "\x1b[?2026;9$y", "\x1b[99;99R", "\x1b[57399;5u", "\x1b[97;3:3u", "\x1bP>|odd 1.0\x1b\\", "\xff\xfe\x80", "\x00",
		"\x1b[?1;2;4c", "\x1b_Gi=31;OK\x1b\\", "\x1b]52;c;AAAA\x07", "\x1b[M\x20\x21\x21", "\x1b[<0;99999999999;1M", "\x1b[4;0;0t", "\x1b[6;65535;65535t",
	}
	text := all[s.rand.IntN(len(all))]
	half := s.rand.IntN(len(text))
	s.did("%q in two", text)
	s.typing.Lock()
	defer s.typing.Unlock()
	_, _ = s.tty.WriteString(text[:half])
	s.pause(3)
	_, _ = s.tty.WriteString(text[half:])
}

// stalls is a terminal that takes nothing for a while.
func (s *soaking) stalls() {
	s.did("stall")
	s.reading.Lock()
	s.pause(200)
	s.reading.Unlock()
}

// otherToken gives a token where it is hidden, and nowhere else.
func (s *soaking) otherToken() {
	s.did("token")
	s.keys(strings.Repeat("\x1b[27u", 8) + "T")
	if s.waits(time.Second, func(screen vt.Screen) bool { return screen.Contains("hidden") }) {
		s.send("\x1b[200~" + s.token + "\x1b[201~\r")
	}
}

// trouble is what the service and the network do.
func (s *soaking) trouble() {
	faults := []string{
		"throttle=3", "no-retry-after", "deny=1", "errors=4", "junk=2", "connect-deny=1", "connect-errors=2", "latency=300ms", "latency=0s", "skew=1h", "date=72h",
		"no-expiry", "nourl", "expired-links=3", "link-ends=-10m", "cut=50", "drip=20000", "s3-errors=3", "missing=2", "no-socket=2", "drop=1", "drop=1s",
		"socket-life=2s", "mute", "refuse=1", "garbage=5", "scan=rejected", "scan=approved", "scan-item=new", "hurry=20", "freeze",
	}
	switch s.rand.IntN(12) {
	case 0, 1, 2, 3, 4:
		s.asks(http.MethodPost, "/faults", map[string]any{"fault": faults[s.rand.IntN(len(faults))]})
	case 5, 6, 7:
		s.asks(http.MethodDelete, "/faults", nil)
	case 8:
		if s.sent++; !s.long || s.sent < 50 { // a chat without end would take memory without end
			s.sends()
		}
	case 9:
		s.asks(http.MethodPost, []string{"/links/expire", "/sockets/drop", "/scans"}[s.rand.IntN(3)], map[string]any{})
	case 10:
		_ = s.cmd.Process.Signal(syscall.SIGWINCH)
	default:
		if s.rand.IntN(4) == 0 {
			end := []string{"/end", "/tokens/expire", "/reset"}[s.rand.IntN(3)]
			if !s.long {
				s.reset = s.reset || end == "/reset"
				s.asks(http.MethodPost, end, nil)
			}
		}
	}
}

// sends lets somebody send a file whose name is meant to harm.
func (s *soaking) sends() {
	names := []string{"\x1b[2Jred.txt", "\u202etxt.exe", "../../up.txt", "CON", "漢字.pdf", "new\nline.txt", strings.Repeat("w", 250) + ".txt", "👨\u200d👩\u200d👧.png", ".hidden"}
	content := []byte(fmt.Sprint("content ", s.rand.Uint64()))
	name := names[s.rand.IntN(len(names))]
	s.files[sha256.Sum256(content)] = name
	s.asks(http.MethodPost, "/files", map[string]any{"name": name, "content": content, "scanning": s.rand.IntN(2) == 0})
}

// asks controls the emulator.
func (s *soaking) asks(method, path string, body map[string]any) {
	var text bytes.Buffer
	if body != nil {
		_ = json.NewEncoder(&text).Encode(body)
	}
	s.did("%s %s %.80s", method, path, strings.TrimSpace(text.String()))
	request, err := http.NewRequestWithContext(s.t.Context(), method, s.control+path, &text)
	if err != nil {
		s.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		s.t.Fatal(err)
	}
	_ = answer.Body.Close()
}
