package session

import "attache/model"

// DownloadState is what a download is doing, or what became of it.
type DownloadState int

// The states. A download that nothing else is known of was cancelled: before its turn came, before its
// first byte, or when what it had left was thrown away.
const (
	DownloadCancelled DownloadState = iota
	DownloadRunning
	DownloadLinking // asks for its link
	DownloadWaiting // for its turn
	DownloadDeferred
	DownloadStopping
	DownloadStopped
	DownloadFailed
	DownloadSaved
	DownloadSkipped
)

// DownloadState tells of one of the Downloads. It costs less than a Row, for who counts them all.
func (s *Session) DownloadState(id string) DownloadState {
	switch r := s.peek(id); {
	case r.save != nil && r.save.stopping:
		return DownloadStopping
	case r.save != nil && (r.save.state.Stage == model.StageQueued || r.save.state.Stage == model.StageAsking):
		return DownloadLinking
	case r.save != nil:
		return DownloadRunning
	case s.downloads.list.Waits(id):
		return DownloadWaiting
	case s.deferred.actions.Of(id).Saves():
		return DownloadDeferred
	case r.left != nil:
		return DownloadStopped
	case r.saveProblem != nil && r.saveProblem.Kind != model.KindCancelled:
		return DownloadFailed
	case r.saved != nil && r.saved.State == model.SaveSkipped:
		return DownloadSkipped
	case r.saved != nil:
		return DownloadSaved
	}
	return DownloadCancelled
}
