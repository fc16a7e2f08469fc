package ui

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"attache/model"
	"attache/ui/layout"
	"attache/ui/style"
	"attache/ui/wording"
)

// field is one line of the details.
type field struct {
	label, value string
	ink          style.Style
}

// detailLines draws what is known of the selected attachment in at most h lines of w cells.
func (m *Model) detailLines(w, h int) []string {
	a, ok := m.selected()
	if !ok {
		return nil
	}
	k := &m.theme.Styles
	const label = 8
	margin := ""
	if m.lay.SideW == 0 {
		margin = " "
	}
	var lines []string
	url := m.hyperlink(m.row(a.ID))
	for _, f := range m.fields(a, m.row(a.ID)) {
		head := f.label
		room := max(w-label-len(margin)-1, 8)
		parts := m.theme.Wrap(f.value, room)
		if m.lay.Kind == layout.Stacked && m.pane.kind != paneDetails {
			parts = []string{m.theme.End(f.value, room, m.theme.Glyphs.Cut)}
		}
		for _, part := range parts {
			drawn := f.ink.Render(m.theme.End(part, w-label-len(margin), ""))
			if head == m.clickLabel() {
				drawn = withHyperlink(drawn, url)
			}
			lines = append(lines, margin+k.Dim.Render(m.theme.Fit(head, label, ""))+drawn)
			head = ""
		}
	}
	if len(lines) > h {
		lines = lines[:max(h, 0)]
	}
	return lines
}

// fields lists the facts, the most wanted first: a low window shows only the first.
func (m *Model) fields(a model.Attachment, r *row) []field {
	k := &m.theme.Styles
	id := a.IDText
	if m.hidden {
		id = "hidden"
	}
	fs := []field{
		{"from", m.fromLine(a), k.Plain},
		m.sizeField(a, r),
		m.linkField(r),
		{"id", id, k.Plain},
	}
	if m.lay.Kind == layout.Wide {
		fs = slices.Insert(fs, 1, m.sentField(a))
	}
	if r.problem != nil {
		words := wording.For(r.problem)
		fs = append(fs, field{"problem", words.Sentence + " " + words.Advice, m.tint(model.StateFailed, k)})
	}
	fs = append(fs, m.savedField(r))
	if s := r.saved; s != nil {
		for _, d := range s.Doubts {
			fs = append(fs, field{"warning", wording.Doubt(d), k.Soon})
		}
		if s.SHA256 != "" && m.lay.Kind != layout.Stacked {
			fs = append(fs, field{"sha256", s.SHA256, k.Dim})
		}
	}
	if m.lay.Kind != layout.Stacked {
		fs = append(fs, m.scanField(a))
	}
	if m.lay.Kind == layout.Wide || m.pane.kind == paneDetails {
		fs = append(fs, field{urlLabel, m.urlWord(r), k.Dim})
		if !r.link.Expires.IsZero() {
			fs = append(fs, field{"ends", r.link.Expires.UTC().Format("2006-01-02 15:04:05") + " UTC", k.Dim})
		}
	}
	if r.renewal {
		fs = append(fs, field{"kept", "alive: renewed before its end", k.Live})
	}
	if skew := m.status.Skew; skew.Abs() > 2*time.Second {
		fs = append(fs, field{"clock", skewWord(skew), k.Wait})
	}
	return append(fs, field{"calls", strconv.Itoa(r.asked), k.Dim})
}

func (m *Model) fromLine(a model.Attachment) string {
	parts := []string{roleWord(a.Role)}
	if m.row(a.ID).fresh {
		parts = []string{"new", roleWord(a.Role)}
	}
	if a.Sender != "" && !m.hidden {
		parts = append(parts, a.Sender)
	}
	if !a.SentAt.IsZero() && m.lay.Kind != layout.Wide {
		parts = append(parts, m.clockTime(a.SentAt))
	}
	return strings.Join(parts, " "+m.theme.Glyphs.Dot+" ")
}

// roleWord is the sender's part in the chat.
func roleWord(r model.Role) string {
	switch r {
	case "":
		return "unknown"
	case model.RoleBot:
		return "bot"
	case model.RoleAgent, model.RoleCustomer, model.RoleSystem, model.RoleSupervisor:
	}
	return strings.ToLower(string(r))
}

// clockTime is an instant of the service's clock as a time of day here.
func (m *Model) clockTime(t time.Time) string { return m.local(t).Local().Format(time.TimeOnly) }

// sentField is on a line of its own where the pane is narrow and high.
func (m *Model) sentField(a model.Attachment) field {
	if a.SentAt.IsZero() {
		return field{"sent", "at an unknown time", m.theme.Dim}
	}
	return field{"sent", m.clockTime(a.SentAt) + ", " + model.FormatAgo(max(m.server().Sub(a.SentAt), 0)), m.theme.Plain}
}

func (m *Model) sizeField(a model.Attachment, r *row) field {
	size := "not known before a link is there"
	if r.link.Size > 0 {
		size = model.FormatSizeExact(r.link.Size)
	}
	if m.lay.Kind == layout.Stacked { // one line each: the scan's word stands here
		size += " " + m.theme.Glyphs.Dot + " scan " + m.scanField(a).value
	}
	if a.ContentType != "" {
		size += " " + m.theme.Glyphs.Dot + " " + a.ContentType
	}
	return field{"size", size, m.theme.Plain}
}

func (m *Model) linkField(r *row) field {
	k := &m.theme.Styles
	now := m.server()
	ends := m.local(r.link.Expires)
	switch r.link.Phase(now) {
	case model.PhaseLive, model.PhaseSoon:
		ink, still := k.Plain, k.Live
		if r.link.Phase(now) == model.PhaseSoon {
			ink, still = k.Soon, k.Soon
		}
		about := ""
		if r.link.Estimated {
			about = " (estimated: the service did not say)"
		}
		life, until := model.FormatCountdown(wholeLife(r.link)), "until "+ends.Local().Format(time.TimeOnly)
		text := model.FormatCountdown(r.link.Left(now)) + " of " + life + ", " + until
		if m.lay.Kind == layout.Wide {
			// The row counts. A second count beside another row would have all between them redrawn.
			text, ink = until+", "+life+" in all", still
		}
		return field{linkLabel, m.opensWord(r, linkLabel) + text + about + m.copiedWord(r), ink}
	case model.PhaseExpired:
		return field{"link", "expired " + model.FormatAgo(now.Sub(r.link.Expires.Add(-model.ExpiryMargin))) + "; using it renews it" + m.copiedWord(r), k.Dim}
	case model.PhaseNone:
	}
	if r.link.Size > 0 {
		return field{"link", "the service gave a size but no link", k.Wait}
	}
	return field{"link", "none yet", k.Dim}
}

// wholeLife is the link's life as it was asked for, where the service kept to that within the second
// or two that clocks and answers cost.
func wholeLife(l model.Link) time.Duration {
	if (l.Asked - l.Life()).Abs() <= 2*time.Second {
		return l.Asked
	}
	return l.Life().Round(time.Second)
}

func (m *Model) savedField(r *row) field {
	k := &m.theme.Styles
	switch w := m.wishes.Of(r.id); {
	case w != 0:
		return field{"waits", "for the scan, then " + wishWords(w) + "; " + m.opts.Keys.Act.Cancel.Help().Key + " takes it back", k.Wait}
	case r.save != nil && r.save.stopping:
		return field{"saving", "is being stopped", k.Wait}
	case r.save != nil:
		done, total := r.save.meter.Read()
		p := m.progress(r.save)
		text := model.FormatSize(done)
		if total > 0 {
			text += " of " + model.FormatSize(total)
		}
		if p.Rate > 0 {
			text += " " + m.theme.Glyphs.Dot + " " + model.FormatRate(p.Rate)
		}
		return field{"saving", text, k.Work}
	case r.left != nil:
		return field{"stopped", model.FormatSize(r.left.done) + " of " + model.FormatSize(r.left.total) + "; " + m.opts.Keys.Act.Save.Help().Key + " goes on", k.Wait}
	case m.downloads.Waits(r.id):
		return field{"saving", "waits for its turn", k.Dim}
	case r.saved != nil:
		return field{"saved", r.savedAt.Local().Format("15:04") + " " + m.shownPath(r.saved.Path), k.Live}
	}
	return field{"saved", "not yet", k.Dim}
}

func (m *Model) scanField(a model.Attachment) field {
	k := &m.theme.Styles
	switch a.Status {
	case model.StatusApproved:
		return field{"scan", "approved", k.Live}
	case model.StatusRejected:
		return field{"scan", "rejected by the scanner", k.Odd}
	case model.StatusInProgress:
		return field{"scan", "in progress", k.Scan}
	case "":
		return field{"scan", "not known", k.Dim}
	}
	return field{"scan", strings.ToLower(string(a.Status)), k.Dim}
}

// urlWord says how to get at the URL, which is never shown unasked.
func (m *Model) urlWord(r *row) string {
	if r.link.URL.IsZero() {
		return m.theme.Glyphs.None
	}
	k := &m.opts.Keys.Act
	word := m.opensWord(r, urlLabel)
	if word == "" {
		word = "hidden " + m.theme.Glyphs.Dot + " "
	}
	return word + k.ShowLink.Help().Key + " shows " + m.theme.Glyphs.Dot + " " + k.Copy.Help().Key + " copies"
}

// skewWord says how far the two clocks are apart. Expiry is counted on the service's.
func skewWord(skew time.Duration) string {
	if skew > 0 {
		return "this machine is " + model.FormatWait(skew) + " behind the service"
	}
	return "this machine is " + model.FormatWait(-skew) + " ahead of the service"
}
