package batch

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"attache/model"
	"attache/ui/wording"
)

// receiptOp names the receipt in a problem.
const receiptOp = "receipt"

// errNoReceipt is of a file that is not replaced by a receipt.
var errNoReceipt = errors.New("that file is no receipt")

// WriteReceipt writes a receipt of outcomes to a file, for its owner's eyes alone: whole, or not
// at all. Only an earlier receipt that is there is replaced, and no file that was saved meanwhile. The
// error is a *model.Problem.
func WriteReceipt(path string, outcomes []model.Outcome) error {
	text, err := json.MarshalIndent(model.NewReceipt(outcomes, wording.Fields, wording.Doubt), "", "  ")
	if err != nil {
		return &model.Problem{Kind: model.KindInternal, Op: receiptOp, Err: err}
	}
	for _, o := range outcomes {
		if o.Saved.Path == path {
			return diskProblem(receiptOp, errNoReceipt)
		}
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".attache-*") // its mode is 0600
	if err != nil {
		return diskProblem(receiptOp, err)
	}
	_, err = f.Write(append(text, '\n'))
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = CheckReceipt(path)
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name()) // it is of no use, and the first error says more
		return diskProblem(receiptOp, err)
	}
	return nil
}

// maxReceipt bounds what is read to know a receipt: far over that of any chat.
const maxReceipt = 16 << 20

// CheckReceipt reports why no receipt may be written at path, as far as a file that is there tells.
func CheckReceipt(path string) error {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // it was only read
	text, err := io.ReadAll(io.LimitReader(f, maxReceipt+1))
	if err == nil && (len(text) > maxReceipt || !model.IsReceipt(text)) {
		err = errNoReceipt
	}
	return err
}
