package session

import (
	"fmt"
	"slices"
	"time"

	"attache/model"
)

// core is what all parts of a session stand on: the files, what is known of each, and what follows
// from the event under way. It knows no part.
type core struct {
	opts  Options
	now   time.Time        // the local clock when the event under way was taken
	conn  model.Connection // likewise
	lib   model.Library
	rows  map[string]*row
	ended bool // the chat is over
	over  bool // the sitting is
	names bool // are hidden

	contact string
	ttl     time.Duration
	nums    int             // the newest number of a request or an intent
	typed   int             // attachments that were listed by their ID alone
	tokens  int             // the generation of the token
	arrived map[string]bool // files that are new to the user
	rang    time.Time
	alerted time.Time
	log     record

	effects []Effect
	notices []Notice
}

func newCore(o Options) *core {
	if o.Prefetch == "" {
		o.Prefetch = PrefetchNone
	}
	if o.Sample <= 0 {
		o.Sample = DefaultSample
	}
	return &core{opts: o, ttl: o.TTL, names: o.HideNames, contact: o.Contact, rows: map[string]*row{}, arrived: map[string]bool{}}
}

func (c *core) begin(m Moment) {
	c.now, c.conn = m.Now, m.Connection
	c.effects, c.notices = nil, nil
}

func (c *core) reply(num int) Reply { return Reply{num, c.effects, c.notices} }

// server is now on the service's clock, on which links expire.
func (c *core) server() time.Time { return c.now.Add(c.conn.Skew) }

// local turns an instant of the service's clock into the local one.
func (c *core) local(t time.Time) time.Time { return t.Add(-c.conn.Skew) }

func (c *core) newNum() int {
	c.nums++
	return c.nums
}

func (c *core) do(e Effect) { c.effects = append(c.effects, e) }

// tell tells something that answers no intent.
func (c *core) tell(w Weight, about []string, f Fact) { c.note(Notice{0, false, w, about, f}) }

// step tells that an intent is on its way.
func (c *core) step(num int, w Weight, about []string, f Fact) {
	c.note(Notice{num, false, w, about, f})
}

// finish tells what came of an intent.
func (c *core) finish(num int, w Weight, about []string, f Fact) {
	c.note(Notice{num, true, w, about, f})
}

// whisper tells something that is not kept in the log.
func (c *core) whisper(n Notice) { c.notices = append(c.notices, n) }

func (c *core) note(n Notice) {
	c.notices = append(c.notices, n)
	c.log.add(LogEntry{At: c.now, Notice: &n})
}

// bell rings, once for a burst.
func (c *core) bell() {
	if c.opts.Bell && (c.rang.IsZero() || c.now.Sub(c.rang) >= bellApart) {
		c.rang = c.now
		c.do(Bell{})
	}
}

// alert tells the desktop, once for a burst.
func (c *core) alert(scanPassed bool) {
	if c.opts.Notify && (c.alerted.IsZero() || c.now.Sub(c.alerted) >= bellApart) {
		c.alerted = c.now
		c.do(Alert{scanPassed})
	}
}

// row returns what is known of a file, made when it is first asked for.
func (c *core) row(id string) *row {
	r := c.rows[id]
	if r == nil {
		r = &row{id: id}
		c.rows[id] = r
	}
	return r
}

// linkOf is the newest link of a file.
func (c *core) linkOf(id string) model.Link { return c.row(id).link }

// scanning reports whether a file is still being scanned and may yet pass.
func (c *core) scanning(id string) bool {
	a, ok := c.lib.ByID(id)
	return ok && a.Status == model.StatusInProgress && !c.ended
}

// barred is why no new link of a file can be had; nil where one can, as far as is known. A chat that
// has ended gives none, so none is asked for.
func (c *core) barred(id string) *model.Problem {
	a, ok := c.lib.ByID(id)
	if !ok {
		return &model.Problem{Kind: model.KindMissing, Op: "GetAttachment"}
	}
	if p := a.Barred(c.ended); p != nil {
		return p
	}
	if c.ended {
		return &model.Problem{Kind: model.KindEnded, Op: "GetAttachment"}
	}
	return nil
}

// known returns the listed files among ids, each once.
func (c *core) known(ids []string) []string {
	seen := make(map[string]bool, len(ids))
	known := make([]string, 0, len(ids))
	for _, id := range ids {
		if _, ok := c.lib.ByID(id); ok && !seen[id] {
			seen[id] = true
			known = append(known, id)
		}
	}
	return known
}

// addTyped lists attachments known by their ID alone, in the order given, as no transcript says
// another.
func (c *core) addTyped(ids []string) {
	var added []model.Attachment
	for _, id := range ids {
		if _, ok := c.lib.ByID(id); ok || c.rows[id] != nil && c.rows[id].typed {
			continue
		}
		a := model.NewAttachment(id, "", "", "")
		c.typed++
		a.ItemID = fmt.Sprintf("%08d", c.typed)
		added = append(added, a)
		c.row(id).typed = true
	}
	c.lib.Merge(added)
}

// changes are what merging has brought that somebody may care about, by ID.
type changes struct {
	came, passed, rejected []string

	changed []string // about which anything was said anew, the end of a scan included
}

// merge takes what was said about attachments into the list at once.
func (c *core) merge(as []model.Attachment) changes {
	before := make(map[string]model.Attachment, len(as))
	var order []string
	for i := range as {
		id := as[i].ID
		if _, seen := before[id]; seen || id == "" {
			continue
		}
		before[id], _ = c.lib.ByID(id)
		order = append(order, id)
	}
	c.lib.Merge(as)
	var ch changes
	for _, id := range order {
		a, _ := c.lib.ByID(id)
		c.row(id).typed = false // the transcript names it
		was := before[id]
		switch {
		case was.ID == "":
			ch.came = append(ch.came, id)
			continue
		case was != a:
			ch.changed = append(ch.changed, id)
		}
		switch {
		case was.Status == a.Status:
		case a.Status == model.StatusApproved:
			ch.passed = append(ch.passed, id)
		case a.Status == model.StatusRejected:
			ch.rejected = append(ch.rejected, id)
		}
	}
	c.arrange(ch.came)
	return ch
}

// arrange puts files in order of arrival.
func (c *core) arrange(ids []string) {
	slices.SortFunc(ids, func(a, b string) int { return c.lib.Index(a) - c.lib.Index(b) })
}

// setCame notes whether a file is new to the user.
func (c *core) setCame(r *row, on bool) {
	if r.came = on; on {
		c.arrived[r.id] = true
	} else {
		delete(c.arrived, r.id)
	}
}
