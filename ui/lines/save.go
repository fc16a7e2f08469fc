package lines

import (
	"path/filepath"
	"slices"
	"strings"
	"time"

	"attache/model"
	"attache/ui/wording"
)

// transfer is one download under way.
type transfer struct {
	num      int
	meter    model.Meter
	rate     model.Rate
	state    model.CallState
	began    time.Time
	quarters int64 // of the file that were told
	stopping bool
}

// doSave queues files for download. What was stopped goes on from where it was.
func (t *talk) doSave(in input) {
	ids, used, ok := t.targets(in)
	if !ok {
		return
	}
	name := ""
	if rest := in.words[used:]; len(rest) > 0 {
		if name = nameAfter(in.rest); !strings.EqualFold(rest[0], "as") || name == "" || len(ids) > 1 {
			t.say("After the number of one file there may be as and a name, as in save 1 as other.pdf. Nothing was done.")
			return
		}
	}
	if strings.EqualFold(in.words[0], allWord) {
		ids = slices.DeleteFunc(slices.Clone(ids), func(id string) bool { r := t.row(id); return r.saved != nil && r.problem == nil })
		if len(ids) == 0 {
			t.say("All files are saved already.")
			return
		}
	}
	t.save(ids, name)
}

// nameAfter returns what stands behind the word "as".
func nameAfter(rest string) string {
	_, after, _ := strings.Cut(rest, " ")
	_, name, _ := strings.Cut(strings.TrimSpace(after), " ")
	return strings.TrimSpace(name)
}

func (t *talk) save(ids []string, name string) {
	if name != "" {
		t.row(ids[0]).name = name
	}
	can, refused := t.savable(t.later(model.WishSave, ids))
	if len(can) == 0 {
		return
	}
	var bytes int64
	some := "" // said before a sum that lacks sizes nobody knows yet
	for _, id := range can {
		size := t.size(t.row(id))
		bytes += size
		if size == 0 {
			some = "at least "
		}
	}
	if some != "" && bytes == 0 {
		some, bytes = "of unknown size", 0
	} else {
		some += spokenSize(bytes)
	}
	yes := func() { t.enqueue(can, refused) }
	switch {
	case len(can) == 1 && t.row(can[0]).saved != nil && t.row(can[0]).left == nil && name == "":
		t.ask("Saved already. Type yes to save it once more.", "Not done.", true, yes)
	case len(can) > few && (bytes > model.AskAbove || strings.HasPrefix(some, "at least") || bytes == 0):
		t.ask("Save "+itoa(len(can))+" files, "+some+"? Type yes to go on.", "Not done.", true, yes)
	case len(can) > 1 && bytes > model.AskAbove:
		t.ask("Save "+itoa(len(can))+" files, "+some+"? Type yes to go on.", "Not done.", true, yes)
	default:
		yes()
	}
}

// savable returns those of ids that can be saved and are not on their way, and the number of those
// that cannot.
func (t *talk) savable(ids []string) (can []string, refused int) {
	underWay := 0
	for _, id := range ids {
		r := t.row(id)
		p := t.barred(id)
		switch {
		case r.save != nil || t.downloads.Waits(id):
			underWay++
		case p != nil:
			if refused++; len(ids) <= few {
				t.problem(p, t.label(id), t.answer)
			}
		default:
			can = append(can, id)
		}
	}
	if refused > 0 && len(ids) > few {
		t.say(count(refused, "file") + " cannot be had: not scanned yet, or rejected.")
	}
	if underWay > 0 {
		t.say(count(underWay, "file") + " on the way already.")
	}
	return can, refused
}

// enqueue lets files wait for their turn to be saved.
func (t *talk) enqueue(ids []string, refused int) {
	if t.downloads.Batch().Asked == 0 {
		t.told = told{at: t.now}
	}
	t.downloads.Enqueue(ids, refused)
	for _, id := range ids {
		t.row(id).problem = nil
	}
	what := count(len(ids), "file")
	if len(ids) == 1 {
		what = t.label(ids[0])
		if l := t.row(ids[0]).left; l != nil {
			what += ", from " + spokenSize(l.done) + " on"
		}
	}
	t.say("Saving " + what + ", to " + model.Text(t.opts.Dir) + ".")
}

// pump starts queued transfers as long as there is room.
func (t *talk) pump() {
	for !t.over {
		id, ok := t.downloads.Next(len(t.saving))
		if !ok {
			return
		}
		a, known := t.lib.ByID(id)
		if !known {
			continue
		}
		r := t.row(id)
		r.left = nil
		r.save = &transfer{num: t.newNum(), began: t.now}
		r.save.meter.SetTotal(r.link.Size)
		t.saving[id] = r
		o := t.orderOf(a, r)
		o.Meter = &r.save.meter
		t.order(saveFile{r.save.num, o})
	}
}

// orderOf is what the transfer of a row is to do.
func (t *talk) orderOf(a model.Attachment, r *row) model.Order {
	return model.Order{Attachment: a, Name: r.name, OnExists: t.opts.OnExists, Link: r.link, Life: t.life, Meter: new(model.Meter)}
}

// doParallel sets how many transfers run at once. Those that run go on.
func (t *talk) doParallel(in input) {
	n, ok := number(in.rest)
	switch {
	case in.rest == "":
		t.say(count(t.downloads.Parallel(), "download") + " at a time. Type parallel and a number to change that, 1 to 16.")
	case !ok || n < 1 || n > model.MaxParallel:
		t.sayFault(model.NewInputProblem("parallel downloads", model.FaultRange, in.rest))
	default:
		t.downloads.SetParallel(n)
		t.say(count(n, "download") + " at a time.")
	}
}

// path is that of a saved file, without its name when names are hidden.
func (t *talk) path(path string) string {
	if t.hidden {
		return "a file in " + model.Text(filepath.Dir(path))
	}
	return model.Text(path)
}

// savedWords tells what became of a file; its folder was told when it began.
func (t *talk) savedWords(id string, s model.Saved) string {
	name := "under another name"
	if !t.hidden {
		name = "as " + short(model.Text(filepath.Base(s.Path)))
	}
	if s.State == model.SaveSkipped {
		if s.Same {
			return "Not needed: " + t.label(id) + ", the same file is there " + name + "."
		}
		return "Skipped: " + t.label(id) + ", a file of this name is there."
	}
	text := "Saved: " + t.label(id) + ", " + spokenSize(s.Size)
	a, _ := t.lib.ByID(id)
	switch {
	case s.Renamed:
		text += ", " + name + ", since the name was taken"
	case filepath.Base(s.Path) != a.Name:
		text += ", " + name
	}
	for _, note := range wording.SavedNotes(s) {
		text += ", " + note
	}
	text += "."
	if doubt := wording.Gravest(s.Doubts); doubt != "" {
		text += " Warning: " + doubt
	}
	return text
}
