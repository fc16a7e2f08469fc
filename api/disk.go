package api

import (
	"errors"
	"io/fs"
	"net"
	"runtime"
	"strings"
	"syscall"

	"attache/model"
)

// diskProblem makes a problem of what the local disk said. Paths stay out of it: the reader knows
// the folder, and a stranger chose the name.
func diskProblem(err error) *model.Problem {
	p := &model.Problem{Kind: model.KindDisk, Op: opSave}
	var number syscall.Errno
	switch {
	case errors.As(err, &number):
		p.Detail, p.Err = model.Text(number.Error()), number
	case errors.Is(err, fs.ErrExist):
		p.Detail, p.Err = "no free name", fs.ErrExist
	case errors.Is(err, errForeign):
		p.Detail, p.Err = errForeign.Error(), errForeign
	case errors.Is(err, errMoved):
		p.Detail, p.Err = errMoved.Error(), errMoved
	}
	switch {
	case isFull(err):
		p.Kind = model.KindDiskFull
	case isOutOfFiles(err):
		p.Code = model.CodeOpenFiles
	}
	return p
}

// isOutOfFiles reports whether err says that no more files and connections may be open. A failed lookup
// of a name keeps nothing of its cause but the text.
func isOutOfFiles(err error) bool {
	var name *net.DNSError
	if errors.As(err, &name) && strings.Contains(name.Err, syscall.EMFILE.Error()) {
		return true
	}
	return isOutOfFilesOn(runtime.GOOS, err)
}

// folderProblem is diskProblem for a folder that cannot be made or opened. It names the folder, which
// its user chose or has never heard of.
func folderProblem(dir string, err error) *model.Problem {
	p := diskProblem(err)
	if !isOutOfFiles(err) {
		p.Detail = model.Text(strings.TrimSpace(p.Detail + " (" + dir + ")"))
	}
	return p
}

// isFull reports whether err says that there is no space left, or none for this user.
func isFull(err error) bool {
	return isFullOn(runtime.GOOS, err)
}
