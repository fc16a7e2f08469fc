package evidence

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"attache/model"
)

func looked(t *testing.T, data []byte) string {
	t.Helper()
	r, err := inArchive(t.Context(), "x.zip", bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return err.Error()
	}
	return states(r)
}

func TestAFileBesideTheFolderOfTheReceiptIsNeitherTakenForOneOfItNorPassedOver(t *testing.T) {
	receipt := receiptOf(t, 2, listed("1", "a.txt", "", "one"))
	sums := sumOf("one") + "  a.txt\n" + sumOf(receipt) + "  receipt.json\n"
	chat := [][2]string{{"chat/a.txt", "ONE"}, {"chat/receipt.json", receipt}, {"chat/SHA256SUMS", sums}}
	for name, want := range map[string]string{
		"other/a.txt":          "other/a.txt unsafe, a.txt touched",
		"a.txt":                "a.txt unsafe, a.txt touched",
		"other/receipt.json":   "other/receipt.json unsafe, a.txt touched",
		"chat/in/receipt.json": "a.txt touched, in/receipt.json added",
		"chat.txt":             "chat.txt unsafe, a.txt touched",
		"other/":               "a.txt touched",
		"chat/CON\x00.txt":     "",
		"chat/x\xff\xfe.txt":   "",
		"chat/" + strings.Repeat("long/", 900) + "a.txt": "",
	} {
		if want == "" {
			want = model.Text(name) + " unsafe, a.txt touched"
		}
		text := "one"
		if strings.HasSuffix(name, "/") {
			text = ""
		}
		if got := looked(t, archiveFolderOf(t, append(slices.Clone(chat), [2]string{name, text})...)); got != want {
			t.Errorf("%q: %s", name, got)
		}
	}
}

// TestAnArchiveWhoseListLiesIsSeenThrough changes fields of the list, by their places in an entry of it.
func TestAnArchiveWhoseListLiesIsSeenThrough(t *testing.T) {
	receipt := receiptOf(t, 2, listed("1", "a.txt", "", strings.Repeat("one", 99)))
	whole := archiveFolderOf(t, [2]string{"chat/a.txt", strings.Repeat("one", 99)}, [2]string{"chat/b.txt", strings.Repeat("one", 99)},
		[2]string{"chat/receipt.json", receipt}, [2]string{"chat/SHA256SUMS", sumOf(strings.Repeat("one", 99)) + "  a.txt\n" + sumOf(receipt) + "  receipt.json\n"})
	if got := looked(t, whole); got != "a.txt intact, b.txt added" {
		t.Fatal(got)
	}
	first := bytes.Index(whole, []byte("PK\x01\x02"))
	second := first + 4 + bytes.Index(whole[first+4:], []byte("PK\x01\x02"))
	for name, c := range map[string]struct {
		entry, at int
		value     uint32
		want      string
	}{
		"a smaller size":         {first, 24, 3, "a.txt touched, b.txt added"},
		"a greater size":         {first, 24, 1 << 30, "a.txt touched, b.txt added"},
		"a size that is Zip64's": {first, 24, 0xffffffff, "Touched"},
		"fewer bytes":            {first, 20, 1, "a.txt touched, b.txt added"},
		"the bytes of the next":  {first, 20, 1 << 30, "chat/a.txt unsafe, a.txt missing, b.txt added"},
		"another check sum":      {first, 16, 7, "a.txt touched, b.txt added"},
		"the place of another":   {second, 42, 0, "chat/a.txt unsafe, a.txt missing, b.txt added"},
	} {
		data := bytes.Clone(whole)
		binary.LittleEndian.PutUint32(data[c.entry+c.at:], c.value)
		got := looked(t, data)
		if c.want == "Touched" {
			if strings.Contains(got, "a.txt intact") {
				t.Errorf("%s: %s", name, got)
			}
		} else if got != c.want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// TestTooManyEntriesShareNoBytesEither is about an archive that says at every place of a long list where the first one's bytes are.
func TestTooManyEntriesShareNoBytesEither(t *testing.T) {
	receipt := receiptOf(t, 2, listed("1", "0", "", "one"), listed("2", "1", "", "one"))
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := -1; i <= maxEntries; i++ {
		name, text := fmt.Sprintf("chat/%d", i), "one"
		if i < 0 {
			name, text = "chat/receipt.json", receipt
		}
		f, err := w.CreateHeader(&zip.FileHeader{Name: name}) // stored as it is: packing so many takes a minute with the race detector
		if err == nil {
			_, err = io.WriteString(f, text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	data := b.Bytes()
	list := bytes.Index(data, []byte("PK\x01\x02"))
	first := bytes.Index(data[list:], []byte("chat/0")) + list - 46
	second := bytes.Index(data[list:], []byte("chat/1")) + list - 46
	copy(data[second+42:second+46], data[first+42:first+46])
	if got := looked(t, data); !strings.Contains(got, "chat/0 unsafe") && !strings.Contains(got, "chat/1 unsafe") {
		t.Errorf("%.300s", got)
	}
}

func TestALongListIsNotKept(t *testing.T) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := range 1100 {
		if _, err := w.CreateHeader(&zip.FileHeader{Name: fmt.Sprintf("chat/%d", i), Extra: append([]byte{0xff, 0xff, 0xf0, 0xff}, make([]byte, 0xfff0)...)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if got := looked(t, b.Bytes()); got != "x.zip touched" {
		t.Error(got)
	}
}
