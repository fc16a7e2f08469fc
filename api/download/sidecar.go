package download

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"net/http"
	"os"
	"strings"
	"unicode/utf8"

	"attache/api/wire"
)

const (
	sidecarVersion = 1
	maxSidecar     = 32 << 10 // bytes
	maxETag        = 256      // bytes; S3's are below 50
)

// sidecar says what the part file beside it is a part of. It is the first line of its file; checkpoints
// follow it. It holds no link and no token: what is left of a transfer may lie in a folder for
// months.
type sidecar struct {
	Version int    `json:"version"`
	ID      string `json:"id"`
	Name    string `json:"name"` // the final name wanted
	ETag    string `json:"etag"` // empty: nothing in the part file can be gone on from
	Size    int64  `json:"size"` // of the whole object; 0 with an empty ETag
}

// encode never fails: there is nothing in a sidecar that JSON could not hold.
func (s sidecar) encode() []byte {
	data, err := json.Marshal(s)
	if err != nil {
		return nil
	}
	return append(data, '\n')
}

// decodeSidecar reads what encode wrote, and nothing else: a file that differs from it by one byte
// is somebody else's.
func decodeSidecar(data []byte) (sidecar, bool) {
	var s sidecar
	if len(data) > maxSidecar || json.Unmarshal(data, &s) != nil || !bytes.Equal(s.encode(), data) {
		return sidecar{}, false
	}
	ok := s.Version == sidecarVersion &&
		s.ID != "" && utf8.RuneCountInString(s.ID) <= wire.MaxID &&
		safeName(s.Name, s.ID) == s.Name &&
		(s.ETag == "" && s.Size == 0 || isStrong(s.ETag) && s.Size > 0)
	if !ok {
		return sidecar{}, false
	}
	return s, true
}

// isStrong reports whether tag is an entity tag that says "the same bytes": not a weak one, and
// written as RFC 9110 section 8.8.3 has it.
func isStrong(tag string) bool {
	const quotes = 2
	if len(tag) <= quotes || len(tag) > maxETag || tag[0] != '"' || tag[len(tag)-1] != '"' {
		return false
	}
	return !strings.ContainsFunc(tag[1:len(tag)-1], func(r rune) bool { return r <= ' ' || r == '"' || r > '~' })
}

// strongETag returns the entity tag of an answer, or "" where it has none that bytes of two
// answers may be joined under.
func strongETag(h http.Header) string {
	if tags := h.Values("ETag"); len(tags) == 1 && isStrong(tags[0]) {
		return tags[0]
	}
	return ""
}

// readSidecar reads the sidecar of that name, if it is one and the user's own, and its checkpoints.
func (f *folder) readSidecar(name string) (sidecar, []checkpoint, bool) {
	file, info, err := f.openOwn(name)
	if err != nil {
		return sidecar{}, nil, false
	}
	defer file.Close() //nolint:errcheck // it was only read
	if info.Size() > maxSidecar {
		return sidecar{}, nil, false
	}
	data := make([]byte, info.Size())
	if n, err := file.ReadAt(data, 0); n < len(data) || err != nil {
		return sidecar{}, nil, false
	}
	first, rest, _ := bytes.Cut(data, []byte("\n"))
	note, ok := decodeSidecar(append(first, '\n'))
	if !ok {
		return sidecar{}, nil, false
	}
	return note, decodeCheckpoints(rest, note.Size), true
}

// writeSidecar puts s under that name, with its checkpoints, whole or not at all. The part file's lock
// must be held. It is not made to last: that is done together with the part file, when a transfer
// stops.
func (f *folder) writeSidecar(name string, s sidecar, checkpoints []checkpoint) error {
	data := s.encode()
	for _, m := range checkpoints {
		data = append(data, m.encode()...)
	}
	err := f.writeByDraft(name, data)
	for range busyTries {
		if !errors.Is(err, fs.ErrNotExist) {
			break
		}
		err = f.writeByDraft(name, data) // one who wanted the part file's name cleared the draft away in that moment
	}
	return err
}

func (f *folder) writeByDraft(name string, data []byte) error {
	draft := name + draftSuffix
	if err := f.remove(draft); err != nil { // of a program that was killed while it wrote; the part file's lock makes it ours
		return err
	}
	err := f.root.WriteFile(draft, data, fileMode)
	if err == nil {
		err = f.rename(draft, name)
	}
	if err != nil {
		err = errors.Join(err, f.remove(draft))
	}
	return err
}

// newSidecar makes the first sidecar of a part file that is not there yet, under a name that must be
// free. The draft is locked while it is written, so that nobody takes it for one of a killed program.
func (f *folder) newSidecar(name string, s sidecar) error {
	draft := name + draftSuffix
	f.clearDraft(draft)
	file, err := f.root.OpenFile(draft, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return err
	}
	defer file.Close() //nolint:errcheck // what counts is read again
	if err := lock(file); err != nil && isHeld(err) || f.leadsTo(draft, file) != nil {
		return fs.ErrExist // it was taken for one of a killed program in that moment
	}
	_, err = file.Write(s.encode())
	if err == nil {
		err = f.free(draft, name)
	}
	if err != nil {
		err = errors.Join(err, f.remove(draft))
	}
	return err
}

// clearDraft removes the draft of a sidecar that a killed program has left: one that nobody has
// locked, and that is the beginning of a sidecar.
func (f *folder) clearDraft(name string) {
	file, info, err := f.openPlain(name, os.O_RDWR, true)
	if err != nil {
		return
	}
	defer file.Close() //nolint:errcheck // it was only read
	if lock(file) != nil || info.Size() > maxSidecar || f.leadsTo(name, file) != nil {
		return
	}
	head := make([]byte, len(sidecarStart))
	n, _ := file.ReadAt(head, 0)
	if string(head[:n]) == sidecarStart[:n] {
		_ = f.remove(name) // whoever needs the name finds it taken
	}
}

// sidecarStart is how every sidecar begins.
const sidecarStart = `{"version":1,"id":"`

// checkpoint says what the first bytes of a part file were when they were written. Bytes are gone on from
// only up to a checkpoint that still holds: a disk that lost power, or an editor, may have changed them.
type checkpoint struct {
	At     int64  `json:"at"`     // bytes
	SHA256 string `json:"sha256"` // of all of them
}

const (
	// maxCheckpoints is how many checkpoints are made in one file, about. A program that is killed loses what
	// came after the last one: no more than that part of the file, or leastCheckpoint bytes.
	maxCheckpoints  = 64
	leastCheckpoint = 256 << 10
)

func (m checkpoint) encode() []byte {
	data, err := json.Marshal(m)
	if err != nil {
		return nil
	}
	return append(data, '\n')
}

// decodeCheckpoints reads checkpoints up to the first line that none was written as: the last one may be torn.
func decodeCheckpoints(data []byte, size int64) []checkpoint {
	var checkpoints []checkpoint
	at := int64(0)
	for len(data) > 0 {
		line, rest, whole := bytes.Cut(data, []byte("\n"))
		var m checkpoint
		if !whole || json.Unmarshal(line, &m) != nil || !bytes.Equal(m.encode(), append(line[:len(line):len(line)], '\n')) {
			break
		}
		if sum, err := hex.DecodeString(m.SHA256); err != nil || len(sum) != sha256.Size || m.At <= at || m.At > size {
			break
		}
		checkpoints, at, data = append(checkpoints, m), m.At, rest
	}
	return checkpoints
}
