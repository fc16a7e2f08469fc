package archive

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"attache/ui/preview"
	"attache/ui/preview/trial"
)

func whole(name string, b []byte) *preview.Ask {
	return &preview.Ask{Name: name, Data: b, Size: int64(len(b)), Whole: true}
}

func sample(t testing.TB, name string) *preview.Ask {
	t.Helper()
	b, err := os.ReadFile("../testdata/corpus/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return whole(name, b)
}

func page(t *testing.T, ask *preview.Ask) preview.Page {
	t.Helper()
	p, failed, breach := trial.Run(t.Context(), For, ask)
	if failed != nil || breach != nil {
		t.Fatal(ask.Name, failed, breach)
	}
	return p
}

// zipOf is an archive of empty files that are said to have a size.
func zipOf(t testing.TB, size uint64, names ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, n := range names {
		if _, err := w.CreateRaw(&zip.FileHeader{Name: n, UncompressedSize64: size, NonUTF8: true}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func gzipOf(data []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(data)
	w.Close()
	return b.Bytes()
}

// zeros are so many MiB of zeros, packed one by one, which is the same.
func zeros(n int) []byte { return bytes.Repeat(gzipOf(make([]byte, 1<<20)), n) }

func TestTheFilesInAnArchiveAreListed(t *testing.T) {
	for _, c := range []struct{ name, kind string }{
		{"photos.zip", "ZIP archive"}, {"photos.tar", "TAR archive"}, {"photos.tar.gz", "TAR archive (Gzip)"}, {"photos.tar.bz2", "TAR archive (Bzip2)"},
	} {
		p := page(t, sample(t, c.name))
		if p.Kind != c.kind || p.Table == nil || !p.Table.Header || fmt.Sprint(p.Facts) != "[{Files 2} {Unpacked 8 B}]" || len(p.Warnings) > 0 {
			t.Errorf("%s: %+v %+v", c.name, p, p.Table)
			continue
		}
		found := map[string]string{}
		for _, row := range p.Table.Rows[1:] {
			found[row[0]] = row[1]
		}
		if len(found) != 3 || found["photos/größe.txt"] != "4 B" || found["photos/lamp.txt"] != "4 B" || found["photos/"] != "" {
			t.Errorf("%s: %v", c.name, p.Table.Rows)
		}
	}
	p := page(t, sample(t, "lamp.txt.gz"))
	if p.Kind != "Gzip archive" || !strings.Contains(fmt.Sprint(p.Facts), "Unpacked 4 B") || p.Table != nil {
		t.Errorf("%+v", p)
	}
	if p := page(t, sample(t, "photos.7z")); p.Kind != "7-Zip archive" || p.Problem == "" {
		t.Errorf("%+v", p)
	}
	if p := page(t, whole("a.rar", []byte("Rar!\x1A\x07\x01\x00"))); p.Kind != "RAR archive" {
		t.Errorf("%+v", p)
	}
}

func TestNamesThatLeadOutAreToldOf(t *testing.T) {
	for _, name := range []string{"../a", "/etc/passwd", `..\a`, `C:\a`, "a/../../b"} {
		p := page(t, whole("a.zip", zipOf(t, 1, "fine.txt", name)))
		if len(p.Warnings) != 1 || !strings.Contains(p.Warnings[0], "lead out") || len(p.Table.Rows) != 3 {
			t.Errorf("%s: %v", name, p.Warnings)
		}
	}
	if p := page(t, whole("a.zip", zipOf(t, 1, "a..b/c", "a/..b"))); len(p.Warnings) != 0 {
		t.Error(p.Warnings)
	}
	p := page(t, whole("a.zip", zipOf(t, 1, "gr\x94\xe1e.txt")))
	if p.Table.Rows[1][0] != "größe.txt" {
		t.Error(p.Table.Rows)
	}
}

func TestABombIsListedAndNotUnpacked(t *testing.T) {
	p := page(t, whole("a.zip", zipOf(t, 4<<30, "a", "b")))
	if len(p.Warnings) != 1 || !strings.Contains(p.Warnings[0], "far more") {
		t.Error(p.Warnings)
	}
	p = page(t, whole("a.gz", zeros(80)))
	if !strings.Contains(fmt.Sprint(p.Facts), "more than") {
		t.Error(p.Facts)
	}
	names := make([]string, 40_000)
	for i := range names {
		names[i] = fmt.Sprint(i)
	}
	p = page(t, whole("a.zip", zipOf(t, 1, names...)))
	if len(p.Table.Rows) != preview.MaxLines || !p.More || !strings.Contains(fmt.Sprint(p.Facts), "Files 40000") {
		t.Error(len(p.Table.Rows), p.More, p.Facts)
	}
}

func TestAnArchiveThatIsCutShowsWhatIsHere(t *testing.T) {
	ask := sample(t, "photos.zip")
	ask.Data, ask.Whole = ask.Data[:200], false
	if p := page(t, ask); p.Problem == "" || p.Table != nil {
		t.Errorf("%+v", p)
	}
	ask = sample(t, "photos.tar")
	ask.Data, ask.Whole = ask.Data[:1600], false
	if p := page(t, ask); p.Table == nil || !p.More {
		t.Errorf("%+v", p)
	}
	ask = whole("a.zip", sample(t, "photos.zip").Data[:200])
	if p := page(t, ask); !strings.Contains(p.Problem, "broken") {
		t.Errorf("%+v", p)
	}
}

func TestUnpackingEndsSoonAfterItIsCancelled(t *testing.T) {
	var b bytes.Buffer
	if err := tar.NewWriter(&b).WriteHeader(&tar.Header{Name: "a", Size: 1 << 30, Mode: 0o600}); err != nil {
		t.Fatal(err)
	}
	packed := append(gzipOf(b.Bytes()), zeros(100)...)
	took, limit := time.Hour, 400*time.Millisecond
	for range 20 { // a busy machine may be late, but not always
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
		start := time.Now()
		if _, _, breach := trial.Run(ctx, For, whole("a.tgz", packed)); breach != nil {
			t.Fatal(breach)
		}
		took = min(took, time.Since(start))
		cancel()
		if took < limit {
			break
		}
	}
	if took >= limit {
		t.Errorf("ends after %v", took)
	}
	if p := page(t, whole("a.tgz", packed)); p.Table == nil || p.Problem == "" {
		t.Errorf("%+v", p)
	}
}

func FuzzArchive(f *testing.F) {
	all, err := filepath.Glob("../testdata/corpus/photos.*")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range all {
		f.Add(sample(f, filepath.Base(name)).Data, true)
	}
	f.Add(zipOf(f, 1<<40, "../a", "\xff/"), true)
	f.Fuzz(func(t *testing.T, data []byte, all bool) {
		ask := whole("a.zip", data)
		ask.Whole = all
		if _, _, breach := trial.Run(t.Context(), For, ask); breach != nil {
			t.Error(breach)
		}
	})
}
