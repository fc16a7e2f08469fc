package batch

import (
	"context"
	"errors"
	"io"
	"io/fs"

	"attache/model"
	"attache/ui/evidence"
	"attache/ui/wording"
)

// verifyInput names what is to be verified.
const verifyInput = "receipt, archive or folder"

// Verify checks saved files against their receipt, and prints a line for each: its state, its path and what is
// off about it. It returns a *model.Failures when anything is not as the receipt says, which has been told.
func Verify(ctx context.Context, path string, json bool, out, errs io.Writer) error {
	report, err := evidence.Verify(ctx, path)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return model.NewInputProblem(verifyInput, model.FaultUnreadable, model.Shown(path)+": "+reason(err))
	}
	for _, f := range report.Findings {
		if f.State == evidence.Unsaved && !json {
			continue
		}
		line := tabbed(string(f.State), f.Path, f.Detail)
		if json {
			if line, err = jsonLine(f); err != nil {
				return err
			}
		}
		if err := write(out, line); err != nil {
			return err
		}
	}
	bad := report.Bad()
	if !json {
		Reporter{W: errs}.Warn(model.Attachment{}, wording.Verified(report.Files, report.Checked, bad, report.SHA256))
	} else if report.SHA256 != "" {
		if err := tellReceipt(report.Receipt, report.SHA256, true, out); err != nil {
			return err
		}
	}
	if bad == 0 {
		return nil
	}
	return &model.Failures{Of: 1, Problems: []*model.Problem{{Kind: model.KindConflict, Op: "verify"}}}
}

// reason is why something cannot be read, without its path.
func reason(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return model.Text(err.Error())
}
