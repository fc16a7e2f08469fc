// Package download brings the bytes of a file from the host that its pre-signed URL points to into a
// folder, or to whoever waits for them. Links come from whoever makes a Saver.
package download

import (
	"context"
	"sync/atomic"
	"time"

	"attache/api/wire"
	"attache/model"
)

// defaultMaxBytes bounds a file whose size nobody told: ten times the largest file that the
// service can be set up to take.
const defaultMaxBytes = 1 << 30

// Names of what is done here, in problems and in the log.
const (
	opLink     = "GetAttachment"
	opDownload = "download"
	opSave     = "save"
	opPassing  = "temporary file"
)

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
