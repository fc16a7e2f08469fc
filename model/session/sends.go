package session

import (
	"time"

	"attache/model"
)

// sends are the files on their way into the chat, from the look at them on.
type sends struct {
	*core

	byNum   map[int]*sending // by the number of the call
	sampled time.Time
}

type sending struct {
	intent int
	file   model.Outgoing
	meter  *model.Meter // nil while the file is looked at
}

// Upload is a file that is being sent, and how far it has come.
type Upload struct {
	File        model.Outgoing
	Done, Total int64
}

// send answers Send: the file is looked at first, and nothing goes out before a yes.
func (s *sends) send(num int, i Send) {
	if s.ended {
		s.finish(num, WeightProblem, nil, FileSent{File: i.File, Problem: sendEnded()})
		return
	}
	call := s.newNum()
	if !i.Confirmed {
		s.byNum[call] = &sending{intent: num}
		s.do(InspectFile{call, i.Path})
		return
	}
	s.byNum[call] = &sending{num, i.File, &model.Meter{}}
	s.do(SendFile{call, i.File, s.byNum[call].meter})
	s.step(num, WeightNews, nil, SendStarted{i.File})
}

func sendEnded() *model.Problem {
	return &model.Problem{Kind: model.KindEnded, Op: "StartAttachmentUpload"}
}

// onInspected asks whether a file is to be sent.
func (s *sends) onInspected(e FileInspected) {
	w, ok := s.byNum[e.Num]
	if !ok {
		return
	}
	delete(s.byNum, e.Num)
	p := e.Problem
	if p == nil && s.ended {
		p = sendEnded()
	}
	if p != nil {
		s.finish(w.intent, weightFor(p), nil, FileSent{File: e.File, Problem: p})
		return
	}
	yes := Send{Path: e.File.Path, File: e.File, Confirmed: true}
	s.finish(w.intent, WeightWarning, nil, Question{Kind: QuestionSend, Yes: yes, Send: e.File, People: e.People})
}

// onSent tells what became of a file. One that is in the chat is listed, whoever else tells of it.
func (s *sends) onSent(e FileSendEnded) {
	w, ok := s.byNum[e.Num]
	if !ok {
		return
	}
	delete(s.byNum, e.Num)
	var about []string
	if e.Problem == nil && e.Sent.Attachment.ID != "" {
		s.merge([]model.Attachment{e.Sent.Attachment})
		about = []string{e.Sent.Attachment.ID}
	}
	s.finish(w.intent, weightFor(e.Problem), about, FileSent{File: w.file, Problem: e.Problem})
}

// running counts the files that are being sent.
func (s *sends) running() (n int) {
	for _, w := range s.byNum {
		if w.meter != nil {
			n++
		}
	}
	return n
}

// cancel ends the calls of all, which answer all the same. It returns how many were being sent.
func (s *sends) cancel() int {
	n := s.running()
	for _, num := range sortedKeys(s.byNum) {
		s.do(CancelCall{num})
	}
	return n
}

// next is when the screen looks again how far they have come; zero while none is sent.
func (s *sends) next() time.Time {
	if s.running() == 0 {
		return time.Time{}
	}
	return s.sampled.Add(s.opts.Sample)
}

func (s *sends) sample() {
	if s.now.Sub(s.sampled) >= s.opts.Sample {
		s.sampled = s.now
	}
}
