package wire

import (
	"unicode/utf8"

	"attache/model"
)

// MaxID is the service's limit on AttachmentId, in characters.
const MaxID = 256

// CheckID says whether id can be one of the service's, and can be kept beside a part file.
func CheckID(id string) error {
	switch {
	case id == "":
		return model.NewInputProblem("attachment ID", model.FaultEmpty, "")
	case utf8.RuneCountInString(id) > MaxID:
		return model.NewInputProblem("attachment ID", model.FaultTooLong, "")
	case !utf8.ValidString(id):
		return model.NewInputProblem("attachment ID", model.FaultControl, "")
	}
	return nil
}
