package model

import (
	"strings"
	"testing"
	"time"
)

func TestTheOriginOfAPageIsAsABrowserWritesIt(t *testing.T) {
	for address, want := range map[string]string{
		"https://desk.example/attache/?x=1#y": "https://desk.example", "HTTPS://Desk.Example:443": "https://desk.example",
		"https://desk.example:8443/": "https://desk.example:8443", "http://localhost:3000/p": "http://localhost:3000",
		"http://127.0.0.1/": "http://127.0.0.1", "http://[::1]:8080/": "http://[::1]:8080", " https://a-b.c ": "https://a-b.c",
		"http://desk.example": "", "file:///x": "", "javascript:alert(1)": "", "": "", "desk.example": "", "https://": "", "https://u:p@desk.example": "",
		"https://desk.example:port": "", "https://d\u202ek.example": "", "http://127.0.0.1.evil.example": "", "https://a\n.b": "",
	} {
		got, err := OriginOf("--open", address)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v", address, got, err)
		}
	}
	for text, ok := range map[string]bool{"https://desk.example": true, "https://desk.example/": true, "https://desk.example/x": false, "https://desk.example?x": false, "null": false} {
		if _, err := CheckOrigin("--pair-origins", text); (err == nil) != ok {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestWhatAPageGaveToCopyIsAnOffer(t *testing.T) {
	const token = "QVFJREFIaECANARYcanary0123456789abcdefghij=="
	text := `{"contactId":"c-1","region":"eu-west-2","chatTokenTransport":{"participantToken":"` + token + `","expiry":"2026-01-02T03:04:05.678Z"}}`
	o, err := ReadOffer("x", text)
	if err != nil || o.Token.Reveal() != token || o.Contact != "c-1" || o.Region != "eu-west-2" || o.Expires.Year() != 2026 {
		t.Errorf("%+v, %v", o, err)
	}
	o, err = ReadOffer("x", token)
	if err != nil || o.Token.Reveal() != token || o.Region != "" || o.Contact != "" {
		t.Errorf("a token alone: %+v, %v", o, err)
	}
	o, err = ReadOffer("x", strings.Replace(text, "eu-west-2", "evil.example/", 1))
	if err != nil || o.Region != "" {
		t.Errorf("a region that is none: %+v, %v", o, err)
	}
	for _, bad := range []string{"", "{", `{"contactId":"CANARY"}`, `{"ParticipantToken":"` + token + `","ContactId":"c"}`} {
		if _, err := ReadOffer("x", bad); err == nil || strings.Contains(err.Error(), "CANARY") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func FuzzOffer(f *testing.F) {
	f.Add("c-1", "eu-west-2", "Billing", strings.Repeat("t", 40), "https://desk.example")
	f.Fuzz(func(t *testing.T, contact, region, chat, token, origin string) {
		o, err := Offer{Chat: chat, Contact: contact, Region: region, Token: NewSecret(token)}.Check(time.Time{})
		if err != nil {
			if p := AsProblem(err); p.Detail != "" || p.Kind != KindInput {
				t.Fatalf("%+v", p)
			}
			return
		}
		if o.Chat != Text(o.Chat) || o.Contact != Text(o.Contact) || !MayBeRegion(o.Region) || len([]rune(o.Chat)) > 60 {
			t.Fatalf("%+v", o)
		}
		if again, err := OriginOf("x", origin); err == nil && again != strings.ToLower(again) {
			t.Fatalf("%q", again)
		}
	})
}
