package plain

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"

	"attache/model"
	"attache/ui/wording"
)

// WriteReceipt writes a receipt of outcomes to a file, for its owner's eyes alone: whole, or not
// at all. A file that is there is replaced. The error is a *model.Problem.
func WriteReceipt(path string, outcomes []model.Outcome) error {
	text, err := json.MarshalIndent(model.NewReceipt(outcomes, wording.Fields, wording.Doubt), "", "  ")
	if err != nil {
		return &model.Problem{Kind: model.KindInternal, Op: "receipt", Err: err}
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".attache-*") // its mode is 0600
	if err != nil {
		return diskProblem("receipt", err)
	}
	_, err = f.Write(append(text, '\n'))
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name()) // it is of no use, and the first error says more
		return diskProblem("receipt", err)
	}
	return nil
}
