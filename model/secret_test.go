package model

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

const canary = "canary-in-the-mine"

// holder keeps secrets wherever Go lets them be kept.
type holder struct {
	S      Secret
	hidden Secret
	p      *Secret
	any    any
	slice  []Secret
	m      map[string]Secret
	key    map[Secret]int
	link   Link
	order  DownloadRequest
}

func TestNoWayOfPrintingShowsASecret(t *testing.T) {
	s := NewSecret(canary)
	h := holder{s, s, &s, s, []Secret{s}, map[string]Secret{"a": s}, map[Secret]int{s: 1}, Link{URL: s}, DownloadRequest{Link: Link{URL: s}}}
	var out strings.Builder
	for _, v := range []any{s, &s, h, &h, h.link, []any{h}} {
		for _, verb := range "vsqxXdtTbcoOpeEfFgGU" {
			for _, flag := range []string{"", "+", "#", " ", "0", "-", "9"} {
				fmt.Fprintf(&out, "%"+flag+string(verb)+"\n", v)
			}
		}
		text, err := json.Marshal(map[string]any{"v": s, "l": Link{URL: s}})
		fmt.Fprint(&out, string(text), err, errors.New(fmt.Sprint(v)))
	}
	var log bytes.Buffer
	for _, handler := range []slog.Handler{slog.NewTextHandler(&log, nil), slog.NewJSONHandler(&log, nil)} {
		slog.New(handler).Info("x", "secret", s, "pointer", &s, "link", h.link, "holder", h)
	}
	out.Write(log.Bytes())
	for _, leak := range []string{canary, fmt.Sprintf("%x", canary), fmt.Sprintf("%X", canary)} {
		if i := strings.Index(out.String(), leak); i >= 0 {
			t.Fatalf("shown: …%s", out.String()[max(0, i-80):i+len(leak)])
		}
	}
	if !strings.Contains(out.String(), redacted) {
		t.Error("nothing says that something was left out")
	}
}

func TestASecretIsGivenOnlyWhenAskedFor(t *testing.T) {
	if s := NewSecret(canary); s.Reveal() != canary || s.IsZero() || s.GoString() != redacted {
		t.Error("a secret is lost")
	}
	if s := NewSecret(""); !s.IsZero() || s != (Secret{}) || s.Reveal() != "" || s.String() != "" {
		t.Error("the empty secret is not empty")
	}
}
