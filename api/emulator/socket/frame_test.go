package socket

import (
	"bytes"
	"encoding/json"
	"testing"

	"attache/api/emulator/token"
)

// FuzzFrame: no frame of a client makes the server panic or answer with what is no JSON, and nothing
// but a sound subscription subscribes.
func FuzzFrame(f *testing.F) {
	for _, seed := range []string{
		`{"topic":"aws/subscribe","content":{"topics":["aws/chat"]}}`, `{"topic":"aws/heartbeat"}`, `{"topic":"aws/ping"}`,
		`{"topic":"aws/subscribe","content":null}`, `{"topic":["aws/ping"]}`, `[[[[`, "\xff", `{"topic":"aws/subscribe","content":{"topics":["\u0000"]}}`,
	} {
		f.Add([]byte(seed))
	}
	ids := token.NewSecret()
	f.Fuzz(func(t *testing.T, frame []byte) {
		a := answer(frame, ids, func() bool { return false })
		if a.frame != nil && !json.Valid(a.frame) {
			t.Errorf("%q is answered by %q", frame, a.frame)
		}
		if a.subscribe && (!bytes.Contains(a.frame, []byte(`"success"`)) || !bytes.Contains(a.frame, []byte(`"aws/chat"`))) {
			t.Errorf("%q subscribes, and is answered by %s", frame, a.frame)
		}
		if len(a.frame) > 8*len(frame)+500 {
			t.Errorf("%d bytes are answered by %d", len(frame), len(a.frame))
		}
	})
}
