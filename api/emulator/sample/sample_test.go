package sample

import (
	"bytes"
	"testing"
)

func TestEveryFileIsOfItsType(t *testing.T) {
	begins := map[string]string{
		"jpg": "\xff\xd8\xff", "png": "\x89PNG", "pdf": "%PDF-", "docx": "PK\x03\x04", "wav": "RIFF", "mp4": "\x00\x00\x00", "csv": "", "txt": "",
	}
	entries, err := files.ReadDir("files")
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for _, e := range entries {
		b := File(e.Name())
		_, ext, _ := bytes.Cut([]byte(e.Name()), []byte("."))
		begin, known := begins[string(ext)]
		if !known || len(b) == 0 || !bytes.HasPrefix(b, []byte(begin)) {
			t.Errorf("%s: %d bytes, begins %.8q", e.Name(), len(b), b)
		}
		total += len(b)
	}
	if len(entries) < 30 || total > 1<<20 {
		t.Errorf("%d files of %d bytes in the program", len(entries), total)
	}
}

func TestThePapersSayWhatTheChatSays(t *testing.T) {
	if text := File("after-an-accident.txt"); !bytes.HasPrefix(text, []byte("Claim "+Claim+" ")) {
		t.Errorf("%.40q", text)
	}
	if text := File("payments.csv"); !bytes.Contains(text, []byte(Customer)) {
		t.Errorf("%q", text)
	}
}

func TestEveryRowOfTheLogHas64Bytes(t *testing.T) {
	for n := range int64(200_000) {
		if b := Telemetry(nil, n); len(b) != 64 {
			t.Fatalf("row %d has %d bytes", n, len(b))
		}
	}
}
