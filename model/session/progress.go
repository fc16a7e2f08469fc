package session

import (
	"time"

	"attache/model"
)

// sample notes how far the running transfers have come, and tells of each quarter of a long one.
func (d *downloads) sample() {
	if len(d.saving) == 0 || d.now.Sub(d.sampled) < d.opts.Sample {
		return
	}
	d.sampled = d.now
	for _, id := range sortedKeys(d.saving) {
		t := d.saving[id].save
		done, total := t.meter.Read()
		t.rate.Add(d.now, done)
		if total <= 0 || d.now.Sub(t.began) < longRun {
			continue
		}
		const quarters = 4
		if q := int64(float64(done) / float64(total) * quarters); q > t.quarters && q < quarters {
			t.quarters = q
			d.tell(WeightDetail, []string{id}, TransferProgress{t.rate.Progress(d.now, done, total)})
		}
	}
}

// nextSample is when the running transfers are looked at next; zero while none runs.
func (d *downloads) nextSample() time.Time {
	if len(d.saving) == 0 {
		return time.Time{}
	}
	return d.sampled.Add(d.opts.Sample)
}

// BatchProgress is how far the files have come that were asked for together, those that wait for their
// turn included: starting one more of them changes nothing.
type BatchProgress struct {
	model.Batch

	Running, Waiting int
	Bytes, Total     int64 // of all of them; Total is 0 where the size of one is not known
	Rate             int64 // bytes a second, of all that run
}

// BatchProgress tells how far the downloads have come that were asked for together.
func (s *Session) BatchProgress() BatchProgress {
	d := s.downloads
	p := BatchProgress{Batch: d.list.Batch(), Running: len(d.saving), Waiting: d.list.Waiting(), Bytes: d.jobs.bytes, Total: d.jobs.bytes}
	known := true
	for id := range d.jobs.of {
		r := s.row(id)
		size := r.size()
		if r.save != nil {
			done, total := r.save.meter.Read()
			p.Bytes += done
			p.Rate += r.save.rate.Speed(s.now)
			size = max(size, total)
		}
		known = known && size > 0
		p.Total += size
	}
	if !known {
		p.Total = 0
	}
	return p
}

// Batch is what has become so far of the files that were asked for together.
func (s *Session) Batch() model.Batch { return s.downloads.list.Batch() }

// Downloads returns the files that were ever to be saved, in the order in which they were first asked
// for. The slice must not be changed.
func (s *Session) Downloads() []string { return s.downloads.list.IDs() }

// Parallel is how many downloads may run at once.
func (s *Session) Parallel() int { return s.downloads.list.Parallel() }

// Unfinished counts the downloads, and the files being sent, that leaving would stop or forget.
func (s *Session) Unfinished() int {
	return s.sends.running() + len(s.downloads.saving) + s.downloads.list.Waiting() + s.deferred.actions.Saves()
}

// Outcomes tells what became of every file that was to be saved, in the order asked.
func (s *Session) Outcomes() []model.Outcome {
	return s.downloads.list.Outcomes(&s.lib, &s.deferred.actions, func(id string) (*model.Saved, *model.Problem) {
		r := s.row(id)
		return r.saved, r.saveProblem
	})
}

// Summary tells what became of the session so far.
func (s *Session) Summary() Summary {
	return Summary{Source: s.opts.Source, Contact: s.contact, At: s.now, NamesHidden: s.names, Outcomes: s.Outcomes()}
}
