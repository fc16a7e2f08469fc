package scenario

import (
	"bytes"
	"crypto/md5" //nolint:gosec // S3's ETag of a plain upload is an MD5
	"encoding/hex"
	"fmt"
	"io"
	"sync"
)

// Gone is the size of what is not there any more.
const Gone = -1

// Content is the bytes of an object. Nothing is made before it is asked for.
type Content struct {
	Size func() int64
	Open func() io.ReaderAt // an io.Closer among them is closed
	ETag func() string      // without quotes
}

// small makes content of bytes that are made once, on the first request, and then kept.
func small(build func() []byte) Content {
	once := sync.OnceValue(build)
	return Content{
		Size: func() int64 { return int64(len(once())) },
		Open: func() io.ReaderAt { return bytes.NewReader(once()) },
		ETag: func() string { return md5Hex(once()) },
	}
}

// Bytes is content that is there already.
func Bytes(b []byte) Content { return small(func() []byte { return b }) }

// large makes content of size bytes that is never held: rows of equal width, each made by its
// number when a range touches it. The ETag has the form of a multipart upload's, which is not the
// hash of the bytes.
func large(size int64, seed uint64, rows rowWriter) Content {
	return Content{
		Size: func() int64 { return size },
		Open: func() io.ReaderAt { return rowReader{size, rows} },
		ETag: func() string { return md5Hex(fmt.Appendf(nil, "%d/%d", seed, size)) + "-4" },
	}
}

func md5Hex(b []byte) string {
	sum := md5.Sum(b) //nolint:gosec // see the import
	return hex.EncodeToString(sum[:])
}

// rowWriter appends row n to b. Every row has the same number of bytes.
type rowWriter func(b []byte, n int64) []byte

type rowReader struct {
	size int64
	rows rowWriter
}

// ReadAt makes the rows that the range touches.
func (r rowReader) ReadAt(p []byte, off int64) (int, error) {
	if off >= r.size {
		return 0, io.EOF
	}
	row := r.rows(make([]byte, 0, 128), 0)
	width := int64(len(row))
	n := 0
	for n < len(p) && off < r.size {
		row = r.rows(row[:0], off/width)
		piece := row[off%width:]
		piece = piece[:min(int64(len(piece)), r.size-off)]
		done := copy(p[n:], piece)
		n, off = n+done, off+int64(done)
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// Lines is a text of size bytes, numbered lines of 64, for chats whose files only need to be many or large: a line
// costs a copy, so that a client is never faster than its server.
func Lines(title string, size int64, seed uint64) Content { return large(size, seed, lines(title)) }

func lines(title string) rowWriter {
	head := fmt.Sprintf("%-32.32s line ", title)
	const digits = 12
	return func(b []byte, n int64) []byte {
		b = append(b, head...)
		b = append(b, "000000000000 ............\n"...)
		at := len(b) - len(" ............\n")
		for i := 1; i <= digits; i++ {
			b[at-i] = byte('0' + n%10)
			n /= 10
		}
		return b
	}
}
