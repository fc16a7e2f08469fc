package batch

import (
	"io"

	"attache/model"
	"attache/ui/wording"
)

// Reporter says words on standard error: the sentence with the advice below it, or one JSON object a
// line, so that a program which reads the results as JSON can read the words too.
type Reporter struct {
	W    io.Writer
	JSON bool
	Chat string // what it is about; empty: there is but one
}

// object is what is said as JSON: one of Error and Warning, and the attachment it is about.
type object struct {
	Chat    string             `json:"chat,omitempty"`
	ID      string             `json:"id,omitempty"`
	Error   *model.ErrorRecord `json:"error,omitempty"`
	Warning *warning           `json:"warning,omitempty"`
}

type warning struct {
	Message string `json:"message"`
	Advice  string `json:"advice,omitempty"`
}

// Fail says what went wrong with an attachment, or with the whole command where a is zero.
func (v Reporter) Fail(a model.Attachment, p *model.Problem) {
	v.fail(a, p, wording.For(p))
}

// FailPart says why only a part of the chat could be read.
func (v Reporter) FailPart(p *model.Problem) { v.fail(model.Attachment{}, p, wording.ReadInPart(p)) }

func (v Reporter) fail(a model.Attachment, p *model.Problem, words wording.Words) {
	if v.JSON {
		v.object(object{Chat: v.Chat, ID: a.IDText, Error: model.NewErrorRecord(p, words.Sentence, words.Advice)})
		return
	}
	v.say(a.Label(), words)
}

// Warn says what is off about an attachment, or about the whole command where a is zero.
func (v Reporter) Warn(a model.Attachment, words wording.Words) {
	if v.JSON {
		v.object(object{Chat: v.Chat, ID: a.IDText, Warning: &warning{words.Sentence, words.Advice}})
		return
	}
	v.say(a.Label(), words)
}

func (v Reporter) object(o object) {
	line, err := jsonLine(o)
	if err == nil { // texts and a number: it does not fail
		_, _ = v.W.Write(line)
	}
}

func (v Reporter) say(about string, words wording.Words) {
	if about != "" {
		about += ": "
	}
	if v.Chat != "" {
		about = v.Chat + ": " + about
	}
	text := "attache: " + about + words.Sentence + "\n"
	if words.Advice != "" {
		text += gap + words.Advice + "\n"
	}
	_, _ = io.WriteString(v.W, text)
}
