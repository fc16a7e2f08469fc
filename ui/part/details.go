package part

import (
	"slices"
	"strconv"
	"time"

	"attache/model"
	"attache/ui/layout"
	"attache/ui/wording"
)

// Lines draws them in lines of w cells. h is how many of those have room at once.
func (d *Details) Lines(w, h int) []string {
	const label = 8
	margin := ""
	if d.Layout.SideW == 0 {
		margin = " "
	}
	room := max(w-label-len(margin)-1, 8)
	var lines []string
	url := d.hyperlink(&d.Row, d.Wanted)
	facts := d.facts(room)
	for i, parts := range d.broken(facts, room, h) {
		fact := &facts[i]
		head := fact.label
		for _, part := range parts {
			drawn := fact.style.Render(d.End(part, w-label-len(margin), ""))
			if head == d.clickLabel() {
				drawn = withHyperlink(drawn, url)
			}
			lines = append(lines, margin+d.Dim.Render(d.Fit(head, label, ""))+drawn)
			head = ""
		}
	}
	return lines
}

// broken breaks facts into lines. Below the list each has one. Beside it one after the other is cut to one, without
// those the ID would be out of sight; the ID itself and what went wrong come last.
func (d *Details) broken(facts []detail, room, h int) [][]string {
	all, need := make([][]string, len(facts)), 0
	last := slices.IndexFunc(facts, func(f detail) bool { return f.label == idLabel })
	for i := range facts {
		all[i] = d.Wrap(facts[i].value, room)
		if i <= last {
			need += len(all[i])
		}
	}
	for _, late := range []bool{false, true} {
		for i, f := range facts[:last+1] {
			if isLate := f.label == idLabel || f.label == problemLabel; d.Whole || isLate != late || !d.below() && need <= h {
				continue
			}
			need -= len(all[i]) - 1
			all[i] = []string{d.End(f.value, room, d.Glyphs.Cut)}
		}
	}
	return all
}

// below reports whether they stand below the list, where each fact has one line.
func (d *Details) below() bool { return d.stacked() && !d.Whole }

// Headed draws the file's name and the facts in lines of w cells, of which h have room at once. The name is whole where
// the facts leave it lines.
func (d *Details) Headed(w, h int) []string {
	facts := 7 // as far as the ID
	if d.Layout.SideH() < lowSide {
		facts--
	}
	name := d.Name(w, max(h-1-facts, 1))
	return append(append(name, ""), d.Lines(w, h-1-len(name))...)
}

// Name draws the file's name in at most h lines of w cells.
func (d *Details) Name(w, h int) []string {
	return d.Strong.RenderAll(d.fold(d.Label(d.Row.Attachment), w, max(h, 1)))
}

// facts lists them for lines of w cells, the most wanted first: a low window shows only the first.
func (d *Details) facts(w int) []detail {
	r := &d.Row
	all := append([]detail{{"from", d.from(), d.Plain}}, append(d.sizeAndType(w), d.link())...)
	if d.Layout.Kind == layout.Wide {
		all = slices.Insert(all, 1, d.sent())
	}
	if r.Problem != nil {
		words := wording.For(r.Problem)
		all = append(all, detail{problemLabel, words.Sentence + " " + words.Advice, d.Bad})
	}
	if r.Saved != nil {
		for _, warning := range r.Saved.Warnings {
			all = append(all, detail{"warning", wording.FileWarning(warning), d.Soon})
		}
	}
	all = append(all, d.saved(), detail{idLabel, d.id(), d.Plain})
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
