package bucket

import (
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"attache/api/emulator/clock"
	"attache/api/emulator/scenario"
)

// transfer sends the bytes, through the faults that strike transfers.
func (b *Bucket) transfer(w http.ResponseWriter, r *http.Request, f *scenario.File, part span) {
	b.chat.Lock()
	cut, drip := b.chat.Faults.Cut, b.chat.Faults.Drip
	b.chat.Unlock()
	all := f.Content.Open()
	if file, ok := all.(io.Closer); ok {
		defer func() { _ = file.Close() }() // it was read alone
	}
	source := io.NewSectionReader(all, part.start, part.length)
	send := part.length
	if cut > 0 && part.start == 0 {
		send = part.length * cut / 100
	}
	block := int64(64 << 10)
	if drip > 0 {
		block = max(1, min(block, drip/10))
	}
	buffer := make([]byte, min(block, send))
	control := http.NewResponseController(w)
	for left := send; left > 0; left -= block {
		n := min(block, left)
		if drip > 0 && !clock.Pause(r.Context(), time.Duration(n)*time.Second/time.Duration(drip)) {
			return
		}
		if _, err := io.ReadFull(source, buffer[:n]); err != nil {
			return // net/http breaks the connection, since there is less than was promised
		}
		if _, err := w.Write(buffer[:n]); err != nil {
			return
		}
		if drip > 0 && control.Flush() != nil {
			return
		}
	}
	if send < part.length {
		_ = control.Flush() // what was sent must arrive; the next line breaks the connection
		panic(http.ErrAbortHandler)
	}
}

// span is the part of an object that a request asks for.
type span struct {
	start, length int64
	partial       bool
}

// readRange reads Range and If-Range. One range gives a part; several, or what is no range of
// bytes, give the whole object; one beyond the end is an error.
func readRange(header http.Header, etag string, modified time.Time, size int64) (span, *objectError) {
	whole := span{length: size}
	spec, found := strings.CutPrefix(header.Get("Range"), "bytes=")
	if !found || strings.Contains(spec, ",") {
		return whole, nil
	}
	if condition := header.Get("If-Range"); condition != "" && condition != etag {
		if t, err := http.ParseTime(condition); err != nil || !t.Equal(modified) {
			return whole, nil
		}
	}
	from, to, ok := strings.Cut(strings.TrimSpace(spec), "-")
	start, errStart := strconv.ParseUint(from, 10, 62)
	end, errEnd := strconv.ParseUint(to, 10, 62)
	a, z := int64(start), int64(end) // 62 bits fit
	switch {
	case !ok, from == "" && errEnd != nil, from != "" && errStart != nil, to != "" && errEnd != nil,
		from != "" && to != "" && z < a:
		return whole, nil
	case from == "" && z == 0, from != "" && a >= size:
		no := refuse(http.StatusRequestedRangeNotSatisfiable, "InvalidRange", "The requested range is not satisfiable")
		no.RangeRequested, no.ActualObjectSize = header.Get("Range"), decimal(size)
		return whole, no
	case from == "":
		return span{max(0, size-z), min(z, size), true}, nil
	case to == "":
		z = size - 1
	}
	return span{a, min(z, size-1) - a + 1, true}, nil
}
