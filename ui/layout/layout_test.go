package layout

import "testing"

// everySize visits all sizes that a terminal can have.
func everySize(visit func(w, h int)) {
	for _, w := range []int{1, 29, 30, 40, 59, 60, 80, 100, 109, 110, 120, 139, 140, 160, 200, 320} {
		for h := 1; h <= 70; h++ {
			visit(w, h)
		}
	}
}

func TestAPreviewStandsUnderTheDetailsOrOverTheList(t *testing.T) {
	everySize(func(w, h int) {
		l := New(w, h, Wants{Preview: true})
		r := l.Preview
		switch {
		case r.Empty():
			if l.Kind != Tiny && l.PaneH() >= 2*leastPreview {
				t.Errorf("%dx%d: no preview", w, h)
			}
			return
		case r.X < 0 || r.Y < l.HeadH() || r.X+r.W > w || r.Y+r.H > h-l.FootH()-l.DownloadsH*btoi(l.Kind == Wide):
			t.Errorf("%dx%d: %+v is outside", w, h, r)
		case l.Kind == Wide && (r.X <= l.ListW || l.SideH() < 2 || l.SideH()+r.H != l.PaneH()-l.DownloadsH):
			t.Errorf("%dx%d: %+v is not under the details of %d lines", w, h, r, l.SideH())
		case l.Kind != Wide && (r.X != 0 || r.W != w):
			t.Errorf("%dx%d: %+v is not over the list", w, h, r)
		}
		if !New(w, h, Wants{}).Preview.Empty() {
			t.Errorf("%dx%d: a preview though none is open", w, h)
		}
	})
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
