package socket

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"attache/api/emulator/chat"
	"attache/api/emulator/clock"
	"attache/api/emulator/fault"
	"attache/api/emulator/scenario"
	"attache/api/emulator/token"
	"attache/api/emulator/wire"
)

func TestNothingKeepsThePaceWhileNobodyListens(t *testing.T) {
	c, err := chat.New(scenario.Options{}, token.NewSecret(), clock.From(time.Now, time.Time{}), fault.Set{})
	if err != nil {
		t.Fatal(err)
	}
	h := NewHub(c)
	c.Change(func() {})
	if h.pacer != nil {
		t.Error("before the first socket")
	}
	url := h.URL(wire.NewOrigin("emulator.test", false), time.Now().Add(time.Hour), c.Members[0])
	k := h.admit(httptest.NewRequestWithContext(t.Context(), "GET", strings.TrimPrefix(url, "ws://emulator.test"), nil))
	if k == nil || h.pacer == nil {
		t.Fatal("a socket is not admitted, or nothing keeps its pace")
	}
	h.leave(k)
	h.AwaitEnd()
	if h.pacer != nil {
		t.Error("after the last socket")
	}
}
