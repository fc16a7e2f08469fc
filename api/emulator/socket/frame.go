package socket

import (
	"attache/api/emulator/scenario"
	"attache/api/emulator/token"
	"attache/api/emulator/wire"
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

// chatFrame carries an item as a string of JSON within the JSON.
type chatFrame struct {
	Topic       string `json:"topic"`
	ContentType string `json:"contentType"`
	Content     string `json:"content"`
}

// frame writes an item for the sockets.
func frame(contactID string, it scenario.Item) []byte {
	return wire.Encode(chatFrame{Topic: topicChat, ContentType: "application/json", Content: string(wire.SocketItem(contactID, it))})
}

// reply is what a frame from a client leads to.
type reply struct {
	frame     []byte // nil: none
	subscribe bool   // the chat's items from now on
}

// answer reads a frame. What is no JSON object gets the fault of the gateway in front of the service;
// an empty frame, a topic that nobody knows, and members beside the known ones get nothing.
func answer(frame []byte, ids *token.Secret, refused func() bool) reply {
	if len(frame) == 0 {
		return reply{}
	}
	in := wire.Parse(frame)
	if in.Wrong() != nil {
		return reply{frame: wire.Encode(wire.Forbidden(ids).Body())}
	}
	switch in.Text("topic", 0, maxFrame) { // one that is no string is nobody's topic
	case topicHeartbeat:
		return reply{frame: []byte(`{"topic":"aws/heartbeat"}`)}
	case topicPing:
		return reply{frame: []byte(`{"topic":"aws/ping","statusCode":200,"statusContent":"OK"}`)}
	case topicSubscribe:
		return subscribe(in, refused)
	}
	return reply{}
}

// subscribe answers a subscription. Assumption: one that names anything but the chat fails whole.
func subscribe(in *wire.Members, refused func() bool) reply {
	content := in.Structure("content")
	topics := content.Texts("topics")
	ok := in.Wrong() == nil && content.Wrong() == nil && len(topics) > 0
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
	return reply{frame: wire.Encode(subscriptionFrame{topicSubscribe, part}), subscribe: ok}
}

// nonsense is frames that a client must survive: an empty one, the gateway's fault, half a frame,
// another topic, a chat frame without an item, and one whose item is no JSON.
func nonsense(ids *token.Secret) [][]byte {
	fault := wire.Encode(wire.Forbidden(ids).Body())
	return [][]byte{
		{},
		fault, []byte(`{"topic":"aws/chat","content":"{\"Type\":`),
		[]byte(`{"topic":"aws/weather","content":{}}`), []byte(`{"topic":"aws/chat"}`),
		wire.Encode(chatFrame{topicChat, "application/json", "no item"}), []byte("[]"), []byte("null"),
		{0xff, 0xfe},
	}
}
