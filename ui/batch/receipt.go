package batch

import (
	"cmp"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"attache/model"
	"attache/model/session"
	"attache/ui/evidence"
	"attache/ui/wording"
)

// receiptOp names the receipt in a problem.
const receiptOp = "receipt"

// errNoReceipt is of a file that is not replaced by a receipt.
const errNoReceipt = model.ConstError("that file is no receipt")

// WriteReceipt writes a receipt of a session to a file, for its owner's eyes alone: whole, or not at all.
// Only an earlier receipt that is there is replaced, and no file that was saved meanwhile. The error is a
// *model.Problem.
func WriteReceipt(path string, s session.Summary) error {
	_, err := writeReceipt(path, s, nil)
	return err
}

// writeReceipt is WriteReceipt, and returns the SHA-256 of the receipt; gap is why only a part of the chat
// could be read.
func writeReceipt(path string, s session.Summary, gap *model.Problem) (sum string, err error) {
	for _, o := range s.Outcomes {
		if o.Saved.Path == path {
			return "", diskProblem(receiptOp, errNoReceipt)
		}
	}
	text, sum, err := receiptText(s, gap, func(file string) string { return evidence.Below(filepath.Dir(path), file) })
	if err != nil {
		return "", err
	}
	return sum, putReceipt(path, text)
}

// receiptText returns a receipt and its SHA-256. place says where a file is from the receipt's folder.
func receiptText(s session.Summary, gap *model.Problem, place func(path string) string) (text []byte, sum string, err error) {
	r := model.NewReceipt(originOf(s, gap), s.Outcomes, wording.Fields, wording.FileWarning)
	for i, f := range r.Files {
		r.Files[i].File = place(f.Path)
	}
	text, err = json.MarshalIndent(r, "", "  ")
	if err != nil {
		return nil, "", &model.Problem{Kind: model.KindInternal, Op: receiptOp, Err: err}
	}
	text = append(text, '\n')
	own := sha256.Sum256(text)
	return text, hex.EncodeToString(own[:]), nil
}

// receiptDraft begins the name of a receipt that is being written, and letters of chance end it.
const receiptDraft = ".attache-receipt-"

// putReceipt writes a receipt to its place.
func putReceipt(path string, text []byte) error {
	draft := filepath.Join(filepath.Dir(path), receiptDraft+rand.Text())
	f, err := os.OpenFile(draft, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return diskProblem(receiptOp, err)
	}
	clearDrafts(f)
	_, err = f.Write(text)
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

// clearDrafts removes what runs that were killed have left beside a receipt: by the clock of the file system, such a file
// is older than any is written for.
func clearDrafts(now *os.File) {
	dir := filepath.Dir(now.Name())
	entries, _ := os.ReadDir(dir) // one that cannot be listed keeps them
	info, err := now.Stat()
	for _, e := range entries {
		rest, ours := strings.CutPrefix(e.Name(), receiptDraft)
		if err != nil || !ours || len(rest) != len(rand.Text()) {
			continue
		}
		if old, err := e.Info(); err == nil && old.Mode().IsRegular() && info.ModTime().Sub(old.ModTime()) > time.Hour {
			_ = os.Remove(filepath.Join(dir, e.Name()))
		}
	}
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
	text, err := io.ReadAll(io.LimitReader(f, evidence.MaxReceipt+1))
	if err == nil && (len(text) > evidence.MaxReceipt || !model.IsReceipt(text)) {
		err = errNoReceipt
	}
	return err
}

// receiptRecord is a receipt that was written, as JSON shows it.
type receiptRecord struct {
	Receipt struct {
		Path   string `json:"path"`
		SHA256 string `json:"sha256"`
	} `json:"receipt"`
}

// tellReceipt tells what a receipt itself is, which shows later that it is the same one: to people in words,
// to programs among the results.
func tellReceipt(path, sum string, asJSON bool, to io.Writer) error {
	if !asJSON {
		Reporter{W: to}.Warn(model.Attachment{}, wording.Receipt(sum))
		return nil
	}
	var r receiptRecord
	r.Receipt.Path, r.Receipt.SHA256 = path, sum
	line, err := jsonLine(r)
	if err != nil {
		return err
	}
	return write(to, line)
}
