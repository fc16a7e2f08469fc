package evidence

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"

	"attache/model"
)

// errUnsafe is of what is no plain file, or lies behind a link.
const errUnsafe = model.ConstError("no plain file")

// place is where files are looked for: a folder, or an archive. Its names are local.
type place interface {
	// open opens a plain file. It fails with fs.ErrNotExist or errUnsafe.
	open(name string) (file io.ReadCloser, size int64, err error)
	// others calls each with the names of what is there beside what is expected; fault says why more may be there.
	others(each func(name string, fault error) error) error
}

// folder is a place on the disk.
type folder struct{ root *os.Root }

func (f folder) open(name string) (io.ReadCloser, int64, error) {
	parts := strings.Split(name, "/")
	for i := range parts[1:] {
		if info, err := f.root.Lstat(path.Join(parts[:i+1]...)); err != nil {
			return nil, 0, err
		} else if !info.IsDir() {
			return nil, 0, errUnsafe
		}
	}
	before, err := f.root.Lstat(name)
	if err != nil {
		return nil, 0, err
	}
	if !before.Mode().IsRegular() {
		return nil, 0, errUnsafe
	}
	file, err := f.root.Open(name)
	if err != nil {
		return nil, 0, err
	}
	info, err := file.Stat()
	if err != nil || !os.SameFile(before, info) {
		_ = file.Close()
		return nil, 0, errors.Join(err, errUnsafe)
	}
	return file, info.Size(), nil
}

func (f folder) others(each func(string, error) error) error {
	return fs.WalkDir(f.root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			return nil
		}
		return each(name, err)
	})
}

// sum returns the SHA-256 of what file holds, and how many bytes that are. It reads one more than limit at
// most.
func sum(ctx context.Context, file io.Reader, limit int64) (size int64, sha string, err error) {
	h := sha256.New()
	size, err = io.Copy(h, io.LimitReader(model.ReadWhile(ctx, file), limit+1))
	return size, hex.EncodeToString(h.Sum(nil)), err
}
