package worker

import (
	"encoding/binary"
	"errors"
	"io"
)

// version is that of what is said between the two sides. Both are one binary, but it may be replaced on
// disk while the parent runs.
const version = 1

// kind says what a frame holds.
type kind byte

const (
	kindReady  kind = iota + 1 // the child: what limits are in force
	kindAsk                    // the parent: a file
	kindCancel                 // the parent: the answer is no longer wanted
	kindPage                   // the child: what is found so far
	kindDone                   // the child: there is no more
)

// frame is one message: the version, its kind, the number of the question, the length of its body, its body.
type frame struct {
	kind   kind
	number uint32
	body   []byte
}

const headLength = 10

// writeFrame writes a frame whose body is in parts, so that a file is not copied to be sent.
func writeFrame(w io.Writer, k kind, number uint32, parts ...[]byte) error {
	length := 0
	for _, p := range parts {
		length += len(p)
	}
	head := make([]byte, 0, headLength)
	head = append(head, version, byte(k))
	head = binary.BigEndian.AppendUint32(head, number)
	head = binary.BigEndian.AppendUint32(head, uint32(length))
	for _, p := range append([][]byte{head}, parts...) {
		if _, err := w.Write(p); err != nil {
			return err
		}
	}
	return nil
}

// readFrame reads a frame with a body of at most that many bytes.
func readFrame(r io.Reader, most int) (frame, error) {
	var head [headLength]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return frame{}, err
	}
	if head[0] != version {
		return frame{}, errors.New("the other side speaks another version")
	}
	f := frame{kind: kind(head[1]), number: binary.BigEndian.Uint32(head[2:])}
	length := binary.BigEndian.Uint32(head[6:])
	if f.kind < kindReady || f.kind > kindDone || int64(length) > int64(most) {
		return frame{}, errors.New("not a frame")
	}
	f.body = make([]byte, length)
	_, err := io.ReadFull(r, f.body)
	return f, err
}
