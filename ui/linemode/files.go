package linemode

import (
	"path/filepath"
	"slices"
	"strings"
	"time"

	"attache/model"
	"attache/model/session"
)

// files gives numbers to what the session lists, and words for it. A number starts at 1 and never
// changes.
type files struct {
	session *session.Session
	numbers []string // attachments by their number
	placed  map[string]int
}

// place gives numbers to those that have none yet, in the order given.
func (f *files) place(ids []string) {
	for _, id := range ids {
		if _, known := f.session.Library().ByID(id); known && f.placed[id] == 0 {
			f.numbers = append(f.numbers, id)
			f.placed[id] = len(f.numbers)
		}
	}
}

// placeAll gives numbers to all, in order of arrival.
func (f *files) placeAll() {
	lib := f.session.Library()
	for i := range lib.Len() {
		f.place([]string{lib.At(i).ID})
	}
}

func (f *files) lists(id string) bool {
	_, ok := f.session.Library().ByID(id)
	return ok
}

// listed returns those of ids that have not been taken off the list.
func (f *files) listed(ids []string) []string {
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return !f.lists(id) })
}

// firstReading reports whether files have no numbers yet, because the chat is being read.
func (f *files) firstReading() bool {
	_, running := f.session.Reading()
	return running && f.session.Read().IsZero() && len(f.numbers) == 0
}

// local is now on the local clock.
func (f *files) local() time.Time { return f.session.Local(f.session.Server()) }

// clockTime is an instant of the service's clock as a time of day here.
func (f *files) clockTime(at time.Time) string {
	return f.session.Local(at).Local().Format(time.TimeOnly)
}

// label names an attachment: its number, which is what commands take, and its name.
func (f *files) label(id string) string {
	n := itoa(f.placed[id])
	if f.session.NamesHidden() {
		return "attachment " + n
	}
	a, _ := f.session.Library().ByID(id)
	return n + ", " + short(a.Label())
}

// spokenNumbers says attachments by their numbers, runs of them shortened: "1, 3 to 5".
func (f *files) spokenNumbers(ids []string) string {
	var parts []string
	for i := 0; i < len(ids); {
		j := i
		for j+1 < len(ids) && f.placed[ids[j+1]] == f.placed[ids[j]]+1 {
			j++
		}
		from, to := itoa(f.placed[ids[i]]), itoa(f.placed[ids[j]])
		switch j - i {
		case 0:
			parts = append(parts, from)
		case 1:
			parts = append(parts, from, to)
		default:
			parts = append(parts, from+" to "+to)
		}
		i = j + 1
	}
	return spokenList(parts, "and")
}

// from names the sender: the part in the chat, and the name where names are shown.
func (f *files) from(a model.Attachment) string {
	role := strings.ToLower(string(a.Role))
	if a.Role == model.RoleBot {
		role = "bot"
	}
	if f.session.NamesHidden() || a.Sender == "" || a.Role == model.RoleSystem { // the system's own name says nothing
		return prefixed("the ", role)
	}
	return strings.TrimSpace(role + " " + a.Sender)
}

// path is that of a saved file, without its name when names are hidden.
func (f *files) path(path string) string {
	if f.session.NamesHidden() {
		return "a file in " + model.Text(filepath.Dir(path))
	}
	return model.Text(path)
}
