package download

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"

	"attache/api/trial"
	"attache/model"
)

// packed compresses data as the coding says; "raw" is deflate without its header.
func packed(t *testing.T, coding string, data []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	var w io.WriteCloser = gzip.NewWriter(&out)
	switch coding {
	case "deflate":
		w = zlib.NewWriter(&out)
	case "raw":
		w, _ = flate.NewWriter(&out, flate.BestSpeed)
	}
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// sized sends bytes with their length, or in chunks.
func sized(data []byte, known bool, header ...string) step {
	return func(_ *faulty, w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		if known {
			w.Header().Set("Content-Length", strconv.Itoa(len(data)))
		}
		_, _ = w.Write(data[:len(data)/2])
		_ = http.NewResponseController(w).Flush()
		_, _ = w.Write(data[len(data)/2:])
	}
}

// text is compressed to less than itself.
func text() []byte { return bytes.Repeat([]byte("name;size\r\n"), 1000) }

func TestACompressedFileIsSavedAsItWas(t *testing.T) {
	for _, label := range []string{"gzip", "x-gzip", "GZIP", "deflate", "raw", "aws-chunked,gzip"} {
		coding := label
		if label == "raw" {
			coding = "deflate"
		}
		squeezed := packed(t, strings.TrimPrefix(label, "aws-chunked,"), text())
		for name, c := range map[string]struct {
			size  int // that the service tells
			known bool
		}{
			"stored so":                         {len(squeezed), true},
			"on the way":                        {len(text()), true},
			"on the way, in chunks":             {len(text()), false},
			"of a size that nobody knows":       {-1, true},
			"of a size that nobody knows, in 2": {-1, false},
		} {
			t.Run(label+" "+name, func(t *testing.T) {
				inBubble(t, func(t *testing.T) {
					a := newArena(t)
					a.far.data, a.far.size = text(), int64(c.size)
					// The first answer breaks: what came of it cannot be gone on from.
					cutOff := func(f *faulty, w http.ResponseWriter, r *http.Request) {
						w.Header().Set("Content-Encoding", coding)
						w.Header().Set("ETag", `"v1"`)
						w.Header().Set("Content-Length", strconv.Itoa(len(squeezed)))
						_, _ = w.Write(squeezed[:len(squeezed)/2])
						_ = http.NewResponseController(w).Flush()
						panic(http.ErrAbortHandler)
					}
					a.far.steps = []step{cutOff, sized(squeezed, c.known, "Content-Encoding", coding, "ETag", `"v1"`)}
					saved, err := a.saver.Save(t.Context(), a.request, nil)
					if err != nil {
						t.Fatal(err)
					}
					data, err := os.ReadFile(saved.Path)
					if err != nil || !bytes.Equal(data, text()) || saved.SHA256 != sumOf(string(text())) || saved.Resumed != 0 {
						t.Errorf("%d bytes, %v, %+v", len(data), err, saved)
					}
					for _, h := range a.far.gets {
						if h.Get("Range") != "" {
							t.Errorf("asked for %s", h.Get("Range"))
						}
					}
				})
			})
		}
	}
}

func TestWhatCannotBeDecodedIsNamedAndNotKept(t *testing.T) {
	squeezed := packed(t, "gzip", text())
	broken := bytes.Clone(squeezed)
	broken[len(broken)-6]++ // of the checksum
	for name, c := range map[string]struct {
		step   step
		size   int
		detail string
	}{
		"brotli":                {sized(squeezed, true, "Content-Encoding", "br"), len(squeezed), "br"},
		"zstd":                  {sized(squeezed, false, "Content-Encoding", "zstd"), len(text()), "zstd"},
		"compress":              {sized(squeezed, true, "Content-Encoding", "x-compress"), -1, "compress"},
		"twice":                 {sized(packed(t, "gzip", squeezed), true, "Content-Encoding", "gzip, gzip"), len(text()), "gzip, gzip"},
		"a wrong checksum":      {sized(broken, true, "Content-Encoding", "gzip"), len(text()), "gzip"},
		"cut before it was put": {sized(squeezed[:len(squeezed)-9], true, "Content-Encoding", "gzip"), len(squeezed) - 9, "gzip"},
		"with more behind it":   {sized(append(packed(t, "deflate", text()), 'x'), true, "Content-Encoding", "deflate"), len(text()), "deflate"},
		"larger than announced": {sized(squeezed, false, "Content-Encoding", "gzip"), len(text()) - 1, "gzip"},
		"less than announced":   {sized(squeezed, false, "Content-Encoding", "gzip"), len(text()) + 1, "gzip"},
		"no gzip, and no file":  {sized([]byte("hello"), true, "Content-Encoding", "gzip"), 7, "gzip"},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				a := newArena(t)
				a.far.size, a.far.steps = int64(c.size), []step{c.step}
				_, err := a.saver.Save(t.Context(), a.request, nil)
				p := trial.WantKind(t, err, model.KindRefused)
				if _, gets := a.far.counts(); p.Code != model.CodeEncoding || p.Detail != c.detail || gets != 1 {
					t.Errorf("%v after %d requests", err, gets)
				}
				if names := files(t, a.saver); len(names) != 0 {
					t.Errorf("left behind: %v", names)
				}
			})
		})
	}
}

func TestALabelThatIsWrongDoesNotChangeTheFile(t *testing.T) {
	squeezed := string(packed(t, "gzip", text()))
	for name, c := range map[string]struct{ file, label, data string }{
		"a text as gzip":      {"a.txt", "gzip", "just a text"},
		"an empty coding":     {"a.txt", "identity", "just a text"},
		"left by an uploader": {"a.txt", "aws-chunked", "just a text"},
		"a character set":     {"a.txt", "utf-8", "just a text"},
		"a gzip file":         {"a.tar.gz", "gzip", squeezed},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				a := newArena(t)
				a.request.Attachment = model.NewAttachment("a-1", c.file, "application/octet-stream", model.StatusApproved)
				a.far.size, a.far.steps = int64(len(c.data)), []step{plain(200, c.data, "Content-Encoding", c.label)}
				saved, err := a.saver.Save(t.Context(), a.request, nil)
				if data, _ := os.ReadFile(saved.Path); err != nil || string(data) != c.data {
					t.Errorf("%q, %v", data, err)
				}
			})
		})
	}
}

func TestTheRestOfAFileIsNotJoinedCompressed(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		a := newArena(t)
		rest := plain(206, string(object()[half:]), "ETag", `"v1"`, "Content-Range", "bytes 50-99/100", "Content-Encoding", "gzip")
		a.far.steps = []step{cut(half), rest, whole}
		saved, err := a.saver.Save(t.Context(), a.request, nil)
		if err != nil || !saved.StartedOver {
			t.Fatalf("%+v, %v", saved, err)
		}
		a.checkFile(saved)
	})
}

// TestABombIsNotWritten beyond the announced size, nor beyond what any file may have.
func TestABombIsNotWritten(t *testing.T) {
	bomb := packed(t, "gzip", make([]byte, 8<<20))
	for name, size := range map[string]int{"announced": 1000, "announced by nobody": -1, "stored so": len(bomb)} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				a := newArena(t)
				a.saver.maxBytes = 1 << 20
				a.far.size, a.far.steps = int64(size), []step{sized(bomb, name != "announced", "Content-Encoding", "gzip")}
				most := int64(0)
				write := a.saver.disk.write
				a.saver.disk.write = func(file *os.File, block []byte) (int, error) {
					most += int64(len(block))
					return write(file, block)
				}
				_, err := a.saver.Save(t.Context(), a.request, nil)
				trial.WantKind(t, err, model.KindRefused)
				if most > 1<<20 || size > 0 && size < 1001 && most > 1000 {
					t.Errorf("%d bytes were written", most)
				}
			})
		})
	}
}
