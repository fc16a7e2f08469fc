package model

import "slices"

// Bounds of what is saved at once.
const (
	// MaxParallel bounds the downloads at once.
	MaxParallel = 16
	// AskAbove is the size of several files above which they are not saved without a question.
	AskAbove = 50_000_000
)

// Batch counts what became of the files that were asked to be saved since the last time nothing was
// under way.
type Batch struct{ Asked, Refused, Saved, Failed, Stopped int } //nolint:recvcheck // it is read as a value

// Done counts those nothing more will become of.
func (b Batch) Done() int { return b.Refused + b.Saved + b.Failed + b.Stopped }

// Ended counts what has become of one of them.
func (b *Batch) Ended(p *Problem) {
	switch {
	case p == nil:
		b.Saved++
	case p.Kind == KindCancelled:
		b.Stopped++
	default:
		b.Failed++
	}
}

// Downloads are the files that were ever to be saved: which of them wait for their turn, how many may
// run at once, and what became of those asked for together. It starts nothing, and says what may
// start. The zero Downloads is empty, and needs SetParallel.
type Downloads struct {
	ids      []string // in the order in which they were first asked for
	listed   map[string]bool
	queue    []string
	waits    map[string]bool // what is in queue
	parallel int
	batch    Batch
}

// SetParallel changes how many may run at once, within 1 and MaxParallel. Those that run go on.
func (d *Downloads) SetParallel(n int) { d.parallel = max(1, min(n, MaxParallel)) }

// Parallel is how many may run at once.
func (d *Downloads) Parallel() int { return d.parallel }

// IDs returns the files that were ever to be saved, in that order. The slice must not be changed.
func (d *Downloads) IDs() []string { return d.ids }

// List adds files to those that were ever to be saved, each once.
func (d *Downloads) List(ids ...string) {
	if d.listed == nil {
		d.listed, d.waits = map[string]bool{}, map[string]bool{}
	}
	for _, id := range ids {
		if !d.listed[id] {
			d.listed[id] = true
			d.ids = append(d.ids, id)
		}
	}
}

// Unlist takes a file out of those that were ever to be saved: the user has taken that back.
func (d *Downloads) Unlist(id string) {
	if d.listed[id] {
		delete(d.listed, id)
		d.ids = slices.DeleteFunc(d.ids, func(other string) bool { return other == id })
	}
}

// Enqueue lets files wait for their turn. refused counts those that were asked for with them and
// cannot be had.
func (d *Downloads) Enqueue(ids []string, refused int) {
	d.batch.Asked += len(ids) + refused
	d.batch.Refused += refused
	d.List(ids...)
	for _, id := range ids {
		d.waits[id] = true
	}
	d.queue = append(d.queue, ids...)
}

// Waits reports whether a file waits for its turn.
func (d *Downloads) Waits(id string) bool { return d.waits[id] }

// Waiting counts the files that wait for their turn.
func (d *Downloads) Waiting() int { return len(d.queue) }

// Next returns the file that may start while so many run, which waits no longer then.
func (d *Downloads) Next(running int) (id string, ok bool) {
	if running >= d.parallel || len(d.queue) == 0 {
		return "", false
	}
	id, d.queue = d.queue[0], d.queue[1:]
	delete(d.waits, id)
	return id, true
}

// Withdraw lets a file wait no longer, and reports whether it did. It counts as stopped.
func (d *Downloads) Withdraw(id string) bool {
	if !d.waits[id] {
		return false
	}
	delete(d.waits, id)
	d.queue = slices.DeleteFunc(d.queue, func(other string) bool { return other == id })
	d.batch.Stopped++
	return true
}

// Ended counts a file whose transfer has ended: well, where p is nil.
func (d *Downloads) Ended(p *Problem) { d.batch.Ended(p) }

// Batch is what has become so far of the files asked for together.
func (d *Downloads) Batch() Batch { return d.batch }

// Settle ends the batch once nothing runs or waits any more, and returns it.
func (d *Downloads) Settle(running int) (ended Batch, ok bool) {
	if running+len(d.queue) > 0 {
		return Batch{}, false
	}
	ended, d.batch = d.batch, Batch{}
	return ended, true
}

// Outcomes tells what became of every file that was to be saved. became returns what is known of one;
// where that is nothing, it still waited for its scan, or was under way, waiting or stopped when all
// ended.
func (d *Downloads) Outcomes(lib *Library, deferred *DeferredActions, became func(id string) (*Saved, *Problem)) []Outcome {
	var out []Outcome
	for _, id := range d.ids {
		a, ok := lib.ByID(id)
		if !ok {
			continue
		}
		switch saved, p := became(id); {
		case saved != nil:
			out = append(out, Outcome{Attachment: a, Saved: *saved})
		case p != nil:
			out = append(out, Outcome{Attachment: a, Problem: p})
		case deferred.Of(id).Saves():
			out = append(out, Outcome{Attachment: a, Problem: &Problem{Kind: KindScanning, Op: "save"}})
		default:
			out = append(out, Outcome{Attachment: a, Problem: &Problem{Kind: KindCancelled, Op: "save"}})
		}
	}
	return out
}
