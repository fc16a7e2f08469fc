package batch

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"attache/model"
	"attache/model/session"
	"attache/ui/runner/fakechat"
)

// receiptAt reads a receipt.
func receiptAt(t *testing.T, path string) (r model.Receipt) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(text, &r)
	}
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return r
}

func TestAReceiptIsWholeAndTheSameFromACommandAndAScreen(t *testing.T) {
	c := made(&fakechat.Chat{Pages: files(2)})
	denied := &model.Problem{Kind: model.KindServer, Op: "GetAttachment"}
	c.OnSave = func(_ context.Context, o model.DownloadRequest) (model.Saved, error) {
		if o.Attachment.ID == "f-2" {
			return model.Saved{}, denied
		}
		return saved(o), nil
	}
	for i := range c.Pages {
		c.Pages[i].ContactID = "c-1"
		a := &c.Pages[i].Attachments[0]
		a.Sender, a.Role, a.ContentType = "Ana", model.RoleCustomer, "text/plain"
	}
	from := session.Source{Region: "eu-central-1", Endpoint: "participant.example", Version: "attache 1"}
	dir := t.TempDir()
	command, screen := filepath.Join(dir, "command.json"), filepath.Join(dir, "screen.json")
	get(t, c, GetOptions{All: true, Receipt: command, Source: from}, 0)
	got := receiptAt(t, command)

	s := session.Summary{Source: from, Contact: "c-1", At: got.WrittenAt}
	for i := range c.Pages {
		a := c.Pages[len(c.Pages)-1-i].Attachments[0]
		o := model.Outcome{Attachment: a, Problem: denied}
		if a.ID == "f-1" {
			o = model.Outcome{Attachment: a, Saved: saved(model.DownloadRequest{Attachment: a})}
		}
		s.Outcomes = append(s.Outcomes, o)
	}
	if err := After(s, screen, io.Discard, io.Discard); err != nil {
		t.Fatal(err)
	}
	if other := receiptAt(t, screen); !reflect.DeepEqual(got, other) {
		t.Errorf("the command's %+v, the screen's %+v", got, other)
	}
	if got.ContactID != "c-1" || got.Region != from.Region || got.Endpoint != from.Endpoint || got.Version != from.Version || got.WrittenAt.IsZero() || got.Error != nil {
		t.Errorf("the receipt says of itself %+v", got.ReceiptOrigin)
	}
	for i, f := range got.Files {
		if f.Sender != "Ana" || f.Role != model.RoleCustomer || f.ContentType != "text/plain" || f.Status != model.StatusApproved || f.SentAt.IsZero() || (f.Error == nil) != (i == 0) {
			t.Errorf("of a file it says %+v", f)
		}
	}
}

func TestAReceiptSaysWhereAPartOfTheChatIsMissing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "receipt.json")
	c := made(&fakechat.Chat{Pages: files(1), OnRead: fails(&model.Problem{Kind: model.KindServer, Op: "GetTranscript", Status: 500})})
	get(t, c, GetOptions{All: true, Receipt: path}, 0)
	if r := receiptAt(t, path); len(r.Files) != 1 || r.Error == nil || r.Error.Kind != "server" || r.Error.Status != 500 {
		t.Errorf("it says %+v", r)
	}
}

// A receipt names no time that nobody knows, and one of the first round is still a receipt.
func TestAReceiptOfAnEarlierVersionIsReplaced(t *testing.T) {
	path := filepath.Join(t.TempDir(), "receipt.json")
	const before = `{
  "files": [
    {
      "id": "a-1",
      "name": "a.pdf",
      "path": "/d/a.pdf",
      "size": 3,
      "sha256": "ab",
      "state": "saved",
      "doubts": [{"kind": "type", "message": "Look."}]
    },
    {"id": "a-2", "state": "failed", "error": {"kind": "throttled", "status": 429, "message": "It is.", "advice": "Wait."}}
  ],
  "retry": "attache get a-2"
}
`
	for _, text := range []string{before, ""} {
		if text != "" {
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		s := session.Summary{At: time.Date(2026, 1, 5, 9, 0, 0, 5, time.FixedZone("", 3600)), Outcomes: []model.Outcome{outcome("a", "/d/a", nil)}}
		if err := WriteReceipt(path, s); err != nil {
			t.Fatal(err)
		}
		if r := receiptAt(t, path); r.WrittenAt.Format(time.RFC3339Nano) != "2026-01-05T08:00:00Z" || len(r.Files) != 1 {
			t.Errorf("it says %+v", r)
		}
	}
}

func TestWhatAKilledRunLeftOfAReceiptIsClearedAwayByTheNext(t *testing.T) {
	dir := t.TempDir()
	old := time.Now().Add(-2 * time.Hour)
	left := []string{receiptDraft + rand.Text(), receiptDraft + "mine", receiptDraft + rand.Text()}
	for _, name := range left {
		path := filepath.Join(dir, name)
		if err := errors.Join(os.WriteFile(path, []byte("{"), 0o600), os.Chtimes(path, old, old)); err != nil {
			t.Fatal(err)
		}
		old = time.Now() // the last is being written
	}
	if err := os.Chtimes(filepath.Join(dir, left[1]), time.Time{}, time.Now().Add(-2*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := WriteReceipt(filepath.Join(dir, "r.json"), session.Summary{}); err != nil {
		t.Fatal(err)
	}
	for i, name := range left {
		if _, err := os.Stat(filepath.Join(dir, name)); (err == nil) != (i > 0) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
