// Package evidence packs saved files together with their receipt, and checks later whether they still are
// what they were. What it reads may be anybody's: it follows no link, opens nothing but plain files, writes
// nothing, and reads of a file no more than the receipt says that it has.
package evidence

import (
	"path"
	"path/filepath"
	"strings"

	"attache/model"
)

// Names of what lies beside the files of a chat.
const (
	ReceiptName = "receipt.json"
	SumsName    = "SHA256SUMS"
)

// State is what became of one file since its receipt was written.
type State string

// The states.
const (
	Intact    State = "intact"
	Touched   State = "touched"   // its content is not what it was
	Missing   State = "missing"   // it is not where the receipt says
	Added     State = "added"     // the receipt does not know it
	Unsafe    State = "unsafe"    // it cannot be looked at without leaving the folder, or is no plain file
	Unchecked State = "unchecked" // the receipt holds no sum of it, since nobody read it
	Unsaved   State = "not_saved" // the receipt says that it was not saved
)

// Bad reports whether the state is a fault.
func (s State) Bad() bool { return s == Touched || s == Missing || s == Added || s == Unsafe }

// Finding is what was found of one file.
type Finding struct {
	ID     string `json:"id,omitempty"`
	Path   string `json:"path,omitempty"`
	State  State  `json:"state"`
	Size   *int64 `json:"size,omitempty"`   // bytes, as found
	SHA256 string `json:"sha256,omitempty"` // as found
	Detail string `json:"detail,omitempty"`
}

// local returns the name of a file below a folder as it may be looked for, or false: it must lead nowhere
// else on any system.
func local(name string) (string, bool) {
	if name == "" || len(name) > maxPath || path.Clean(name) != name {
		return "", false
	}
	for part := range strings.SplitSeq(name, "/") {
		if part != model.Text(part) && part != model.FileName(part, "") { // a saved name may hold what joins an emoji
			return "", false
		}
		if part == "" || part == "." || part == ".." || strings.ContainsAny(part, `\:`) || strings.TrimRight(part, ". ") != part {
			return "", false
		}
	}
	return name, true
}

// Below returns where a file is, from a folder: with slashes, and empty where it lies elsewhere.
func Below(dir, file string) string {
	if file == "" {
		return ""
	}
	rel, err := filepath.Rel(dir, file)
	if err != nil {
		return ""
	}
	name, _ := local(filepath.ToSlash(rel))
	return name
}

// maxPath is over what any system takes.
const maxPath = 4096
