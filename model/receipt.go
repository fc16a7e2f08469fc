package model

import (
	"bytes"
	"encoding/json"
	"strings"
	"time"
)

// ErrorRecord is a problem as JSON shows it, in every command. It holds no link and no token, as a
// Problem does not.
type ErrorRecord struct {
	Kind      string `json:"kind"`
	Code      string `json:"code,omitempty"`
	Status    int    `json:"status,omitempty"`
	RequestID string `json:"request_id,omitempty"`
	Message   string `json:"message"` // what happened, in a sentence
	Advice    string `json:"advice"`  // the next step

	ServiceMessage string `json:"service_message,omitempty"` // what the service, or the file's host, said
}

// NewErrorRecord returns the record of p; message and advice are its words.
func NewErrorRecord(p *Problem, message, advice string) *ErrorRecord {
	return &ErrorRecord{
		Kind: p.Kind.String(), Code: p.Code, Status: p.Status, RequestID: p.RequestID,
		Message: message, Advice: advice, ServiceMessage: p.Said,
	}
}

// SaveFailed is the state, in JSON, of a file that was neither saved nor skipped.
const SaveFailed SaveState = "failed"

// FileRecord is what became of one file, as JSON shows it. What is absent is unknown. The path is
// that of the file which was there, where none was saved.
type FileRecord struct {
	ID     string       `json:"id"`
	Name   string       `json:"name,omitempty"`
	Path   string       `json:"path,omitempty"`
	Size   *int64       `json:"size,omitempty"`   // bytes
	SHA256 string       `json:"sha256,omitempty"` // lower-case hexadecimal
	State  SaveState    `json:"state"`
	Error  *ErrorRecord `json:"error,omitempty"`
}

// NewFileRecord returns the record of o. words gives the words for its problem.
func NewFileRecord(o Outcome, words func(*Problem) (message, advice string)) FileRecord {
	r := FileRecord{ID: o.Attachment.IDText, Name: o.Attachment.Name, State: o.Saved.State}
	if o.Problem != nil {
		message, advice := words(o.Problem)
		r.State, r.Error = SaveFailed, NewErrorRecord(o.Problem, message, advice)
		return r
	}
	r.Path, r.SHA256 = o.Saved.Path, o.Saved.SHA256
	if o.Saved.State == SaveDone || o.Saved.Size > 0 {
		r.Size = &o.Saved.Size
	}
	return r
}

// Receipt tells, after a run, which files were saved, which failed and why, and how to go on. It
// is one JSON object and holds no link and no token.
type Receipt struct {
	// Form is that of the receipt: ReceiptForm. The first one did not say.
	Form int `json:"receipt_version,omitempty"`

	ReceiptOrigin

	Files []ReceiptFile `json:"files"`           // in the order asked
	Retry string        `json:"retry,omitempty"` // the command that asks for what failed again, where that may help
}

// ReceiptForm is the form of the receipts that are written now. A form only grows: whoever reads one reads
// all before it.
const ReceiptForm = 2

// ReceiptOrigin is where the files of a Receipt come from, and when and by what it was written. What is
// absent is unknown.
type ReceiptOrigin struct {
	WrittenAt time.Time    `json:"written_at,omitzero"`
	Version   string       `json:"version,omitempty"` // of the program
	ContactID string       `json:"contact_id,omitempty"`
	Region    string       `json:"region,omitempty"`
	Endpoint  string       `json:"endpoint,omitempty"` // the host that was asked
	Error     *ErrorRecord `json:"error,omitempty"`    // why only a part of the chat could be read
}

// ReceiptFile is a file of a Receipt, with what the chat says of it.
type ReceiptFile struct {
	FileRecord

	// File is the path of a file that lies in the folder of the receipt or below it, from there, with
	// slashes.
	File string `json:"file,omitempty"`

	ContentType string    `json:"content_type,omitempty"`
	Status      Status    `json:"status,omitempty"` // the service's word on its scan
	Sender      string    `json:"sender,omitempty"`
	Role        Role      `json:"role,omitempty"`
	SentAt      time.Time `json:"sent_at,omitzero"`

	Warnings []ReceiptWarning `json:"doubts,omitempty"` // what is off about the file, the gravest last
}

// ReceiptWarning is one thing that is off about a file.
type ReceiptWarning struct {
	Kind    Warning `json:"kind"`
	Message string  `json:"message"`
}

// NewReceipt returns the receipt of a run. problem and warning give the words.
func NewReceipt(from ReceiptOrigin, outcomes []Outcome, problem func(*Problem) (message, advice string), warning func(Warning) string) Receipt {
	r := Receipt{Form: ReceiptForm, ReceiptOrigin: from, Files: make([]ReceiptFile, 0, len(outcomes))}
	for _, o := range outcomes {
		a := o.Attachment
		f := ReceiptFile{
			FileRecord:  NewFileRecord(o, problem),
			ContentType: a.ContentType, Status: a.Status, Sender: a.Sender, Role: a.Role, SentAt: a.SentAt.UTC(),
		}
		for _, d := range o.Saved.Warnings {
			f.Warnings = append(f.Warnings, ReceiptWarning{d, warning(d)})
		}
		r.Files = append(r.Files, f)
	}
	if ids := Unfinished(outcomes); len(ids) > 0 {
		r.Retry = GetCommand(ids)
	}
	return r
}

// IsReceipt reports whether the text of a file is that of a receipt, which a newer one may replace, or
// nothing at all. It knows one by its form: whatever else it holds is somebody else's.
func IsReceipt(text []byte) bool {
	if len(bytes.TrimSpace(text)) == 0 {
		return true
	}
	_, ok := ReadReceipt(text)
	return ok
}

// ReadReceipt reads a receipt of this form or of one before it.
func ReadReceipt(text []byte) (r Receipt, ok bool) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if decoder.Decode(&r) != nil || decoder.More() || r.Files == nil || r.Form < 0 || r.Form > ReceiptForm {
		return Receipt{}, false
	}
	for _, f := range r.Files {
		switch f.State {
		case SaveDone, SaveSkipped, SaveFailed:
		default:
			return Receipt{}, false
		}
	}
	return r, true
}

// maxCommandIDs is how many IDs a person still copies as one command.
const maxCommandIDs = 20

// GetCommand returns the command that saves the attachments with the given IDs, and goes on with
// those that were stopped, safe to paste into a POSIX shell. For more of them than a person would
// copy, or for an ID that cannot be an argument, it is the command for all.
func GetCommand(ids []string) string {
	const all = "attache get --all"
	if len(ids) == 0 || len(ids) > maxCommandIDs {
		return all
	}
	command := "attache get"
	for _, id := range ids {
		if strings.HasPrefix(id, "-") {
			command += " --"
			break
		}
	}
	for _, id := range ids {
		if given, err := CheckID(id); err != nil || given != id || Text(id) != id {
			return all
		}
		command += " " + ShellWord(id)
	}
	return command
}
