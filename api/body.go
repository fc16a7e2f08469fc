package api

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"errors"
	"io"
	"time"

	"attache/model"
)

// answerStall is how long an answer may go without a byte.
const answerStall = 10 * time.Second

// errPacked is of an answer that cannot be unpacked.
const errPacked = model.ConstError("damaged compression")

// readAnswer reads an answer, packed or not, and unpacks it. Neither what came nor what it unpacks to
// may be larger than the limit: isLarge tells that one was, without reading on. Whether it is packed
// its first bytes say, since something on the way may pack or unpack it; no JSON begins like that.
func readAnswer(body io.Reader, limit int64) (data []byte, isLarge bool, err error) {
	came := &io.LimitedReader{R: body, N: limit + 1}
	plain := bufio.NewReader(came)
	unpacked := io.Reader(plain)
	magic := []byte{0x1f, 0x8b}
	if start, _ := plain.Peek(len(magic)); bytes.Equal(start, magic) {
		packed, err := gzip.NewReader(plain)
		if err != nil {
			return nil, came.N <= 0, packedError(err)
		}
		unpacked = packed
	}
	data, err = io.ReadAll(io.LimitReader(unpacked, limit+1))
	return data, int64(len(data)) > limit || came.N <= 0, packedError(err)
}

// packedError tells damage from a connection that broke.
func packedError(err error) error {
	if errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) || errors.As(err, new(flate.CorruptInputError)) {
		return errPacked
	}
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// timedBody is a body whose every byte gives the rest more time.
type timedBody struct {
	io.ReadCloser

	watch *time.Timer
}

// Read implements io.Reader.
func (w *timedBody) Read(p []byte) (int, error) {
	n, err := w.ReadCloser.Read(p)
	if n > 0 {
		w.watch.Reset(answerStall)
	}
	return n, err //nolint:wrapcheck // it is told apart by its type
}
