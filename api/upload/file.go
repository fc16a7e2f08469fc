package upload

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"
	"unicode/utf8"

	"attache/api/wire"
	"attache/model"
)

const (
	// maxName is the service's limit on a name, in characters.
	maxName = 256
	// stallTime is how long a transfer may go without a byte: the other side may have gone away meanwhile.
	stallTime = 10 * time.Second
	// answerTime is how long the answer to the last byte may take: it may still be on its way, through the system and
	// through proxies that look at the whole first.
	answerTime = time.Minute
)

// Inspect looks at a file that is to be sent. Only a regular file can be: a link that is followed could
// name another file by the time it is read, and a pipe or a device has no end that is known.
func Inspect(path string) (model.Outgoing, error) {
	refused := func(why string) (model.Outgoing, error) {
		return model.Outgoing{}, model.NewInputProblem("file to send", model.FaultUnreadable, why+" ("+path+")")
	}
	at, err := filepath.Abs(atHome(path))
	if err != nil || path == "" {
		return refused("not a path")
	}
	info, err := os.Lstat(at)
	if err != nil {
		return refused(reason(err))
	}
	name := filepath.Base(at)
	switch mode := info.Mode(); {
	case mode.IsDir():
		return refused("a folder")
	case mode&fs.ModeSymlink != 0:
		return refused("a symbolic link; give the file that it leads to")
	case !mode.IsRegular():
		return refused("not a regular file")
	case info.Size() == 0:
		return refused("empty")
	case !utf8.ValidString(name), model.Text(name) != name:
		return refused("its name holds characters that cannot be seen")
	case utf8.RuneCountInString(name) > maxName:
		return refused("its name is longer than 256 characters")
	}
	f, err := os.Open(at)
	if err != nil {
		return refused(reason(err))
	}
	_ = f.Close()
	return model.Outgoing{Path: at, Name: name, ContentType: model.SendType(name), Size: info.Size(), Seen: info}, nil
}

// atHome undoes the ~ that no shell has seen.
func atHome(path string) string {
	if rest, ok := strings.CutPrefix(path, "~"+string(filepath.Separator)); ok {
		if home, err := os.UserHomeDir(); err == nil {
			return filepath.Join(home, rest)
		}
	}
	return path
}

// reason is what the system said, without the path.
func reason(err error) string {
	var number syscall.Errno
	if errors.As(err, &number) {
		return number.Error()
	}
	return "cannot be read"
}

const errChanged = model.ConstError("file changed")

// body is one reading of a file. Its last bytes are handed out only when the file is still the one that
// was looked at, so that one which changed is never put as a whole. The transport may still read after
// it has answered.
type body struct {
	meter *model.Meter
	watch *time.Timer
	path  string
	seen  fs.FileInfo

	mu    sync.Mutex
	file  *os.File
	left  int64
	read  int64
	sum   hash.Hash
	fault *model.Problem
	kept  bool // the host has it
	over  bool
}

func (u *sending) open(watch *time.Timer) (*body, error) {
	seen, ok := u.file.Seen.(fs.FileInfo)
	f, err := os.Open(u.file.Path)
	if err != nil {
		p := &model.Problem{Kind: model.KindDisk, Op: wire.OpUpload, Detail: reason(err)}
		if wire.IsOutOfFiles(err) {
			p.Code = model.CodeOpenFiles
		}
		return nil, p
	}
	b := &body{meter: u.meter, watch: watch, path: u.file.Path, seen: seen, file: f, left: u.file.Size, sum: sha256.New()}
	if !ok || !b.same() {
		_ = f.Close()
		return nil, changed()
	}
	return b, nil
}

func changed() *model.Problem {
	return &model.Problem{Kind: model.KindDisk, Op: wire.OpUpload, Code: model.CodeChanged}
}

// same reports whether the file is the one that was looked at, and its path still leads to it.
func (b *body) same() bool {
	now, err := b.file.Stat()
	if err != nil || !os.SameFile(b.seen, now) || now.Size() != b.seen.Size() || !now.ModTime().Equal(b.seen.ModTime()) {
		return false
	}
	there, err := os.Lstat(b.path)
	return err == nil && os.SameFile(there, now)
}

// Read implements io.Reader.
func (b *body) Read(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch {
	case b.over:
		return 0, fs.ErrClosed
	case b.left == 0:
		return 0, io.EOF
	}
	n, err := b.file.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	if err == nil && b.left == 0 && !b.same() || errors.Is(err, io.EOF) {
		b.fault = changed()
		return 0, errChanged
	}
	if err != nil {
		b.fault = &model.Problem{Kind: model.KindDisk, Op: wire.OpUpload, Detail: reason(err)}
		return 0, err
	}
	_, _ = b.sum.Write(p[:n]) // never fails
	b.read += int64(n)
	b.meter.Add(int64(n))
	if b.left > 0 {
		b.watch.Reset(stallTime)
	} else {
		b.watch.Reset(answerTime)
	}
	return n, nil
}

// Close implements io.Closer, for the transport.
func (b *body) Close() error { return nil }

// state tells what was wrong with the file, and whether all of it was handed out.
func (b *body) state() (*model.Problem, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.fault, b.left == 0
}

// keep says that the host has it, and returns its checksum.
func (b *body) keep() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.kept = true
	return hex.EncodeToString(b.sum.Sum(nil))
}

// giveUp ends the reading. What was counted of one that came to nothing is taken back.
func (b *body) giveUp() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.over = true
	_ = b.file.Close()
	if !b.kept {
		b.meter.Add(-b.read)
	}
}
