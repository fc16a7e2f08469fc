package wording

import (
	"fmt"
	"slices"
	"strings"

	"attache/model"
)

// SendQuestion asks whether files are to be sent: which, and who gets them. Where names are hidden it tells
// sizes and roles.
func SendQuestion(files []model.Outgoing, people model.People, hidden bool) string {
	var names []string
	var size int64
	for _, f := range files {
		size += f.Size
		names = append(names, OutgoingName(f, hidden)+" ("+model.FormatSize(f.Size)+")")
	}
	what := strings.Join(names, ", ")
	const most = 5
	if len(names) > most {
		what = fmt.Sprintf("%s and %d more (%s in all)", strings.Join(names[:most], ", "), len(names)-most, model.FormatSize(size))
	}
	who := "nobody is named in it yet"
	if hidden {
		people = slices.Clone(people)
		for i := range people {
			people[i].Name = ""
		}
	}
	if present := people.Present(); len(present) > 0 {
		who = "in it: " + strings.Join(present, ", ")
	}
	return "Send " + what + " into the chat (" + who + ")?"
}

// OutgoingName is what a file that is sent is called.
func OutgoingName(f model.Outgoing, hidden bool) string {
	if hidden || f.Name == "" {
		return "the file"
	}
	return safe(f.Name)
}

// Sent tells what became of a file that was to be sent; "" for one that is in the chat.
func Sent(p *model.Problem) string {
	switch {
	case p == nil:
		return ""
	case p.Kind == model.KindCancelled && p.Code == "":
		return "Stopped; nothing was sent."
	}
	w := For(p)
	return w.Sentence + " " + w.Advice
}

// Unusual warns of a file that the service does not take unless it was told to; empty where it does.
func Unusual(f model.Outgoing) string {
	if why := f.Unusual(); why != "" {
		return closed("Amazon Connect takes it only where an administrator has allowed "+why, "")
	}
	return ""
}
