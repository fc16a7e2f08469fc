package scenario

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"errors"
	"fmt"
	"image/jpeg"
	"image/png"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"
	"time"
	"unicode/utf8"

	"attache/api/emulator/sample"
)

// epoch is when every test begins.
func epoch() time.Time { return time.Date(2026, 3, 14, 10, 0, 0, 250e6, time.UTC) }

func demoChat(t *testing.T, seed uint64, now time.Time) *Conversation {
	t.Helper()
	c, err := New(Options{Seed: seed}, now)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// all returns the files in the order they were sent.
func (c *Conversation) all() []*File {
	var files []*File
	for _, it := range c.Items {
		files = append(files, it.Files...)
	}
	return files
}

// bytes reads a file, or the beginning of a very long one.
func (f *File) bytes(t *testing.T) []byte {
	t.Helper()
	size := min(f.Content.Size(), 2<<20)
	b, err := io.ReadAll(io.NewSectionReader(f.Content.Open(), 0, size))
	if err != nil || int64(len(b)) != size {
		t.Fatalf("%q: %d bytes, %v", f.Name, len(b), err)
	}
	return b
}

// opens reports what is wrong with the bytes of a file of the given type.
func opens(contentType string, b []byte) error {
	var err error
	switch contentType {
	case "image/png":
		_, err = png.Decode(bytes.NewReader(b))
	case "image/jpeg":
		_, err = jpeg.Decode(bytes.NewReader(b))
	case docx:
		err = zipOpens(b)
	case "application/pdf":
		err = pdfOpens(b)
	case "text/csv":
		_, err = csv.NewReader(bytes.NewReader(b[:min(len(b), 64<<8)])).ReadAll()
	case "audio/wav":
		if string(b[:4]) != "RIFF" || int(binary.LittleEndian.Uint32(b[4:])) != len(b)-8 ||
			int(binary.LittleEndian.Uint32(b[40:])) != len(b)-44 {
			err = errors.New("the lengths in the header are not those of the file")
		}
	case "video/mp4":
		err = mp4Opens(b)
	case PlainText:
		if !utf8.Valid(b) || len(b) == 0 {
			err = errors.New("no text")
		}
	default:
		err = fmt.Errorf("nobody knows what %s is", contentType)
	}
	return err
}

func zipOpens(b []byte) error {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return err
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			return err
		}
		if _, err := io.Copy(io.Discard, io.LimitReader(r, 1<<20)); err != nil {
			return err
		}
	}
	return nil
}

// pdfOpens follows the cross-reference table to every object.
func pdfOpens(b []byte) error {
	tail := regexp.MustCompile(`startxref\n(\d+)\n%%EOF\n$`).FindSubmatch(b)
	if tail == nil {
		return errors.New("no startxref")
	}
	at, err := strconv.Atoi(string(tail[1]))
	if err != nil || !bytes.HasPrefix(b[at:], []byte("xref\n")) {
		return fmt.Errorf("no table at %d", at)
	}
	for i, m := range regexp.MustCompile(`(\d{10}) 00000 n \n`).FindAllSubmatch(b[at:], -1) {
		offset, err := strconv.Atoi(string(m[1]))
		if err != nil || !bytes.HasPrefix(b[offset:], fmt.Appendf(nil, "%d 0 obj\n", i+1)) {
			return fmt.Errorf("object %d is not at %d", i+1, offset)
		}
	}
	return nil
}

// mp4Opens walks the boxes and checks that the first chunk is where the table says.
func mp4Opens(b []byte) error {
	boxes, media := []string{}, 0
	for at := 0; at < len(b); {
		kind := string(b[at+4 : at+8])
		if kind == "mdat" {
			media = at
		}
		boxes = append(boxes, kind)
		at += int(binary.BigEndian.Uint32(b[at:]))
	}
	table := bytes.Index(b, []byte("stco"))
	if boxes[0] != "ftyp" || !slices.Contains(boxes, "moov") || media == 0 || table < 0 {
		return fmt.Errorf("the boxes are %v", boxes)
	}
	if at := int(binary.BigEndian.Uint32(b[table+12:])); at != media+8 {
		return fmt.Errorf("the first chunk is at %d, the media begin at %d", at, media+8)
	}
	return nil
}

func TestTheDemoShowsEveryKindOfThing(t *testing.T) {
	c := demoChat(t, 0, epoch())
	files := c.all()
	var statuses, types, roles []string
	big, short, longest := false, 0, 0
	for _, f := range files {
		statuses, types = append(statuses, f.Status), append(types, f.ContentType)
		big = big || f.Name == "telemetry-export.csv" && f.Content.Size() == 30<<20
		longest = max(longest, utf8.RuneCountInString(f.Name))
		if f.LifeCap > 0 && f.LifeCap < time.Minute {
			short++
		}
	}
	for i, it := range c.Items {
		if len(it.Files) > 0 {
			roles = append(roles, it.Who.Role)
		}
		if it.At.After(epoch()) || epoch().Sub(it.At) > 31*time.Minute || i > 0 && it.At.Before(c.Items[i-1].At) {
			t.Errorf("item %d is out of order or out of the half hour: %s", i, it.At)
		}
	}
	if len(files) < 12 || !big || short < 3 || longest != 256 {
		t.Errorf("%d files, one of 30 MiB: %v, %d short-lived, names up to %d", len(files), big, short, longest)
	}
	for _, want := range []struct{ have, need []string }{
		{statuses, []string{Approved, Rejected, InProgress}},
		{roles, []string{"CUSTOMER", "AGENT", "CUSTOM_BOT", "SYSTEM"}},
		{types, []string{"image/png", "image/jpeg", "application/pdf", "text/csv", PlainText, "audio/wav", "video/mp4", docx}},
	} {
		for _, n := range want.need {
			if !slices.Contains(want.have, n) {
				t.Errorf("no %s in the demo", n)
			}
		}
	}
	if !slices.ContainsFunc(files, func(f *File) bool { return strings.ContainsAny(f.Name, "\x1b\u202e") }) {
		t.Error("no hostile name in the demo")
	}
}

// words is everything that a seed decides but the bytes of the files.
func words(c *Conversation, start time.Time) string {
	var b strings.Builder
	fmt.Fprintln(&b, c.ContactID, c.Bucket)
	for _, it := range c.Items {
		fmt.Fprintln(&b, it.ID, it.At.Sub(start), it.Content, it.Who)
		for _, f := range it.Files {
			fmt.Fprintln(&b, f.ID, f.Name, f.ContentType)
		}
	}
	return b.String()
}

func TestEveryFileOfTheDemoOpensAndASeedDecidesIt(t *testing.T) {
	later := epoch().Add(1234 * time.Hour)
	first, again := demoChat(t, 7, epoch()), demoChat(t, 7, later)
	if words(first, epoch()) != words(again, later) {
		t.Error("the same seed made another chat at another time")
	}
	if words(first, epoch()) == words(demoChat(t, 8, epoch()), epoch()) {
		t.Error("another seed made the same chat")
	}
	twins := again.all()
	for i, f := range first.all() {
		b := f.bytes(t)
		if err := opens(f.ContentType, b); err != nil && f.Status != Rejected {
			t.Errorf("%q: %v", f.Name, err)
		}
		if f.Content.ETag() != twins[i].Content.ETag() {
			t.Errorf("%q: the same seed made other bytes", f.Name)
		}
	}
}

func TestALargeFileIsTheSameInPiecesAndWhole(t *testing.T) {
	for name, rows := range map[string]rowWriter{"lines": lines("a title"), "telemetry": sample.Telemetry} {
		c := large(5000, 0, rows)
		b, err := io.ReadAll(io.NewSectionReader(c.Open(), 0, c.Size()))
		if err != nil || len(b) != 5000 {
			t.Fatalf("%s: %d bytes, %v", name, len(b), err)
		}
		for i, line := range bytes.SplitAfter(b, []byte("\n")) {
			if len(line) != 64 && i != 5000/64 {
				t.Errorf("%s: row %d has %d bytes", name, i, len(line))
			}
		}
		if err := iotest.TestReader(io.NewSectionReader(c.Open(), 0, c.Size()), b); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestEveryFileOfTheScriptOpens(t *testing.T) {
	names := map[string]bool{}
	for _, b := range demoChat(t, 7, epoch()).Script {
		if b.File == nil || b.Scan {
			continue
		}
		names[b.File.Name] = true
		if err := opens(b.File.ContentType, b.File.bytes(t)); err != nil && b.File.ContentType != "application/x-msdownload" {
			t.Errorf("%q: %v", b.File.Name, err)
		}
	}
	if len(names) != MaxFiles-17 {
		t.Errorf("%d names in the script", len(names))
	}
	for n := range 6 {
		p := Example(n + 1)
		if err := opens(p.ContentType, p.bytes(t)); err != nil {
			t.Errorf("%q: %v", p.Name, err)
		}
	}
}

func TestTheStillDemoIsTheDemoAsItBegins(t *testing.T) {
	still, err := New(Options{Name: "still"}, epoch())
	if err != nil || len(still.Script) > 0 || words(still, epoch()) != words(demoChat(t, 0, epoch()), epoch()) {
		t.Errorf("the still demo is not the demo as it begins: %v", err)
	}
}
