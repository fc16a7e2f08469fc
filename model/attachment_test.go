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

func TestALinkIsBarredByTheScanAlone(t *testing.T) {
	for status, want := range map[Status]*Problem{
		StatusApproved:   nil,
		"":               nil,
		"SOMETHING_NEW":  nil,
		StatusRejected:   {Kind: KindRejected, Op: "GetAttachment"},
		StatusInProgress: {Kind: KindScanning, Op: "GetAttachment"},
	} {
		got := Attachment{Status: status}.NoLink(false)
		if (got == nil) != (want == nil) || got != nil && *got != *want {
			t.Errorf("%q: %+v, want %+v", status, got, want)
		}
	}
	if p := (Attachment{Status: StatusInProgress}).NoLink(true); p == nil || p.Kind != KindEnded {
		t.Errorf("still scanned when the chat has ended: %+v", p)
	}
	if p := (Attachment{Status: StatusApproved}).NoLink(true); p != nil {
		t.Errorf("approved before the chat has ended: %+v", p)
	}
}

func TestARoleIsShort(t *testing.T) {
	for role, want := range map[Role]string{
		RoleAgent: "agent", RoleCustomer: "cust", RoleBot: "bot", RoleSystem: "sys", RoleSupervisor: "sup", "": "", "OBSERVER": "observer",
	} {
		if got := role.Short(); got != want {
			t.Errorf("%q is %q, want %q", role, got, want)
		}
	}
}
