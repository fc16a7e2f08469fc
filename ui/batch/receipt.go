package batch

import (
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"attache/model"
	"attache/model/session"
	"attache/ui/wording"
)

// receiptOp names the receipt in a problem.
const receiptOp = "receipt"

// errNoReceipt is of a file that is not replaced by a receipt.
var errNoReceipt = errors.New("that file is no receipt")

// WriteReceipt writes a receipt of a sitting to a file, for its owner's eyes alone: whole, or not at all.
// Only an earlier receipt that is there is replaced, and no file that was saved meanwhile. The error is a
// *model.Problem.
func WriteReceipt(path string, s session.Summary) error { return writeReceipt(path, s, nil) }

// writeReceipt is WriteReceipt; gap is why only a part of the chat could be read.
func writeReceipt(path string, s session.Summary, gap *model.Problem) error {
	outcomes := s.Outcomes
	text, err := json.MarshalIndent(model.NewReceipt(originOf(s, gap), outcomes, wording.Fields, wording.Doubt), "", "  ")
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

// originOf is where the files of a receipt come from.
func originOf(s session.Summary, gap *model.Problem) model.ReceiptOrigin {
	o := model.ReceiptOrigin{
		WrittenAt: s.At.UTC().Truncate(time.Second),
		Version:   s.Version, ContactID: s.Contact, Region: s.Region, Endpoint: s.Endpoint,
	}
	for _, file := range s.Outcomes {
		o.ContactID = cmp.Or(o.ContactID, file.Attachment.ContactID)
	}
	if gap != nil {
		words := wording.ReadInPart(gap)
		o.Error = model.NewErrorRecord(gap, words.Sentence, words.Advice)
	}
	return o
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
