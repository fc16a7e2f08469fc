package wording

import "attache/model"

// Words is one problem as people read it. Every line is safe to print on a terminal.
type Words struct {
	Brief    string   // for the row: "denied", "network"; at most MaxBrief cells
	Sentence string   // what happened; one line that ends with a full stop
	Advice   string   // the next step; one line that ends with a full stop, never empty
	Causes   []string // the likely causes, the likeliest first; may be empty
}

// Limits of what For returns, in terminal cells.
const (
	MaxBrief    = 12  // the state column of the list
	MaxSentence = 120 // Sentence, Advice and each of Causes
)

// during says what was being done, for the middle of a sentence.
func during(p *model.Problem) string {
	switch p.Op {
	case "CreateParticipantConnection":
		return " while exchanging the participant token"
	case "GetTranscript":
		return " while reading the chat"
	case "GetAttachment":
		return " while asking for the link"
	case "WebSocket":
		return " while listening to the chat"
	case "download":
		return " while downloading"
	case "StartAttachmentUpload", "CompleteAttachmentUpload", "upload":
		return " while sending the file"
	case "save":
		return " while saving"
	case "StartChatContact":
		return " while starting the chat"
	case "StopContact":
		return " while ending the chat"
	}
	return ""
}

// maxName bounds the name of an input. The longest of the program's own has 42 characters.
const maxName = 48
