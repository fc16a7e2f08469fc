package batch

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"attache/model"
	"attache/model/session"
	"attache/ui/evidence"
)

// NewDraft begins a file of attache's own making.
type NewDraft func(path string) (model.Draft, error)

// archive is an archive in the making, and the file it is written to.
type archive struct {
	path  string
	draft model.Draft
	pack  *evidence.Pack
}

// openArchive begins an archive.
func openArchive(path string, begin NewDraft) (*archive, error) {
	draft, err := begin(path)
	if err != nil {
		return nil, archiveProblem(err)
	}
	base := filepath.Base(path)
	return &archive{path, draft, evidence.NewPack(archiveWriter{draft}, strings.TrimSuffix(base, filepath.Ext(base)))}, nil
}

// IsTaken reports whether the rule is to leave what has that path.
func isTaken(path string, rule model.OnExists) bool {
	_, err := os.Lstat(path)
	return rule == model.ExistsSkip && err == nil
}

// close makes the archive whole and gives it its name. It returns the receipt, too, and its SHA-256.
func (a *archive) close(ctx context.Context, s session.Summary, gap *model.Problem, rule model.OnExists) (saved model.Saved, receipt []byte, sum string, err error) {
	receipt, sum, err = receiptText(s, gap, func(path string) string {
		if filepath.IsAbs(path) {
			return "" // it is not in the archive
		}
		return path
	})
	if err == nil {
		err = a.pack.Finish(receipt, sum, s.At)
	}
	if err == nil {
		saved, err = a.draft.Publish(ctx, rule)
	}
	if err = errors.Join(err, a.draft.Discard()); err != nil {
		return saved, nil, "", archiveProblem(err)
	}
	return saved, receipt, sum, nil
}

// archiveOp names the archive in a problem.
const archiveOp = "archive"

// archiveWriter names the archive in what keeps it from being written.
type archiveWriter struct{ io.Writer }

// Write implements io.Writer.
func (w archiveWriter) Write(b []byte) (int, error) {
	n, err := w.Writer.Write(b)
	if err != nil {
		err = archiveProblem(err)
	}
	return n, err
}

// archiveProblem names the archive in a problem of the disk.
func archiveProblem(err error) error {
	var known *model.Problem
	if errors.As(err, &known) {
		if known.Kind == model.KindDisk || known.Kind == model.KindDiskFull {
			own := *known
			own.Op = archiveOp
			known = &own
		}
		return known
	}
	return diskProblem(archiveOp, err)
}

// WriteZip packs what a session has saved, with its receipt, into a file, and returns its path: another where the
// name is taken and the rule says so. A file that is no longer what was saved is not packed: there is no archive then.
func WriteZip(path string, s session.Summary, rule model.OnExists, begin NewDraft) (string, error) {
	saved := slices.ContainsFunc(s.Outcomes, func(o model.Outcome) bool { return o.Saved.Path == path })
	if isTaken(path, rule) || saved && rule == model.ExistsOverwrite {
		return "", diskProblem(receiptOp, errTaken) // another path does
	}
	a, err := openArchive(path, begin)
	if err != nil {
		return "", err
	}
	defer a.draft.Discard() //nolint:errcheck // what was published stays, and else the first error says more
	s.Outcomes = slices.Clone(s.Outcomes)
	packed := false
	for i, o := range s.Outcomes {
		if o.Problem != nil || o.Saved.Path == "" || o.Saved.SHA256 == "" {
			continue
		}
		if s.Outcomes[i].Saved.Path, err = a.copy(o); err != nil {
			return "", archiveProblem(err)
		}
		packed = true
	}
	if !packed {
		return "", archiveProblem(errNothing)
	}
	at, _, _, err := a.close(context.Background(), s, nil, rule)
	return at.Path, err
}

// Why there is no archive: there is no file for it, or another has its name.
const (
	errNothing = model.ConstError("no file is saved yet")
	errTaken   = model.ConstError("a file of this name is there already")
)

// copy packs one saved file.
func (a *archive) copy(o model.Outcome) (name string, err error) {
	info, err := os.Lstat(o.Saved.Path)
	if err == nil && !info.Mode().IsRegular() {
		err = fs.ErrInvalid
	}
	if err != nil {
		return "", err
	}
	file, err := os.Open(o.Saved.Path)
	if err != nil {
		return "", err
	}
	defer file.Close() //nolint:errcheck // it was only read
	entry := a.pack.Entry(filepath.Base(o.Saved.Path), o.Attachment.SentAt)
	if _, err := io.Copy(entry, io.LimitReader(file, o.Saved.Size+1)); err != nil {
		_, _ = entry.End(false, "")
		return "", err
	}
	return entry.End(true, o.Saved.SHA256)
}

// packer is a chat whose files go into an archive in place of a folder.
type packer struct {
	Session

	to *evidence.Pack
}

// Save implements Session. The file has come whole and was checked when its first byte goes in.
func (p packer) Save(ctx context.Context, request model.DownloadRequest, report func(model.CallState)) (model.Saved, error) {
	name := request.Name
	if name == "" {
		name = request.Attachment.FileName
	}
	entry := p.to.Entry(model.FileName(name, request.Attachment.ID), request.Attachment.SentAt)
	request.Out = archiveWriter{entry}
	saved, err := p.Session.Save(ctx, request, report)
	name, torn := entry.End(err == nil && saved.State == model.SaveDone, saved.SHA256)
	if err != nil {
		return saved, err
	}
	if torn != nil {
		return model.Saved{Link: saved.Link}, archiveProblem(torn)
	}
	saved.Path = name
	return saved, nil
}
