package model

import (
	"sync"
	"testing"
)

func TestAnAttachmentIsSafeFromTheStart(t *testing.T) {
	a := NewAttachment("id\x1b", "../x\u202e.pdf", "text/\x07", "NEW\x9b")
	want := Attachment{
		ID: "id\x1b", IDText: "id<ESC>", Name: "../x<U+202E>.pdf", NameHidden: true, FileName: "x.pdf", ContentType: "text/<BEL>", Status: "NEW\uFFFD",
	}
	if a != want {
		t.Errorf("got %+v, want %+v", a, want)
	}
}

func TestWhatHasNoNameGoesByItsID(t *testing.T) {
	if a := NewAttachment("7f", " \n", "", ""); a.Label() != "7f" || a.FileName != "attachment-7f" {
		t.Errorf("label %q, file name %q", a.Label(), a.FileName)
	}
	if a := NewAttachment("7f", "x", "", ""); a.Label() != "x" {
		t.Errorf("label %q", a.Label())
	}
}

func TestAMeterCountsFromManySides(t *testing.T) {
	var m Meter
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 100 {
				m.Add(3)
				m.Add(-1)
			}
		})
	}
	m.SetTotal(5000)
	group.Wait()
	if done, total := m.Read(); done != 1600 || total != 5000 {
		t.Errorf("%d of %d", done, total)
	}
}
