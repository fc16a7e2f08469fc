package part

import (
	"slices"
	"strconv"

	"attache/model"
	"attache/model/session"
	"attache/ui/cells"
)

// Shown are those in the pane.
func (d *Downloads) Shown() []string {
	var ids []string
	for _, id := range d.IDs {
		if !d.Cleared[id] {
			ids = append(ids, id)
		}
	}
	return ids
}

// Title counts them, and names the folder.
func (d *Downloads) Title() string {
	words := "Downloads"
	counts := map[session.DownloadState]int{}
	for _, id := range d.IDs {
		counts[d.State(id)]++
	}
	for _, s := range downloadStates() {
		if n := counts[s]; n > 0 {
			words += d.dotted() + strconv.Itoa(n) + " " + downloadWord(s)
		}
	}
	if save := d.Keys.Act.Save.Help().Key; len(d.IDs) == 0 && d.Cursor < 0 { // no line says it below
		words += d.dotted() + "none yet" + d.dotted() + save + " saves the selected file"
	}
	title := d.Rule.Render(d.Glyphs.Rule) + " " + d.Strong.Render(d.End(words, d.Layout.W-3, d.Glyphs.Cut)) + " "
	rest := d.Layout.W - d.Width(words) - 3
	folder := d.Middle("to "+model.Text(d.Folder), max(rest-12, 0), d.Glyphs.Cut)
	if rest < 20 { // no room for a path that says anything
		return title + d.Rule.Render(d.Divider(rest))
	}
	return title + d.Rule.Render(d.Divider(rest-d.Width(folder)-3)) + " " + d.Dim.Render(folder) + " " + d.Rule.Render(d.Glyphs.Rule)
}

// Some draws at most h of them in lines of w cells: what moves first.
func (d *Downloads) Some(w, h int) []string { return d.lines(d.ranked(h), d.Top, w, h) }

// some are those that h lines below the list show, from the top one on.
func (d *Downloads) some(h int) []string {
	ids := d.ranked(h)
	return ids[max(0, min(d.Top, len(ids)-h)):]
}

// ranked are those in the pane, what moves first where h lines are too few.
func (d *Downloads) ranked(h int) []string {
	ids := d.Shown()
	if len(ids) > h {
		slices.SortStableFunc(ids, func(a, b string) int { return d.rank(a) - d.rank(b) })
	}
	return ids
}

// Lines draws h of them from one on.
func (d *Downloads) Lines(top, w, h int) []string { return d.lines(d.Shown(), top, w, h) }

func (d *Downloads) lines(ids []string, top, w, h int) []string {
	switch {
	case len(ids) == 0 && len(d.IDs) > 0:
		return d.said("What was done is cleared from here; the files stay.", w)
	case len(ids) == 0:
		return d.said("Nothing was saved yet; "+d.Keys.Act.Save.Help().Key+" saves the selected file, with marks all marked ones.", w)
	}
	top = max(0, min(top, len(ids)-h))
	shown := ids[top:min(top+max(h, 0), len(ids))]
	lines := make([]string, len(shown))
	for i, id := range shown {
		r := d.Rows(id)
		lines[i] = d.line(&r, w-1, top+i == d.Cursor)
	}
	return d.goesOn(lines, w-1, top > 0, top+h < len(ids))
}

// said stands in place of downloads.
func (d *Downloads) said(text string, w int) []string {
	const margin = 3
	lines := d.Dim.RenderAll(d.Wrap(text, max(w-margin, 1)))
	for i := range lines {
		lines[i] = cells.Spaces(margin) + lines[i]
	}
	return lines
}

// rank puts what moves before what waits, and that before what has ended.
func (d *Downloads) rank(id string) int {
	switch d.State(id) {
	case session.DownloadRunning, session.DownloadLinking, session.DownloadStopping:
		return 0
	case session.DownloadWaiting, session.DownloadDeferred:
		return 1
	case session.DownloadStopped, session.DownloadFailed:
		return 2
	case session.DownloadSaved, session.DownloadSkipped, session.DownloadCancelled:
	}
	return 3
}

// line draws one download.
func (d *Downloads) line(r *session.Row, w int, cursor bool) string {
	nameW := max(min(30, w/4), 16)
	bar := " "
	if cursor {
		bar = d.Glyphs.Bar
	}
	sign, k := d.stateSign(r), d.Styles.State(r.State)
	if r.Download == session.DownloadCancelled {
		sign, k = d.Glyphs.None, d.Dim
	}
	head := []segment{
		{bar + " ", d.Brand},
		{sign + " ", k},
		{d.Fit(d.Label(r.Attachment), nameW, d.Glyphs.Cut) + " ", d.Plain},
		{d.Fit(downloadWord(r.Download), len("cancelled")+1, ""), k},
	}
	return d.cut(append(head, d.words(r)...), w)
}
