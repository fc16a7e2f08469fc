package download

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"math/rand/v2"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"

	"attache/model"
)

func sumOf(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// large makes the object of an arena large enough for checkpoints.
func (a *arena) large(n int) {
	a.far.data = make([]byte, n)
	_, _ = rand.NewChaCha8([32]byte{1}).Read(a.far.data)
	a.far.size = int64(n)
}

// inPieces serves the object a piece at a time, each of which is marked when it has come, and lets
// what happens happen when n bytes are there.
func inPieces(n int, happens func()) step {
	return func(f *faulty, w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", f.etag)
		w.Header().Set("Content-Length", strconv.Itoa(len(f.data)))
		for at := 0; at < n; at += step128 {
			_, _ = w.Write(f.data[at:min(at+step128, n)])
			_ = http.NewResponseController(w).Flush()
			synctest.Wait()
		}
		happens()
		_, _ = w.Write(f.data[n:])
	}
}

// killAt gives the arena the folder as a program killed with n bytes there leaves it: nothing was
// closed, synced or tidied.
func (a *arena) killAt(n int) {
	a.t.Helper()
	left := map[string]string{}
	a.far.steps = []step{inPieces(n, func() {
		for _, name := range files(a.t, a.saver) {
			data, err := os.ReadFile(a.path(name))
			if left[name] = string(data); err != nil {
				a.t.Error(err)
			}
		}
	})}
	if _, err := a.saver.Save(a.t.Context(), a.request, nil); err != nil {
		a.t.Fatal(err)
	}
	a.saver.dir = a.t.TempDir()
	for name, content := range left {
		a.write(name, content)
	}
	a.again(whole)
}

// edit changes a file in the folder.
func (a *arena) edit(name string, change func([]byte) []byte) {
	a.t.Helper()
	data, err := os.ReadFile(a.path(name))
	if err != nil {
		a.t.Fatal(err)
	}
	a.write(name, string(change(data)))
}

// expect runs the request to its end, which must be the whole file and nothing else.
func (a *arena) expect() model.Saved {
	a.t.Helper()
	saved, err := a.saver.Save(a.t.Context(), a.request, nil)
	if err != nil {
		a.t.Fatal(err)
	}
	if data, err := os.ReadFile(a.path("a.bin")); err != nil || !bytes.Equal(data, a.far.data) {
		a.t.Errorf("%d bytes, %v", len(data), err)
	}
	if names := files(a.t, a.saver); !slices.Equal(names, []string{"a.bin"}) {
		a.t.Errorf("files %v", names)
	}
	return saved
}

const step128 = leastCheckpoint // bytes between two checkpoints of the large object here

// damages are what may happen to a part file between two runs, and the checkpoints that survive it of the
// eight that there are.
func damages() map[string]struct {
	change      func([]byte) []byte
	checkpoints int64
} {
	flip := func(at int) func([]byte) []byte {
		return func(b []byte) []byte { b[at] ^= 1; return b }
	}
	type damage = struct {
		change      func([]byte) []byte
		checkpoints int64
	}
	return map[string]damage{
		"the first byte flipped":             {flip(0), 0},
		"a byte before the first checkpoint": {flip(step128 - 1), 0},
		"a byte behind the first checkpoint": {flip(step128), 1},
		"the last byte flipped":              {flip(8*step128 - 1), 7},
		"zeros at the end":                   {func(b []byte) []byte { clear(b[5*step128-1:]); return b }, 4},
		"cut by somebody":                    {func(b []byte) []byte { return b[:3*step128+7] }, 3},
		"emptied":                            {func([]byte) []byte { return nil }, 0},
		"an editor's line end":               {func(b []byte) []byte { return append(b, "\n"...) }, 8},
		"more than the whole":                {func(b []byte) []byte { return append(b, make([]byte, 10*step128)...) }, 8},
		"a byte put before":                  {func(b []byte) []byte { return append([]byte("x"), b...) }, 0},
	}
}

func TestWhatWasDamagedMeanwhileIsFetchedAgainAndSaid(t *testing.T) {
	for name, c := range damages() {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				a := newArena(t)
				a.large(10 * step128)
				a.killAt(8*step128 + 1)
				a.edit("a.bin.part", c.change)
				saved := a.expect()
				told := saved.Damaged != (name == "an editor's line end") // which stands where no checkpoint was
				if saved.Resumed != c.checkpoints*step128 || !told {
					t.Errorf("went on from %d, damage told: %t", saved.Resumed, saved.Damaged)
				}
			})
		})
	}
}

func TestWhatIsUndamagedIsNotSaidToBe(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		a := newArena(t)
		a.large(10 * step128)
		a.stopAt(3*step128 + 5)
		a.again(whole)
		if saved := a.expect(); saved.Damaged || saved.Resumed != 3*step128+5 {
			t.Errorf("%+v", saved)
		}
	})
}

func TestAKilledProgramIsGoneOnFromAtItsLastCheckpoint(t *testing.T) {
	for name, c := range map[string]struct {
		killed  int
		change  func(*arena)
		resumed int64
		damaged bool
	}{
		"before the first checkpoint": {killed: step128 - 1},
		"just behind a checkpoint":    {killed: 2*step128 + 1, resumed: 2 * step128},
		"behind a checkpoint":         {killed: 5*step128 + 9, resumed: 5 * step128},
		"and damaged": {
			killed: 5*step128 + 9, resumed: 2 * step128, damaged: true,
			change: func(a *arena) { a.edit("a.bin.part", func(b []byte) []byte { b[3*step128-1]++; return b }) },
		},
		"with a torn checkpoint": {
			killed: 5*step128 + 9, resumed: 4 * step128,
			change: func(a *arena) { a.edit("a.bin.part.json", func(b []byte) []byte { return b[:len(b)-9] }) },
		},
		"with zeros for the last checkpoint": {
			killed: 5*step128 + 9, resumed: 4 * step128,
			change: func(a *arena) {
				a.edit("a.bin.part.json", func(b []byte) []byte { clear(b[len(b)-60:]); return b })
			},
		},
		"with a foreign sum": {
			killed: 5*step128 + 9, damaged: true,
			change: func(a *arena) {
				a.edit("a.bin.part.json", func(b []byte) []byte {
					at := bytes.Index(b, []byte(`"sha256":"`)) + len(`"sha256":"`)
					copy(b[at:], strings.Repeat("0", 64))
					return b
				})
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				a := newArena(t)
				a.large(10 * step128)
				a.killAt(c.killed)
				if c.change != nil {
					c.change(a)
				}
				if saved := a.expect(); saved.Resumed != c.resumed || saved.Damaged != c.damaged {
					t.Errorf("went on from %d, damaged %t", saved.Resumed, saved.Damaged)
				}
			})
		})
	}
}

// TestStartingOverTakesTheCheckpointsBack: checkpoints of an object that was given up must not hold for another.
func TestStartingOverTakesTheCheckpointsBack(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		a := newArena(t)
		a.large(10 * step128)
		a.stopAt(4 * step128)
		a.again(inPieces(2*step128+1, func() {
			_, checkpoints, ok := readNote(a)
			if !ok || len(checkpoints) != 2 || checkpoints[1].At != 2*step128 {
				t.Errorf("checkpoints %v, %t", checkpoints, ok)
			}
		}))
		if saved := a.expect(); !saved.StartedOver {
			t.Errorf("%+v", saved)
		}
	})
}

// readNote reads the sidecar in the arena's folder.
func readNote(a *arena) (sidecar, []checkpoint, bool) {
	f, err := enterFolder(a.saver.dir, systemDisk())
	if err != nil {
		return sidecar{}, nil, false
	}
	defer f.close()
	return f.readSidecar("a.bin.part.json")
}

func TestASidecarStaysSmallHoweverOftenItIsStopped(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		a := newArena(t)
		a.large(400)
		for range 3 * maxCheckpoints {
			a.stopAt(1)
			a.again(whole)
		}
		_, checkpoints, ok := readNote(a)
		if !ok || len(checkpoints) > maxCheckpoints+1 || checkpoints[len(checkpoints)-1].At != 3*maxCheckpoints {
			t.Errorf("%d checkpoints, %t", len(checkpoints), ok)
		}
		if saved := a.expect(); saved.Resumed != 3*maxCheckpoints {
			t.Errorf("%+v", saved)
		}
	})
}

func FuzzCheckpoints(f *testing.F) {
	good := checkpoint{5, strings.Repeat("0a", 32)}
	f.Add(append(good.encode(), checkpoint{9, strings.Repeat("0b", 32)}.encode()...), int64(9))
	f.Add(good.encode()[:20], int64(9))
	f.Add([]byte("{\"at\":-1,\"sha256\":\"\"}\n\x00\x00"), int64(0))
	f.Fuzz(func(t *testing.T, data []byte, size int64) {
		before, at, again := slices.Clone(data), int64(0), []byte(nil)
		for _, m := range decodeCheckpoints(data, size) {
			if m.At <= at || m.At > size || len(m.SHA256) != 64 {
				t.Fatalf("%+v after %d of %d", m, at, size)
			}
			at, again = m.At, append(again, m.encode()...)
		}
		if !bytes.HasPrefix(before, again) || !bytes.Equal(before, data) {
			t.Errorf("%q is not the beginning of %q", again, before)
		}
	})
}
