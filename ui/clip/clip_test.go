package clip

import (
	"context"
	"errors"
	"reflect"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func env(vars map[string]string) func(string) string {
	return func(k string) string { return vars[k] }
}

func TestRoutesFollowThePlace(t *testing.T) {
	tests := []struct {
		name, mode string
		env        map[string]string
		want       []Route
	}{
		{"local desktop", "auto", nil, []Route{RouteNative, RouteOSC52}},
		{"over ssh without a terminal of its own", "auto", map[string]string{"SSH_CONNECTION": "192.0.2.1 22"}, []Route{RouteOSC52}},
		{"over ssh the native tool is the wrong machine", "auto", map[string]string{"SSH_TTY": "/dev/pts/1"}, []Route{RouteOSC52}},
		{"tmux drops bare escape sequences", "auto", map[string]string{"TMUX": "/tmp/t,1,0", "TERM": "tmux-256color"}, []Route{RouteTmux, RouteOSC52}},
		{"tmux over ssh", "auto", map[string]string{"TMUX": "x", "SSH_CONNECTION": "1", "TERM": "screen"}, []Route{RouteTmux, RouteOSC52}},
		{"forced", "osc52", map[string]string{"TMUX": "x"}, []Route{RouteOSC52}},
		{"forced native", "native", map[string]string{"SSH_TTY": "x"}, []Route{RouteNative}},
		{"forced tmux", "tmux", nil, []Route{RouteTmux}},
		{"off", "off", nil, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := New(tt.mode, env(tt.env)).Routes(); !reflect.DeepEqual(got, tt.want) {
				t.Errorf("Routes() = %v, want %v", got, tt.want)
			}
		})
	}
}

func TestCopyFallsBackToTheNextRoute(t *testing.T) {
	broken := func(context.Context, string) error { return errors.New("no display") }
	tests := []struct {
		name   string
		native func(context.Context, string) error
		want   Route
	}{
		{"works", func(context.Context, string) error { return nil }, RouteNative},
		{"broken tool", broken, RouteOSC52},
		{"no tool", nil, RouteOSC52},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := Clipboard{mode: "auto", getenv: env(nil), turn: new(sync.Mutex), native: tt.native, limit: time.Minute}
			if got := c.Copy(t.Context(), "x"); got != tt.want {
				t.Errorf("Copy took route %v, want %v", got, tt.want)
			}
		})
	}
}

func TestCopyWithOnlyABrokenRouteSaysSo(t *testing.T) {
	c := Clipboard{mode: "native", getenv: env(nil), turn: new(sync.Mutex)}
	if got := c.Copy(t.Context(), "x"); got != RouteNone {
		t.Errorf("Copy took route %v, want none", got)
	}
}

func TestAHangingToolIsGivenUpAfterTwoSeconds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hold := make(chan struct{})
		defer close(hold)
		c := Clipboard{mode: "auto", getenv: env(nil), turn: new(sync.Mutex), native: func(context.Context, string) error { <-hold; return nil }, limit: toolLimit}
		start := time.Now()
		if got := c.Copy(context.Background(), "x"); got != RouteOSC52 {
			t.Errorf("Copy took route %v, want the terminal's", got)
		}
		if took := time.Since(start); took != toolLimit {
			t.Errorf("gave up after %v, want %v", took, toolLimit)
		}
	})
}
