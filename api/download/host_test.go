package download

import (
	"testing"

	"attache/api/trial"
	"attache/api/wire"
	"attache/model"
)

func TestAPageOfTheFilesHostIsNotItsRefusal(t *testing.T) {
	for _, status := range []int{401, 403, 404, 407, 511} {
		inBubble(t, func(t *testing.T) {
			a := newArena(t)
			page := plain(status, "<html>Blocked</html>")
			a.far.steps = []step{page, cut(half), page, whole}
			saved, err := a.saver.Save(t.Context(), a.request, nil)
			if err != nil {
				t.Fatalf("%d: %v", status, err)
			}
			a.checkFile(saved)
			a = newArena(t)
			a.far.steps = []step{page}
			_, err = a.saver.Save(t.Context(), a.request, nil)
			if p := trial.WantKind(t, err, model.KindJunk); p.Detail != wire.HTMLPage || p.Status != status {
				t.Errorf("%d: %v", status, p)
			}
		})
	}
}
