package live

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"

	"attache/api/transcript"
	"attache/api/wire"
)

// maxFrame is the most taken of a frame, in bytes. A message of 16,384 bytes of content, each byte
// escaped to seven by being JSON within JSON, fills 112 KiB, and the gateway in front of the service
// lets 128 KiB pass. Twice that leaves room for names, and for a service that grows.
const maxFrame = 256 << 10

// The topics of a socket.
const (
	topicSubscribe = "aws/subscribe"
	topicHeartbeat = "aws/heartbeat"
	topicPing      = "aws/ping"
	topicChat      = "aws/chat"
)

// frameKind is what a frame says.
type frameKind int

const (
	frameOther      frameKind = iota // nothing that is known: an empty frame, another topic, garbage
	frameSubscribed                  // the subscription stands
	frameFailed                      // the subscription failed
	frameHeartbeat                   // the gateway lives
	framePing                        // what is behind it lives
	frameChat                        // an item of a chat
	frameFault                       // the gateway could not pass on what was sent
)

// frame is what one frame of the socket says.
type frame struct {
	kind frameKind
	item socketItem // frameChat
}

// socketItem is an item of a transcript as a socket brings it: an agent's carries several chats.
type socketItem struct {
	transcript.Item

	InitialContactID string `json:"InitialContactId"`
}

// envelope is what every frame is wrapped in. A gateway fault has a message and no topic.
type envelope struct {
	Topic      string          `json:"topic"`
	Content    json.RawMessage `json:"content"`
	StatusCode int             `json:"statusCode"`
	Message    string          `json:"message"`
}

// decodeFrame reads a frame. Whatever it is, the worst it can be is of no use.
func decodeFrame(data []byte) frame {
	var e envelope
	if what, _ := wire.Decode(data, &e); what != "" {
		return frame{}
	}
	switch e.Topic {
	case topicHeartbeat:
		return frame{kind: frameHeartbeat}
	case topicPing:
		if e.StatusCode == http.StatusOK {
			return frame{kind: framePing}
		}
	case topicSubscribe:
		return subscription(e.Content)
	case topicChat:
		f := frame{kind: frameChat}
		if what, _ := wire.Decode(inner(e.Content), &f.item); what == "" {
			return f
		}
	case "":
		if e.Message != "" {
			return frame{kind: frameFault}
		}
	}
	return frame{}
}

// subscription reads the answer to a subscription, which may be to several topics.
func subscription(content json.RawMessage) frame {
	var answer struct {
		Status string   `json:"status"`
		Topics []string `json:"topics"`
	}
	what, _ := wire.Decode(inner(content), &answer)
	switch {
	case what != "":
		return frame{}
	case answer.Status == "failure":
		return frame{kind: frameFailed}
	case answer.Status == "success" && (len(answer.Topics) == 0 || slices.Contains(answer.Topics, topicChat)):
		return frame{kind: frameSubscribed}
	}
	return frame{}
}

// inner returns the content itself: the service wraps it into a string, one of its clients has met
// it bare.
func inner(content json.RawMessage) []byte {
	content = bytes.TrimSpace(content)
	var text string
	if len(content) > 0 && content[0] == '"' && json.Unmarshal(content, &text) == nil {
		return []byte(text)
	}
	return content
}
