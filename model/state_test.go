package model

import (
	"testing"
	"time"
)

// link returns a link of five minutes that is issued at the epoch.
func link() Link {
	return Link{URL: NewSecret("https://host/file?X-Amz-Signature=1"), Issued: epoch(), Expires: epoch().Add(5 * time.Minute), Size: 9}
}

func TestAStateIsTheMostUsefulOfManyFacts(t *testing.T) {
	live, soon, dead := epoch(), epoch().Add(4*time.Minute+30*time.Second), epoch().Add(5*time.Minute)
	call := func(s Stage) *CallState { return &CallState{Stage: s} }
	trouble := func(k Kind) *Problem { return &Problem{Kind: k} }
	for i, c := range []struct {
		facts RowFacts
		now   time.Time
		want  State
	}{
		{RowFacts{}, live, StateNoLink},
		{RowFacts{Link: link()}, live, StateLive},
		{RowFacts{Link: link()}, soon, StateSoon},
		{RowFacts{Link: link()}, dead, StateExpired},
		{RowFacts{Link: Link{Size: 9}}, live, StateNoURL},
		{RowFacts{Status: StatusInProgress}, live, StateScanning},
		{RowFacts{Status: StatusRejected, Link: link(), Problem: trouble(KindDenied)}, live, StateRejected},
		{RowFacts{Link: link(), Call: call(StageQueued)}, live, StateQueued},
		{RowFacts{Link: link(), Call: call(StageAsking), Problem: trouble(KindServer)}, live, StateAsking},
		{RowFacts{Call: call(StageRetrying), Transfer: TransferRunning}, live, StateRetrying},
		{RowFacts{Call: call(StageAsking), Transfer: TransferRunning}, live, StateSaving},
		{RowFacts{Link: link(), Transfer: TransferRunning}, dead, StateSaving},
		{RowFacts{Link: link(), Transfer: TransferQueued}, live, StateQueued},
		{RowFacts{Link: link(), Transfer: TransferDone}, dead, StateSaved},
		{RowFacts{Transfer: TransferDone, Problem: trouble(KindDisk)}, live, StateFailed},
		{RowFacts{Transfer: TransferStopped, Problem: trouble(KindOffline)}, live, StateStopped},
		{RowFacts{Problem: trouble(KindDenied), Link: link()}, live, StateDenied},
		{RowFacts{Problem: trouble(KindEnded)}, live, StateDenied},
		{RowFacts{Problem: trouble(KindScanning)}, live, StateScanning},
		{RowFacts{Problem: trouble(KindRejected)}, live, StateRejected},
		{RowFacts{Problem: trouble(KindExpired)}, live, StateExpired},
		{RowFacts{Problem: trouble(KindNoLink)}, live, StateNoURL},
		{RowFacts{Problem: trouble(KindThrottled)}, live, StateFailed},
		{RowFacts{Problem: trouble(KindCancelled), Link: link()}, live, StateLive},
	} {
		if got := StateOf(c.facts, c.now); got != c.want {
			t.Errorf("case %d: %s, want %s", i, got, c.want)
		}
	}
}

func TestEveryStateHasItsOwnWord(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range States() {
		if seen[s.String()] || s.String() == "" {
			t.Errorf("state %d is called %q", int(s), s)
		}
		seen[s.String()] = true
	}
	if len(seen) != int(StateNoURL)+1 || State(-1).String() != "state -1" {
		t.Errorf("%d words", len(seen))
	}
}

func TestARateIsWhatTheLastSecondsSay(t *testing.T) {
	var r Rate
	at := func(ms int) time.Time { return epoch().Add(time.Duration(ms) * time.Millisecond) }
	if r.Speed(at(0)) != 0 {
		t.Error("a rate without samples")
	}
	for ms := 0; ms <= 4000; ms += 250 { // 1 kB/s, then 10 kB/s
		done := int64(ms)
		if ms > 1000 {
			done = 1000 + int64(ms-1000)*10
		}
		r.Add(at(ms), done)
		r.Add(at(ms+1), done) // too soon to count
	}
	if got := r.Speed(at(4000)); got != 10_000 {
		t.Errorf("rate %d, want that of the last three seconds alone, 10000", got)
	}
	p := r.Progress(at(4000), 31_000, 51_000)
	if p != (Progress{Done: 31_000, Total: 51_000, Rate: 10_000, Left: 2 * time.Second}) {
		t.Errorf("%+v", p)
	}
	if p := r.Progress(at(4000), 31_000, 0); p.Left != 0 {
		t.Errorf("a time left of an unknown total: %v", p.Left)
	}
	if p := r.Progress(at(4000), 0, 1<<62); p.Left != maxLeft {
		t.Errorf("time left %v", p.Left)
	}
	if a, b := r.Speed(at(5000)), r.Speed(at(60_000)); a >= 10_000 || a == 0 || b != 0 {
		t.Errorf("standing still: %d after a second, %d after a minute", a, b)
	}
	r.Add(at(61_000), 5) // started over
	r.Add(at(62_000), 1005)
	if got := r.Speed(at(62_000)); got != 1000 {
		t.Errorf("started over: %d", got)
	}
}

func TestARateTakesSamplesAtAnyRhythm(t *testing.T) {
	for _, step := range []int{1, 16, 150, 250, 1000, 5000} {
		var r Rate
		for ms := 0; ms <= 20_000; ms += step {
			r.Add(epoch().Add(time.Duration(ms)*time.Millisecond), int64(ms)*2)
		}
		if got := r.Speed(epoch().Add(20 * time.Second)); got < 1900 || got > 2010 {
			t.Errorf("a sample each %d ms: %d, want 2000 or a little less", step, got)
		}
	}
}
