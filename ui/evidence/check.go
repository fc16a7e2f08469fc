package evidence

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
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

// check is one look at files and their receipt.
type check struct {
	at        place
	receipt   string            // its name in the place
	elsewhere bool              // a file that is not there may be where its absolute path says
	sums      map[string]string // by name, of what the receipt lists and what lies beside it
	findings  []Finding
}

// files looks at all that the receipt lists.
func (c *check) files(ctx context.Context, r model.Receipt) error {
	known := map[string]model.ReceiptFile{}
	for _, f := range r.Files {
		if f.State == model.SaveFailed {
			c.note(Finding{ID: f.ID, Path: f.Name, State: Unsaved})
			continue
		}
		name, ok := nameOf(f)
		if !ok {
			c.note(Finding{ID: f.ID, Path: cmp.Or(f.File, f.Path), State: Unsafe, Detail: "a path that leads elsewhere"})
			continue
		}
		if before, twice := known[strings.ToLower(name)]; twice && f.SHA256 != "" {
			if before.SHA256 != f.SHA256 {
				c.note(Finding{ID: f.ID, Path: name, State: Unsafe, Detail: "listed twice, with different content"})
			}
			continue // one content may have been sent twice
		}
		known[strings.ToLower(name)] = f
		if err := c.file(ctx, name, f); err != nil {
			return err
		}
	}
	return nil
}

// nameOf is where a file of a receipt is looked for, below the receipt's folder.
func nameOf(f model.ReceiptFile) (string, bool) {
	if f.File != "" {
		return local(f.File)
	}
	p := strings.ReplaceAll(f.Path, `\`, "/") // of a receipt from Windows, too
	if slices.Contains(strings.Split(p, "/"), "..") {
		return "", false
	}
	return local(path.Base(p))
}

// file looks at one file. The error is that of ctx.
func (c *check) file(ctx context.Context, name string, f model.ReceiptFile) error {
	found := Finding{ID: f.ID, Path: name}
	if f.SHA256 == "" || f.Size == nil || *f.Size < 0 {
		found.State, found.Detail = Unchecked, "its content was never read"
		if f.State == model.SaveDone { // every receipt of a saved file holds them
			found.State, found.Detail = Touched, "the receipt has lost its size or its sum"
		}
		c.sums[name] = ""
		c.note(found)
		return nil
	}
	at := c.at
	file, size, err := at.open(name)
	if errors.Is(err, fs.ErrNotExist) && c.elsewhere {
		if root, base, ok := away(f.Path); ok {
			defer func() { _ = root.Close() }()
			if file, size, err = (folder{root}).open(base); err == nil {
				found.Path = f.Path
			}
		}
	}
	c.sums[name] = f.SHA256
	if err != nil {
		if found.State, found.Detail = unopened(err); found.State == Missing && c.elsewhere && f.Path == f.File {
			found.Detail = "it was packed: verify the archive"
		}
		c.note(found)
		return nil
	}
	defer file.Close()
	if size != *f.Size {
		found.Size, found.State = &size, Touched
		found.Detail = fmt.Sprintf("%d bytes instead of %d", size, *f.Size)
		c.note(found)
		return nil
	}
	size, found.SHA256, err = sum(ctx, file, *f.Size)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	found.Size, found.State = &size, Intact
	switch {
	case err != nil:
		found.State, found.Detail = Touched, "it cannot be read to its end"
	case size != *f.Size || found.SHA256 != f.SHA256:
		found.State, found.Detail = Touched, "the content has changed"
	}
	c.note(found)
	return nil
}

// away opens the folder of an absolute path on this machine. Another machine is never asked: on Windows
// that would tell it who is signed in.
func away(p string) (root *os.Root, base string, ok bool) {
	if !filepath.IsAbs(p) || filepath.Clean(p) != p || strings.HasPrefix(p, `\\`) || strings.HasPrefix(p, "//") {
		return nil, "", false
	}
	base, ok = local(filepath.Base(p))
	if !ok {
		return nil, "", false
	}
	root, err := os.OpenRoot(filepath.Dir(p))
	return root, base, err == nil
}

func unopened(err error) (state State, detail string) {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Missing, ""
	case errors.Is(err, errUnsafe):
		return Unsafe, "no plain file"
	}
	return Touched, "it cannot be opened"
}

// list compares SHA256SUMS with the receipt, where it is there; it says whether it is.
func (c *check) list(ctx context.Context, receiptSum string) (there bool) {
	text, err := readSmall(ctx, c.at, SumsName)
	if errors.Is(err, fs.ErrNotExist) {
		return false
	}
	c.sums[c.receipt] = receiptSum
	seen := map[string]bool{}
	fault := ""
	for line := range bytes.Lines(text) {
		text := strings.TrimRight(string(line), "\r\n")
		if text == "" || text[0] == '#' {
			continue // as sha256sum does
		}
		sha, name := sumLine(text)
		want, known := c.sums[name]
		switch {
		case name == "":
			fault = cmp.Or(fault, "it has a line that cannot be read")
		case !known || want != sha || seen[name]:
			fault = cmp.Or(fault, "it says otherwise of "+model.Text(name))
		}
		seen[name] = true
	}
	for _, name := range slices.Sorted(maps.Keys(c.sums)) {
		if c.sums[name] != "" && !seen[name] {
			fault = cmp.Or(fault, "it lacks "+name)
		}
	}
	switch {
	case err != nil:
		c.note(Finding{Path: SumsName, State: Touched, Detail: "it cannot be read"})
	case fault != "":
		c.note(Finding{Path: SumsName, State: Touched, Detail: fault})
	}
	return true
}

// sumLine reads a line of sums in any form that sha256sum takes for a name without a backslash; the name is empty where it
// is none.
func sumLine(text string) (sha, name string) {
	const digits = sha256.Size * 2
	if len(text) < digits+2 || text[digits] != ' ' || !strings.Contains(" *", text[digits+1:digits+2]) {
		return "", ""
	}
	return strings.ToLower(text[:digits]), text[digits+2:]
}

// added notes what neither the receipt nor the list of sums knows.
func (c *check) added(ctx context.Context) error {
	var names []string
	err := c.at.others(func(name string, fault error) error {
		if fault != nil { // of a folder, in which anything may be
			c.note(Finding{Path: name, State: Unsafe, Detail: "it cannot be looked into"})
		} else if _, known := c.sums[name]; !known && name != SumsName && name != c.receipt {
			names = append(names, name)
		}
		if len(names) > maxEntries {
			return fs.SkipAll
		}
		return ctx.Err()
	})
	slices.Sort(names)
	for _, name := range names {
		c.note(Finding{Path: name, State: Added})
	}
	return err
}

// note keeps a finding. What a receipt says may be anybody's; the path of a file that was looked for stays as it is,
// so that a script finds it.
func (c *check) note(f Finding) {
	f.ID = model.Text(f.ID)
	if _, ok := local(strings.TrimPrefix(f.Path, "/")); !ok {
		f.Path = model.Text(f.Path)
	}
	c.findings = append(c.findings, f)
}

// MaxReceipt bounds what is read of a receipt: over that of as many files as an archive may hold.
const MaxReceipt = 128 << 20

// Faults of what is to be verified.
const (
	ErrNoReceipt = model.ConstError("neither a receipt nor an archive or a folder with one")
	ErrSeveral   = model.ConstError("several receipts are there; name the one")
	errLong      = model.ConstError("its receipt is over 128 MB")
	ErrForm      = model.ConstError("a receipt of a newer attache, or none")
)

// readSmall returns a small file.
func readSmall(ctx context.Context, at place, name string) ([]byte, error) {
	file, _, err := at.open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	text, err := io.ReadAll(io.LimitReader(model.ReadWhile(ctx, file), MaxReceipt+1))
	if err == nil && len(text) > MaxReceipt {
		err = errLong
	}
	return text, err
}
