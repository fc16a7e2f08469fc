package evidence

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"attache/model"
)

// Report is what was found.
type Report struct {
	Findings []Finding // in the order of the receipt
	Receipt  string    // the path of the receipt
	SHA256   string    // of the receipt itself
	Files    int       // how many the receipt says were saved
	Checked  int       // of how many of them the receipt holds a sum
}

// Bad counts the findings that are faults.
func (r Report) Bad() int {
	n := 0
	for _, f := range r.Findings {
		if f.State.Bad() {
			n++
		}
	}
	return n
}

// Verify checks the files of a receipt against it: those beside the receipt or where it says, those in an
// archive, or those in a folder. The error says why nothing could be checked.
func Verify(ctx context.Context, name string) (Report, error) {
	info, err := os.Stat(name)
	if err != nil {
		return Report{}, err
	}
	if info.IsDir() {
		return inFolder(ctx, name, "")
	}
	if !info.Mode().IsRegular() {
		return Report{}, errUnsafe
	}
	file, err := os.Open(name)
	if err != nil {
		return Report{}, err
	}
	defer func() { _ = file.Close() }()
	head := make([]byte, len(zipHead))
	if n, _ := io.ReadFull(file, head); string(head[:n]) == zipHead {
		return inArchive(ctx, filepath.Base(name), file, info.Size())
	}
	report, err := inFolder(ctx, filepath.Dir(name), filepath.Base(name))
	if errors.Is(err, ErrNoReceipt) || errors.Is(err, errLong) { // something may stand before an archive, such as what unpacks it
		if _, odd := openArchive(file, info.Size()); odd == nil {
			return inArchive(ctx, filepath.Base(name), file, info.Size())
		}
	}
	return report, err
}

// zipHead is how an archive with something in it begins.
const zipHead = "PK\x03\x04"

// inFolder checks files on the disk. With the name of a receipt, a file may also be where that says.
func inFolder(ctx context.Context, dir, receipt string) (Report, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return Report{}, err
	}
	defer func() { _ = root.Close() }()
	c := &check{at: folder{root}, receipt: receipt, elsewhere: receipt != ""}
	if receipt == "" {
		if c.receipt, err = findReceipt(ctx, root); err != nil {
			return Report{}, err
		}
	}
	return c.run(ctx, filepath.Join(dir, c.receipt), receipt == "")
}

// findReceipt returns the name of the receipt in a folder: the usual one, or the only one.
func findReceipt(ctx context.Context, root *os.Root) (string, error) {
	if _, err := root.Lstat(ReceiptName); err == nil {
		return ReceiptName, nil
	}
	names, err := fs.Glob(root.FS(), "*.json")
	if err != nil {
		return "", err
	}
	var found []string
	for _, name := range names {
		text, err := readSmall(ctx, folder{root}, name)
		if err == nil && len(bytes.TrimSpace(text)) > 0 && model.IsReceipt(text) {
			found = append(found, name)
		}
	}
	switch len(found) {
	case 0:
		return "", ErrNoReceipt
	case 1:
		return found[0], nil
	}
	return "", ErrSeveral
}

// inArchive checks the files in an archive, and unpacks nothing.
func inArchive(ctx context.Context, name string, file io.ReaderAt, size int64) (Report, error) {
	b, err := openArchive(file, size)
	if err != nil {
		return Report{Findings: []Finding{{Path: model.Text(name), State: Touched, Detail: "the archive is damaged"}}}, nil //nolint:nilerr // that is the finding
	}
	c := &check{at: b, receipt: ReceiptName}
	for _, odd := range slices.Sorted(maps.Keys(b.odd)) {
		c.note(Finding{Path: odd, State: Unsafe, Detail: b.odd[odd]})
	}
	report, err := c.run(ctx, ReceiptName, true)
	switch {
	case !errors.Is(err, fs.ErrNotExist):
	case slices.ContainsFunc(c.findings, func(f Finding) bool { return path.Base(f.Path) == ReceiptName }):
		report, err = Report{Findings: c.findings}, nil // which say why it cannot be read
	default:
		err = ErrNoReceipt
	}
	return report, err
}

// run reads the receipt and looks at all it lists, and, where all that is there is evidence, at what else
// is there.
func (c *check) run(ctx context.Context, shown string, whole bool) (Report, error) {
	c.sums = map[string]string{}
	text, err := readSmall(ctx, c.at, c.receipt)
	if err != nil {
		return Report{}, err
	}
	r, err := parse(text)
	if err != nil {
		return Report{}, err
	}
	own := sha256.Sum256(text)
	report := Report{Receipt: shown, SHA256: hex.EncodeToString(own[:])}
	for _, f := range r.Files {
		if f.State != model.SaveFailed {
			report.Files++
			if f.SHA256 != "" {
				report.Checked++
			}
		}
	}
	if err := c.files(ctx, r); err != nil {
		return Report{}, err
	}
	_, archive := c.at.(archiveFolder)
	if listed := whole && c.list(ctx, report.SHA256); archive && !listed {
		c.note(Finding{Path: SumsName, State: Missing})
	} else if listed || archive {
		err = c.added(ctx)
	}
	report.Findings = c.findings
	return report, err
}

// parse reads a receipt of any form up to this program's.
func parse(text []byte) (model.Receipt, error) {
	r, ok := model.ReadReceipt(text)
	switch {
	case !ok && strings.HasPrefix(strings.TrimSpace(string(text)), "{"):
		return r, ErrForm
	case !ok:
		return r, ErrNoReceipt
	}
	return r, nil
}
