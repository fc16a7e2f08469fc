package model

import (
	"strings"
	"testing"
	"time"
)

func TestNarrowTakesWhatTheFilterOfTheScreenWould(t *testing.T) {
	now := time.Date(2026, 11, 27, 10, 0, 0, 0, time.UTC)
	list := []Attachment{
		{ID: "1", Name: "a.pdf", ContentType: "application/pdf", Sender: "Zoë", Role: RoleCustomer, SentAt: now.Add(-time.Hour)},
		{ID: "2", Name: "b.png", ContentType: "image/png", Sender: "Ann", Role: RoleAgent, SentAt: now.Add(-time.Minute)},
		{ID: "3", Name: "c.txt", ContentType: "text/plain", Sender: "Bot X", Role: RoleBot},
	}
	since := func(s string) time.Time {
		at, ok := ParseSince(s, now)
		if !ok {
			t.Fatalf("%q is no time", s)
		}
		return at
	}
	for want, n := range map[string]Narrow{
		"123":  {},
		"1":    {From: []string{"zoe"}},
		"13":   {From: []string{"customer", "bot x"}},
		"2":    {Type: []string{"image"}},
		"12":   {Type: []string{"pdf", "png"}},
		"2 ":   {Since: since("10m")},
		"12 ":  {Since: since("2026-11-27")},
		"":     {From: []string{"agent"}, Type: []string{"pdf"}},
		" 2":   {Since: since("2026-11-27T09:30:00Z")},
		"  ":   {From: []string{`"`}},
		"  12": {Since: since("2026-11-27 09:00")},
	} {
		got := ""
		for _, a := range n.Take(list) {
			got += a.ID
		}
		if want = strings.TrimSpace(want); got != want && len(n.From) != 1 || len(n.From) == 1 && n.From[0] != `"` && got != want {
			t.Errorf("%+v: %q, want %q", n, got, want)
		}
	}
	for _, whole := range []string{"2026-11-27T09:30:05Z", "2026-11-27T09:30:05", "2026-11-27 09:30:05"} {
		if at := since(whole); !at.Equal(time.Date(2026, 11, 27, 9, 30, 5, 0, time.UTC)) {
			t.Errorf("%s is %v", whole, at)
		}
	}
	if at := since("2026-11-27T09:30+02:00"); !at.Equal(time.Date(2026, 11, 27, 7, 30, 0, 0, time.UTC)) {
		t.Errorf("with a zone and without seconds: %v", at)
	}
	for _, bad := range []string{"", "yesterday", "-5m", "12", "2026-13-01"} {
		if at, ok := ParseSince(bad, now); ok {
			t.Errorf("%q is %v", bad, at)
		}
	}
}

func TestATemplateMakesOneSafeName(t *testing.T) {
	a := NewAttachment("a-1", "report.final.pdf", "application/pdf", StatusApproved)
	a.Sender, a.Role, a.SentAt = "../Zoë / x", RoleCustomer, time.Date(2026, 11, 26, 23, 5, 9, 0, time.UTC)
	for template, want := range map[NameTemplate]string{
		"":                       "",
		"{sent}-{sender}-{name}": "20261126-230509-.._Zoë _ x-report.final.pdf",
		"{id}":                   "a-1.pdf",
		"{role}.{ext}":           "customer.pdf",
		"{stem} ({role})":        "report.final (customer).pdf",
		"{sender}":               "_.._Zoë _ x.pdf",
	} {
		if got := template.For(a); got != want {
			t.Errorf("%s: %q, want %q", template, got, want)
		}
	}
	for bad, want := range map[string]string{"{no}": "{no}; ", "{sent": "{sent; "} { // as it was written
		_, err := CheckNameTemplate("--name", bad)
		if p := AsProblem(err); !strings.HasPrefix(p.Detail, want) {
			t.Errorf("%q: %q", bad, p.Detail)
		}
	}
	for _, bad := range []string{"{no}", "{sent", "x", "", "a/{name}", `{name}\..`, "{}", "{sent}{ name}"} {
		if _, err := CheckNameTemplate("--name", bad); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

func TestAFileWithoutAnExtensionGetsNoneFromItsSender(t *testing.T) {
	a := Attachment{ID: "a-1", Name: "notes", FileName: "notes", Sender: "Bob.tar.exe"}
	for template, want := range map[NameTemplate]string{"{name}-{sender}": "notes-Bob_tar_exe", "{sender}": "Bob_tar_exe", "{sender}.txt": "Bob.tar.exe.txt"} {
		if got := template.For(a); got != want {
			t.Errorf("%s: %q, want %q", template, got, want)
		}
	}
}

func TestAQuoteInWhatIsTakenHidesNothing(t *testing.T) {
	list := []Attachment{{ID: "1", Sender: `Robert "Bob" Smith`}, {ID: "2", Sender: "Robert Bob Smith"}}
	for value, want := range map[string]int{`Robert "Bob" Smith`: 2, `bob" smith`: 2, `"Bob"`: 2, `"Ann"`: 0, `bob"ann`: 0} {
		if got := (Narrow{From: []string{value}}).Take(list); len(got) != want {
			t.Errorf("%s takes %d", value, len(got))
		}
	}
}

func FuzzNameTemplate(f *testing.F) {
	f.Add("{sent}-{sender}-{name}", "a.txt", "Ann")
	f.Add("{name}{sender}{ext}", "../x", "a/b")
	f.Fuzz(func(t *testing.T, template, name, sender string) {
		n, err := CheckNameTemplate("--name", template)
		if err != nil {
			return
		}
		a := NewAttachment("a-1", name, "", "")
		a.Sender = Text(sender)
		if got := n.For(a); got == "" || got != FileName(got, "a-1") || strings.ContainsAny(got, `/\`) {
			t.Errorf("%q makes %q", template, got)
		}
	})
}
