package part

import (
	"slices"
	"strconv"
	"time"

	"attache/model"
	"attache/ui/layout"
	"attache/ui/wording"
)

const problemLabel = "problem"

// Lines draws them in at most h lines of w cells.
func (d *Details) Lines(w, h int) []string {
	const label = 8
	margin := ""
	if d.Layout.SideW == 0 {
		margin = " "
	}
	var lines []string
	url := d.hyperlink(&d.Row, d.Wanted)
	for _, fact := range d.facts() {
		head := fact.label
		room := max(w-label-len(margin)-1, 8)
		parts := d.Wrap(fact.value, room)
		if d.below() || d.above() && fact.label != problemLabel {
			parts = []string{d.End(fact.value, room, d.Glyphs.Cut)}
		}
		for _, part := range parts {
			drawn := fact.style.Render(d.End(part, w-label-len(margin), ""))
			if head == d.clickLabel() {
				drawn = withHyperlink(drawn, url)
			}
			lines = append(lines, margin+d.Dim.Render(d.Fit(head, label, ""))+drawn)
			head = ""
		}
	}
	if len(lines) > h {
		lines = lines[:max(h, 0)]
	}
	return lines
}

// below reports whether they stand below the list, where each fact has one line.
func (d *Details) below() bool { return d.stacked() && !d.Whole }

// above reports whether they stand above a preview, which leaves each fact one line but what went wrong.
func (d *Details) above() bool { return !d.Layout.Preview.Empty() && !d.stacked() && !d.Whole }

// Name draws the file's name in at most h lines of w cells.
func (d *Details) Name(w, h int) []string {
	return d.Strong.RenderAll(d.fold(d.Label(d.Row.Attachment), w, max(h, 1)))
}

// facts lists them, the most wanted first: a low window shows only the first.
func (d *Details) facts() []detail {
	r := &d.Row
	all := []detail{{"from", d.from(), d.Plain}, d.size(), d.link()}
	if d.Layout.Kind == layout.Wide {
		all = slices.Insert(all, 1, d.sent())
	}
	if r.Problem != nil {
		words := wording.For(r.Problem)
		all = append(all, detail{problemLabel, words.Sentence + " " + words.Advice, d.Bad})
	}
	if r.Saved != nil {
		for _, doubt := range r.Saved.Doubts {
			all = append(all, detail{"warning", wording.Doubt(doubt), d.Soon})
		}
	}
	all = append(all, d.saved(), detail{"id", d.id(), d.Plain})
	if r.Saved != nil && r.Saved.SHA256 != "" && !d.stacked() {
		all = append(all, detail{"sha256", r.Saved.SHA256, d.Dim})
	}
	if !d.stacked() {
		all = append(all, d.scan())
	}
	if d.Layout.Kind == layout.Wide || d.Whole {
		all = append(all, detail{urlLabel, d.url(), d.Dim})
		if !r.Link.Expires.IsZero() {
			all = append(all, detail{"ends", r.Link.Expires.UTC().Format("2006-01-02 15:04:05") + " UTC", d.Dim})
		}
	}
	if r.KeptAlive {
		all = append(all, detail{"kept", "alive: renewed before its end", d.Live})
	}
	if skew := d.Server.Sub(d.Now); skew.Abs() > 2*time.Second {
		all = append(all, detail{"clock", skewWord(skew), d.Wait})
	}
	return append(all, detail{"calls", strconv.Itoa(r.Asked), d.Dim})
}

func (d *Details) id() string {
	if d.Hidden {
		return "hidden"
	}
	return d.Row.Attachment.IDText
}

// url says how to get at the URL, which is never shown unasked.
func (d *Details) url() string {
	if d.Row.Link.URL.IsZero() {
		return d.Glyphs.None
	}
	k := &d.Keys.Act
	word := d.opensWord(d.hyperlink(&d.Row, d.Wanted), urlLabel)
	if word == "" {
		word = "hidden" + d.dotted()
	}
	return word + k.ShowLink.Help().Key + " shows" + d.dotted() + k.Copy.Help().Key + " copies"
}

// skewWord says how far the two clocks are apart. Expiry is counted on the service's.
func skewWord(skew time.Duration) string {
	if skew > 0 {
		return "this machine is " + model.FormatWait(skew) + " behind the service"
	}
	return "this machine is " + model.FormatWait(-skew) + " ahead of the service"
}
