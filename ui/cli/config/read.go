package config

import (
	"io"
	"os"

	"attache/model"
	"attache/ui/wording"
)

// maxBytes is far over any sensible configuration, and little to read.
const maxBytes = 64 << 10

// Read reads the file at path, which messages call name. An error of the system comes as it is.
//
// What stands in the file runs commands and says where a token is sent. A file that every user of
// the machine can change is refused; that its group can is reported.
func Read(path, name string) (*File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // nothing was written
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	everybody, group := rights(info)
	whole := wording.InFile("configuration", name, 0)
	if everybody {
		return nil, model.NewInputProblem(whole, model.FaultExposed, "")
	}
	text, err := io.ReadAll(io.LimitReader(f, maxBytes+1))
	switch {
	case err != nil:
		return nil, err
	case len(text) > maxBytes:
		return nil, model.NewInputProblem(whole, model.FaultUnreadable, "it is larger than 64 kB")
	}
	file, err := Parse(name, text)
	if err != nil {
		return nil, err
	}
	file.GroupWritable = group
	return file, nil
}

// Exists reports whether there is a file to read at path.
func Exists(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.IsDir()
}
