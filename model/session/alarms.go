package session

import (
	"container/heap"
	"time"

	"attache/model"
)

// alarms know when which row is to be looked at next because of its link, so that a tick looks at what
// is near its end and at nothing else.
type alarms struct {
	*core

	queue alarmQueue
}

// rowAlarm is an instant on the service's clock at which a row is to be looked at. One that is not the
// row's own any more is left in the queue and passed over.
type rowAlarm struct {
	at time.Time
	r  *row
}

// set puts a row on the clock, or takes it off.
func (a *alarms) set(r *row) {
	at := a.nextOf(r)
	if at.Equal(r.alarm) {
		return
	}
	if r.alarm = at; !at.IsZero() {
		heap.Push(&a.queue, rowAlarm{at, r})
	}
}

// nextOf is when something is to be done or told about the row's link; zero for never.
func (a *alarms) nextOf(r *row) time.Time {
	var next time.Time
	if r.copied.watched() {
		next = r.copied.ends.Add(-model.ExpiryMargin)
	}
	if r.link.URL.IsZero() || r.call != nil || !r.kept && !r.tells() {
		return next
	}
	end := r.link.End().Add(-model.ExpiryMargin)
	switch {
	case r.kept:
		if r.linkProblem == nil && !a.ended {
			next = earliest(next, end.Add(-min(keepAhead, r.link.Life()/2)))
		}
	case !r.warned:
		next = earliest(next, end.Add(-r.link.SoonLeft()))
	case !r.reported:
		next = earliest(next, end)
	}
	return next
}

// nextEnd returns when a link ends that somebody waits with, the first that does, on the service's clock; zero
// where none is watched.
func (a *alarms) nextEnd() time.Time {
	if a.skip(); len(a.queue) == 0 {
		return time.Time{}
	}
	r := a.queue[0].r
	if r.link.URL.IsZero() {
		return r.copied.ends
	}
	return r.link.End()
}

// next is when the first alarm is due, on the local clock; zero for never.
func (a *alarms) next() time.Time {
	a.skip()
	if len(a.queue) == 0 {
		return time.Time{}
	}
	at, now := a.queue[0].at, a.Server()
	return a.now.Add(min(at.Sub(now), at.Round(0).Sub(now.Round(0))))
}

// due returns the rows whose alarm is due, and takes them off the clock.
func (a *alarms) due() []*row {
	var due []*row
	for a.skip(); len(a.queue) > 0 && reached(a.queue[0].at, a.Server()); a.skip() {
		r := heap.Pop(&a.queue).(rowAlarm).r //nolint:errcheck,forcetypeassert // nothing else is in it
		r.alarm = time.Time{}
		due = append(due, r)
	}
	return due
}

func (a *alarms) skip() {
	for len(a.queue) > 0 && !a.queue[0].at.Equal(a.queue[0].r.alarm) {
		heap.Pop(&a.queue)
	}
}

// alarmQueue is a heap: the first alarm is the one due next.
type alarmQueue []rowAlarm

// Len implements heap.Interface.
func (q *alarmQueue) Len() int { return len(*q) }

// Less implements heap.Interface.
func (q *alarmQueue) Less(i, j int) bool {
	a, b := (*q)[i], (*q)[j]
	if !a.at.Equal(b.at) {
		return a.at.Before(b.at)
	}
	return a.r.id < b.r.id
}

// Swap implements heap.Interface.
func (q *alarmQueue) Swap(i, j int) { (*q)[i], (*q)[j] = (*q)[j], (*q)[i] }

// Push implements heap.Interface.
func (q *alarmQueue) Push(x any) { *q = append(*q, x.(rowAlarm)) } //nolint:errcheck,forcetypeassert // nothing else is pushed

// Pop implements heap.Interface.
func (q *alarmQueue) Pop() any {
	last := len(*q) - 1
	x := (*q)[last]
	(*q)[last] = rowAlarm{}
	*q = (*q)[:last]
	return x
}
