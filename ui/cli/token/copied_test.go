package token

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"attache/model"
)

// answers are what SDKs print, with the kind of the token in them.
func answers() map[string]Kind {
	return map[string]Kind{
		`{"ContactId":"c","ParticipantId":"p","ParticipantToken":"` + canary + `"}`:                 Participant,
		`{"ParticipantCredentials":{"ParticipantToken":"` + canary + `","Expiry":"x"}}`:             Participant,
		"{\r\n  \"ConnectionCredentials\": {\r\n \"ConnectionToken\": \"" + canary + "\"\r\n}\r\n}": Connection,
		`{"chatTokenTransport":{"participantToken":"` + canary + `","expiry":"2026-01-01"}}`:        Connection,
		"ATTACHE_PARTICIPANT_TOKEN=" + canary:                                                       Participant,
	}
}

// TestATokenIsReadByEveryWayHoweverItWasCopied tries the ways; how a text is read is the model's.
func TestATokenIsReadByEveryWayHoweverItWasCopied(t *testing.T) {
	wide := "\xff\xfe"
	for _, r := range canary + "\r\n" {
		wide += string(r) + "\x00" // ASCII alone
	}
	for _, text := range []string{canary, " " + canary + " \r\n\n", "\ufeff" + canary, wide, wide[2:], `"` + canary + `"`, "Bearer " + canary} {
		for way, try := range ways(t, text) {
			got, err := try.Read(t.Context(), Participant, way)
			if strings.Contains(text, "\x00") && (way == OriginVariable || way == OriginTyped) {
				continue // neither can hold such bytes
			}
			if err != nil || got.Reveal() != canary {
				t.Errorf("%q by way %d: %q, %v", text, way, got.Reveal(), err)
			}
		}
	}
	for text, kind := range answers() {
		for way, try := range ways(t, text) {
			if got, err := try.Read(t.Context(), kind, way); err != nil || got.Reveal() != canary {
				t.Errorf("%q by way %d: %q, %v", text, way, got.Reveal(), err)
			}
			_, err := try.Read(t.Context(), 1-kind, way)
			if p := model.AsProblem(err); p == nil || p.Code != model.FaultOtherKind || strings.Contains(p.Error(), canary) {
				t.Errorf("%q by way %d: %+v", text, way, p)
			}
		}
	}
}

// ways makes a desk for each way on which text comes, whichever kind is asked for.
func ways(t *testing.T, text string) map[Origin]*desk {
	t.Helper()
	path := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	all := map[Origin]*desk{}
	for _, way := range []Origin{OriginFile, OriginPipe, OriginVariable, OriginCommand, OriginTyped} {
		d := newDesk()
		d.Typed = way == OriginTyped
		for kind := range d.Sources {
			d.Sources[kind] = Source{File: path, FileInput: "--file", Command: "cat '" + path + "'", CommandInput: "--command"}
			d.env[Variable(Kind(kind))] = text
		}
		d.In = &pipe{text: text}
		d.answers = []string{text, text, text, text}
		all[way] = d
	}
	return all
}

// pipe gives its text once for each reading to the end.
type pipe struct {
	text string
	rest *strings.Reader
}

// Read implements io.Reader.
func (p *pipe) Read(b []byte) (int, error) {
	if p.rest == nil {
		p.rest = strings.NewReader(p.text)
	}
	n, err := p.rest.Read(b)
	if err != nil {
		p.rest = nil
	}
	return n, err
}

func TestAnAnswerSaysItselfWhichKindItHolds(t *testing.T) {
	for text, kind := range answers() {
		d := newDesk()
		d.Typed, d.answers = true, []string{text}
		got := [2]model.Secret{}
		var err error
		if got[0], got[1], err = d.Both(t.Context(), func(bool) error { return nil }); err != nil || got[kind].Reveal() != canary || !got[1-kind].IsZero() {
			t.Errorf("%q typed: %q and %q, %v", text, got[0].Reveal(), got[1].Reveal(), err)
		}
		d = newDesk()
		d.env[Variable(1-kind)] = text
		if got[0], got[1], err = d.Both(t.Context(), func(bool) error { return nil }); err != nil || got[kind].Reveal() != canary || !got[1-kind].IsZero() {
			t.Errorf("%q in the other's variable: %q and %q, %v", text, got[0].Reveal(), got[1].Reveal(), err)
		}
		d = newDesk()
		d.env[Variable(Connection)], d.env[Variable(Participant)] = text, text
		if _, _, err := d.Both(t.Context(), func(bool) error { return nil }); model.AsProblem(err).Code != model.FaultOtherKind {
			t.Errorf("%q in both: %v", text, err)
		}
	}
}
