package stub

import (
	"encoding/binary"
	"net"
	"slices"
	"time"
)

// Silence is the answer to a subscription that is none.
const Silence = "silence"

// Codes of frames.
const (
	opText  = 1
	opClose = 8
)

// Frame is one frame of a WebSocket as a server sends it, to be sent as it is, changed or in part. Code 1
// is text, 2 binary, 0 the rest of what came before, 8 a close.
func Frame(whole bool, code byte, payload []byte) []byte {
	first := code
	if whole {
		first |= 1 << 7
	}
	head := []byte{first}
	switch n := len(payload); {
	case n < 126:
		head = append(head, byte(n))
	case n < 1<<16:
		head = binary.BigEndian.AppendUint16(append(head, 126), uint16(n))
	default:
		head = binary.BigEndian.AppendUint64(append(head, 127), uint64(n))
	}
	return append(head, payload...)
}

// send writes bytes to a socket. One that does not take them within a while is broken.
func (k *socket) send(data []byte) {
	const patience = 30 * time.Second
	k.write.Lock()
	defer k.write.Unlock()
	late := time.AfterFunc(patience, func() { _ = k.raw.Close() })
	defer late.Stop()
	_, _ = k.raw.Write(data) // the client may be gone
}

// drop ends a connection at once, without a word of TCP about what was under way.
func (k *socket) drop() {
	if tcp, ok := k.raw.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = k.raw.Close()
}

// listeners returns the sockets that are subscribed.
func (s *Server) listeners() []*socket {
	return locked(s, func() []*socket {
		return slices.DeleteFunc(slices.Clone(s.sockets), func(k *socket) bool { return !k.subscribed || k.dropped })
	})
}

// Push sends text frames to every socket.
func (s *Server) Push(texts ...string) {
	var data []byte
	for _, text := range texts {
		data = append(data, Frame(true, opText, []byte(text))...)
	}
	s.Raw(data)
}

// Raw sends bytes to every socket, whatever they are.
func (s *Server) Raw(data []byte) {
	for _, k := range s.listeners() {
		k.send(data)
	}
}

// Break sends bytes that no client can take, and does not mind how it says so.
func (s *Server) Break(data []byte) {
	s.mu.Lock()
	for _, k := range s.sockets {
		k.broken = true
	}
	s.mu.Unlock()
	s.Raw(data)
}

// Drop ends every socket: with a close frame of this code, or with 0 by breaking the connection.
func (s *Server) Drop(code uint16) {
	s.mu.Lock()
	all := slices.Clone(s.sockets)
	for _, k := range all {
		k.dropped = true
	}
	s.mu.Unlock()
	for _, k := range all {
		if code != 0 {
			k.send(Frame(true, opClose, binary.BigEndian.AppendUint16(nil, code)))
			continue
		}
		k.drop()
	}
}

// Send adds files to the chat, each with the status the options give it, and tells every socket.
// It returns the number of the first.
func (s *Server) Send(n int) int {
	s.mu.Lock()
	first := s.files
	var frames []string
	for range n {
		s.sent = append(s.sent, sent{s.now(), s.files})
		s.files++
		frames = append(frames, s.chatFrame(s.items()-1))
	}
	s.mu.Unlock()
	s.Push(frames...)
	return first
}

// Scan changes the status of attachments where they stand and tells every socket, by the items that
// brought them.
func (s *Server) Scan(status string, files ...int) {
	s.mu.Lock()
	var frames []string
	for _, i := range files {
		s.status[i] = status
		frames = append(frames, s.chatFrame(s.itemOf(i)))
	}
	s.mu.Unlock()
	s.Push(frames...)
}

// End ends the chat: it is told, and from now on no token is good.
func (s *Server) End() {
	s.mu.Lock()
	s.sent = append(s.sent, sent{s.now(), -1})
	frame := s.chatFrame(s.items() - 1)
	s.over = true
	s.mu.Unlock()
	s.Push(frame)
}

// chatFrame is the frame that brings item n. s.mu must be held.
func (s *Server) chatFrame(n int) string {
	item := s.item(n)
	item["InitialContactId"] = contact
	return framed(item)
}

// framed is the frame that brings an item.
func framed(item map[string]any) string {
	return mustJSON(map[string]any{"topic": "aws/chat", "contentType": "application/json", "content": mustJSON(item)})
}

// ItemFrame is the frame that would bring another file, which the chat itself does not have.
func (s *Server) ItemFrame(id, name string) string {
	return framed(map[string]any{
		"Id": "item-of-" + id, "AbsoluteTime": stamp(s.now()), "Type": "ATTACHMENT", "ContactId": contact, "InitialContactId": contact,
		"Attachments": []any{map[string]any{"AttachmentId": id, "AttachmentName": name, "ContentType": "text/plain", "Status": "APPROVED"}},
	})
}

// Listing is what the chat consists of, oldest first.
func (s *Server) Listing() []File {
	return locked(s, func() (all []File) {
		for i := range s.files {
			all = append(all, File{s.opts.FileName(i), s.statusOf(i)})
		}
		return all
	})
}

// Close ends the chat. Answers that are being delayed are dropped.
func (s *Server) Close() {
	close(s.stop)
	s.mu.Lock()
	for _, k := range s.sockets {
		s.checkBeats(k)
	}
	s.mu.Unlock()
	s.Stop()
	s.bucket.Close()
}

// Stop kills the service: every connection to it breaks, and nobody listens on its port. The bucket
// stays.
func (s *Server) Stop() {
	s.mu.Lock()
	s.stopped = true
	s.mu.Unlock()
	s.Drop(0)
	s.service.CloseClientConnections()
	s.service.Close()
}
