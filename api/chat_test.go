package api

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"

	"attache/api/trial"
	"attache/model"
)

// chat is the stub service of these tests: a second, independent reading of the service's protocol, with
// a chat, its tokens, sockets and files, and every trouble on request. It shares no type with the client.
type chat struct {
	t *testing.T

	mu       sync.Mutex
	items    []map[string]any
	sockets  map[*chatSocket]bool
	tokens   int // connection tokens given out
	calls    map[string]int
	callTime map[string][]time.Time
	failed   int   // requests that were let fail
	opened   int   // sockets that were ever subscribed
	closes   []int // with which they were closed

	participant string               // the token that is exchanged
	tokenName   string               // the tokens given out, with %d for their number
	link        func() (body string) // the answer of GetAttachment
	file        http.HandlerFunc     // what the addresses of files answer
	tokenLife   time.Duration
	own         func(r *http.Request) http.HandlerFunc            // another answer altogether; nil: none
	deny        map[string]bool                                   // operations denied
	fail        func(op string) (status int, header []string)     // what else an operation answers
	failFor     func(op, body string) (status int)                // the same, by what is asked
	instead     func(op string) (body string)                     // another answer of status 200; empty: none
	hang        map[string]bool                                   // operations that never answer
	upgrade     func(w http.ResponseWriter) (done bool)           // instead of a socket
	onFrame     func(s *chatSocket, topic string) (answered bool) // instead of the usual answer
	exclusive   bool                                              // StartPosition.Id is not part of its page
	expiry      string                                            // ConnectionExpiry
	socketHost  string                                            // instead of the usual
}

type chatSocket struct {
	chat       *chat
	conn       *websocket.Conn
	mu         sync.Mutex
	subscribed bool
}

func newChat(t *testing.T) *chat {
	return &chat{
		t: t, sockets: map[*chatSocket]bool{}, calls: map[string]int{}, callTime: map[string][]time.Time{},
		deny: map[string]bool{}, hang: map[string]bool{}, tokenLife: 24 * time.Hour,
		participant: "participant-token", tokenName: "token-%d",
		link: func() string { return goodLink }, file: trial.Answer(200, "12345"),
	}
}

// client makes a client with a participant token, or with a connection token alone.
func (ch *chat) client(participant bool, change ...func(*Options)) *Client {
	return newClient(ch.t, ch, append([]func(*Options){func(o *Options) {
		o.ConnectionToken = model.NewSecret("first-token")
		if participant {
			o.ParticipantToken = model.NewSecret(ch.participant)
		}
	}}, change...)...)
}

func (ch *chat) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	op := map[string]string{
		"/participant/connection": "CreateParticipantConnection", "/participant/transcript": "GetTranscript",
		"/participant/attachment": "GetAttachment",
	}[r.URL.Path]
	if own := ch.note(op, r); own != nil {
		own(w, r)
		return
	}
	switch {
	case op != "":
		ch.serveCall(op, w, r)
	case r.URL.Path == "/chat-socket":
		ch.serveSocket(w, r)
	case r.Method == http.MethodGet && r.Header.Get("X-Amz-Bearer") == "":
		ch.file(w, r)
	default:
		trial.Answer(500, "")(w, r)
	}
}

// note counts a request, and returns what answers it instead of the chat; nil: nothing.
func (ch *chat) note(op string, r *http.Request) http.HandlerFunc {
	ch.mu.Lock()
	defer ch.mu.Unlock()
	if op != "" {
		ch.calls[op]++
		ch.callTime[op] = append(ch.callTime[op], time.Now())
	}
	if ch.own == nil {
		return nil
	}
	return ch.own(r)
}

func (ch *chat) serveCall(op string, w http.ResponseWriter, r *http.Request) {
	data, _ := io.ReadAll(r.Body)
	ch.mu.Lock()
	defer ch.mu.Unlock()
	if ch.hang[op] {
		ch.mu.Unlock()
		<-r.Context().Done()
		ch.mu.Lock()
		return
	}
	if ch.instead != nil {
		if body := ch.instead(op); body != "" {
			trial.Answer(200, body)(w, r)
			return
		}
	}
	if ch.failFor != nil {
		if status := ch.failFor(op, string(data)); status != 0 {
			trial.Answer(status, `{"message":"no"}`)(w, r)
			return
		}
	}
	if ch.fail != nil {
		if status, header := ch.fail(op); status != 0 {
			trial.Answer(status, `{"message":"no"}`, header...)(w, r)
			return
		}
	}
	if ch.deny[op] || ch.deny[r.Header.Get("X-Amz-Bearer")] {
		trial.Answer(403, `{"message":"Access denied"}`, "X-Amzn-ErrorType", "AccessDeniedException")(w, r)
		return
	}
	switch op {
	case "CreateParticipantConnection":
		ch.connect(w, r, data)
	case "GetTranscript":
		ch.transcript(w, r, data)
	default:
		trial.Answer(200, ch.link())(w, r)
	}
}

func (ch *chat) connect(w http.ResponseWriter, r *http.Request, data []byte) {
	var in map[string]any
	if json.Unmarshal(data, &in) != nil || r.Header.Get("X-Amz-Bearer") != ch.participant {
		trial.Answer(403, `{}`)(w, r)
		return
	}
	if _, joins := in["ConnectParticipant"]; joins {
		ch.t.Error("the watch joins the chat")
	}
	ch.tokens++
	out := map[string]any{"ConnectionCredentials": map[string]any{
		"ConnectionToken": strings.ReplaceAll(ch.tokenName, "%d", strconv.Itoa(ch.tokens)),
		"Expiry":          time.Now().Add(ch.tokenLife).UTC().Format(time.RFC3339Nano),
	}}
	if types, _ := in["Type"].([]any); slices.Contains(types, any("WEBSOCKET")) {
		host := ch.socketHost
		if host == "" {
			host = "ws://127.0.0.1:9"
		}
		out["Websocket"] = map[string]any{
			"Url": fmt.Sprintf("%s/chat-socket?X-Amz-Signature=very-secret-%d", host, ch.tokens), "ConnectionExpiry": ch.expiry,
		}
	}
	_ = json.NewEncoder(w).Encode(out)
}

func (ch *chat) transcript(w http.ResponseWriter, r *http.Request, data []byte) {
	var in struct {
		StartPosition struct {
			ID string `json:"Id"`
		}
		ScanDirection, NextToken string
		MaxResults               int
	}
	_ = json.Unmarshal(data, &in)
	var from int
	switch {
	case in.NextToken != "":
		_, _ = fmt.Sscanf(in.NextToken, "at-%d", &from)
	case in.StartPosition.ID != "":
		from = slices.IndexFunc(ch.items, func(it map[string]any) bool { return it["Id"] == in.StartPosition.ID })
		if from < 0 {
			trial.Answer(400, `{"message":"unknown Id"}`, "X-Amzn-ErrorType", "ValidationException")(w, r)
			return
		}
		if ch.exclusive {
			from++
		}
	case in.ScanDirection == "BACKWARD":
		from = len(ch.items) - 1
	}
	page, next := []map[string]any{}, ""
	for i := from; i >= 0 && i < len(ch.items); {
		if len(page) == in.MaxResults {
			next = fmt.Sprintf("at-%d", i)
			break
		}
		page = append(page, ch.items[i])
		if in.ScanDirection == "FORWARD" {
			i++
		} else {
			i--
		}
	}
	if in.ScanDirection != "FORWARD" {
		slices.Reverse(page)
	}
	_ = json.NewEncoder(w).Encode(map[string]any{"InitialContactId": "c-1", "Transcript": page, "NextToken": next})
}

func (ch *chat) serveSocket(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("X-Amz-Bearer") != "" {
		ch.t.Error("the token went to the socket")
	}
	ch.mu.Lock()
	upgrade := ch.upgrade
	ch.mu.Unlock()
	if upgrade != nil && upgrade(w) {
		return
	}
	conn, err := websocket.Accept(w, r, nil)
	if err != nil {
		ch.t.Error(err)
		return
	}
	s := &chatSocket{chat: ch, conn: conn}
	ch.mu.Lock()
	ch.sockets[s] = true
	ch.mu.Unlock()
	defer func() {
		_ = conn.CloseNow()
		ch.mu.Lock()
		delete(ch.sockets, s)
		ch.mu.Unlock()
	}()
	for {
		_, data, err := conn.Read(context.Background())
		if err != nil {
			ch.mu.Lock()
			ch.closes = append(ch.closes, int(websocket.CloseStatus(err)))
			ch.mu.Unlock()
			return
		}
		var in struct{ Topic string }
		_ = json.Unmarshal(data, &in)
		ch.mu.Lock()
		onFrame := ch.onFrame
		ch.mu.Unlock()
		if onFrame != nil && onFrame(s, in.Topic) {
			continue
		}
		switch in.Topic {
		case "aws/subscribe":
			s.grant()
		case "aws/heartbeat":
			s.say(`{"topic":"aws/heartbeat"}`)
		case "aws/ping":
			s.say(`{"topic":"aws/ping","statusCode":200,"statusContent":"OK"}`)
		}
	}
}

// grant subscribes the socket.
func (s *chatSocket) grant() {
	s.chat.mu.Lock()
	s.chat.opened++
	s.chat.mu.Unlock()
	s.mu.Lock()
	s.subscribed = true
	s.mu.Unlock()
	s.say(`{"topic":"aws/subscribe","content":{"status":"success","topics":["aws/chat"]}}`)
}

func (s *chatSocket) say(text string) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	_ = s.conn.Write(ctx, websocket.MessageText, []byte(text))
}

// sayItem sends an item as the service wraps it.
func (s *chatSocket) sayItem(item map[string]any) {
	inner, _ := json.Marshal(item)
	outer, _ := json.Marshal(map[string]any{"topic": "aws/chat", "contentType": "application/json", "content": string(inner)})
	s.say(string(outer))
}

// listeners returns the sockets that are subscribed.
func (ch *chat) listeners() []*chatSocket {
	ch.mu.Lock()
	defer ch.mu.Unlock()
	var list []*chatSocket
	for s := range ch.sockets {
		s.mu.Lock()
		if s.subscribed {
			list = append(list, s)
		}
		s.mu.Unlock()
	}
	return list
}

// add puts an item at the end of the transcript and returns it.
func (ch *chat) add(item map[string]any) map[string]any {
	ch.mu.Lock()
	defer ch.mu.Unlock()
	n := len(ch.items)
	full := map[string]any{
		"Id": fmt.Sprintf("item-%d", n), "AbsoluteTime": time.Now().UTC().Format("2006-01-02T15:04:05.000Z"),
		"ContactId": "c-1", "InitialContactId": "c-1", "Type": "MESSAGE", "ParticipantRole": "CUSTOMER",
	}
	for k, v := range item {
		full[k] = v
	}
	ch.items = append(ch.items, full)
	return full
}

// send adds a file and tells every socket.
func (ch *chat) send(id, status string) map[string]any {
	item := ch.add(file(id, status))
	ch.tell(item)
	return item
}

func (ch *chat) tell(item map[string]any) {
	for _, s := range ch.listeners() {
		s.sayItem(item)
	}
}

func file(id, status string) map[string]any {
	return map[string]any{"Type": "ATTACHMENT", "Attachments": []map[string]any{
		{"AttachmentId": id, "AttachmentName": id + ".pdf", "ContentType": "application/pdf", "Status": status},
	}}
}

// scanned gives a file its result, in place.
func (ch *chat) scanned(id, status string) {
	ch.mu.Lock()
	defer ch.mu.Unlock()
	for _, item := range ch.items {
		list, _ := item["Attachments"].([]map[string]any)
		for i := range list {
			if list[i]["AttachmentId"] == id {
				item["Attachments"] = []map[string]any{{"AttachmentId": id, "AttachmentName": id + ".pdf", "ContentType": "application/pdf", "Status": status}}
			}
		}
	}
}

// drop breaks every socket without a word.
func (ch *chat) drop() {
	ch.mu.Lock()
	defer ch.mu.Unlock()
	for s := range ch.sockets {
		go func() { _ = s.conn.CloseNow() }()
	}
}

func (ch *chat) with(f func()) {
	ch.mu.Lock()
	defer ch.mu.Unlock()
	f()
}

func (ch *chat) count(op string) int {
	ch.mu.Lock()
	defer ch.mu.Unlock()
	return ch.calls[op]
}

// watched is a watch under way and all that it told.
type watched struct {
	mu      sync.Mutex
	all     []model.Update
	library model.Library
	done    chan struct{}
	err     error
	stop    context.CancelFunc
}

// watchChat walks the chat, then watches it until the test ends.
func watchChat(t *testing.T, c *Client) *watched {
	t.Helper()
	w := &watched{done: make(chan struct{})}
	if err := c.Attachments(t.Context(), nil, func(p model.Page) { w.library.Merge(p.Attachments) }); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	w.stop = cancel
	go func() {
		defer close(w.done)
		w.err = c.Watch(ctx, func(n model.Update) {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.all = append(w.all, n)
			w.library.Merge(n.Attachments)
		})
	}()
	t.Cleanup(func() {
		cancel()
		<-w.done
	})
	return w
}

func (w *watched) news() []model.Update {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.all)
}

// now is the last state told.
func (w *watched) now() model.Watch {
	all := w.news()
	if len(all) == 0 {
		return model.Watch{}
	}
	return all[len(all)-1].Watch
}

func (w *watched) status(id string) model.Status {
	w.mu.Lock()
	defer w.mu.Unlock()
	a, _ := w.library.ByID(id)
	return a.Status
}

func (w *watched) filled() (n int) {
	for _, news := range w.news() {
		if news.Filled {
			n++
		}
	}
	return n
}
