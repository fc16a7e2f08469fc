//go:build unix

package download

import (
	"net"
	"net/http"
	"os"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"attache/api/trial"
	"attache/api/wire"
	"attache/model"
)

// openNoMore lets this process open no file until the returned function is called.
func openNoMore(t *testing.T) (again func()) {
	t.Helper()
	var before syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &before); err != nil {
		t.Skip("this system tells no limit of open files")
	}
	none := before
	none.Cur = 0
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &none); err != nil {
		t.Skip("this system does not take a limit of open files")
	}
	again = func() { _ = syscall.Setrlimit(syscall.RLIMIT_NOFILE, &before) }
	t.Cleanup(again)
	return again
}

func TestASaveWaitsWhileTooManyFilesAreOpen(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		a := newArena(t)
		a.saver.caller.Jitter = func() float64 { return 1 }
		a.far.steps = []step{whole}
		again := openNoMore(t)
		time.AfterFunc(time.Second, again)
		saved, err := a.saver.Save(t.Context(), a.request, nil)
		if err != nil {
			t.Fatal(err)
		}
		a.checkFile(saved)
	})
}

func TestTooManyOpenFilesAreNamedInTheEnd(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		a := newArena(t)
		a.far.steps = []step{whole}
		again := openNoMore(t)
		_, err := a.saver.Save(t.Context(), a.request, nil)
		again()
		if p := trial.WantKind(t, err, model.KindDisk); p.Code != model.CodeOpenFiles {
			t.Errorf("%v", &p)
		}
		if links, _ := a.far.counts(); links != 0 {
			t.Errorf("%d links were asked for", links)
		}
	})
}

// crowded is a way out on which the first requests find too many connections open.
type crowded struct {
	next http.RoundTripper
	left atomic.Int32
}

func (c *crowded) RoundTrip(r *http.Request) (*http.Response, error) {
	if c.left.Add(-1) >= 0 {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: os.NewSyscallError("socket", syscall.EMFILE)}
	}
	return c.next.RoundTrip(r)
}

func TestACallWaitsWhileTooManyConnectionsAreOpen(t *testing.T) {
	for name, c := range map[string]struct {
		refused int32
		ok      bool
	}{"for a moment": {3, true}, "for ever": {100, false}} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				a := newArena(t)
				a.far.steps = []step{whole}
				way := &crowded{next: a.saver.caller.Transport}
				way.left.Store(c.refused)
				a.saver.caller.Transport = way
				saved, err := a.saver.Save(t.Context(), a.request, nil)
				if c.ok {
					if err != nil {
						t.Fatal(err)
					}
					a.checkFile(saved)
					return
				}
				if p := trial.WantKind(t, err, model.KindOffline); p.Code != model.CodeOpenFiles {
					t.Errorf("%v", &p)
				}
			})
		})
	}
}

func TestALookupThatFindsTooManyFilesOpenSaysSo(t *testing.T) {
	err := &net.DNSError{Err: "dial udp 127.0.0.1:53: socket: too many open files", Name: "files.example"}
	if !wire.IsOutOfFiles(err) || wire.IsOutOfFiles(&net.DNSError{Err: "no such host", IsNotFound: true}) {
		t.Error("it is not told from others")
	}
}
