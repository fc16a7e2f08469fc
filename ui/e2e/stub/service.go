package stub

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"time"
)

// maxBody is more than any request of the service needs.
const maxBody = 64 << 10

// serve answers one request to the service.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == socketPath {
		s.upgrade(w, r)
		return
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody))
	if err != nil {
		return // the client went away while it was asking
	}
	op := operation(r.URL.Path)
	call, trouble := s.arrive(op, r, body)
	w.Header().Set("Date", s.now().Format(http.TimeFormat))
	w.Header().Set("X-Amzn-Requestid", fmt.Sprintf("4f7c1f0e-0000-4000-8000-%012d", call.N))
	if trouble != nil {
		if !s.wait(r, trouble.Delay) {
			return
		}
		if trouble.Status != 0 || trouble.HTML {
			refuse(w, call.N, *trouble)
			return
		}
	}
	answer, problem := s.answer(op, r, body)
	if problem != nil {
		refuse(w, call.N, *problem)
		return
	}
	send(w, answer, trouble)
}

func operation(path string) string {
	switch path {
	case "/participant/connection":
		return "CreateParticipantConnection"
	case "/participant/transcript":
		return "GetTranscript"
	case "/participant/attachment":
		return "GetAttachment"
	}
	return "unknown operation"
}

// arrive counts and checks a call, and asks for its trouble.
func (s *Server) arrive(op string, r *http.Request, body []byte) (Call, *Trouble) {
	s.mu.Lock()
	s.perOp[op]++
	var asked struct {
		AttachmentId       string //nolint:revive // the member's name on the wire
		UrlExpiryInSeconds int    //nolint:revive // the member's name on the wire
	}
	_ = json.Unmarshal(body, &asked) // what is wrong with it is said by the operation
	call := Call{Op: op, N: s.perOp[op], At: s.opts.Now(), AttachmentID: asked.AttachmentId, Life: asked.UrlExpiryInSeconds}
	s.calls = append(s.calls, call)
	s.change()
	s.checkRequest(op, r, body)
	s.mu.Unlock()
	if s.opts.Trouble == nil {
		return call, nil
	}
	return call, s.opts.Trouble(call)
}

// answer makes the right answer, or the documented error.
func (s *Server) answer(op string, r *http.Request, body []byte) (any, *Trouble) {
	s.mu.Lock()
	defer s.mu.Unlock()
	bearer := r.Header.Get("X-Amz-Bearer")
	good := bearer == ConnectionToken
	if s.opts.Token != nil {
		good = s.opts.Token(bearer)
	}
	if op == "CreateParticipantConnection" {
		good = bearer == ParticipantToken
	}
	if !good || s.over {
		return nil, &Trouble{Status: http.StatusForbidden, Code: "AccessDeniedException", Message: "Access denied"}
	}
	switch op {
	case "CreateParticipantConnection":
		return s.connect(body)
	case "GetTranscript":
		return s.transcript(body)
	case "GetAttachment":
		return s.attachment(body)
	}
	s.wrong("path %q", r.URL.Path)
	return nil, &Trouble{Status: http.StatusNotFound, Code: "UnknownOperationException"}
}

func (s *Server) connect(body []byte) (any, *Trouble) {
	const op = "CreateParticipantConnection"
	var in struct {
		Type               []string
		ConnectParticipant *bool
	}
	if !s.decode(op, body, &in) {
		return nil, invalid("body")
	}
	if !slices.Equal(in.Type, []string{"CONNECTION_CREDENTIALS"}) && !slices.Equal(in.Type, []string{"WEBSOCKET", "CONNECTION_CREDENTIALS"}) {
		s.wrong("%s: Type %q, which is more than is needed", op, in.Type)
	}
	if in.ConnectParticipant != nil && *in.ConnectParticipant {
		s.wrong("%s: ConnectParticipant joins the chat", op)
	}
	out := map[string]any{
		"ConnectionCredentials": map[string]any{
			"ConnectionToken": ConnectionToken,
			"Expiry":          stamp(s.now().Add(24 * time.Hour)),
		},
		"Websocket": nil,
	}
	if slices.Contains(in.Type, "WEBSOCKET") {
		out["Websocket"] = map[string]any{"Url": s.newTicket(), "ConnectionExpiry": stamp(s.now().Add(time.Hour))}
	}
	return out, nil
}

func (s *Server) attachment(body []byte) (any, *Trouble) {
	const op = "GetAttachment"
	var in struct {
		AttachmentId       string //nolint:revive // the member's name on the wire
		UrlExpiryInSeconds *int   //nolint:revive // the member's name on the wire
	}
	if !s.decode(op, body, &in) || !s.between(op+" AttachmentId", in.AttachmentId, 1, 256) {
		return nil, invalid("AttachmentId")
	}
	life := 300
	if in.UrlExpiryInSeconds == nil {
		s.wrong("%s: no UrlExpiryInSeconds, and nobody documents the default", op)
	} else {
		life = *in.UrlExpiryInSeconds
	}
	if life < 5 || life > 300 {
		s.wrong("%s: UrlExpiryInSeconds %d", op, life)
		return nil, invalid("UrlExpiryInSeconds")
	}
	i := s.index(in.AttachmentId)
	if i < 0 {
		return nil, invalid("no such attachment")
	}
	url, end := s.newLink(i, life)
	out := map[string]any{"Url": url, "UrlExpiry": stamp(end), "AttachmentSizeInBytes": len(s.opts.Content(i)), "Novelty": []int{1}}
	if s.opts.NoEnd {
		delete(out, "UrlExpiry")
	}
	return out, nil
}
