// Command load is the clients of .ci/load: URL PROCESS SECONDS CLIENTS.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/coder/websocket"
)

const (
	pause  = 250 * time.Millisecond // between the rounds of a client
	struck = 10                     // clients whose calls are throttled on purpose
	times  = 5                      // that each of them is
	size   = 20_000                 // bytes of the file that each sends
	kept   = 20_000                 // requests in the emulator's journal when it is full
	slack  = 16                     // MB: garbage is not given back at once
)

// load is what all clients have seen.
type load struct {
	url  string
	http *http.Client

	mu       sync.Mutex
	took     []time.Duration
	errors   map[string]int
	asked    int // for: the 429 of the faults
	sockets  int
	requests int
}

func main() {
	seconds, _ := strconv.Atoi(os.Args[3])
	clients, _ := strconv.Atoi(os.Args[4])
	l := &load{url: os.Args[1], errors: map[string]int{}, http: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: clients}}}
	l.fill()
	ctx, cancel := context.WithTimeout(context.Background(), time.Duration(seconds)*time.Second)
	defer cancel()
	var all sync.WaitGroup
	for i := range clients {
		all.Go(func() { l.client(ctx, i) })
	}
	early := time.Duration(min(10, seconds/2)) * time.Second
	time.Sleep(early)
	before := memory(os.Args[2])
	<-ctx.Done()
	after := memory(os.Args[2])
	all.Wait()
	slices.Sort(l.took)
	part := func(of int) time.Duration { return l.took[len(l.took)*of/100].Round(10 * time.Microsecond) }
	fmt.Printf("%d clients, %d sockets, %d s: %d requests, p50 %v, p99 %v, 429 asked for: %d of %d, memory after %v %.1f MB, at the end %.1f MB\n",
		clients, l.sockets, seconds, l.requests, part(50), part(99), l.asked, struck*times, early, before, after)
	for what, n := range l.errors {
		fmt.Printf("error, %d times: %s\n", n, what)
	}
	if len(l.errors) > 0 || l.asked != struck*times || l.sockets != clients || after > before+slack {
		fmt.Println("failed")
		os.Exit(1)
	}
}

// fill fills the journal, whose growth would look like that of a leak.
func (l *load) fill() {
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			for range kept / 20 {
				if a, err := l.http.Get(l.url); err == nil {
					_, _ = io.Copy(io.Discard, a.Body)
					a.Body.Close()
				}
			}
		})
	}
	all.Wait()
}

// client has a chat of its own, sends a file into it, and reads it until the time is over.
func (l *load) client(ctx context.Context, i int) {
	var chat struct{ ContactId, ParticipantToken string }
	l.call("PUT", "/contact/chat", "", fmt.Sprintf(`{"InstanceId":"i","ContactFlowId":"f","ParticipantDetails":{"DisplayName":"%d"}}`, i), &chat)
	var connection struct {
		Websocket             struct{ Url string }
		ConnectionCredentials struct{ ConnectionToken string }
	}
	l.call("POST", "/participant/connection", chat.ParticipantToken, `{"Type":["WEBSOCKET","CONNECTION_CREDENTIALS"]}`, &connection)
	token := connection.ConnectionCredentials.ConnectionToken
	socket, _, err := websocket.Dial(ctx, connection.Websocket.Url, nil) //nolint:bodyclose // there is none
	if err != nil {
		l.wrong("socket: " + err.Error())
		return
	}
	defer socket.CloseNow()
	if err := socket.Write(ctx, websocket.MessageText, []byte(`{"topic":"aws/subscribe","content":{"topics":["aws/chat"]}}`)); err != nil {
		l.wrong("subscribing: " + err.Error())
	}
	content := bytes.Repeat([]byte{byte(i)}, size)
	id := l.send(token, content)
	heard := make(chan struct{})
	go l.listen(ctx, socket, id, heard)
	select { // the scan has passed, and the socket has said so
	case <-heard:
	case <-ctx.Done():
		l.wrong("the socket said nothing of the scan")
		return
	}
	if i < struck {
		l.call("POST", "/_attache/faults?chat="+chat.ContactId, "", fmt.Sprintf(`{"fault":"throttle=%d","operation":"GetTranscript"}`, times), nil)
	}
	for ctx.Err() == nil {
		l.round(token, id, content)
		select {
		case <-time.After(pause):
		case <-ctx.Done():
		}
	}
}

// round reads the chat and its file, as clients do.
func (l *load) round(token, id string, content []byte) {
	var transcript struct{ Transcript []json.RawMessage }
	if l.call("POST", "/participant/transcript", token, `{}`, &transcript) && len(transcript.Transcript) < 2 {
		l.wrong("items are missing")
	}
	l.call("POST", "/participant/event", token, `{"ContentType":"application/vnd.amazonaws.connect.event.typing"}`, nil)
	var link struct{ Url string }
	l.call("POST", "/participant/attachment", token, `{"AttachmentId":"`+id+`"}`, &link)
	if got := l.do("GET", link.Url, nil, nil); !bytes.Equal(got, content) {
		l.wrong("other bytes came back")
	}
}

func (l *load) send(token string, content []byte) string {
	var up struct {
		AttachmentId   string
		UploadMetadata struct {
			Url              string
			HeadersToInclude map[string]string
		}
	}
	l.call("POST", "/participant/start-attachment-upload", token, fmt.Sprintf(`{"AttachmentName":"a.txt","ContentType":"text/plain","AttachmentSizeInBytes":%d,"ClientToken":"s"}`, len(content)), &up)
	l.do("PUT", up.UploadMetadata.Url, content, up.UploadMetadata.HeadersToInclude)
	l.call("POST", "/participant/complete-attachment-upload", token, `{"AttachmentIds":["`+up.AttachmentId+`"],"ClientToken":"c"}`, nil)
	return up.AttachmentId
}

// listen waits for the end of the scan, and then takes whatever comes.
func (l *load) listen(ctx context.Context, socket *websocket.Conn, id string, heard chan<- struct{}) {
	l.mu.Lock()
	l.sockets++
	l.mu.Unlock()
	for passed := false; ; {
		_, frame, err := socket.Read(ctx)
		if err != nil {
			if ctx.Err() == nil {
				l.wrong("socket: " + err.Error())
			}
			return
		}
		if text := string(frame); !passed && strings.Contains(text, id) && strings.Contains(text, "APPROVED") {
			passed = true
			close(heard)
		}
	}
}

// call calls an operation, and reports whether there was an answer to read.
func (l *load) call(method, path, token, body string, into any) bool {
	got := l.do(method, l.url+path, []byte(body), map[string]string{"X-Amz-Bearer": token, "Content-Type": "application/json"})
	if got == nil || into == nil {
		return false
	}
	if err := json.Unmarshal(got, into); err != nil {
		l.wrong(path + ": " + err.Error())
		return false
	}
	return true
}

// do returns the body of an answer that is good; nil: it is not.
func (l *load) do(method, url string, body []byte, headers map[string]string) []byte {
	r, err := http.NewRequest(method, url, bytes.NewReader(body))
	if err != nil {
		l.wrong(err.Error())
		return nil
	}
	for name, value := range headers {
		r.Header.Set(name, value)
	}
	began := time.Now()
	a, err := l.http.Do(r)
	if err != nil {
		l.wrong(err.Error())
		return nil
	}
	defer a.Body.Close()
	got, err := io.ReadAll(a.Body)
	l.mu.Lock()
	l.requests++
	l.took = append(l.took, time.Since(began))
	if a.StatusCode == http.StatusTooManyRequests {
		l.asked++
	}
	l.mu.Unlock()
	switch {
	case err != nil:
		l.wrong(method + ": " + err.Error())
	case a.StatusCode == http.StatusTooManyRequests:
		return nil
	case a.StatusCode != http.StatusOK:
		l.wrong(fmt.Sprintf("%s %s: %d", method, r.URL.Path[:min(20, len(r.URL.Path))], a.StatusCode))
	default:
		return got
	}
	return nil
}

func (l *load) wrong(what string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.errors[what]++
}

// memory is what a process holds of it, in MB.
func memory(process string) float64 {
	text, _ := os.ReadFile("/proc/" + process + "/status")
	_, rest, _ := strings.Cut(string(text), "VmRSS:")
	kilobytes, _ := strconv.ParseFloat(strings.Fields(rest + " 0")[0], 64)
	return kilobytes / 1000
}
