package app

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"attache/model"
	"attache/model/session"
	"attache/ui"
	"attache/ui/cli"
)

// chat saves whatever it is told to.
type chat struct {
	Chat
	saved model.Saved
}

func (c chat) Save(context.Context, model.DownloadRequest, func(model.CallState)) (model.Saved, error) {
	return c.saved, nil
}

func (c chat) Status() model.Connection { return model.Connection{Skew: time.Hour} }

// panel is that of an emulator whose clock is off.
type panel struct {
	ui.Panel
	now time.Time
}

func (p panel) Clock() (time.Time, float64) { return p.now, 1 }

func TestOfAnEmulatorTheClockIsShownAsItIsNow(t *testing.T) {
	at := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	for off, want := range map[time.Duration]time.Duration{time.Minute: time.Minute, -time.Second: -time.Second, 2 * model.MaxSkew: 0} {
		d := demo{chat{}, panel{now: at.Add(off)}, func() time.Time { return at }}
		if got := d.Status().Skew; got != want {
			t.Errorf("%v off is shown as %v", off, got)
		}
	}
}

// TestWhateverIsSavedIsJudged names a program that refuses whatever it is asked about: this test, without a file.
func TestWhateverIsSavedIsJudged(t *testing.T) {
	path := t.TempDir() + "/a.txt"
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	c := Judged(chat{saved: model.Saved{State: model.SaveDone, Path: path}}, cli.Shared{OnSaved: os.Args[0] + "\x00-no-such-flag"})
	for name, request := range map[string]model.DownloadRequest{"a file": {}, "a stream": {Attachment: model.Attachment{ID: "i"}, Out: io.Discard}} {
		saved, err := c.Save(t.Context(), request, nil)
		if err != nil || len(saved.Warnings) != 1 {
			t.Errorf("%s: %v, %v", name, saved.Warnings, err)
		}
	}
}

func TestAReceiptInTheFolderForDownloadsMakesThat(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "downloads")
	for name, made := range map[string]bool{"a/r.json": false, "r.json": true} {
		path := filepath.Join(dir, name)
		_, err := Deps{}.writeReceipt(path, session.Summary{}, dir, "")
		if (err == nil) != made {
			t.Errorf("%s: %v", name, err)
		}
	}
}
