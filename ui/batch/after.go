package batch

import (
	"cmp"
	"io"
	"path/filepath"
	"strconv"

	"attache/model"
	"attache/model/session"
	"attache/ui/wording"
)

// AfterAll is After for the chats of a window. A receipt of several is one file for each.
func AfterAll(all []session.Summary, receipt string, out, errs io.Writer) error {
	if len(all) == 0 {
		all = []session.Summary{{}}
	}
	if len(all) == 1 {
		return cmp.Or(After(all[0], receipt, out, errs), model.FailuresOf(all[0].Outcomes))
	}
	var sums tally
	taken := map[string]bool{}
	for i, s := range all {
		of := Of{&place{name: "chat-" + strconv.Itoa(i+1), id: s.Contact, folders: taken}}
		path := receipt
		if of.within(nil); path != "" {
			path = of.receipt(path)
		}
		if err := After(s, path, out, errs); err != nil {
			return err
		}
		if len(s.Outcomes) > 0 {
			sums.add(Reporter{W: errs}, model.FailuresOf(s.Outcomes))
		}
	}
	if len(sums.failures.Problems) == 0 {
		return nil
	}
	return &sums.failures
}

// After tells what became of the files once a screen has gone: the saved paths on out, one a line,
// and on errs a line that sums up with the command that goes on with the rest. Where names are hidden it
// says where the files are instead, and no ID. With a receipt, it is written too: a file of the user's
// own is no screen, and holds the names. Without outcomes it says nothing.
func After(s session.Summary, receipt string, out, errs io.Writer) error {
	reporter, outcomes := Reporter{W: errs}, s.Outcomes
	saved, failed, where := 0, 0, ""
	for _, o := range outcomes {
		switch {
		case o.Problem != nil:
			failed++
		case o.Saved.State == model.SaveDone:
			if saved++; s.NamesHidden {
				where = ", in " + model.Text(filepath.Dir(o.Saved.Path))
				continue
			}
			if err := write(out, []byte(o.Saved.Path+"\n")); err != nil {
				return err
			}
		}
	}
	if rest := model.Unfinished(outcomes); len(rest) > 0 {
		command := model.GetCommand(rest)
		if s.NamesHidden {
			command = model.GetCommand(nil)
		}
		reporter.Warn(model.Attachment{}, wording.StoppedEarly(failed, len(outcomes), command))
	} else if saved+failed > 0 {
		text := strconv.Itoa(saved) + " saved" + where
		if failed > 0 {
			text += ", " + strconv.Itoa(failed) + " failed"
		}
		reporter.Warn(model.Attachment{}, wording.Words{Sentence: text + "."})
	}
	if receipt == "" {
		return nil
	}
	sum, err := writeReceipt(receipt, s, nil)
	if err != nil {
		return err
	}
	return tellReceipt(receipt, sum, false, errs)
}
