package batch

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"attache/model"
	"attache/model/session"
	"attache/ui/runner/fakechat"
	"attache/ui/wording"
)

// draft is an archive in memory.
type draft struct {
	bytes.Buffer

	published, discarded int
	rule                 model.OnExists
}

func (d *draft) Publish(_ context.Context, rule model.OnExists) (model.Saved, error) {
	d.published++
	d.rule = rule
	return model.Saved{State: model.SaveDone, Path: "/d/chat.zip"}, nil
}

func (d *draft) Discard() error {
	d.discarded++
	return nil
}

// intoZip saves what is asked for into an archive, with a text for each file; those it fails for are left out.
func intoZip(t *testing.T, after time.Duration, o GetOptions, save func(model.DownloadRequest) error) (result, *draft) {
	t.Helper()
	d := &draft{}
	o.All, o.Zip = true, "/d/chat.zip"
	o.Draft = func(string) (model.Draft, error) { return d, nil }
	c := made(&fakechat.Chat{Pages: files(4), OnSave: func(ctx context.Context, request model.DownloadRequest) (model.Saved, error) {
		if err := save(request); err != nil {
			return model.Saved{}, err
		}
		if err := wait(ctx, time.Second); err != nil {
			return model.Saved{}, err
		}
		text := "text of " + request.Attachment.ID
		sum := sha256.Sum256([]byte(text))
		_, err := io.WriteString(request.Out, text)
		return model.Saved{State: model.SaveDone, Size: int64(len(text)), SHA256: hex.EncodeToString(sum[:])}, err
	}})
	return get(t, c, o, after), d
}

func TestAnArchiveGetsItsNameOnceEveryFileIsInIt(t *testing.T) {
	r, d := intoZip(t, 0, GetOptions{Parallel: 3}, func(model.DownloadRequest) error { return nil })
	if r.err != nil || r.out != "/d/chat.zip\n" || !strings.Contains(r.errs, "SHA-256 of the receipt") || d.published != 1 {
		t.Fatalf("%+v", r)
	}
	z, err := zip.NewReader(bytes.NewReader(d.Bytes()), int64(d.Len()))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range z.File {
		names = append(names, f.Name)
	}
	slices.Sort(names)
	if strings.Join(names, " ") != "chat/SHA256SUMS chat/file 1.txt chat/file 2.txt chat/file 3.txt chat/file 4.txt chat/receipt.json" {
		t.Errorf("%q", names)
	}
}

func TestAnArchiveWithoutAFileOrCutShortIsNone(t *testing.T) {
	rejected := func(model.DownloadRequest) error { return &model.Problem{Kind: model.KindRejected, Op: "save"} }
	if r, d := intoZip(t, 0, GetOptions{Parallel: 3}, rejected); r.err == nil || d.published != 0 || d.discarded == 0 {
		t.Errorf("%+v, %d published", r, d.published)
	}
	if r, d := intoZip(t, 1500*time.Millisecond, GetOptions{Parallel: 1}, func(model.DownloadRequest) error { return nil }); r.err == nil || d.published != 0 || d.discarded == 0 {
		t.Errorf("%+v, %d published", r, d.published)
	}
	some := func(o model.DownloadRequest) error {
		if o.Attachment.ID == "f-2" {
			return rejected(o)
		}
		return nil
	}
	if r, d := intoZip(t, 0, GetOptions{Parallel: 3}, some); r.err == nil || d.published != 1 || !strings.HasSuffix(r.out, "/d/chat.zip\n") {
		t.Errorf("%+v, %d published", r, d.published)
	}
}

// TestWhatKeepsAnArchiveFromBeingWrittenIsToldOfIt: neither of a folder for files, nor of a fault of the program's own.
func TestWhatKeepsAnArchiveFromBeingWrittenIsToldOfIt(t *testing.T) {
	full := &model.Problem{Kind: model.KindDiskFull, Op: "save", Detail: "no space left on device"}
	torn := made(&fakechat.Chat{Pages: files(3), OnSave: func(_ context.Context, request model.DownloadRequest) (model.Saved, error) {
		_, err := io.WriteString(request.Out, "x")
		return model.Saved{State: model.SaveDone, Size: 1, SHA256: "of another content"}, err
	}})
	fits := GetOptions{All: true, Zip: "/d/chat.zip", Parallel: 1, Draft: func(string) (model.Draft, error) { return &draft{}, nil }}
	none := fits
	none.Draft = func(string) (model.Draft, error) { return nil, full }
	for name, r := range map[string]result{"torn": get(t, torn, fits, 0), "full": get(t, torn, none, 0)} {
		text := r.errs
		if r.err != nil {
			text += wording.For(model.AsProblem(r.err)).Sentence
		}
		if !strings.Contains(text, "The archive could not be written") || strings.Contains(text, "inside attache") || strings.Contains(text, "--dir") {
			t.Errorf("%s: %s", name, text)
		}
	}
}

// TestAReceiptIsWrittenWhereThereIsNoArchive says why there is none.
func TestAReceiptIsWrittenWhereThereIsNoArchive(t *testing.T) {
	path := filepath.Join(t.TempDir(), "receipt.json")
	r, d := intoZip(t, 0, GetOptions{Receipt: path}, func(model.DownloadRequest) error {
		return &model.Problem{Kind: model.KindRejected, Op: "save"}
	})
	text, err := os.ReadFile(path)
	if err != nil || strings.Count(string(text), `"failed"`) != 4 || d.published != 0 || !strings.Contains(r.errs, "SHA-256 of the receipt") {
		t.Errorf("%s, %v: %s", text, err, r.errs)
	}
}

func TestASessionPacksWhatItHasSavedAndNothingThatChangedSince(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.txt")
	if err := os.WriteFile(path, []byte("one"), 0o600); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256([]byte("one"))
	saved := model.Saved{State: model.SaveDone, Path: path, Size: 3, SHA256: hex.EncodeToString(sum[:])}
	s := session.Summary{Outcomes: []model.Outcome{{Saved: saved}, {Problem: &model.Problem{Kind: model.KindRejected}}}}
	for text, published := range map[string]int{"one": 1, "two": 0, "more": 0} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		d := &draft{}
		_, err := WriteZip(filepath.Join(dir, "a.zip"), s, model.ExistsRename, func(string) (model.Draft, error) { return d, nil })
		if (err == nil) != (published == 1) || d.published != published || d.discarded == 0 {
			t.Errorf("%s: %v, %d published", text, err, d.published)
		}
	}
	none := &draft{}
	s.Outcomes = s.Outcomes[1:]
	if _, err := WriteZip(filepath.Join(dir, "a.zip"), s, model.ExistsRename, func(string) (model.Draft, error) { return none, nil }); err == nil || none.published > 0 {
		t.Errorf("without a saved file: %v, %d published", err, none.published)
	}
}

func TestAnArchiveOverAFileFollowsTheRule(t *testing.T) {
	file, taken := filepath.Join(t.TempDir(), "a.txt"), filepath.Join(t.TempDir(), "a.zip")
	for _, path := range []string{file, taken} {
		if err := os.WriteFile(path, []byte("one"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	sum := sha256.Sum256([]byte("one"))
	write := func(packed string, rule model.OnExists) (string, *draft, error) {
		d := &draft{}
		saved := model.Saved{State: model.SaveDone, Path: packed, Size: 3, SHA256: hex.EncodeToString(sum[:])}
		s := session.Summary{Outcomes: []model.Outcome{{Saved: saved}}}
		at, err := WriteZip(taken, s, rule, func(string) (model.Draft, error) { return d, nil })
		return at, d, err
	}
	for _, rule := range []model.OnExists{model.ExistsRename, model.ExistsOverwrite} {
		if at, d, err := write(file, rule); err != nil || d.rule != rule || at != "/d/chat.zip" {
			t.Errorf("%s: by %q, at %q: %v", rule, d.rule, at, err)
		}
	}
	if _, d, err := write(file, model.ExistsSkip); !errors.Is(err, errTaken) || d.published > 0 {
		t.Errorf("left as it is: %v", err)
	}
	if _, d, err := write(taken, model.ExistsOverwrite); !errors.Is(err, errTaken) || d.published > 0 {
		t.Errorf("over a file that is packed: %v", err)
	}
}

// TestASessionPacksNothingThatWasRefusedAsClean reads the receipt in the archive.
func TestASessionPacksNothingThatWasRefusedAsClean(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.txt")
	if err := os.WriteFile(path, []byte("one"), 0o600); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256([]byte("one"))
	saved := model.Saved{State: model.SaveDone, Path: path, Size: 3, SHA256: hex.EncodeToString(sum[:]), Warnings: []model.Warning{model.WarningRefused}}
	d := &draft{}
	_, err := WriteZip(path+".zip", session.Summary{Outcomes: []model.Outcome{{Saved: saved}}}, model.ExistsRename, func(string) (model.Draft, error) { return d, nil })
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(d.Bytes()), int64(d.Len()))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("a.txt/receipt.json")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if text, err := io.ReadAll(f); err != nil || !bytes.Contains(text, []byte(`"refused"`)) {
		t.Errorf("%s, %v", text, err)
	}
}
