package opener

import (
	"context"
	"slices"
	"testing"
)

func env(vars map[string]string) func(string) string {
	return func(k string) string { return vars[k] }
}

func TestAvailableOnlyWhereADesktopIsInFrontOfTheUser(t *testing.T) {
	ssh := map[string]string{"SSH_CONNECTION": "a b c d"}
	tests := []struct {
		name, system string
		env          map[string]string
		want         bool
	}{
		{"linux desktop", "linux", map[string]string{"DISPLAY": ":0"}, true},
		{"wayland", "linux", map[string]string{"WAYLAND_DISPLAY": "w"}, true},
		{"linux console", "linux", nil, false},
		{"linux over ssh", "linux", ssh, false},
		{"linux over ssh with forwarded windows", "linux", map[string]string{"SSH_CONNECTION": "x", "DISPLAY": "localhost:10"}, true},
		{"mac", "darwin", nil, true},
		{"mac over ssh", "darwin", ssh, false},
		{"windows", "windows", nil, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := (Opener{system: tt.system, getenv: env(tt.env)}).Available(); got != tt.want {
				t.Errorf("Available() = %v, want %v", got, tt.want)
			}
		})
	}
}

func TestOpenUsesTheSystemsOwnOpener(t *testing.T) {
	for system, want := range map[string][]string{
		"linux":   {"xdg-open", "/d/a.pdf"},
		"darwin":  {"open", "/d/a.pdf"},
		"windows": {"rundll32", "url.dll,FileProtocolHandler", "/d/a.pdf"},
	} {
		var got []string
		o := Opener{system: system, run: func(_ context.Context, name string, args ...string) error {
			got = append([]string{name}, args...)
			return nil
		}}
		if err := o.Open(t.Context(), "/d/a.pdf"); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: ran %q, %v; want %q", system, got, err, want)
		}
	}
}

func TestAnOpenerThatFailsIsToldAndOneThatStaysIsNot(t *testing.T) {
	if start(t.Context(), "false") == nil {
		t.Error("a failing opener was taken for a good one")
	}
	if start(t.Context(), "no such opener") == nil {
		t.Error("a missing opener was taken for a good one")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := start(ctx, "sleep", "0.2"); err != nil {
		t.Errorf("an opener that goes on running: %v", err)
	}
}
