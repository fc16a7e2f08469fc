package ui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/ui/runner/fakechat"
)

func TestAPastedAnswerOfAnSDKGivesItsToken(t *testing.T) {
	const token = "canary-token"
	long := strings.Repeat("x", 6000)
	for text, taken := range map[string]bool{
		" \"" + token + "\"\r\n": true,
		"{\r\n \"Websocket\": {\"Url\": \"wss://" + long + "\"},\r\n \"ConnectionCredentials\": {\"ConnectionToken\": \"" + token + "\"}\r\n}": true,
		`{"chatTokenTransport":{"participantToken":"` + token + `","expiry":"2026-01-01"}}`:                                                    true,
		`{"ContactId":"c","ParticipantId":"p","ParticipantToken":"` + token + `"}`:                                                             false,
		`{"message":"` + token + `"}`: false,
	} {
		screenTest(t, func(t *testing.T) {
			f := &fakechat.Chat{Pages: chatOf(3)}
			s := onAir(f)
			d := newDriver(t, f)
			d.tell(s, refused())
			d.press(d.m.opts.Keys.Screen.Token)
			d.wantText("another one (hidden)")
			d.send(tea.PasteMsg{Content: text})
			d.press(d.m.opts.Keys.Prompt.Accept)
			d.wantNoText("canary")
			if got := len(f.Tokens) == 1; got != taken || taken && f.Tokens[0] != token {
				t.Errorf("%.40q: %d tokens given", text, len(f.Tokens))
			}
			if !taken && strings.Contains(text, "ContactId") {
				d.wantText("the other kind of token")
			}
			d.tell(s, model.Update{Filled: true, Watch: liveNow})
		})
	}
}
