package session

import "attache/model"

// QuestionKind is what a question is mostly about.
type QuestionKind int

// The kinds.
const (
	QuestionUnseen  QuestionKind = iota // some of the files cannot be seen at the moment
	QuestionLinks                       // many links
	QuestionSave                        // many files, or large ones
	QuestionAgain                       // the file is saved already
	QuestionOpen                        // opening the file may start something
	QuestionDiscard                     // what a stopped download has left is thrown away
	QuestionQuit                        // work is not finished
	QuestionSend                        // a file goes into the chat
)

// Question is a fact that asks for yes or no before anything is done; the notice names all files it is
// about. Nothing waits for the answer: until Yes is sent, nothing happens.
type Question struct {
	Kind QuestionKind
	Yes  Intent // what to send for a yes

	Unseen   int           // files that the user cannot see at the moment
	Links    int           // calls out of the quota that all agents share
	Files    int           // to be saved, or that work goes on for
	Bytes    int64         // of those whose size is known
	Unknown  int           // files whose size is not known
	Scanning int           // files that are saved when their scan has passed
	Folder   string        // where they are saved
	Doubts   []model.Doubt // QuestionOpen: what is off about the file
	Sends    int           // QuestionQuit: files that are being sent

	Send   model.Outgoing // QuestionSend: the file
	People model.People   // QuestionSend: who gets it
}

// Stands reports whether a question is still worth an answer.
func (s *Session) Stands(q Question) bool {
	return (q.Kind != QuestionQuit || s.Unfinished() > 0) && (q.Kind != QuestionSend || !s.ended)
}

// ask puts a question in the place of an intent's result, unless nobody is there and it is about
// something that can be done again. It returns whether to go on.
func (c *core) ask(num int, about []string, q Question) (goOn bool) {
	if c.opts.Unattended && q.Kind != QuestionOpen {
		return true
	}
	c.finish(num, WeightWarning, about, q)
	return false
}
