// Package download brings the bytes of a file from the host that its pre-signed URL points to into a
// folder, or to whoever waits for them. Links come from whoever makes a Saver.
package download

import (
	"context"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"attache/api/wire"
	"attache/model"
)

// defaultMaxBytes bounds a file whose size nobody told: ten times the largest file that the
// service can be set up to take.
const defaultMaxBytes = 1 << 30

// Links are where pre-signed URLs come from.
type Links struct {
	// Ask returns a link of the given life, which may have ended on the way.
	Ask func(ctx context.Context, id string, life time.Duration, report func(model.CallState)) (model.Link, error)
	// Now is the instant on the clock that links end by.
	Now func() time.Time
}

// Saver saves files into one folder. Its methods may be called from any goroutine.
type Saver struct {
	caller   *wire.Caller
	links    Links
	dir      string
	maxBytes int64
	disk     disk
	coming   atomic.Int64 // transfers whose bytes come at this moment
	given    claims
	naming   chan struct{} // holds one while a file gets its final name
}

// New makes a saver for a folder, the current one where dir is empty. maxBytes bounds one file; 0 is 1 GiB.
func New(caller *wire.Caller, dir string, maxBytes int64, links Links) *Saver {
	if maxBytes <= 0 {
		maxBytes = defaultMaxBytes
	}
	if dir == "" {
		dir = "."
	}
	return &Saver{caller: caller, links: links, dir: dir, maxBytes: maxBytes, disk: systemDisk(), naming: make(chan struct{}, 1)}
}

// folder is where an order's files go.
func (s *Saver) folder(below string) string {
	if below == "" {
		return s.dir
	}
	return filepath.Join(s.dir, model.FileName(below, ""))
}

// claims remembers which attachment each name in the download folder belongs to, of the names that were
// given in this run: the rule for names that are taken is about files that were there before.
type claims struct {
	mu sync.Mutex
	of map[string]string // the ID, by the name as foldName has it
}

// take notes that a name is an attachment's own, unless it is another's already.
func (c *claims) take(name, id string) {
	if !c.isOthers(name, id) {
		c.give(name, id)
	}
}

// give notes that a file of that name was made for an attachment.
func (c *claims) give(name, id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.of == nil {
		c.of = map[string]string{}
	}
	c.of[foldName(name)] = id
}

// isOthers reports whether the file of that name is another attachment's.
func (c *claims) isOthers(name, id string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	owner := c.of[foldName(name)]
	return owner != "" && owner != id
}
