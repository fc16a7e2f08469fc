package session_test

import (
	"slices"
	"strconv"
	"strings"

	"attache/model"
	"attache/model/session"
)

// kindNamed finds the problem that a word of a script names; nil for other words.
func kindNamed(word string) *model.Problem {
	for _, k := range model.Kinds() {
		if k.String() == word {
			return &model.Problem{Kind: k, RequestID: "req-1"}
		}
	}
	return nil
}

func problemIn(words []string) *model.Problem {
	for _, word := range words {
		if p := kindNamed(word); p != nil {
			return p
		}
	}
	return nil
}

// callFor returns the number of the call that a line answers: the one it names, or the newest of the
// kind for the file.
func (w *world) callFor(words []string, wanted func(session.Effect) bool) int {
	for _, word := range words {
		if rest, ok := strings.CutPrefix(word, "#"); ok {
			return number(w.t, rest)
		}
	}
	num, ok := w.call(wanted)
	if !ok {
		w.t.Fatalf("nothing waits for %q", words)
	}
	delete(w.open, num)
	return num
}

// happens lets the world say something.
func (w *world) happens(words []string) {
	plain, with := options(words[1:])
	p := problemIn(plain)
	id := ""
	if len(plain) > 0 {
		id = plain[0]
	}
	switch words[0] {
	case "renewed":
		w.apply(session.TokenRenewed{Token: model.NewSecret(id)})
	case "link":
		num := w.callFor(plain, func(e session.Effect) bool { a, is := e.(session.AskLink); return is && a.ID == id })
		w.apply(session.LinkAnswered{Num: num, Link: w.linkIn(id, with, p), Problem: p})
	case "stage":
		num := w.callFor(append(plain, "#"+strconv.Itoa(w.newest(id))), nil)
		w.apply(session.StageChanged{Num: num, State: model.CallState{Stage: model.StageRetrying, Until: w.now.Add(4e9), Try: 2, Of: 5}})
	case "page":
		num := w.callFor(plain, isRead)
		w.open[num] = session.ReadTranscript{Num: num}
		w.apply(session.PageRead{Num: num, Page: w.page(plain)})
	case "read":
		w.apply(session.TranscriptEnded{Num: w.callFor(plain, isRead), Problem: p})
	case "saved":
		num := w.callFor(plain, func(e session.Effect) bool { s, is := e.(session.SaveFile); return is && s.Request.Attachment.ID == id })
		w.apply(w.savedIn(num, id, with, p))
	case "copied":
		routes := map[string]session.Route{"native": session.RouteNative, "tmux": session.RouteTmux, "terminal": session.RouteTerminal}
		w.apply(session.TextCopied{Num: w.callFor(plain, func(e session.Effect) bool { _, is := e.(session.CopyText); return is }), Route: routes[id]})
	case "peeked":
		num := w.callFor(plain, func(e session.Effect) bool { f, is := e.(session.PeekFile); return is && f.Request.Attachment.ID == id })
		e := session.Peeked{Num: num, Problem: p}
		if with["renewed"] != "" {
			e.Head.Link = w.good(id, w.o.TTL)
		}
		w.apply(e)
	case "inspected":
		num := w.callFor(plain, func(e session.Effect) bool { _, is := e.(session.InspectFile); return is })
		w.apply(session.FileInspected{Num: num, File: outgoing(id), Problem: p})
	case "sent":
		num := w.callFor(plain, func(e session.Effect) bool { _, is := e.(session.SendFile); return is })
		w.apply(w.sentIn(num, id, p))
	case "away":
		w.apply(session.PreviewLeft{})
	case "opened":
		w.apply(session.FileOpened{Num: w.callFor(plain, func(e session.Effect) bool { _, is := e.(session.OpenPath); return is }), Failed: id == "failed"})
	case "discarded":
		w.apply(session.PartsDiscarded{Num: w.callFor(plain, func(e session.Effect) bool { _, is := e.(session.DiscardParts); return is }), IDs: plain, Problem: p})
	case "receipt":
		w.apply(session.ReceiptSaved{Num: w.callFor(plain, func(e session.Effect) bool { _, is := e.(session.SaveReceipt); return is }), Problem: p})
	case "news":
		w.news(plain, with)
	case "renamed":
		a := w.files[id]
		a.Name, a.ItemID, a.SentAt = "renamed.pdf", "99999999", epoch.Add(1e9)
		num, _ := w.call(isWatch)
		w.apply(session.Events{Num: num, Update: model.Update{Attachments: []model.Attachment{a}, Watch: model.Watch{State: model.WatchLive}, Filled: true}})
	case "watch":
		w.apply(session.WatchEnded{Num: w.callFor(plain, isWatch), Problem: p})
	case "rows":
		w.apply(session.RowsVisible{Selected: with["on"], IDs: plain, Moved: with["moved"] != "no"})
	case "selected":
		w.apply(session.SelectionChanged{IDs: plain, On: with["off"] == ""})
	case "focus":
		w.apply(session.FocusChanged{On: id == "on"})
	case "typing":
		w.apply(session.TypingChanged{On: id == "on"})
	case "tick":
		w.apply(session.Tick{})
	default:
		w.t.Fatalf("nothing like %q happens", words)
	}
}

// sentIn is the end of a sending.
func (w *world) sentIn(num int, id string, p *model.Problem) session.FileSendEnded {
	e := session.FileSendEnded{Num: num, Problem: p}
	if p == nil {
		w.add(model.StatusApproved, id)
		e.Sent.Attachment = w.files[id]
	}
	return e
}

func isRead(e session.Effect) bool  { _, is := e.(session.ReadTranscript); return is }
func isWatch(e session.Effect) bool { _, is := e.(session.Watch); return is }

// newest is the number of the newest open call for a file.
func (w *world) newest(id string) int {
	num, _ := w.call(func(e session.Effect) bool {
		switch e := e.(type) {
		case session.AskLink:
			return e.ID == id
		case session.SaveFile:
			return e.Request.Attachment.ID == id
		}
		return false
	})
	return num
}

func (w *world) linkIn(id string, with map[string]string, p *model.Problem) model.Link {
	if p != nil {
		return model.Link{}
	}
	life := w.o.TTL
	if s, ok := with["life"]; ok {
		life = duration(w.t, s)
	}
	l := w.good(id, life)
	if s, ok := with["size"]; ok {
		l.Size = int64(number(w.t, s))
	}
	if with["url"] == "none" {
		l.URL = model.Secret{}
	}
	return l
}

func (w *world) savedIn(num int, id string, with map[string]string, p *model.Problem) session.SaveEnded {
	e := session.SaveEnded{Num: num, Problem: p}
	if done, ok := with["left"]; ok {
		e.Left = &session.Left{Done: int64(number(w.t, done)), Total: 1000}
	}
	if p == nil {
		name := id + ".pdf"
		if s, ok := with["name"]; ok {
			name = s
		}
		e.Saved = model.Saved{State: model.SaveDone, Path: "/downloads/" + name, Size: 1000}
	}
	if d, ok := with["warning"]; ok {
		e.Saved.Warnings = []model.Warning{model.Warning(d)}
	}
	return e
}

// page is a page with the files named; "ended" ends the chat.
func (w *world) page(ids []string) model.Page {
	p := model.Page{ContactID: "contact-1", Items: 1, Ended: slices.Contains(ids, "ended")}
	for _, id := range ids {
		if id != "ended" && !strings.HasPrefix(id, "#") {
			p.Attachments = append(p.Attachments, w.fileNamed(id))
		}
	}
	return p
}

// fileNamed is a file of the chat, made when it is first named. "a:REJECTED" changes its scan.
func (w *world) fileNamed(word string) model.Attachment {
	id, status, scanned := strings.Cut(word, ":")
	if _, ok := w.files[id]; !ok {
		w.add(model.StatusApproved, id)
	}
	a := w.files[id]
	if scanned {
		a.Status = model.Status(status)
	}
	w.files[id] = a
	return a
}

func (w *world) news(plain []string, with map[string]string) {
	feeds := map[string]model.WatchState{"": model.WatchLive, "live": model.WatchLive, "waiting": model.WatchWaiting, "polling": model.WatchPolling}
	n := model.Update{Watch: model.Watch{State: feeds[with["feed"]]}}
	for _, word := range plain {
		switch {
		case word == "ended":
			n.Ended = true
		case word == "refused":
			n.Refused = &model.Problem{Kind: model.KindDenied, Op: "GetTranscript"}
			n.Watch = model.Watch{State: model.WatchOff}
		case !strings.HasPrefix(word, "#"):
			n.Attachments = append(n.Attachments, w.fileNamed(word))
		}
	}
	num := w.callFor(plain, isWatch)
	if _, named := w.open[num]; !named {
		w.open[num] = session.Watch{Num: num}
	}
	w.apply(session.Events{Num: num, Update: n})
}
