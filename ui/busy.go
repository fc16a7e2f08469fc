package ui

// busy indexes the few rows that something is going on with, so that no key, tick or frame looks at
// all of them.
type busy struct {
	calling map[string]*row // a call for a link is under way
	saving  map[string]*row // a transfer is under way
	alive   map[string]*row // the link is kept alive
	copied  map[string]*row // the link was copied and has not died since
}

func newBusy() busy {
	return busy{map[string]*row{}, map[string]*row{}, map[string]*row{}, map[string]*row{}}
}

// setCall puts a call into a row.
func (m *Model) setCall(id string, r *row, req *request) {
	r.call = req
	m.busy.calling[id] = r
}

// endCall ends the row's call: one that is still under way is cancelled.
func (m *Model) endCall(id string, r *row) {
	r.call.cancel()
	r.call = nil
	delete(m.busy.calling, id)
}

// setSave puts a transfer into a row.
func (m *Model) setSave(id string, r *row, t *transfer) {
	r.save = t
	m.busy.saving[id] = r
}

// endSave ends the row's transfer: one that is still under way is cancelled.
func (m *Model) endSave(id string, r *row) {
	r.save.cancel()
	r.save = nil
	delete(m.busy.saving, id)
}

// keep says whether the row's link is kept alive.
func (m *Model) keep(id string, r *row, on bool) {
	r.renewal = on
	if on {
		m.busy.alive[id] = r
		return
	}
	delete(m.busy.alive, id)
}
