package api

import (
	"encoding/json"

	"attache/api/wire"
	"attache/model"
)

// Limits on what is read of an answer, in bytes.
const (
	// smallAnswer holds a URL, a token and a few words many times over.
	smallAnswer = 1 << 20
	// pageAnswer holds a page of the transcript at its worst: 100 items of 16,384 bytes of content,
	// each byte escaped to six, and the names around them.
	pageAnswer = 16 << 20
)

// operation is one of the service's operations.
type operation struct {
	name   string
	path   string
	limit  int64 // bytes read of an answer
	shared bool  // passes the limiter of what is read
	sends  bool  // passes that of what is sent
}

func createConnection() operation {
	return operation{wire.OpConnect, "/participant/connection", smallAnswer, false, false}
}

func getTranscript() operation {
	return operation{wire.OpTranscript, "/participant/transcript", pageAnswer, true, false}
}

func getAttachment() operation {
	return operation{wire.OpAttachment, "/participant/attachment", smallAnswer, true, false}
}

func startUpload() operation {
	return operation{wire.OpStart, "/participant/start-attachment-upload", smallAnswer, false, true}
}

func completeUpload() operation {
	return operation{wire.OpComplete, "/participant/complete-attachment-upload", smallAnswer, false, true}
}

// call is one use of an operation.
type call struct {
	op       operation
	bearer   model.Secret
	next     model.Secret // pagination token in the body, if there is one
	body     model.Secret // JSON
	decode   func([]byte) (what string, isCut bool)
	priority model.Priority
	quiet    bool // nobody waits for it and it comes again by itself: it is hardly tried twice
	report   func(model.CallState)
	try      int // the one under way
}

// jsonBody encodes the members of a request. They are strings, numbers and lists of
// them, so it cannot fail.
func jsonBody(members map[string]any) model.Secret {
	data, err := json.Marshal(members)
	if err != nil {
		return model.NewSecret("{}")
	}
	return model.NewSecret(string(data))
}
