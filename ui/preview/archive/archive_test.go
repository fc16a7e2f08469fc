package archive

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"attache/ui/preview"
	"attache/ui/preview/trial"
)

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
		p := trial.Page(t, For, trial.Sample(t, c.name))
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
	p := trial.Page(t, For, trial.Sample(t, "lamp.txt.gz"))
	if p.Kind != "Gzip archive" || !strings.Contains(fmt.Sprint(p.Facts), "Unpacked 4 B") || p.Table != nil {
		t.Errorf("%+v", p)
	}
	if p := trial.Page(t, For, trial.Sample(t, "photos.7z")); p.Kind != "7-Zip archive" || p.Problem == "" {
		t.Errorf("%+v", p)
	}
	if p := trial.Page(t, For, trial.Whole("a.rar", []byte("Rar!\x1A\x07\x01\x00"))); p.Kind != "RAR archive" {
		t.Errorf("%+v", p)
	}
}

func TestNamesThatLeadOutAreToldOf(t *testing.T) {
	for _, name := range []string{"../a", "/etc/passwd", `..\a`, `C:\a`, "a/../../b"} {
		p := trial.Page(t, For, trial.Whole("a.zip", zipOf(t, 1, "fine.txt", name)))
		if len(p.Warnings) != 1 || !strings.Contains(p.Warnings[0], "lead out") || len(p.Table.Rows) != 3 {
			t.Errorf("%s: %v", name, p.Warnings)
		}
	}
	if p := trial.Page(t, For, trial.Whole("a.zip", zipOf(t, 1, "a..b/c", "a/..b"))); len(p.Warnings) != 0 {
		t.Error(p.Warnings)
	}
	p := trial.Page(t, For, trial.Whole("a.zip", zipOf(t, 1, "gr\x94\xe1e.txt")))
	if p.Table.Rows[1][0] != "größe.txt" {
		t.Error(p.Table.Rows)
	}
}

func TestABombIsListedAndNotUnpacked(t *testing.T) {
	p := trial.Page(t, For, trial.Whole("a.zip", zipOf(t, 4<<30, "a", "b")))
	if len(p.Warnings) != 1 || !strings.Contains(p.Warnings[0], "far more") {
		t.Error(p.Warnings)
	}
	p = trial.Page(t, For, trial.Whole("a.gz", zeros(80)))
	if !strings.Contains(fmt.Sprint(p.Facts), "more than") {
		t.Error(p.Facts)
	}
	names := make([]string, 40_000)
	for i := range names {
		names[i] = fmt.Sprint(i)
	}
	p = trial.Page(t, For, trial.Whole("a.zip", zipOf(t, 1, names...)))
	if len(p.Table.Rows) != preview.MaxLines || !p.More || !strings.Contains(fmt.Sprint(p.Facts), "Files 40000") {
		t.Error(len(p.Table.Rows), p.More, p.Facts)
	}
}

func TestAnArchiveThatIsCutShowsWhatIsHere(t *testing.T) {
	ask := trial.Sample(t, "photos.zip")
	ask.Data, ask.Whole = ask.Data[:200], false
	if p := trial.Page(t, For, ask); p.Problem == "" || p.Table != nil {
		t.Errorf("%+v", p)
	}
	ask = trial.Sample(t, "photos.tar")
	ask.Data, ask.Whole = ask.Data[:1600], false
	if p := trial.Page(t, For, ask); p.Table == nil || !p.More {
		t.Errorf("%+v", p)
	}
	ask = trial.Whole("a.zip", trial.Sample(t, "photos.zip").Data[:200])
	if p := trial.Page(t, For, ask); !strings.Contains(p.Problem, "broken") {
		t.Errorf("%+v", p)
	}
}

func TestUnpackingEndsSoonAfterItIsCancelled(t *testing.T) {
	var b bytes.Buffer
	if err := tar.NewWriter(&b).WriteHeader(&tar.Header{Name: "a", Size: 1 << 30, Mode: 0o600}); err != nil {
		t.Fatal(err)
	}
	packed := append(gzipOf(b.Bytes()), zeros(100)...)
	trial.EndsSoon(t, For, trial.Whole("a.tgz", packed))
	if p := trial.Page(t, For, trial.Whole("a.tgz", packed)); p.Table == nil || p.Problem == "" {
		t.Errorf("%+v", p)
	}
}

func FuzzArchive(f *testing.F) {
	all, err := filepath.Glob("../testdata/corpus/photos.*")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range all {
		f.Add(trial.Sample(f, filepath.Base(name)).Data, true)
	}
	f.Add(zipOf(f, 1<<40, "../a", "\xff/"), true)
	f.Fuzz(func(t *testing.T, data []byte, all bool) {
		ask := trial.Whole("a.zip", data)
		ask.Whole = all
		if _, _, breach := trial.Run(t.Context(), For, ask); breach != nil {
			t.Error(breach)
		}
	})
}
