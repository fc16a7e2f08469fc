package cli

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"attache/model"
)

// shared returns what is told to whoever links and saves, with the folder and the receipt checked.
func (p *program) shared() (Shared, error) {
	s := p.opts.shared
	if err := p.checkReceipt(&s); err != nil {
		return Shared{}, err
	}
	if s.Dir == "" {
		return s, nil
	}
	dir, err := filepath.Abs(p.home(s.Dir))
	if err == nil {
		err = writable(dir)
	}
	if err != nil {
		return Shared{}, model.NewInputProblem(p.opts.input("dir"), model.FaultUnwritable, reason(err)+" ("+s.Dir+")")
	}
	s.Dir = dir
	return s, nil
}

// checkReceipt makes sure that a receipt could be written, before there is anything to tell.
func (p *program) checkReceipt(s *Shared) error {
	if s.Receipt == "" {
		return nil
	}
	path, err := filepath.Abs(p.home(s.Receipt))
	if err == nil {
		err = replaceable(path)
	}
	if err != nil {
		return model.NewInputProblem(p.opts.input("receipt"), model.FaultUnwritable, reason(err)+" ("+s.Receipt+")")
	}
	s.Receipt = path
	return nil
}

// replaceable reports why no file can be written at path. Its folder must be there.
func replaceable(path string) error {
	info, err := os.Stat(path)
	switch {
	case err == nil && !info.Mode().IsRegular():
		return errNotFile
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err
	}
	if _, err := os.Stat(filepath.Dir(path)); err != nil {
		return err
	}
	return writable(filepath.Dir(path))
}

// home puts the home folder in the place of a leading ~, which no shell does after "--dir=" or in
// a variable.
func (p *program) home(path string) string {
	rest, ok := strings.CutPrefix(path, "~")
	if !ok || rest != "" && !os.IsPathSeparator(rest[0]) {
		return path
	}
	if home := p.Getenv("HOME"); home != "" {
		return home + rest
	}
	if home, err := os.UserHomeDir(); err == nil {
		return home + rest
	}
	return path
}

// What is in the way says that something else has the name.
var (
	errNotFolder = errors.New("not a folder")
	errNotFile   = errors.New("not a file")
)

// writable reports why no file can be made in dir. Where dir does not exist yet, the folder in
// which it would be made is tried.
func writable(dir string) error {
	info, err := os.Stat(dir)
	for errors.Is(err, fs.ErrNotExist) && filepath.Dir(dir) != dir {
		dir = filepath.Dir(dir)
		info, err = os.Stat(dir)
	}
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return errNotFolder
	}
	return probe(dir)
}

// withLog runs do with the debug log, which is for its owner's eyes alone; nil where none is wanted.
func (p *program) withLog(do func(io.Writer) error) error {
	if p.opts.logFile == "" {
		return do(nil)
	}
	f, err := os.OpenFile(p.home(p.opts.logFile), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return model.NewInputProblem(p.opts.input("log"), model.FaultUnwritable, reason(err))
	}
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
		// An older file may have wider rights. Not every file system has rights to set.
		_ = f.Chmod(0o600)
	}
	err = do(f)
	if shut := f.Close(); err == nil && shut != nil {
		err = &model.Problem{Kind: model.KindDisk, Op: "log", Detail: reason(shut), Err: shut}
	}
	return err
}

// reason returns what the system said, without the path or address it said it about.
func reason(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	var call *os.SyscallError
	if errors.As(err, &call) {
		err = call.Err
	}
	return err.Error()
}
