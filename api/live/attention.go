package live

import (
	"sync"

	"attache/api/wire"
)

// Watcher is whether somebody looks at the chat. Until told otherwise, somebody does.
type Watcher struct {
	signal wire.Signal

	mu     sync.Mutex
	away   bool
	came   bool // somebody looks who did not, since take
	called bool // somebody said to be looking, since take
}

// Attend tells whether somebody is looking.
func (a *Watcher) Attend(looking bool) {
	a.mu.Lock()
	a.came = looking && (a.came || a.away)
	a.called = a.called || looking
	a.away = !looking
	a.mu.Unlock()
	a.signal.Fire()
}

// take returns whether somebody looks, and what was said since it was last asked.
func (a *Watcher) take() attention {
	a.mu.Lock()
	defer a.mu.Unlock()
	was := attention{Looking: !a.away, Came: a.came, Called: a.called}
	a.came, a.called = false, false
	return was
}
