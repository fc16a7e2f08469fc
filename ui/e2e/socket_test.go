//go:build unix

package e2e_test

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"attache/ui/e2e/stub"
	"attache/ui/vt"
)

// byParticipant is the environment that leads to a stub service with a token that opens a socket.
func byParticipant(s *stub.Server) []string {
	return []string{"AWS_ENDPOINT_URL_CONNECTPARTICIPANT=" + s.URL(), "ATTACHE_PARTICIPANT_TOKEN=" + stub.ParticipantToken}
}

// onAir opens the screen on a stub service and waits until its socket has brought news.
func onAir(t *testing.T, s *stub.Server, in terminal, files int) *program {
	t.Helper()
	in.env = append(byParticipant(s), in.env...)
	in.args = append(in.args, "--rate", "8")
	p := start(t, in)
	p.sees("STATE", feed("live"), fmt.Sprintf("%d files", files))
	return p
}

// feed is what the header says before the number of files.
func feed(word string) string { return word + " ·" }

// shown is the list on the screen in the order of its rows, as a server would say it.
func shown(s vt.Screen) []stub.File {
	var all []stub.File
	_, h := s.Size()
	for y := 3; y < h; y++ {
		line := listed(s, y)
		if strings.HasPrefix(line, "─") {
			break
		}
		name := regexp.MustCompile(`file-\d+\.txt`).FindString(line)
		if name == "" {
			continue
		}
		status := "APPROVED"
		switch {
		case strings.Contains(line, "scanning"):
			status = "IN_PROGRESS"
		case strings.Contains(line, "rejected"):
			status = "REJECTED"
		}
		all = append(all, stub.File{Name: name, Status: status})
	}
	return all
}

// equals waits until the list is the server's, row for row.
func (p *program) equals(s *stub.Server) {
	p.t.Helper()
	want := s.Listing()
	p.until(fmt.Sprintf("the list %v", want), func(screen vt.Screen) bool {
		got := shown(screen)
		sortFiles(got)
		return slices.Equal(got, want)
	})
}

func sortFiles(all []stub.File) {
	slices.SortFunc(all, func(a, b stub.File) int { return strings.Compare(a.Name, b.Name) })
}

// leaves quits and expects that nothing of the screen is left on the server.
func (p *program) leaves(s *stub.Server) {
	p.t.Helper()
	p.keys("q")
	if code := p.exits(patience); code != 0 {
		p.t.Errorf("exit code %d", code)
	}
	await(p.t, s, "no socket", func() bool { return s.Sockets() == 0 })
}

// await waits for what the client does to the server.
func await(t *testing.T, s *stub.Server, what string, ok func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if err := s.Await(ctx, ok); err != nil {
		t.Fatalf("waiting for %s: %v", what, err)
	}
}

// restart listens on the port of a server that was stopped, which a connection of any program's may have for a while.
func restart(t *testing.T, s *stub.Server) {
	t.Helper()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for end := time.Now().Add(patience); ; <-again.C {
		err := s.Restart()
		if err == nil {
			return
		}
		if time.Now().After(end) {
			t.Fatal(err)
		}
	}
}

func TestASocketBringsFilesAndTheResultsOfTheirScans(t *testing.T) {
	t.Parallel()
	server := chat(t, stub.Options{Files: 3, Status: scanningFrom(3)})
	p := onAir(t, server, terminal{}, 3)
	p.until("links", func(s vt.Screen) bool { return strings.Count(s.Text(), "● live") == 3 })
	p.moveTo("file-0001")
	first := server.Send(4)
	p.sees("7 files", feed("live"))
	p.equals(server)
	if s := p.term.Screen(); !strings.Contains(selected(s), "file-0001") {
		t.Errorf("the cursor went to %q", selected(s))
	}
	server.Scan("APPROVED", first, first+3)
	server.Scan("REJECTED", first+1)
	p.until("the new links", func(s vt.Screen) bool { return strings.Count(s.Text(), "● live") == 5 })
	p.equals(server)
	// A result that comes twice, and one that comes before its file, are one each.
	server.Scan("APPROVED", first, first, first+2)
	server.Scan("REJECTED", first+1)
	p.until("the last link", func(s vt.Screen) bool { return strings.Count(s.Text(), "● live") == 6 })
	p.equals(server)
	if n := server.Count("GetTranscript"); n != 2 {
		t.Errorf("%d readings, want the walk and the one after the subscription", n)
	}
	p.leaves(server)
	if server.Upgrades() != 1 {
		t.Errorf("%d sockets", server.Upgrades())
	}
}

// scanningFrom gives every file from i on the status of one that is being scanned.
func scanningFrom(i int) func(int) string {
	return func(file int) string {
		if file < i {
			return "APPROVED"
		}
		return "IN_PROGRESS"
	}
}

// secondsLeft reads the countdown to the next try, -1 when there is none.
func secondsLeft(s vt.Screen) int {
	m := regexp.MustCompile(`reconnecting in +(\d+) s`).FindStringSubmatch(s.Line(0))
	if m == nil {
		return -1
	}
	n, _ := strconv.Atoi(m[1])
	return n
}

func TestAServerThatWasKilledIsFoundAgainAndNothingIsMissing(t *testing.T) {
	t.Parallel()
	long(t)
	server := chat(t, stub.Options{Files: 4, Status: scanningFrom(3)})
	p := onAir(t, server, terminal{args: []string{"--prefetch", "none"}}, 4)
	server.Stop()
	p.sees("reconnecting")
	// The waits grow at random; one of them is long enough to be seen counting.
	last := -1
	p.until("a countdown", func(s vt.Screen) bool {
		before := last
		last = secondsLeft(s)
		return before > 0 && last == before-1
	})
	p.moveTo("file-0001")
	answersWithin(p, heldUp)
	if got := len(shown(p.term.Screen())); got != 4 {
		t.Errorf("%d rows are left", got)
	}
	server.Send(3)
	server.Scan("REJECTED", 3)
	server.Scan("APPROVED", 5)
	restart(t, server)
	p.keys("\x1b[O\x1b[I") // somebody comes: nobody waits for the countdown's end
	p.sees(feed("live"), "7 files")
	p.equals(server)
	server.Send(1)
	p.sees("8 files")
	p.equals(server)
	p.leaves(server)
}

// damages are what a socket can suffer, and whether it is lost by that.
func damages() map[string]func(s *stub.Server) {
	frame := func(s *stub.Server) []byte {
		return stub.Frame(true, 1, []byte(s.ItemFrame("cut-off", "never-whole.txt")))
	}
	return map[string]func(s *stub.Server){
		"cut within a frame":         func(s *stub.Server) { f := frame(s); s.Raw(f[:len(f)/2]); s.Drop(0) },
		"cut within a frame's head":  func(s *stub.Server) { s.Raw(frame(s)[:1]); s.Drop(0) },
		"cut between two fragments":  func(s *stub.Server) { s.Raw(stub.Frame(false, 1, frame(s)[4:40])); s.Drop(0) },
		"closed as by a gateway":     func(s *stub.Server) { s.Drop(1001) },
		"closed for a policy":        func(s *stub.Server) { s.Drop(1008) },
		"closed with a private code": func(s *stub.Server) { s.Drop(4000) },
		"an endless message": func(s *stub.Server) {
			s.Break(stub.Frame(true, 1, []byte(`{"topic":"`+strings.Repeat("a", 300<<10)+`"}`)))
		},
		"a reserved code": func(s *stub.Server) { s.Break(stub.Frame(true, 5, []byte("what"))) },
		"a frame of less than no bytes": func(s *stub.Server) {
			s.Break([]byte{0x81, 127, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff})
		},
		"no frame at all": func(s *stub.Server) { s.Break([]byte("HTTP/1.1 502 Bad Gateway\r\n\r\n<html>")) },
	}
}

func TestASocketThatBreaksIsReplacedByOneWithAFreshAddress(t *testing.T) {
	t.Parallel()
	long(t)
	for name, damage := range damages() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := chat(t, stub.Options{Files: 2})
			p := onAir(t, server, terminal{args: []string{"--prefetch", "none"}}, 2)
			damage(server)
			server.Send(1) // perhaps while nobody hears it
			await(t, server, "another socket", func() bool { return server.Upgrades() == 2 && server.Sockets() == 1 })
			p.sees(feed("live"), "3 files")
			p.equals(server)
			server.Send(1)
			p.sees("4 files")
			p.equals(server)
			p.leaves(server)
		})
	}
}

// garbage are frames that are of no use, and harm nothing.
func garbage(s *stub.Server) []string {
	whole := s.ItemFrame("never", "never.txt")
	return []string{
		"", " ", "null", "[]", "0", `"aws/chat"`, "{", "}", "not JSON", whole[:len(whole)/2], whole + whole, "\x00\x01\x02",
		`{"topic":"aws/chat"}`, `{"topic":"aws/chat","content":null}`, `{"topic":"aws/chat","content":"{"}`, `{"topic":"aws/chat","content":"\"x\""}`,
		`{"topic":"aws/chat","content":[1,2]}`, `{"topic":7,"content":{}}`, `{"topic":"aws/unheard-of","content":"{}"}`, `{"TOPIC":{}}`,
		`{"message":"Forbidden","connectionId":"c=","requestId":"r="}`, `{"message":"\u001b[31mred\u001b[0m"}`,
		`{"topic":"aws/ping","statusCode":500,"statusContent":"no"}`, `{"topic":"aws/heartbeat","content":{"x":1}}`, `{"topic":"aws/heartbeat"}`,
		`{"topic":"aws/subscribe","content":{"status":"failure","topics":["aws/chat"]}}`, `{"topic":"aws/subscribe","content":{"status":"success"}}`,
		`{"topic":"aws/chat","content":"{\"Type\":\"TYPING\"}"}`, `{"topic":"aws/chat","content":"{\"Type\":\"MESSAGEMETADATA\",\"MessageMetadata\":null}"}`,
		`{"topic":"aws/chat","content":"{\"Type\":\"ATTACHMENT\",\"Attachments\":null}"}`,
		`{"topic":"aws/chat","content":"{\"Type\":\"ATTACHMENT\",\"Attachments\":[{\"AttachmentName\":\"no-id.txt\"}]}"}`,
		`{"topic":"aws/chat","content":"{\"Type\":\"ATTACHMENT\",\"ContactId\":\"another\",\"InitialContactId\":\"another\",\"Attachments\":[{\"AttachmentId\":\"other-chat\",\"AttachmentName\":\"other-chat.txt\",\"Status\":\"APPROVED\"}]}"}`,
		`{"topic":"aws/chat","content":"{\"Type\":\"EVENT\",\"ContactId\":\"another\",\"InitialContactId\":\"another\",\"ContentType\":\"application/vnd.amazonaws.connect.event.chat.ended\"}"}`,
		strings.Repeat("[", 100_000), `{"topic":"aws/chat","content":"` + strings.Repeat(`\\\"`, 10_000) + `"}`,
	}
}

func TestGarbageOnTheSocketIsOfNoConsequence(t *testing.T) {
	t.Parallel()
	server := chat(t, stub.Options{Files: 2})
	p := onAir(t, server, terminal{args: []string{"--prefetch", "none"}}, 2)
	server.Push(garbage(server)...)
	server.Raw(stub.Frame(true, 2, []byte{0xff, 0, 0xfe}))
	server.Raw(stub.Frame(true, 1, []byte{'"', 0xff, 0xfe, '"'}))
	server.Raw(slices.Concat(stub.Frame(true, 9, []byte("are you there")), stub.Frame(true, 10, nil)))
	// The next file in pieces, with a ping among them.
	whole := []byte(server.ItemFrame("in-pieces", "file-0002.txt"))
	server.Raw(slices.Concat(stub.Frame(false, 1, whole[:3]), stub.Frame(true, 9, nil), stub.Frame(false, 0, whole[3:50]), stub.Frame(true, 0, whole[50:])))
	s := p.until("the file after it", func(s vt.Screen) bool { return s.Contains("3 files") })
	if !s.Contains(feed("live")) || server.Upgrades() != 1 {
		t.Errorf("%d sockets, and the header %q", server.Upgrades(), s.Line(0))
	}
	server.Send(1) // of the same name, under another ID
	p.sees("4 files")
	p.leaves(server)
}

func TestASubscriptionIsRepeatedUntilItIsGranted(t *testing.T) {
	t.Parallel()
	long(t)
	server := chat(t, stub.Options{Files: 2, Subscribe: func(n int) string {
		return []string{stub.Silence, `{"topic":"aws/subscribe","content":{"status":"failure","topics":["aws/chat"]}}`, `{"message":"Internal server error"}`, ""}[min(n, 4)-1]
	}})
	p := onAir(t, server, terminal{}, 2)
	server.Send(1)
	p.sees("3 files")
	p.leaves(server)
	if server.Upgrades() != 1 {
		t.Errorf("%d sockets", server.Upgrades())
	}
}

func TestHeartbeatsKeepTheRhythmAndOneWithoutAnswerEndsTheSocket(t *testing.T) {
	t.Parallel()
	long(t)
	server := chat(t, stub.Options{Files: 2})
	server.Deafen(true)
	began := time.Now() // earlier than the socket: a busy machine may show late that it is there
	p := onAir(t, server, terminal{}, 2)
	await(t, server, "another socket", func() bool { return server.Upgrades() == 2 })
	if took := time.Since(began); took < 9*time.Second {
		t.Errorf("the socket was given up after %v", took)
	}
	server.Deafen(false)
	p.sees(feed("live"))
	p.leaves(server)
}
