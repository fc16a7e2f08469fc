package evidence

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"attache/model"
)

// packed packs files at once and returns the archive, and what each was called.
func packed(t *testing.T, sent time.Time, files ...[2]string) (data []byte, names []string) {
	t.Helper()
	var b bytes.Buffer
	p := NewPack(&b, "chat")
	names = make([]string, len(files))
	var all sync.WaitGroup
	for i, f := range files {
		all.Go(func() {
			e := p.Entry(f[0], sent)
			for _, c := range []byte(f[1]) {
				if _, err := e.Write([]byte{c}); err != nil {
					t.Error(err)
				}
			}
			var err error
			if names[i], err = e.End(true, sumOf(f[1])); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	var listedFiles []model.ReceiptFile
	for i, f := range files {
		listedFiles = append(listedFiles, listed(fmt.Sprint(i), names[i], names[i], f[1]))
	}
	receipt := receiptOf(t, model.ReceiptForm, listedFiles...)
	if err := p.Finish([]byte(receipt), sumOf(receipt), sent); err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), names
}

func TestAnArchiveHoldsEveryFileUnderANameOfItsOwn(t *testing.T) {
	sent := time.Date(2026, 11, 26, 10, 20, 30, 0, time.UTC)
	files := [][2]string{{"a.txt", "one"}, {"A.TXT", "two"}, {"a.txt", "three"}, {"receipt.json", "{}"}, {"sha256sums", "x"}, {"Ünï \u6587.txt", "four"}, {"empty", ""}}
	data, names := packed(t, sent, files...)
	path := filepath.Join(t.TempDir(), "chat.zip")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := Verify(t.Context(), path)
	if err != nil || r.Bad() != 0 || len(r.Findings) != len(files) {
		t.Fatalf("%s, %v", states(r), err)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		if !strings.HasPrefix(f.Name, "chat/") || f.NonUTF8 || !f.Modified.Equal(sent) {
			t.Errorf("%q, sent %v", f.Name, f.Modified)
		}
	}
	slices.Sort(names)
	if len(slices.Compact(names)) != len(files) || slices.Contains(names, ReceiptName) {
		t.Errorf("%q", names)
	}
}

func TestEveryChangedByteOfAnArchiveIsSeen(t *testing.T) {
	data, _ := packed(t, time.Time{}, [2]string{"a.txt", "some text"}, [2]string{"b.txt", "other text"})
	r, err := inArchive(t.Context(), "x.zip", bytes.NewReader(data), int64(len(data)))
	if err != nil || r.Bad() != 0 {
		t.Fatalf("%s, %v", states(r), err)
	}
	whole := states(r)
	for i := range data {
		changed := bytes.Clone(data)
		changed[i] ^= 1
		// What is not content, such as a time, may change: never what is said to be intact.
		if r, err := inArchive(t.Context(), "x.zip", bytes.NewReader(changed), int64(len(changed))); err == nil && r.Bad() == 0 && (states(r) != whole || r.SHA256 == "") {
			t.Errorf("byte %d: %s", i, states(r))
		}
	}
}

// TestATimeThatNoArchiveCanSayIsTheNearestOne: a reader would else show one that is a century off.
func TestATimeThatNoArchiveCanSayIsTheNearestOne(t *testing.T) {
	for sent, year := range map[time.Time]int{
		time.Date(1969, 1, 1, 0, 0, 0, 0, time.UTC): 1980, time.Date(1979, 12, 31, 23, 59, 59, 0, time.UTC): 1980,
		time.Date(1980, 1, 1, 0, 0, 0, 0, time.FixedZone("", 3600)): 1980, time.Date(2150, 1, 1, 0, 0, 0, 0, time.UTC): 2106,
	} {
		data, _ := packed(t, sent, [2]string{"a.txt", "some text"})
		r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		f := r.File[0]
		if legacy := 1980 + int(f.ModifiedDate>>9); f.Modified.UTC().Year() != year || legacy != year { //nolint:staticcheck // it is what Windows shows
			t.Errorf("%v: %v, %d", sent, f.Modified, legacy)
		}
	}
}

func TestATornFileSpoilsTheArchive(t *testing.T) {
	p := NewPack(io.Discard, "chat")
	e := p.Entry("a", time.Time{})
	if _, err := e.Write([]byte("on")); err != nil {
		t.Fatal(err)
	}
	if _, err := e.End(false, ""); err == nil {
		t.Error("torn, and nobody minds")
	}
	if _, err := e.Write([]byte("e")); err == nil {
		t.Error("written to when it was closed")
	}
	if _, err := p.Entry("b", time.Time{}).Write([]byte("x")); !errors.Is(err, errTorn) {
		t.Error(err)
	}
	if err := p.Finish(nil, "", time.Time{}); !errors.Is(err, errTorn) {
		t.Error(err)
	}
	p = NewPack(io.Discard, "chat")
	if _, err := p.Entry("a", time.Time{}).End(false, ""); err != nil { // nothing of it came
		t.Error(err)
	}
	e = p.Entry("b", time.Time{})
	_, _ = e.Write([]byte("other"))
	if _, err := e.End(true, sumOf("this")); !errors.Is(err, errTorn) {
		t.Error(err)
	}
}

// fullDisk takes no more than so many bytes.
type fullDisk struct{ left int }

func (d *fullDisk) Write(b []byte) (int, error) {
	if d.left -= len(b); d.left < 0 {
		return 0, errFullDisk
	}
	return len(b), nil
}

const errFullDisk = model.ConstError("no space left on device")

func TestWhatTearsAnArchiveIsSaidOfAllThatCannotGoIn(t *testing.T) {
	p := NewPack(&fullDisk{left: 100}, "chat")
	text := make([]byte, 1<<20)
	_, _ = rand.NewChaCha8([32]byte{}).Read(text)
	e := p.Entry("a", time.Time{})
	if _, err := e.Write(text); !errors.Is(err, errFullDisk) {
		t.Fatal(err)
	}
	_, torn := e.End(false, "")
	_, later := p.Entry("b", time.Time{}).Write([]byte("x"))
	for _, err := range []error{torn, later, p.Finish(nil, "", time.Time{})} {
		if !errors.Is(err, errFullDisk) {
			t.Error(err)
		}
	}
}
