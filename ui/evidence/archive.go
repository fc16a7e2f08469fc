package evidence

import (
	"archive/zip"
	"cmp"
	"io"
	"io/fs"
	"slices"
	"strings"

	"attache/model"
)

// archiveFolder is the folder within an archive. Its names are those of the folder of the receipt, without that.
type archiveFolder struct {
	files map[string]*zip.File
	odd   map[string]string // what cannot be looked at, and why
}

// What an archive may hold is far over what a chat may: its list is kept in memory.
const (
	maxEntries = 100_000
	maxList    = 64 << 20 // bytes
)

// errList is of an archive whose list is too long.
const errList = model.ConstError("the list of the archive is too long")

// limitedList reads an archive, and until its list has been read, no more than that may have.
type limitedList struct {
	io.ReaderAt

	left int
	read bool
}

// ReadAt implements io.ReaderAt.
func (l *limitedList) ReadAt(p []byte, at int64) (int, error) {
	if l.left -= len(p); l.left < 0 && !l.read {
		return 0, errList
	}
	return l.ReaderAt.ReadAt(p, at)
}

// openArchive reads the list of an archive. What is in the archive is neither unpacked nor trusted.
func openArchive(file io.ReaderAt, size int64) (archiveFolder, error) {
	b := archiveFolder{files: map[string]*zip.File{}, odd: map[string]string{}}
	list := &limitedList{ReaderAt: file, left: maxList}
	r, err := zip.NewReader(list, size)
	if err != nil {
		return b, err
	}
	list.read = true
	top, seen := topOf(r), map[string]bool{}
	for i, f := range r.File {
		name, within := strings.CutPrefix(f.Name, top)
		whole, ok := local(strings.TrimSuffix(f.Name, "/"))
		folded := strings.ToLower(whole)
		switch {
		case i >= maxEntries:
			b.odd["…"] = "too many entries"
			b.apart()
			return b, nil
		case !ok:
			b.odd[f.Name] = "a name that leads elsewhere"
		case seen[folded]:
			b.odd[f.Name] = "there twice"
		case f.Mode().IsDir() && f.UncompressedSize64 == 0:
		case !within:
			b.odd[f.Name] = "beside the folder of the receipt"
		case !f.Mode().IsRegular():
			b.odd[f.Name] = "no plain file"
		case f.Flags&1 != 0 || f.Method != zip.Store && f.Method != zip.Deflate:
			b.odd[f.Name] = "stored in a way that cannot be read"
		default:
			b.files[name] = f
		}
		seen[folded] = true
	}
	b.apart()
	return b, nil
}

// topOf is the folder of an archive in which the receipt lies, with its slash: of several, the first of those that lie
// highest.
func topOf(r *zip.Reader) string {
	top, depth := "", maxPath
	for _, f := range r.File {
		folder, is := strings.CutSuffix(f.Name, ReceiptName)
		if d := strings.Count(folder, "/"); is && d < depth && (folder == "" || strings.HasSuffix(folder, "/")) {
			top, depth = folder, d
		}
	}
	return top
}

// apart leaves out what shares its bytes with another: under many names, a few bytes would take days to read.
func (b archiveFolder) apart() {
	type span struct {
		name   string
		at, to int64
	}
	var spans []span
	for name, f := range b.files {
		if at, err := f.DataOffset(); err == nil { // else it cannot be opened either
			spans = append(spans, span{name, at, at + int64(min(f.CompressedSize64, 1<<61))})
		}
	}
	slices.SortFunc(spans, func(a, b span) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.to, b.to), strings.Compare(a.name, b.name))
	})
	for i, s := range spans {
		if i+1 < len(spans) && s.to > spans[i+1].at {
			b.odd[b.files[s.name].Name] = "shares its bytes with another"
			delete(b.files, s.name)
		}
	}
}

func (b archiveFolder) open(name string) (io.ReadCloser, int64, error) {
	f := b.files[name]
	if f == nil {
		return nil, 0, fs.ErrNotExist
	}
	if f.UncompressedSize64 > 1<<62 {
		return nil, 0, errUnsafe
	}
	file, err := f.Open()
	return file, int64(f.UncompressedSize64), err
}

func (b archiveFolder) others(each func(string, error) error) error {
	for name := range b.files {
		if err := each(name, nil); err != nil {
			return err
		}
	}
	return nil
}
