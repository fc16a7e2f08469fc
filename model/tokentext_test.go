package model

import (
	"strings"
	"testing"
)

// sampleToken has every sign that a token may have.
const sampleToken = "QVFJREFIaE9+CANARY/0123456789_abc-def=="

func TestATokenIsReadHoweverItWasCopied(t *testing.T) {
	const (
		start      = `{"ContactId": "c-1", "ParticipantId": "p-1", "ParticipantToken": "TOKEN"}`
		connection = `{"Websocket":{"Url":"wss://x.example/?a=b","ConnectionExpiry":"2026-01-01T00:00:00Z"},"ConnectionCredentials":{"ConnectionToken":"TOKEN","Expiry":"2026-01-01T00:00:00Z"}}`
		created    = `{"ParticipantCredentials":{"ParticipantToken":"TOKEN","Expiry":"2026-01-01T00:00:00Z"},"ParticipantId":"p-1"}`
		streams    = `{"chatTokenTransport":{"participantToken":"TOKEN","expiry":"2026-01-01T00:00:00Z"}}`
		chatjs     = `{"contactId":"c","participantId":"p","participantToken":"TOKEN"}`
	)
	plain := []string{
		"TOKEN", " TOKEN\t", "TOKEN\r\n", "\n\nTOKEN\n\n", "\ufeffTOKEN\n", "\u200bTOKEN\u00a0", `"TOKEN"`, "'TOKEN'\n", "“TOKEN”", "` TOKEN `",
		"x-amz-bearer: TOKEN", "X-Amz-Bearer TOKEN", "Bearer TOKEN", `"Bearer TOKEN"`, "x-amz-bearer:\tTOKEN",
	}
	named := map[TokenKind][]string{
		ParticipantToken: {
			start, strings.ReplaceAll(start, " ", "\r\n\t"), created, chatjs, `{"data":{"startChatResult":` + start + `}}`,
			`{"statusCode":200,"body":"` + strings.ReplaceAll(start, `"`, `\"`) + `"}`,
			`[` + start + `]`, strings.ReplaceAll(start, `"`, "'"), // Python
			"{'ParticipantToken': 'TOKEN', 'ResponseMetadata': {'HTTPHeaders': {'date': 'now'}}, 'at': datetime.datetime(2026, 1, 1)}",
			"ContactId: c-1\nParticipantId: p-1\nParticipantToken: TOKEN\n",           // YAML
			"ContactId        : c-1\nParticipantToken : TOKEN\n",                      // PowerShell
			"{ contactId: 'c', participantId: 'p', participantToken: 'TOKEN' }",       // a console
			"ATTACHE_PARTICIPANT_TOKEN=TOKEN\n", "export PARTICIPANT_TOKEN=\"TOKEN\"", // a shell
		},
		ConnectionToken: {
			connection, streams, `{"participantToken":"TOKEN","expiry":"2026-01-01T00:00:00Z"}`,
			"{ chatTokenTransport: { participantToken: 'TOKEN', expiry: '2026-01-01T00:00:00Z' } }",
			"{participantToken: 'TOKEN', expiry: '2026-01-01'}", "chatTokenTransport:\n  participantToken: TOKEN\n",
			`{"connectionToken":"TOKEN","connectionTokenExpiry":"x"}`,
			"AWS_REGION=eu-west-2\nATTACHE_CONNECTION_TOKEN=TOKEN\n",
		},
	}
	check := func(text string, want, kind TokenKind) {
		t.Helper()
		text = strings.ReplaceAll(text, "TOKEN", sampleToken)
		// A name of a variable holds the word as well.
		text = strings.NewReplacer("_"+sampleToken, "_TOKEN").Replace(text)
		token, got, err := ReadToken("x", text, want)
		if err != nil || token.Reveal() != sampleToken || got != kind {
			t.Errorf("%q: a %v %q, %v", text, got, token.Reveal(), err)
		}
	}
	for _, want := range []TokenKind{ConnectionToken, ParticipantToken} {
		for _, text := range plain {
			check(text, want, want)
		}
		for kind, texts := range named {
			for _, text := range texts {
				check(text, want, kind)
			}
		}
	}
}

func TestOfTwoTokensTheWantedOneIsRead(t *testing.T) {
	const text = "ATTACHE_CONNECTION_TOKEN=first\nATTACHE_PARTICIPANT_TOKEN=second\n"
	for want, token := range []string{"first", "second"} {
		got, kind, err := ReadToken("x", text, TokenKind(want))
		if err != nil || got.Reveal() != token || int(kind) != want {
			t.Errorf("%v: %q, %v, %v", TokenKind(want), got.Reveal(), kind, err)
		}
	}
	escaped := `{"ParticipantToken":"a\/b\u003d"}`
	if got, _, err := ReadToken("x", escaped, ParticipantToken); err != nil || got.Reveal() != "a/b=" {
		t.Errorf("%q, %v", got.Reveal(), err)
	}
}

func TestOfTwoChatsNoneIsGuessed(t *testing.T) {
	const a, b = `{"connectionToken":"first-first"}`, `{"connectionToken":"second-second"}`
	for _, text := range []string{
		"[" + a + "," + b + "]", `{"x":` + a + `,"y":` + b + "}", a + "\n" + b, "CONNECTION_TOKEN=first-first\nconnectionToken: second-second",
		`[{"chatTokenTransport":{"participantToken":"first-first"}},` + b + "]",
	} {
		token, _, err := ReadToken("x", text, ConnectionToken)
		if p := AsProblem(err); p == nil || p.Detail != "it names more than one connection token" || token.Reveal() != "" {
			t.Errorf("%s: %q, %v", text, token.Reveal(), err)
		}
	}
	if got, _, err := ReadToken("x", "["+a+","+a+"]", ConnectionToken); err != nil || got.Reveal() != "first-first" {
		t.Errorf("one token, twice: %q, %v", got.Reveal(), err)
	}
}

func TestATextThatIsCutOffWithinItsTokenIsNotTaken(t *testing.T) {
	whole := `{"ContactId":"c","ParticipantToken":"` + sampleToken + `","ParticipantId":"p"}`
	end := strings.Index(whole, sampleToken) + len(sampleToken)
	for n := range len(whole) {
		token, _, err := ReadToken("x", whole[:n], ParticipantToken)
		if good := err == nil && token.Reveal() == sampleToken; n > end && !good || n <= end && token.Reveal() != "" {
			t.Errorf("%d characters: %q, %v", n, token.Reveal(), err)
		}
	}
}

func TestATextWithoutATokenIsNamedAndNotRepeated(t *testing.T) {
	for text, fault := range map[string]string{
		"": FaultEmpty, " \r\n": FaultEmpty, `""`: FaultEmpty, `{"ParticipantToken":""}`: FaultUnreadable,
		"CANARY CANARY": FaultControl, "CANARY\nCANARY": FaultControl, "CANARYü": FaultControl,
		`{"message":"CANARY"}`: FaultUnreadable, "{": FaultUnreadable, `["CANARY"]`: FaultUnreadable,
		`{"ParticipantToken":"CANARY CANARY"}`: FaultControl, `{"ParticipantToken":7}`: FaultUnreadable,
		strings.Repeat("CANARY", 200): FaultTooLong,
	} {
		_, _, err := ReadToken("x", text, ConnectionToken)
		if p := AsProblem(err); p == nil || p.Kind != KindInput || p.Code != fault || strings.Contains(p.Error(), "CANARY") {
			t.Errorf("%q: %+v, not %s", text, p, fault)
		}
	}
}

// FuzzReadToken looks for a text that brings the reader down, that is repeated, or that gives what is no token.
func FuzzReadToken(f *testing.F) {
	for _, text := range []string{"a", `{"ParticipantToken":"a"}`, `{"a":"{\"connectionToken\":\"b\"}"}`, "connection_token=\"a", "Bearer x", `"`, "chatTokenTransport participantToken:a"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		token, _, err := ReadToken("x", text, ConnectionToken)
		if err != nil {
			if p := AsProblem(err); p.Kind != KindInput || len(p.Detail) > 64 {
				t.Fatalf("%q: %+v", text, p)
			}
			return
		}
		if again, _, err := ReadToken("x", token.Reveal(), ConnectionToken); err == nil && len(again.Reveal()) > len(token.Reveal()) {
			t.Fatalf("%q: %q, then %q", text, token.Reveal(), again.Reveal())
		}
		if _, err := CheckToken("x", token.Reveal()); err != nil {
			t.Fatalf("%q gives %q", text, token.Reveal())
		}
	})
}
