package lines

import (
	"fmt"

	"attache/model"
	"attache/ui/wording"
)

// addIDs lists attachments known by their ID alone.
func (t *talk) addIDs(ids []string) {
	added := make([]model.Attachment, 0, len(ids))
	for _, id := range ids {
		if t.placed[id] > 0 {
			continue
		}
		a := model.NewAttachment(id, "", "", "")
		t.typed++
		a.ItemID = fmt.Sprintf("%08d", t.typed) // in the order given, as no transcript says another
		added = append(added, a)
	}
	t.lib.Merge(added)
	t.place()
}

// doID adds attachments that no transcript names, and gets their links.
func (t *talk) doID(in input) {
	if len(in.words) == 0 {
		t.say("Which ID? Give it, as in id 2b7d0c1e-77aa-4c0e-9a5e-0f1d6c2b8e11.")
		return
	}
	ids := make([]string, 0, len(in.words))
	for _, word := range in.words {
		id, err := model.CheckID(word)
		if err != nil {
			w := wording.For(err)
			t.say(w.Sentence + " " + w.Advice)
			return
		}
		ids = append(ids, id)
	}
	if t.walk.first() {
		t.say("The chat is still being read.")
		return
	}
	t.addIDs(ids)
	t.begin(newErrand(errandLink, unique(ids)))
}

// doRead reads the chat again.
func (t *talk) doRead(input) {
	if len(t.opts.IDs) > 0 {
		t.say("Only the files of the given IDs are listed. Type renew all to ask for their links again.")
		return
	}
	t.walk.again = true
	t.readChat()
}

// doToken asks for another connection token.
func (t *talk) doToken(input) {
	if t.opts.AskSecret == nil {
		w := wording.For(model.NewInputProblem("connection token", model.FaultMissing, ""))
		t.say("A token is typed at a terminal alone, and there is none. " + w.Advice)
		return
	}
	t.secret = true
	t.order(askToken{})
}

// onToken replaces the token, and starts over with it.
func (t *talk) onToken(e tokenTyped) {
	t.secret = false
	switch {
	case model.AsProblem(e.err) == nil:
	case model.KindOf(e.err) == model.KindInput:
		t.say(wording.For(e.err).Sentence + " The old token stays.")
		return
	default:
		t.say("No token was given. The old one stays.")
		return
	}
	t.order(useToken{e.token})
	t.answer("Trying the new token.")
	if len(t.opts.IDs) == 0 {
		t.walk.again = true
		t.readChat()
	}
}
