package ui

import (
	"slices"
	"strconv"

	"attache/model/session"
	"attache/ui/part"
)

// mergedDownloads are those of all chats: the own ones, and below them those of the others by names that no own one has.
type mergedDownloads struct {
	ids  []string
	core *core
	of   map[string]otherDownload
}

// otherDownload is a download of another chat.
type otherDownload struct {
	neighbor

	id string
}

func (m *core) merged() mergedDownloads {
	d := mergedDownloads{ids: m.session.Downloads(), core: m, of: map[string]otherDownload{}}
	if m.beside == nil {
		return d
	}
	d.ids = slices.Clone(d.ids)
	for n, other := range m.beside() {
		for _, id := range other.session.Downloads() {
			if other.cleared[id] {
				continue
			}
			name := strconv.Itoa(n) + "\x00" + id // no ID holds this
			d.ids = append(d.ids, name)
			d.of[name] = otherDownload{other, id}
		}
	}
	return d
}

func (d mergedDownloads) state(id string) session.DownloadState {
	if f, ok := d.of[id]; ok {
		return f.session.DownloadState(f.id)
	}
	return d.core.session.DownloadState(id)
}

// row is what is known of a download. One of another chat says of which.
func (d mergedDownloads) row(id string) session.Row {
	f, ok := d.of[id]
	if !ok {
		return d.core.session.Row(id)
	}
	r := f.session.Row(f.id)
	name := r.Attachment.Label()
	if f.session.NamesHidden() {
		name = "a file"
	}
	r.Attachment.Name = f.label + ": " + name
	return r
}

// allLog is what has happened in all chats, in the order of time. What is of another chat says of which.
func (m *core) allLog() []part.LogEntry {
	if m.beside == nil {
		return m.log
	}
	all := slices.Clone(m.log)
	for _, other := range m.beside() {
		for _, e := range other.log {
			if e.Named && other.session.NamesHidden() {
				e.Text, e.Named = "(hidden with the names)", false
			}
			e.Text = other.label + ": " + e.Text
			all = append(all, e)
		}
	}
	slices.SortStableFunc(all, func(a, b part.LogEntry) int { return a.At.Compare(b.At) })
	return all
}
