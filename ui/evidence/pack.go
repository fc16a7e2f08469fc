package evidence

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
	"strings"
	"sync"
	"time"

	"attache/model"
)

// Pack is an archive in the making: the files of a chat in one folder, with their receipt and SHA256SUMS.
// Its methods may be called from any goroutine.
type Pack struct {
	folder string

	mu    sync.Mutex // held by the entry that is written
	zip   *zip.Writer
	names map[string]bool // as a system has them that knows no case
	sums  strings.Builder
	err   error // an entry is torn, and the archive with it
}

// NewPack begins an archive.
func NewPack(to io.Writer, folder string) *Pack {
	return &Pack{folder: model.FileName(folder, ""), zip: zip.NewWriter(to), names: map[string]bool{strings.ToLower(ReceiptName): true, strings.ToLower(SumsName): true}}
}

// Entry is a file on its way into the archive. Others wait from its first byte on.
type Entry struct {
	pack *Pack
	want string
	sent time.Time

	mu     sync.Mutex
	to     io.Writer // nil before the first byte
	name   string
	sum    hash.Hash
	closed bool
}

// Entry returns an entry for a file of that name, which was sent at that time.
func (p *Pack) Entry(name string, sent time.Time) *Entry {
	return &Entry{pack: p, want: name, sent: sent, sum: sha256.New()}
}

// errTorn is of an archive that holds a part of a file.
const errTorn = model.ConstError("one of its files did not come whole")

// Write implements io.Writer.
func (e *Entry) Write(b []byte) (int, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		return 0, errTorn
	}
	if err := e.begin(); err != nil {
		return 0, err
	}
	n, err := e.to.Write(b)
	_, _ = e.sum.Write(b[:n])
	if err != nil {
		e.pack.err = err
	}
	return n, err
}

// begin takes the archive for this entry.
func (e *Entry) begin() error {
	if e.to != nil {
		return nil
	}
	e.pack.mu.Lock()
	err := e.pack.err
	if err == nil {
		e.name = e.pack.free(e.want)
		e.to, err = e.pack.create(e.name, e.sent)
	}
	if err != nil {
		e.pack.mu.Unlock()
	}
	return err
}

// End ends the entry, and returns the name it has got. whole says whether all of the file came; one that
// is not spoils the archive if any of it did. want is the SHA-256 that it must have.
func (e *Entry) End(whole bool, want string) (name string, err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.closed = true
	if e.to == nil && !whole {
		return "", nil
	}
	if err := e.begin(); err != nil { // a file without a byte
		return "", err
	}
	defer e.pack.mu.Unlock()
	sum := hex.EncodeToString(e.sum.Sum(nil))
	if e.pack.err == nil && (!whole || sum != want) { // else what tore it says more
		e.pack.err = errTorn
	}
	e.pack.sums.WriteString(sum + "  " + e.name + "\n")
	return e.name, e.pack.err
}

// free returns a name that the archive does not have yet.
func (p *Pack) free(want string) string {
	for n := 0; ; n++ {
		name := model.Numbered(want, n)
		if folded := strings.ToLower(name); !p.names[folded] {
			p.names[folded] = true
			return name
		}
	}
}

func (p *Pack) create(name string, at time.Time) (io.Writer, error) {
	h := &zip.FileHeader{Name: p.folder + "/" + name, Method: zip.Deflate}
	if !at.IsZero() {
		h.Modified = within(at.UTC())
	}
	h.SetMode(0o600)
	w, err := p.zip.CreateHeader(h)
	if err != nil {
		p.err = err
	}
	return w, err
}

// within is the nearest instant that an archive can say: others come out a century off.
func within(at time.Time) time.Time {
	first, last := time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2106, 1, 1, 0, 0, 0, 0, time.UTC)
	switch {
	case at.Before(first):
		return first
	case at.After(last):
		return last
	}
	return at
}

// Finish adds the receipt and SHA256SUMS. The archive is whole then.
func (p *Pack) Finish(receipt []byte, sum string, at time.Time) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.err != nil {
		return p.err
	}
	p.sums.WriteString(sum + "  " + ReceiptName + "\n")
	for _, f := range []struct{ name, text string }{{ReceiptName, string(receipt)}, {SumsName, p.sums.String()}} {
		w, err := p.create(f.name, at)
		if err == nil {
			_, err = io.WriteString(w, f.text)
		}
		if err != nil {
			return err
		}
	}
	return p.zip.Close()
}
