package download

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"

	"attache/model"
)

// outcome is what became of a whole part file.
type outcome struct {
	name    string
	saved   bool // else the file of that name was there before
	renamed bool
	same    bool // the file of that name has the same content
}

// publish gives the finished part file its name, or finds that there is no need to. Where the rule
// is to rename, or not known, it never replaces a file, and by no rule one that is another
// attachment's of this run. Two at once in one folder are safe from each other, but may end with names
// that differ by case alone; the client takes turns.
func (f *folder) publish(ctx context.Context, p *part, name string, rule model.OnExists, run claims) (outcome, error) {
	taken := f.list()
	if taken.err != nil {
		return outcome{}, taken.err
	}
	compared := 0
	for n := 0; n < maxNames; {
		want := f.numbered(name, n)
		there, exact := f.inTheWay(want, taken)
		if there == "" {
			switch err := f.give(p, want); {
			case err == nil:
				taken.add(want)
				run.give(want, p.about.ID)
				return outcome{name: want, saved: true, renamed: n > 0}, nil
			case errors.Is(err, fs.ErrExist):
				taken.add(want) // since a moment ago
			case !f.shorten(err):
				return outcome{}, err
			}
			continue
		}
		if f.sameSize(there, p.size) && compared < maxCompared {
			compared++
			switch sum, err := f.sum(ctx, there); {
			case err != nil:
				return outcome{}, err
			case sum == p.sha256():
				run.take(there, p.about.ID)
				return outcome{name: there, same: true}, nil
			}
		}
		switch others := run.isOthers(there, p.about.ID); {
		case rule == model.ExistsSkip && !others:
			return outcome{name: there}, nil
		case rule == model.ExistsOverwrite && !others && exact && !f.isFolder(there):
			err := f.replace(p, there)
			if err == nil {
				run.give(there, p.about.ID)
			}
			return outcome{name: there, saved: true}, err
		}
		n++
	}
	return outcome{}, fs.ErrExist
}

// inTheWay returns what stands in the way of a name, or "": of taken, what other systems take for the
// same name. exact tells that this system does.
func (f *folder) inTheWay(name string, taken *listing) (there string, exact bool) {
	if _, err := f.root.Lstat(name); err == nil {
		return name, true
	}
	there = taken.named(name)
	if _, err := f.root.Lstat(there); there != "" && errors.Is(err, fs.ErrNotExist) {
		taken.gone(there)
		there = ""
	}
	return there, false
}

// skipped returns the file for whose name an attachment is skipped, or "": it was there before this
// run, or is the attachment's own.
func (f *folder) skipped(name, id string, run claims) (string, error) {
	taken := f.list()
	if taken.err != nil {
		return "", taken.err
	}
	for n := range maxNames {
		there, _ := f.inTheWay(f.numbered(name, n), taken)
		if there == "" {
			return "", nil
		}
		if !run.isOthers(there, id) {
			if f.originOf(there).ID == id {
				run.take(there, id)
			}
			return there, nil
		}
	}
	return "", fs.ErrExist
}

// give names the part file, in one step that fails where the name is taken. Not every file system
// can do so in every way: a move that does not replace leaves nothing half done, a hard link may
// leave the part file's name beside the final one, and the last way an empty file, should the
// program die at that moment.
func (f *folder) give(p *part, name string) error {
	if err := p.check(); err != nil {
		return err
	}
	return f.free(p.name, name)
}

// replace puts the part file in the place of what has that name, in one step. A symbolic link is
// replaced itself; where it led to is not touched.
func (f *folder) replace(p *part, name string) error {
	if err := p.check(); err != nil {
		return err
	}
	return f.rename(p.name, name)
}

// isFolder reports whether name is a folder, which no file replaces.
func (f *folder) isFolder(name string) bool {
	info, err := f.root.Lstat(name)
	return err == nil && info.IsDir()
}

// sameSize reports whether name is a plain file of that many bytes.
func (f *folder) sameSize(name string, size int64) bool {
	info, err := f.root.Lstat(name)
	return err == nil && info.Mode().IsRegular() && info.Size() == size
}

// sum returns the SHA-256 of a plain file, and "" for what cannot be read. An error means that ctx has
// ended.
func (f *folder) sum(ctx context.Context, name string) (string, error) {
	file, _, err := f.openPlain(name, os.O_RDONLY, false)
	if err != nil {
		return "", ctx.Err()
	}
	defer file.Close() //nolint:errcheck // it was only read
	sum := sha256.New()
	if _, err := io.CopyBuffer(sum, model.ReadWhile(ctx, file), make([]byte, blockSize)); err != nil {
		return "", ctx.Err()
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
