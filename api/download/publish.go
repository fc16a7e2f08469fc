package download

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"attache/model"
)

// maxCompared is how many files of one name and size are read to find one of the same content.
const maxCompared = 16

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
func (f *folder) publish(ctx context.Context, p *part, name string, rule model.OnExists, run *claims) (outcome, error) {
	taken, err := f.taken()
	if err != nil {
		return outcome{}, err
	}
	compared := 0
	for n := 0; n < maxNames; {
		want := f.numbered(name, n)
		there, exact := f.inTheWay(want, taken)
		if there == "" {
			switch err := f.give(p, want); {
			case err == nil:
				run.give(want, p.about.ID)
				return outcome{name: want, saved: true, renamed: n > 0}, nil
			case errors.Is(err, fs.ErrExist):
				taken[foldName(want)] = want // since a moment ago
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
		case rule == model.ExistsOverwrite && !others && exact:
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
func (f *folder) inTheWay(name string, taken map[string]string) (there string, exact bool) {
	if _, err := f.root.Lstat(name); err == nil {
		return name, true
	}
	return taken[foldName(name)], false
}

// skipped returns the file for whose name an attachment is skipped, or "": it was there before this
// run, or is the attachment's own.
func (f *folder) skipped(name, id string, run *claims) (string, error) {
	taken, err := f.taken()
	if err != nil {
		return "", err
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

// taken lists the names in the folder by what they are for a system that knows no case and one
// Unicode form. Of several that are one then, it keeps any.
func (f *folder) taken() (map[string]string, error) {
	taken := map[string]string{}
	err := f.names(func(name string) bool {
		taken[foldName(name)] = name
		return true
	})
	return taken, err
}

// foldName makes names equal that a file system may take for one.
func foldName(name string) string {
	for i := range len(name) {
		if name[i] >= 0x80 { // beyond ASCII
			return norm.NFC.String(cases.Fold().String(norm.NFC.String(name)))
		}
	}
	lower := []byte(name)
	for i, c := range lower {
		if c >= 'A' && c <= 'Z' {
			lower[i] = c + 'a' - 'A'
		}
	}
	return string(lower)
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

// free gives what is called from a name that must be free.
func (f *folder) free(from, to string) error {
	var err error
	for _, way := range []func(from, to string) error{f.move, f.link, f.claim} {
		err = way(from, to)
		if err == nil || errors.Is(err, fs.ErrExist) || errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return err
}

func (f *folder) move(from, to string) error {
	if !f.inPlace() { // some systems go by the path
		return errMoved
	}
	return f.disk.move(f.self, f.dir, from, to)
}

func (f *folder) link(from, to string) error {
	if err := f.root.Link(from, to); err != nil {
		return err
	}
	f.remove(from)
	return nil
}

// claim takes the name by making it, then moves the file over it.
func (f *folder) claim(from, to string) error {
	taken, err := f.root.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return err
	}
	if err := errors.Join(taken.Close(), f.root.Rename(from, to)); err != nil {
		f.remove(to)
		return err
	}
	return nil
}

// replace puts the part file in the place of what has that name, in one step. A symbolic link is
// replaced itself; where it led to is not touched.
func (f *folder) replace(p *part, name string) error {
	if err := p.check(); err != nil {
		return err
	}
	return f.root.Rename(p.name, name)
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
	if _, err := io.CopyBuffer(sum, whileWanted{ctx, file}, make([]byte, blockSize)); err != nil {
		return "", ctx.Err()
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// whileWanted reads until its context ends.
type whileWanted struct {
	ctx  context.Context //nolint:containedctx // it lives as long as one call
	from io.Reader
}

func (r whileWanted) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.from.Read(p)
}
