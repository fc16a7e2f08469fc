package live

import (
	"strings"
	"testing"
	"time"

	"attache/model"
)

func TestASocketURLMustBeSafe(t *testing.T) {
	for _, row := range []struct {
		plain        bool
		address, why string
	}{
		{false, "wss://a.transport.connect.us-east-1.amazonaws.com/prod?X-Amz-Signature=s", ""},
		{false, "ws://a.transport.connect.us-east-1.amazonaws.com/prod", "plain http"},
		{false, "ws://127.0.0.1:9/", ""},
		{false, "ws://elsewhere.example/", "plain http"},
		{true, "ws://emulator.example/", ""},
		{false, "", "missing"},
		{false, "https://a.example/", "not a socket"},
		{false, "wss:///prod", "no host"},
		{false, "wss:prod", "no host"},
		{false, "wss://user:pass@a.example/", "holds a user name"},
		{false, "wss://a.example/\x00", "not plain ASCII"},
		{false, "wss://a.example/" + strings.Repeat("x", 8192), "too long"},
		{true, "ws://user@emulator.example/", "holds a user name"},
	} {
		if _, why := SocketURL(model.NewSecret(row.address), row.plain); why != row.why {
			t.Errorf("%s, plain http taken %v: %q, want %q", row.address, row.plain, why, row.why)
		}
	}
}

func TestASocketIsRenewedBeforeASensibleEnd(t *testing.T) {
	now := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	for _, row := range []struct{ announced, want time.Duration }{
		{0, socketTime},
		{100 * time.Second, socketTime}, // the URL's own life
		{-time.Hour, socketTime},
		{10 * time.Minute, 9 * time.Minute},
		{time.Hour, 59 * time.Minute},
		{24 * time.Hour, socketTime},
	} {
		closes := time.Time{}
		if row.announced != 0 {
			closes = now.Add(row.announced)
		}
		if got := socketLife(closes, now); got != row.want {
			t.Errorf("announced for %v: used for %v, want %v", row.announced, got, row.want)
		}
	}
}
