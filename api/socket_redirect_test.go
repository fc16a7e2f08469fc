package api

import (
	"net/http"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func TestASocketFollowsNoRedirect(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var asked, followed atomic.Int32
		opensUnder(t, func(ch *chat) {
			ch.upgrade = func(w http.ResponseWriter) bool {
				asked.Add(1)
				w.Header().Set("Location", "/elsewhere")
				w.WriteHeader(http.StatusTemporaryRedirect)
				return true
			}
			ch.own = func(r *http.Request) http.HandlerFunc {
				if r.URL.Path != "/elsewhere" {
					return nil
				}
				return func(w http.ResponseWriter, _ *http.Request) {
					followed.Add(1)
					w.WriteHeader(http.StatusNotFound)
				}
			}
		})
		if asked.Load() == 0 || followed.Load() != 0 {
			t.Errorf("%d sockets asked for, %d redirects followed", asked.Load(), followed.Load())
		}
		time.Sleep(time.Minute)
	})
}
