package token

import (
	"context"
	"errors"
	"io"
	"os"
	"runtime"
	"strings"

	"attache/model"
	"attache/ui/system"
	"attache/ui/wording"
)

// maxBytes bounds what is read.
const maxBytes = model.MaxTokenText

// from reads the text that holds a token to the end of a stream.
func (r *Reader) from(ctx context.Context, input string, from io.Reader) (string, error) {
	text, err := system.Await(ctx, func() ([]byte, error) { return io.ReadAll(io.LimitReader(from, maxBytes+1)) })
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case err != nil:
		return "", model.NewInputProblem(input, model.FaultUnreadable, system.Reason(err))
	case len(text) > maxBytes:
		return "", model.NewInputProblem(input, model.FaultTooLong, "")
	}
	return model.DecodeText(text), nil
}

// fromFile reads the text of a file, and warns when others may do the same. The path is in
// no message: people paste tokens where a path belongs.
func (r *Reader) fromFile(ctx context.Context, input, path string) (string, error) {
	// Opening a pipe lasts until somebody writes to it.
	f, err := system.Await(ctx, func() (*os.File, error) { return os.Open(system.Home(path, r.Getenv)) })
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	if err != nil {
		return "", model.NewInputProblem(input, model.FaultUnreadable, system.Reason(err))
	}
	defer func() { _ = f.Close() }() // nothing was written
	info, err := f.Stat()
	if err == nil && runtime.GOOS != "windows" && info.Mode().IsRegular() && info.Mode().Perm()&0o077 != 0 {
		r.Warn(wording.ReadableByOthers(input))
	}
	return r.from(ctx, input, f)
}

// typedTries is how often a token may be mistyped.
const typedTries = 3

// fromPerson asks at the terminal. A prompt names a host that is not Amazon's: the warning
// above it may have scrolled away.
func (r *Reader) fromPerson(ctx context.Context, kind Kind) (model.Secret, Kind, error) {
	prompt := "Connection token"
	if kind == Participant {
		prompt = "Participant token"
	}
	input := strings.ToLower(prompt)
	if !r.Typed {
		return model.Secret{}, kind, model.NewInputProblem(input, model.FaultMissing, "")
	}
	if r.Host != "" {
		prompt += " for " + model.Text(r.Host)
	}
	for try := 1; ; try++ {
		line, err := r.Ask(ctx, prompt+" (not shown): ")
		switch {
		case ctx.Err() != nil:
			return model.Secret{}, kind, ctx.Err()
		case errors.Is(err, context.Canceled): // ctrl+c came as a key
			return model.Secret{}, kind, err
		case errors.Is(err, io.EOF):
			return model.Secret{}, kind, model.NewInputProblem(input, model.FaultMissing, "")
		case err != nil:
			return model.Secret{}, kind, model.NewInputProblem(input, model.FaultUnreadable, system.Reason(err))
		}
		token, is, err := model.ReadToken(input, line, kind)
		if err == nil || try == typedTries {
			return token, is, err
		}
		r.Warn(wording.For(err))
	}
}

// File reads a text of a token's form from a file.
func (r *Reader) File(ctx context.Context, input, path string) (model.Secret, error) {
	text, err := r.fromFile(ctx, input, path)
	if err != nil {
		return model.Secret{}, err
	}
	return model.CheckToken(input, text)
}
