// Package media tells what sound and video are: how long, how large, and how they are encoded. The
// readers are its own: what is needed stands in a few bytes of each format, and the libraries for them
// decode, or bring tables that every start of the program would pay for.
package media

import (
	"bytes"
	"context"

	"attache/ui/preview"
)

type reader func(context.Context, *preview.Ask) (*recording, error)

// For returns the decoder of a recording, and nil for any other file.
func For(ask *preview.Ask) preview.Decoder {
	read := readerOf(ask.Data)
	if read == nil {
		return nil
	}
	return func(ctx context.Context, ask *preview.Ask, tell func(preview.Page)) error {
		r, err := read(ctx, ask)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			return err
		}
		tell(r.page(ask))
		return nil
	}
}

func readerOf(b []byte) reader {
	has := func(at int, s string) bool { return len(b) > at && bytes.HasPrefix(b[at:], []byte(s)) }
	switch {
	case (has(0, "RIFF") || has(0, "RF64")) && has(8, "WAVE"):
		return readWAV
	case has(0, "RIFF") && has(8, "AVI "):
		return readAVI
	case has(0, "fLaC"):
		return readFLAC
	case has(0, "OggS"):
		return readOgg
	case has(0, "#!AMR"):
		return readAMR
	case has(0, "\x1A\x45\xDF\xA3"):
		return readMatroska
	case has(4, "ftyp") && !isPicture(b), has(4, "moov"), has(4, "mdat"), has(4, "wide"):
		return readMP4
	case has(0, "ID3"), isMP3(b):
		return readMP3
	case isADTS(b):
		return readADTS
	}
	return nil
}
