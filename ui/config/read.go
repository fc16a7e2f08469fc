package config

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"runtime"

	"attache/model"
	"attache/ui/wording"
)

// maxBytes is far over any sensible configuration, and little to read.
const maxBytes = 64 << 10

// Read reads the file at path, which messages call name. Whether a missing file matters is the
// caller's to say: the error then is fs.ErrNotExist.
//
// What stands in the file runs commands and says where a token is sent. A file that every user of
// the machine can change is refused; that its group can is reported.
func Read(path, name string) (*File, error) {
	unusable := func(detail string) error {
		return model.NewInputProblem(wording.InFile("configuration", name, 0), model.FaultUnreadable, detail)
	}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fs.ErrNotExist
	}
	if err != nil {
		return nil, unusable(reason(err))
	}
	defer func() { _ = f.Close() }() // nothing was written
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, unusable(reason(err))
	case info.IsDir():
		return nil, unusable("it is a folder")
	}
	grouped := false
	if runtime.GOOS != "windows" && info.Mode().IsRegular() {
		const others, group = 0o002, 0o020
		if info.Mode().Perm()&others != 0 {
			return nil, model.NewInputProblem(wording.InFile("configuration", name, 0), model.FaultExposed, "")
		}
		grouped = info.Mode().Perm()&group != 0
	}
	text, err := io.ReadAll(io.LimitReader(f, maxBytes+1))
	switch {
	case err != nil:
		return nil, unusable(reason(err))
	case len(text) > maxBytes:
		return nil, unusable("it is larger than 64 kB")
	}
	file, err := Parse(name, text)
	if err != nil {
		return nil, err
	}
	file.GroupWritable = grouped
	return file, nil
}

// reason returns what the system said, without the path it said it about.
func reason(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return err.Error()
}
