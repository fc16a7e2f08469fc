package evidence

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"attache/model"
)

func sumOf(text string) string {
	s := sha256.Sum256([]byte(text))
	return hex.EncodeToString(s[:])
}

func listed(id, file, path, text string) model.ReceiptFile {
	size := int64(len(text))
	return model.ReceiptFile{FileRecord: model.FileRecord{ID: id, Path: path, Size: &size, SHA256: sumOf(text), State: model.SaveDone}, File: file}
}

func receiptOf(t *testing.T, form int, files ...model.ReceiptFile) string {
	t.Helper()
	text, err := json.Marshal(model.Receipt{Form: form, Files: files})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// lay writes files below a new folder.
func lay(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(text), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func states(r Report) string {
	var all []string
	for _, f := range r.Findings {
		all = append(all, f.Path+" "+string(f.State))
	}
	return strings.Join(all, ", ")
}

func TestWhatWasTouchedOrIsMissingIsNamed(t *testing.T) {
	failed := model.ReceiptFile{FileRecord: model.FileRecord{ID: "4", Name: "never.txt", State: model.SaveFailed}}
	unread := model.ReceiptFile{FileRecord: model.FileRecord{ID: "5", Path: "/x/old.txt", State: model.SaveSkipped}}
	text := receiptOf(t, 2, listed("1", "a.txt", "", "whole"), listed("2", "in/b.txt", "", "before"), listed("3", "c.txt", "", "gone"),
		failed, unread, listed("6", "same.txt", "", "longer than it was"))
	dir := lay(t, map[string]string{"receipt.json": text, "a.txt": "whole", "in/b.txt": "AFTER.", "same.txt": "longer", "other": "x"})
	for _, name := range []string{dir, filepath.Join(dir, "receipt.json")} {
		r, err := Verify(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		want := "a.txt intact, in/b.txt touched, c.txt missing, never.txt not_saved, old.txt unchecked, same.txt touched"
		if got := states(r); got != want || r.Bad() != 3 || r.SHA256 != sumOf(text) {
			t.Errorf("%s: %s, %d bad, %s", name, got, r.Bad(), r.SHA256)
		}
	}
}

// TestASavedFileWithoutASumIsNotAsItWas: whoever takes the sum out of a receipt makes nothing pass.
func TestASavedFileWithoutASumIsNotAsItWas(t *testing.T) {
	bare := func(spoil func(*model.ReceiptFile)) string {
		f := listed("1", "a.txt", "", "one")
		spoil(&f)
		return receiptOf(t, 2, f)
	}
	less := int64(-1)
	for _, text := range []string{
		bare(func(f *model.ReceiptFile) { f.SHA256 = "" }), bare(func(f *model.ReceiptFile) { f.Size = nil }), bare(func(f *model.ReceiptFile) { f.Size = &less }),
	} {
		if r, err := Verify(t.Context(), lay(t, map[string]string{"receipt.json": text, "a.txt": "two"})); err != nil || r.Bad() != 1 {
			t.Errorf("%s: %s, %v", text, states(r), err)
		}
	}
	skipped := model.ReceiptFile{FileRecord: model.FileRecord{ID: "2", Path: "/x/old.txt", State: model.SaveSkipped}}
	r, err := Verify(t.Context(), lay(t, map[string]string{"receipt.json": receiptOf(t, 2, listed("1", "a.txt", "", "one"), skipped), "a.txt": "one"}))
	if err != nil || r.Files != 2 || r.Checked != 1 || r.Bad() > 0 {
		t.Errorf("%+v, %v", r, err)
	}
}

// TestTheReceiptOfALongChatIsRead is about one over 16 MB, which that of 40,000 files is.
func TestTheReceiptOfALongChatIsRead(t *testing.T) {
	one := listed("0", "a.txt", "", "one")
	all := []model.ReceiptFile{one}
	for range 40_000 {
		all = append(all, model.ReceiptFile{FileRecord: model.FileRecord{ID: "1", Name: strings.Repeat("n", 400), State: model.SaveFailed}})
	}
	text := receiptOf(t, 2, all...)
	r, err := Verify(t.Context(), lay(t, map[string]string{"receipt.json": text, "a.txt": "one"}))
	if err != nil || len(text) < 16<<20 || r.Files != 1 || r.Bad() > 0 {
		t.Errorf("%d bytes: %d files, %v", len(text), r.Files, err)
	}
}

func TestFirstReceiptsAreVerifiedWhereTheyLieOrWhereTheySay(t *testing.T) {
	far := lay(t, map[string]string{"a.txt": "one", "b.txt": "two"})
	text := receiptOf(t, 0, listed("1", "", filepath.Join(far, "a.txt"), "one"), listed("2", "", filepath.Join(far, "b.txt"), "two"))
	if strings.Contains(text, "receipt_version") || strings.Contains(text, `"file":`) {
		t.Fatalf("not the first form: %s", text)
	}
	dir := lay(t, map[string]string{"attache-receipt.json": text, "b.txt": "two"})
	r, err := Verify(t.Context(), filepath.Join(dir, "attache-receipt.json"))
	if err != nil || states(r) != filepath.Join(far, "a.txt")+" intact, b.txt intact" {
		t.Errorf("%s, %v", states(r), err)
	}
	r, err = Verify(t.Context(), dir) // a folder is the evidence by itself
	if err != nil || states(r) != "a.txt missing, b.txt intact" {
		t.Errorf("%s, %v", states(r), err)
	}
	windows := receiptOf(t, 0, listed("1", "", `C:\Users\agent\Downloads\a.txt`, "one"))
	r, err = Verify(t.Context(), lay(t, map[string]string{"receipt.json": windows, "a.txt": "one"}))
	if err != nil || states(r) != "a.txt intact" {
		t.Errorf("%s, %v", states(r), err)
	}
}

func TestAReceiptLeadsNowhereElse(t *testing.T) {
	dir := lay(t, map[string]string{"secret": "secret", "in/receipt.json": "", "in/sub/f": "secret"})
	if runtime.GOOS != "windows" {
		for from, to := range map[string]string{"in/link": "../secret", "in/inside": "sub/f", "in/dir": ".."} {
			if err := os.Symlink(to, filepath.Join(dir, from)); err != nil {
				t.Fatal(err)
			}
		}
	}
	names := []string{"../secret", "/secret", "sub/../../secret", "./sub/f", "sub//f", "link", "inside", "dir/secret", "sub", `sub\f`, "sub:f", "C:/secret", ".", "sub/f.", "a\nb"}
	for _, name := range names {
		text := receiptOf(t, 2, listed("1", name, filepath.Join(dir, "secret"), "secret"))
		if err := os.WriteFile(filepath.Join(dir, "in", "receipt.json"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		r, err := Verify(t.Context(), filepath.Join(dir, "in"))
		if err != nil || len(r.Findings) != 1 || !r.Findings[0].State.Bad() || r.Findings[0].SHA256 != "" {
			t.Errorf("%q: %+v, %v", name, r.Findings, err)
		}
	}
	for _, path := range []string{`\\evil\share\f`, "//evil/share/f", "../secret", "/x/../secret"} {
		text := receiptOf(t, 0, listed("1", "", path, "secret"))
		r, err := Verify(t.Context(), filepath.Join(lay(t, map[string]string{"receipt.json": text}), "receipt.json"))
		if err != nil || len(r.Findings) != 1 || !r.Findings[0].State.Bad() {
			t.Errorf("%q: %+v, %v", path, r.Findings, err)
		}
	}
}

func TestOnePathIsListedOnceOrWithOneContent(t *testing.T) {
	text := receiptOf(t, 2, listed("1", "a", "", "one"), listed("2", "a", "", "one"), listed("3", "A", "", "two"))
	r, err := Verify(t.Context(), lay(t, map[string]string{"receipt.json": text, "a": "one"}))
	if err != nil || states(r) != "a intact, A unsafe" {
		t.Errorf("%s, %v", states(r), err)
	}
}

func TestNothingToCheckIsSaid(t *testing.T) {
	dir := lay(t, map[string]string{"x": "x", "newer.json": `{"receipt_version":9,"files":[]}`})
	for name, want := range map[string]error{"": ErrNoReceipt, "x": ErrNoReceipt, "no": fs.ErrNotExist, "newer.json": ErrForm} {
		if _, err := Verify(t.Context(), filepath.Join(dir, name)); !errors.Is(err, want) {
			t.Errorf("%q: %v", name, err)
		}
	}
	two := receiptOf(t, 2, listed("1", "a", "", "one"))
	if _, err := Verify(t.Context(), lay(t, map[string]string{"a.json": two, "b.json": two})); !errors.Is(err, ErrSeveral) {
		t.Error(err)
	}
}

// archiveFolderOf makes an archive by hand.
func archiveFolderOf(t testing.TB, entries ...[2]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, e := range entries {
		h := &zip.FileHeader{Name: e[0], Method: zip.Deflate}
		if strings.HasSuffix(e[0], "@") {
			h.SetMode(fs.ModeSymlink | 0o777)
		}
		f, err := w.CreateHeader(h)
		if err == nil {
			_, err = io.WriteString(f, e[1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAHostileArchiveIsSeenThrough(t *testing.T) {
	receipt := receiptOf(t, 2, listed("1", "a.txt", "", "one"))
	sums := sumOf("one") + "  a.txt\n" + sumOf(receipt) + "  receipt.json\n"
	good := [][2]string{{"chat/a.txt", "one"}, {"chat/receipt.json", receipt}, {"chat/SHA256SUMS", sums}}
	for name, c := range map[string]struct {
		more [][2]string
		want string
	}{
		"nothing":   {nil, "a.txt intact"},
		"added":     {[][2]string{{"chat/b.txt", "x"}}, "a.txt intact, b.txt added"},
		"up":        {[][2]string{{"chat/../../b.txt", "x"}}, "chat/../../b.txt unsafe, a.txt intact"},
		"absolute":  {[][2]string{{"/etc/passwd", "x"}}, "/etc/passwd unsafe, a.txt intact"},
		"backslash": {[][2]string{{`chat\b`, "x"}}, `chat\b unsafe, a.txt intact`},
		"twice":     {[][2]string{{"chat/A.TXT", "two"}}, "chat/A.TXT unsafe, a.txt intact"},
		"a link":    {[][2]string{{"chat/link@", "/etc/passwd"}}, "chat/link@ unsafe, a.txt intact"},
	} {
		r, err := verifyBag(t, append(slices.Clone(good), c.more...))
		if err != nil || states(r) != c.want {
			t.Errorf("%s: %s, %v", name, states(r), err)
		}
	}
	for name, entries := range map[string][][2]string{
		"no list":          {good[0], good[1]},
		"another list":     {good[0], good[1], {"chat/SHA256SUMS", strings.Replace(sums, sumOf("one"), sumOf("two"), 1)}},
		"a shorter list":   {good[0], good[1], {"chat/SHA256SUMS", sumOf("one") + "  a.txt\n"}},
		"another receipt":  {good[0], {"chat/receipt.json", receipt + " "}, good[2]},
		"a file that grew": {{"chat/a.txt", strings.Repeat("one", 1<<20)}, good[1], good[2]},
	} {
		if r, err := verifyBag(t, entries); err != nil || r.Bad() != 1 {
			t.Errorf("%s: %s, %v", name, states(r), err)
		}
	}
}

func verifyBag(t *testing.T, entries [][2]string) (Report, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.zip")
	if err := os.WriteFile(path, archiveFolderOf(t, entries...), 0o600); err != nil {
		t.Fatal(err)
	}
	return Verify(t.Context(), path)
}

// FuzzVerify looks at archives that anybody may have made: it ends, and says nothing is intact that has
// another sum.
func FuzzVerify(f *testing.F) {
	receipt := `{"receipt_version":2,"files":[{"id":"1","state":"saved","size":3,"sha256":"` + sumOf("one") + `","file":"a.txt"}]}`
	f.Add(archiveFolderOf(f, [2]string{"c/a.txt", "one"}, [2]string{"c/receipt.json", receipt}, [2]string{"c/SHA256SUMS", sumOf("one") + "  a.txt\n"}))
	f.Add(archiveFolderOf(f, [2]string{"receipt.json", receipt}))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, _ := inArchive(context.Background(), "x.zip", bytes.NewReader(data), int64(len(data)))
		for _, found := range r.Findings {
			if _, ok := local(strings.TrimPrefix(found.Path, "/")); !ok && found.Path != model.Text(found.Path) {
				t.Errorf("%q would steer a terminal", found.Path)
			}
			if found.State == Intact && (len(found.SHA256) != 64 || found.Size == nil) {
				t.Errorf("%+v", found)
			}
		}
	})
}

// FuzzReceipt reads receipts that anybody may have written, beside an empty folder.
func FuzzReceipt(f *testing.F) {
	f.Add([]byte(`{"files":[{"id":"1","state":"saved","size":3,"sha256":"00","path":"/x/a.txt"}]}`))
	f.Add([]byte(`{"receipt_version":2,"files":[{"id":"1","state":"saved","size":3,"sha256":"00","file":"../a"}]}`))
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := parse(data)
		if err != nil {
			return
		}
		root, err := os.OpenRoot(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer root.Close()
		c := &check{at: folder{root}, sums: map[string]string{}}
		if err := c.files(t.Context(), r); err != nil {
			t.Fatal(err)
		}
		for _, found := range c.findings {
			if found.State == Intact {
				t.Errorf("%+v in an empty folder", found)
			}
		}
	})
}
