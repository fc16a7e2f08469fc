package worker

import (
	"bufio"
	"context"
	"io"
	"runtime/debug"
	"sync"

	"attache/ui/preview"
)

// Asked reports whether the arguments are those of a child.
func Asked(args []string) bool { return len(args) == 1 && args[0] == command }

// Serve is the child: it answers the questions on in until that is closed, and returns the exit code. It
// takes from itself what decoding needs not before it reads anything.
func Serve(in io.Reader, out io.Writer, decode preview.Decoder) int {
	return serve(in, out, decode, confine())
}

func serve(in io.Reader, out io.Writer, decode preview.Decoder, held limits) int {
	s := server{out: out, decode: decode}
	if s.write(kindReady, 0, []byte{byte(held)}) != nil {
		return 1
	}
	for r := bufio.NewReader(in); ; {
		f, err := readFrame(r, maxAsk)
		if err == io.EOF { //nolint:errorlint // readFrame hands it on as it is
			return 0 // the parent is gone, and with it whoever wanted an answer
		}
		if err != nil || !s.take(f) {
			return 1
		}
	}
}

// server answers one question at a time.
type server struct {
	out    io.Writer
	decode preview.Decoder

	mu     sync.Mutex // for out
	cancel context.CancelFunc
	done   chan struct{} // closed when the last answer is given
	asked  uint32
}

// take does what a frame says, and reports whether it said something.
func (s *server) take(f frame) bool {
	switch f.kind {
	case kindAsk:
		ask, ok := unpackAsk(f.body)
		if !ok {
			return false
		}
		if s.done != nil {
			s.cancel()
			<-s.done
		}
		ctx, cancel := context.WithCancel(context.Background())
		s.cancel, s.done, s.asked = cancel, make(chan struct{}), f.number
		go s.answer(ctx, ask, f.number, s.done)
	case kindCancel:
		if s.cancel != nil && f.number == s.asked {
			s.cancel()
		}
	case kindReady, kindPage, kindDone:
		return false
	}
	return true
}

// answer decodes, and gives back the memory that it took.
func (s *server) answer(ctx context.Context, ask *preview.Ask, number uint32, done chan<- struct{}) {
	fault := ""
	if err := s.decode(ctx, ask, func(p preview.Page) { s.page(number, p, ask.Box) }); err != nil && ctx.Err() == nil {
		fault = err.Error()
	}
	_ = s.write(kindDone, number, []byte(fault[:min(len(fault), maxName)])) // a parent that is gone needs no answer
	close(done)
	ask.Data = nil
	debug.FreeOSMemory()
}

func (s *server) page(number uint32, p preview.Page, box preview.Box) {
	p.Tidy(box)
	head, picture := packPage(&p)
	_ = s.write(kindPage, number, head, picture) // likewise
}

func (s *server) write(k kind, number uint32, parts ...[]byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return writeFrame(s.out, k, number, parts...)
}
