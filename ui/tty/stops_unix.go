//go:build unix

package tty

import (
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
)

// notStopped is how soon a program goes on that nobody has stopped: where there is no shell that could bring it back,
// the system does not stop it, and the framework would wait for ever.
const notStopped = 300 * time.Millisecond

// Stops has the program go on once it was stopped, whoever stopped it, or once nobody did. It does not catch SIGTSTP:
// Go cannot leave that to the system again, and the framework stops the program with it.
type Stops struct {
	take func() // takes the terminal as it is now
	came chan os.Signal

	mu   sync.Mutex
	away chan struct{} // closed when the program is back; nil: it is not away
}

// continued is what the program is sent when it goes on without having left the terminal: another stopped it.
type continued struct{}

// Drive listens to the signal for a program, until Stop.
func (s *Stops) Drive(program *tea.Program) {
	s.came = make(chan os.Signal, 1)
	s.take = func() {
		if program.ReleaseTerminal() == nil {
			_ = program.RestoreTerminal() // where that fails, the next key or frame does
		}
	}
	signal.Notify(s.came, syscall.SIGCONT)
	go func() {
		for range s.came {
			if !s.isAway() {
				program.Send(continued{})
			}
		}
	}()
}

// Stop leaves the signal to do what it does by itself.
func (s *Stops) Stop() {
	signal.Stop(s.came)
	close(s.came)
	s.back()
}

// back ends the wait for a program that was away.
func (s *Stops) back() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.away != nil {
		close(s.away)
		s.away = nil
	}
}

func (s *Stops) isAway() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.away != nil
}

// Filter is the program's filter, behind that of the terminal.
func (s *Stops) Filter(msg tea.Msg) tea.Msg {
	switch msg.(type) {
	case tea.SuspendMsg:
		s.leave()
	case tea.ResumeMsg:
		s.back()
	case continued:
		s.take()
		return tea.ClearScreen()
	}
	return msg
}

// leave lets the framework stop the program, and has it go on where that did not stop.
func (s *Stops) leave() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.away != nil {
		return
	}
	back := make(chan struct{})
	s.away = back
	go func() {
		for {
			select {
			case <-back:
				return
			case <-time.After(notStopped):
				_ = syscall.Kill(syscall.Getpid(), syscall.SIGCONT) // one that was stopped is back by now
			}
		}
	}()
}
