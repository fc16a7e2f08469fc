package emulator

import (
	"encoding/json"
	"time"
)

// The topics of a socket's frames.
const (
	topicSubscribe = "aws/subscribe"
	topicHeartbeat = "aws/heartbeat"
	topicPing      = "aws/ping"
	topicChat      = "aws/chat"

	// maxFrame is far over what clients send; a longer frame ends the socket. The gateway in front of
	// the service has a limit too, undocumented for it.
	maxFrame = 32 << 10
)

type subscriptionFrame struct {
	Topic   string           `json:"topic"`
	Content subscriptionPart `json:"content"`
}

type subscriptionPart struct {
	Status string   `json:"status"`
	Topics []string `json:"topics"`
}

type heartbeatFrame struct {
	Topic string `json:"topic"`
}

type pingFrame struct {
	Topic         string `json:"topic"`
	StatusCode    int    `json:"statusCode"`
	StatusContent string `json:"statusContent"`
}

// chatFrame carries an item as a string of JSON within the JSON.
type chatFrame struct {
	Topic       string `json:"topic"`
	ContentType string `json:"contentType"`
	Content     string `json:"content"`
}

// socketItem is an item as sockets carry it: unlike a transcript's, an attachment has no Content and
// no ContentType at all, and every item says the contact that the chat began with.
type socketItem struct {
	AbsoluteTime     string
	Attachments      []attachmentPart `json:",omitempty"`
	ContactID        string           `json:"ContactId"`
	Content          string           `json:",omitempty"`
	ContentType      string           `json:",omitempty"`
	DisplayName      string           `json:",omitempty"`
	ID               string           `json:"Id"`
	InitialContactID string           `json:"InitialContactId"`
	ParticipantID    string           `json:"ParticipantId,omitempty"`
	ParticipantRole  string           `json:",omitempty"`
	Type             string
}

// frame writes an item for the sockets.
func (c *chat) frame(it item) []byte {
	p := c.part(it)
	inner := encode(socketItem{
		AbsoluteTime: p.AbsoluteTime, Attachments: p.Attachments, ContactID: p.ContactID,
		Content: it.content, ContentType: it.contentType, DisplayName: p.DisplayName, ID: p.ID,
		InitialContactID: c.contactID, ParticipantID: p.ParticipantID, ParticipantRole: p.ParticipantRole, Type: p.Type,
	})
	return encode(chatFrame{Topic: topicChat, ContentType: "application/json", Content: string(inner)})
}

func encode(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		return []byte("{}") // nothing here fails to marshal
	}
	return b
}

// heard is what a frame from a client asks for.
type heard struct {
	answer    []byte // nil: none
	subscribe bool   // the chat's items from now on
}

// hear reads a frame. What is no JSON object gets the fault of the gateway in front of the service;
// an empty frame, a topic that nobody knows, and members beside the known ones get nothing.
func hear(frame []byte, refused func() bool) heard {
	if len(frame) == 0 {
		return heard{}
	}
	in, no := parseMembers(frame)
	if no != nil {
		return heard{answer: encode(forbidden().body())}
	}
	topic, _ := in.text("topic", false, 0, maxFrame) // one that is no string is nobody's topic
	switch topic {
	case topicHeartbeat:
		return heard{answer: encode(heartbeatFrame{topicHeartbeat})}
	case topicPing:
		return heard{answer: encode(pingFrame{topicPing, 200, "OK"})}
	case topicSubscribe:
		return subscribe(in, refused)
	}
	return heard{}
}

// subscribe answers a subscription. Assumption: one that names anything but the chat fails whole.
func subscribe(in members, refused func() bool) heard {
	content, no1 := in.structure("content")
	topics, no2 := content.texts("topics")
	ok := first(no1, no2) == nil && len(topics) > 0
	for _, topic := range topics {
		ok = ok && topic == topicChat
	}
	ok = ok && !refused()
	part := subscriptionPart{Status: "failure", Topics: topics}
	if ok {
		part.Status = "success"
	}
	if topics == nil {
		part.Topics = []string{}
	}
	return heard{answer: encode(subscriptionFrame{topicSubscribe, part}), subscribe: ok}
}

// nonsense is frames that a client must survive: an empty one, the gateway's fault, half a frame,
// another topic, a chat frame without an item, and one whose item is no JSON.
func nonsense() [][]byte {
	fault := encode(forbidden().body())
	return [][]byte{
		{},
		fault, []byte(`{"topic":"aws/chat","content":"{\"Type\":`),
		[]byte(`{"topic":"aws/weather","content":{}}`), []byte(`{"topic":"aws/chat"}`),
		encode(chatFrame{topicChat, "application/json", "no item"}), []byte("[]"), []byte("null"),
		{0xff, 0xfe},
	}
}

// writeTimeout is how long one frame may take to leave: a client that takes nothing for so long is
// given up.
const writeTimeout = 30 * time.Second
