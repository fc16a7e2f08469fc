package ui

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"attache/model"
)

// changes is what merging attachments has brought that the user may care about, by ID.
type changes struct {
	came     []string // new in the list
	passed   []string // the scan has ended well
	rejected []string // the scan has rejected the file
}

// merge takes attachments into the list at once, gives each new one a record, and returns what that
// changed.
func (m *Model) merge(attachments []model.Attachment) changes {
	before := make(map[string]model.Status, len(attachments))
	var order []string
	for i := range attachments {
		id := attachments[i].ID
		if _, seen := before[id]; seen || id == "" {
			continue
		}
		before[id] = notListed
		if a, known := m.lib.ByID(id); known {
			before[id] = a.Status
		}
		order = append(order, id)
	}
	m.lib.Merge(attachments)
	var c changes
	for _, id := range order {
		m.row(id)
		a, _ := m.lib.ByID(id)
		switch was := before[id]; {
		case was == notListed:
			c.came = append(c.came, id)
		case was == a.Status:
		case a.Status == model.StatusApproved:
			c.passed = append(c.passed, id)
		case a.Status == model.StatusRejected:
			c.rejected = append(c.rejected, id)
		}
	}
	return c
}

// notListed stands for the status of an attachment that was not in the list. The service's words hold
// no control character (see model.Text).
const notListed model.Status = "\x00"

// takeChanges turns rows in place: cursor, filter and marks stay where they are. fresh says that what
// came is new to the reader, aloud that nobody else tells of it.
func (m *Model) takeChanges(c changes, fresh, aloud bool) tea.Cmd {
	if len(c.came)+len(c.passed) > 0 {
		m.refill()
	}
	if len(c.passed)+len(c.rejected) > 0 {
		m.list.Invalidate()
	}
	var cmds []tea.Cmd
	for _, id := range c.passed {
		cmds = append(cmds, m.scanPassed(id))
	}
	for _, id := range c.rejected {
		m.scanRejected(id)
	}
	if !fresh || len(c.came) == 0 {
		return tea.Batch(cmds...)
	}
	for _, id := range c.came {
		r := m.row(id)
		r.fresh = true
		m.live.fresh[id] = r
	}
	if aloud {
		m.sayArrived(c.came)
	}
	return tea.Batch(cmds...)
}

// scanPassed lets the row ask for its link, and does what the user wanted of the file.
func (m *Model) scanPassed(id string) tea.Cmd {
	r := m.row(id)
	if r.save == nil && r.problem != nil { // it was refused while the file was being scanned
		r.problem, r.fetched = nil, false
	}
	if m.wishes.Of(id) == 0 {
		m.noteScan(toastGood, id, " is approved")
		return nil
	}
	return m.grant(id, r)
}

// scanRejected gives up what the user wanted of the file.
func (m *Model) scanRejected(id string) {
	w := m.wishes.Of(id)
	if w == 0 {
		m.noteScan(toastWarn, id, " was rejected by the scanner")
		return
	}
	m.ringBell()
	m.dropWish(id, m.row(id), &model.Problem{Kind: model.KindRejected, Op: "save"})
	not := "nothing is done with it"
	if w.Saves() {
		not = "it is not saved"
	}
	m.say(toastBad, m.labelOf(id)+" was rejected by the scanner: "+not)
}

// noteScan tells of a scan's end: on screen where the user has the file in hand, else in the log.
func (m *Model) noteScan(t tone, id, text string) {
	if !m.walked {
		return // two pages of a first look disagree
	}
	m.ringBell()
	if id == m.list.Cursor() || m.list.IsMarked(id) {
		m.say(t, m.labelOf(id)+text)
		return
	}
	m.note(t, m.labelOf(id)+text)
}

// sayArrived tells of new files. What comes while that is still on screen is counted in, so that a
// flood is one line, in the log too.
func (m *Model) sayArrived(ids []string) {
	m.ringBell()
	if m.live.arrived > 0 && len(m.log) > 0 {
		m.log = m.log[:len(m.log)-1] // told again, with the sum
	}
	n := m.live.arrived + len(ids)
	text := strconv.Itoa(n) + " new files"
	if n == 1 {
		text = "New file: " + m.labelOf(ids[0])
	}
	m.say(toastNote, text)
	m.live.arrived = n // whatever else is said or noted sets it back
}

// seen takes the sign of a new file from the row that the user has come to.
func (m *Model) seen() {
	id := m.list.Cursor()
	if r := m.live.fresh[id]; r != nil {
		r.fresh = false
		delete(m.live.fresh, id)
	}
}
