package decode

import (
	"bytes"
	"image"
	"image/png"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"attache/ui/preview"
	"attache/ui/preview/worker"
)

// TestMain is also the child.
func TestMain(m *testing.M) {
	if worker.Asked(os.Args[1:]) {
		os.Exit(worker.Serve(os.Stdin, os.Stdout, New()))
	}
	os.Exit(m.Run())
}

// samples are one of each file that the decoders' tests have, and a few more.
func samples(t *testing.T) map[string][]byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewRGBA(image.Rect(0, 0, 64, 64))); err != nil {
		t.Fatal(err)
	}
	all := map[string][]byte{
		"a.png": b.Bytes(), "a.json": []byte(`{"a": [1, 2]}`), "a.go": []byte("package a // text\n"), "a.csv": []byte("a;b\n1;2\n"),
		"a.bin": {0, 1, 2, 3}, "empty": nil, "a.html": []byte(`<img src="http://127.0.0.1/x">`),
	}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && d.Name() == "fuzz" {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.Contains(path, "testdata") {
			return nil
		}
		data, err := os.ReadFile(path)
		if len(data) <= preview.MaxFetch {
			all[path] = data
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestNoDecoderEvenTriesToOpenAFileOrASocket(t *testing.T) {
	t.Parallel()
	strace, err := exec.LookPath("strace")
	if err != nil {
		if os.Getenv("ATTACHE_CI") != "" {
			t.Fatal(err)
		}
		t.Skip("there is no strace")
	}
	fifo := filepath.Join(t.TempDir(), "trace")
	if err := unix.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	trace := make(chan string)
	go func() { // strace ends when the child does, and the pipe with it
		text, err := os.ReadFile(fifo)
		if err != nil {
			t.Error(err)
		}
		trace <- string(text)
	}()
	// The shell is what the worker kills at the end: strace, killed, would lose the end of its story.
	w := worker.New(worker.Options{Command: []string{"/bin/sh", "-c", `"$0" -f -o "$1" "$2" preview-worker; true`, strace, fifo, os.Args[0]}})
	all := samples(t)
	for name, data := range all {
		ask := &preview.Ask{Name: name, Data: data, Size: int64(len(data)), Whole: true, Box: preview.Box{W: 80, H: 48}}
		var last preview.Page
		if err := w.Decode(t.Context(), ask, func(p preview.Page) { last = p }); err != nil || last.Kind == "" {
			t.Fatalf("%s: %v, %+v", name, err, last)
		}
	}
	w.Close()
	text := <-trace
	if strings.Count(text, `"preview-worker"]`) > 1 {
		t.Skip("this machine is so busy that a child was ended for being slow: the traces of two stand in each other")
	}
	before, after, read := strings.Cut(text, " read(0, ")
	doors := regexp.MustCompile(`(?m)^\d+ +(open\w*|creat|socket\w*|connect|bind|listen|accept\w*|sendto|sendmsg|exec\w*|v?fork|ptrace|memfd_create|unlink\w*|rename\w*|mkdir\w*)\(.*$`)
	if !read || !doors.MatchString(before) || strings.Count(after, "write(1, ") < len(all) {
		t.Fatalf("this is no trace of a child:\n%.1000s\n…\n%s", text, text[max(0, len(text)-3000):])
	}
	for _, line := range doors.FindAllString(after, -1) {
		t.Error(line)
	}
	for _, line := range regexp.MustCompile(`(?m)^\d+ +clone\d?\(.*$`).FindAllString(after, -1) {
		if !strings.Contains(line, "CLONE_THREAD") {
			t.Error(line)
		}
	}
}
