package model

import (
	"context"
	"io"
	"time"
)

// OnExists says what to do when a file's name is taken in the download folder.
type OnExists string

// The values of OnExists.
const (
	ExistsRename    OnExists = "rename"    // save as "name (1).ext"
	ExistsSkip      OnExists = "skip"      // save nothing
	ExistsOverwrite OnExists = "overwrite" // replace the file, once the new one is whole
)

// DownloadRequest asks for one file to be saved.
type DownloadRequest struct {
	Attachment Attachment
	Name       string   // the file name wanted; empty: Attachment.FileName. Made safe again by whoever saves
	Folder     string   // below the download folder; empty: that itself. Made safe again by whoever saves
	OnExists   OnExists // empty is ExistsRename
	Link       Link     // used while it lives, renewed otherwise; zero: asked for first
	Meter      *Meter   // never nil
	Life       time.Duration

	// Out gets the bytes in place of the download folder, once all of them have come and were checked.
	Out io.Writer
}

// SaveState is how a request ended without a problem.
type SaveState string

// The values of SaveState, which are those of "state" in JSON.
const (
	SaveDone    SaveState = "saved"
	SaveSkipped SaveState = "skipped" // the name is taken, or the same content is there already
)

// Saved tells what became of a DownloadRequest.
type Saved struct {
	State       SaveState
	Path        string    // the final path; that of the file which was there, where nothing was saved; empty with DownloadRequest.Out
	Size        int64     // bytes of the file
	SHA256      string    // lower-case hexadecimal, of all bytes; empty when skipped unread
	Renamed     bool      // the name was taken, so another was used
	Same        bool      // a file of the same content was there already; nothing was written
	Resumed     int64     // bytes that an earlier try or run had left
	StartedOver bool      // bytes of an earlier try were given up: the object had changed, or no ranges
	Damaged     bool      // what an earlier run had left was no longer what it had written, and was fetched again
	Moved       bool      // the download folder was moved meanwhile; Path is where the file is
	Stuck       []string  // files of attache's own that could not be removed from the folder
	Warnings    []Warning // what is off about the content or the name
	Link        Link      // the newest link, when one was asked for on the way
}

// Replaces reports whether s is what to remember of a file from now on. What this session saved stays
// saved when it is there already. before is nil where nothing is remembered.
func (s Saved) Replaces(before *Saved) bool {
	return before == nil || before.State != SaveDone || s.State == SaveDone
}

// Draft is a file of attache's own making, which has its name only once it is whole.
type Draft interface {
	io.Writer
	// Publish gives it its name, by the rule for names that are taken.
	Publish(ctx context.Context, rule OnExists) (Saved, error)
	// Discard leaves nothing of it, unless it was published.
	Discard() error
}

// Head is the first bytes of a file.
type Head struct {
	Data  []byte
	Whole bool  // there are no more
	Size  int64 // bytes of the file; 0 when unknown
	Link  Link  // the newest link, when one was asked for on the way
}

// ReadWhile returns a reader of what from holds that fails once ctx ends.
func ReadWhile(ctx context.Context, from io.Reader) io.Reader { return whileWanted{ctx, from} }

type whileWanted struct {
	ctx  context.Context //nolint:containedctx // it lives as long as one call
	from io.Reader
}

// Read implements io.Reader.
func (r whileWanted) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.from.Read(p)
}
