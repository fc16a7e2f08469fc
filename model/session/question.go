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

	Unseen   int             // files that the user cannot see at the moment
	Links    int             // calls out of the quota that all agents share
	Files    int             // to be saved, or that work goes on for
	Bytes    int64           // of those whose size is known
	Unknown  int             // files whose size is not known
	Scanning int             // files that are saved when their scan has passed
	Folder   string          // where they are saved
	Warnings []model.Warning // QuestionOpen: what is off about the file
	Sends    int             // QuestionQuit: files that are being sent

	Send   model.Outgoing // QuestionSend: the file
	People model.People   // QuestionSend: who gets it
}

// Decline answers a question with no. Nothing is done.
type Decline struct {
	byPerson

	Question Question
}
