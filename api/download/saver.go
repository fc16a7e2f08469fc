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
	few      int64 // see folder.few
	disk     disk
	coming   atomic.Int64 // transfers whose bytes come at this moment
	blocks   sync.Pool    // that transfers read into
	names    *Names
	chat     int // its own number among those that share the names
}

// New makes a saver for a folder, the current one where dir is empty. maxBytes bounds one file; 0 is 1 GiB. Savers
// that write at the same time share names; with nil, a saver has its own.
func New(caller *wire.Caller, dir string, maxBytes int64, names *Names, links Links) *Saver {
	if maxBytes <= 0 {
		maxBytes = defaultMaxBytes
	}
	if dir == "" {
		dir = "."
	}
	if names == nil {
		names = NewNames()
	}
	return &Saver{caller: caller, links: links, dir: dir, maxBytes: maxBytes, few: fewBytes(), disk: systemDisk(), names: names, chat: names.join()}
}

// folder is where a request's files go.
func (s *Saver) folder(below string) string {
	if below == "" {
		return s.dir
	}
	return filepath.Join(s.dir, model.FileName(below, ""))
}

func (s *Saver) claims(below string) claims { return claims{s.names, s.chat, s.folder(below)} }
