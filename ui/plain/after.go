package plain

import (
	"io"
	"strconv"

	"attache/model"
	"attache/ui/wording"
)

// After tells what became of the files once a screen has gone: the saved paths on out, one a line,
// and on errs a line that sums up with the command that goes on with the rest. With a receipt, it is
// written too. Without outcomes it says nothing.
func After(outcomes []model.Outcome, receipt string, out, errs io.Writer) error {
	voice := Voice{W: errs}
	saved, failed := 0, 0
	for _, o := range outcomes {
		switch {
		case o.Problem != nil:
			failed++
		case o.Saved.State == model.SaveDone:
			saved++
			if err := write(out, []byte(o.Saved.Path+"\n")); err != nil {
				return err
			}
		}
	}
	if rest := model.Unfinished(outcomes); len(rest) > 0 {
		voice.Warn(model.Attachment{}, wording.Stopped(failed, len(outcomes), model.GetCommand(rest)))
	} else if saved+failed > 0 {
		text := strconv.Itoa(saved) + " saved"
		if failed > 0 {
			text += ", " + strconv.Itoa(failed) + " failed"
		}
		voice.Warn(model.Attachment{}, wording.Words{Sentence: text + "."})
	}
	if receipt == "" {
		return nil
	}
	return WriteReceipt(receipt, outcomes)
}
