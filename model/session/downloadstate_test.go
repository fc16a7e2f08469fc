package session_test

import (
	"testing"

	"attache/model"
	"attache/model/session"
)

// TestEachStateOfADownloadIsTold lets one download go through all that can become of it, while another
// waits for its turn and a third for its scan.
func TestEachStateOfADownloadIsTold(t *testing.T) {
	w := newWorld(t)
	w.o.Parallel = 1
	w.add(model.StatusApproved, "a", "b")
	w.add(model.StatusInProgress, "c")
	w.begin()
	check := func(what string, want map[string]session.DownloadState) {
		t.Helper()
		for id, state := range want {
			if got := w.s.DownloadState(id); got != state || w.s.Row(id).Download != state {
				t.Errorf("%s: %s is %d, want %d", what, id, got, state)
			}
		}
	}
	w.apply(session.Save{Targets: session.Targets{IDs: []string{"a", "b", "c"}}, Confirmed: true})
	check("at the start", map[string]session.DownloadState{
		"a": session.DownloadLinking, "b": session.DownloadWaiting, "c": session.DownloadDeferred, "d": session.DownloadCancelled,
	})
	w.apply(session.StageChanged{Num: w.newest("a"), State: model.CallState{Stage: model.StageFetching}})
	if c := w.s.Row("a").Transfer; c == nil || c.Stage != model.StageFetching {
		t.Errorf("the transfer's calls are %+v", c)
	}
	check("with its link", map[string]session.DownloadState{"a": session.DownloadRunning})
	w.apply(session.Cancel{Targets: session.Targets{IDs: []string{"a"}}})
	check("stopped", map[string]session.DownloadState{"a": session.DownloadStopping})
	w.happens([]string{"saved", "a", "cancelled", "left=400"})
	check("when it has stopped", map[string]session.DownloadState{"a": session.DownloadStopped, "b": session.DownloadLinking})
	w.happens([]string{"saved", "b", "server"})
	check("after a failure", map[string]session.DownloadState{"b": session.DownloadFailed})
	w.apply(session.Save{Targets: session.Targets{IDs: []string{"a"}}, Confirmed: true})
	w.happens([]string{"saved", "a"})
	check("at the end", map[string]session.DownloadState{"a": session.DownloadSaved})
}
