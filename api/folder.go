package api

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"attache/model"
)

const (
	folderMode = 0o700
	fileMode   = 0o600
	// maxNames ends the search for a free name: nobody has this many files of one name.
	maxNames = 10_000
)

// folder is the folder that files are saved into. Names cannot lead out of it.
type folder struct {
	root *os.Root
	dir  string
}

// openFolder makes the folder, for the user alone, if it is not there.
func openFolder(dir string) (*folder, error) {
	if err := os.MkdirAll(dir, folderMode); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &folder{root, dir}, nil
}

func (f *folder) path(name string) string { return filepath.Join(f.dir, name) }

func (f *folder) close() { _ = f.root.Close() }

func (f *folder) remove(name string) { _ = f.root.Remove(name) }

// create opens a new part file beside the name to be: name.part, or name (1).part where another
// transfer has that one. It never opens a file that is there.
func (f *folder) create(name string) (*part, error) {
	for n := range maxNames {
		try := model.Numbered(name, n) + ".part"
		file, err := f.root.OpenFile(try, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		return &part{file: file, name: try}, nil
	}
	return nil, fs.ErrExist
}

// publish gives the finished part file the final name, or the next free one after it. It never
// replaces a file: a hard link fails where the name is taken, and where there are no hard links a
// name is first taken by making it.
func (f *folder) publish(partName, name string) (final string, renamed bool, err error) {
	for n := range maxNames {
		final = model.Numbered(name, n)
		err = f.root.Link(partName, final)
		switch {
		case err == nil:
			f.remove(partName)
		case !errors.Is(err, fs.ErrExist):
			err = f.rename(partName, final)
		}
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err == nil {
			f.sync()
		}
		return final, n > 0, err
	}
	return "", false, fs.ErrExist
}

// rename publishes on a file system that has no hard links.
func (f *folder) rename(partName, final string) error {
	taken, err := f.root.OpenFile(final, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return err
	}
	if err := errors.Join(taken.Close(), f.root.Rename(partName, final)); err != nil {
		f.remove(final)
		return err
	}
	return nil
}

// sync makes the new name last. Not every system can; the file itself is safe already.
func (f *folder) sync() {
	dir, err := f.root.Open(".")
	if err != nil {
		return
	}
	_ = dir.Sync()
	_ = dir.Close()
}

// part is a file under way. After an error of it nothing but close may follow.
type part struct {
	file *os.File
	name string
	size int64
}

func (p *part) write(block []byte) error {
	n, err := p.file.Write(block)
	p.size += int64(n)
	return err
}

// empty starts over.
func (p *part) empty() error {
	p.size = 0
	_, err := p.file.Seek(0, 0)
	return errors.Join(err, p.file.Truncate(0))
}

// finish makes sure that every byte is on the disk. Only then may the file have its name.
func (p *part) finish() error {
	return errors.Join(p.file.Sync(), p.close())
}

// close may be called again after finish.
func (p *part) close() error {
	if err := p.file.Close(); err != nil && !errors.Is(err, fs.ErrClosed) {
		return fmt.Errorf("close: %w", err)
	}
	return nil
}

// fileName is the name to save a under. The model makes it safe; it is checked here once more,
// since a name with a separator would leave the folder's own level, and one too long could not
// take ".part".
func fileName(a model.Attachment) string {
	const longest = 240
	name := a.FileName
	if name == "" || len(name) > longest || filepath.Base(name) != name || !filepath.IsLocal(name) {
		name = model.FileName(a.Name, a.ID)
	}
	return name
}
