package download

import (
	"errors"
	"io/fs"
	"runtime"
	"strings"
	"syscall"

	"attache/api/wire"
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
	case errors.Is(err, errNotOurs):
		p.Detail, p.Err = errNotOurs.Error(), errNotOurs
	case errors.Is(err, errMoved):
		p.Detail, p.Err = errMoved.Error(), errMoved
	}
	switch {
	case isFull(err):
		p.Kind = model.KindDiskFull
	case wire.IsOutOfFiles(err):
		p.Code = model.CodeOpenFiles
	}
	return p
}

// folderProblem is diskProblem for a folder that cannot be made or opened. It names the folder, which
// its user chose or has never heard of.
func folderProblem(dir string, err error) *model.Problem {
	p := diskProblem(err)
	if !wire.IsOutOfFiles(err) {
		p.Detail = model.Text(strings.TrimSpace(p.Detail + " (" + dir + ")"))
	}
	return p
}

// isFull reports whether err says that there is no space left, or none for this user.
func isFull(err error) bool {
	return isFullOn(runtime.GOOS, err)
}
