package vt

import "context"

// Watch keeps every screen from the one at its beginning on: what was there for a moment only is found, however late
// it is looked for.
type Watch struct {
	t       *Terminal
	screens []Screen
}

// Watch begins to keep screens.
func (t *Terminal) Watch() *Watch {
	t.mu.Lock()
	defer t.mu.Unlock()
	w := &Watch{t: t, screens: []Screen{t.shown()}}
	if t.watched == nil {
		t.watched = map[*Watch]bool{}
	}
	t.watched[w] = true
	return w
}

// End keeps no more.
func (w *Watch) End() {
	w.t.mu.Lock()
	defer w.t.mu.Unlock()
	delete(w.t.watched, w)
}

// WaitFor is WaitFor of the terminal, for any of the screens that were kept.
func (w *Watch) WaitFor(ctx context.Context, cond func(Screen) bool) error {
	return w.t.WaitFor(ctx, func(Screen) bool {
		w.t.mu.Lock()
		screens := w.screens
		w.screens = nil
		w.t.mu.Unlock()
		for i, s := range screens {
			if cond(s) {
				w.t.mu.Lock()
				w.screens = append(screens[i:], w.screens...) // what comes next may be on the same
				w.t.mu.Unlock()
				return true
			}
		}
		return false
	})
}
