package lines

import (
	"strings"

	"attache/model"
	"attache/ui/wording"
)

// doExplain tells of a problem what it is, why it may be, and what to do.
func (t *talk) doExplain(in input) {
	if len(in.words) == 0 {
		if t.trouble == nil {
			t.say("Nothing has gone wrong yet.")
			return
		}
		t.explain(t.trouble)
		return
	}
	ids, ok := t.only(in)
	if !ok {
		return
	}
	told := 0
	for _, id := range ids {
		p := t.problemOf(id)
		if p == nil || told == few {
			continue
		}
		told++
		a, _ := t.lib.ByID(id)
		t.say(itoa(t.placed[id]) + ". " + t.wholeName(a) + ".")
		t.explain(p)
	}
	if told == 0 {
		t.say("Nothing has gone wrong there.")
	}
}

// problemOf is why a file cannot be had; nil where it can, or nobody tried.
func (t *talk) problemOf(id string) *model.Problem {
	if r := t.row(id); r.problem != nil {
		return r.problem
	}
	return t.barred(id)
}

func (t *talk) explain(p *model.Problem) {
	w := wording.For(p)
	t.say(w.Sentence)
	t.say("What to do: " + w.Advice)
	for _, cause := range w.Causes {
		t.say("Possible cause: " + cause)
	}
	t.say("For a report: " + strings.ReplaceAll(wording.Technical(p), " · ", ", ") + ".")
}
