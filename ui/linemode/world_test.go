package linemode

import (
	"context"
	"io"
	"strings"
	"sync"
	"time"

	"attache/model"
	"attache/ui/clip"
	"attache/ui/runner/fakechat"
)

// world is a made-up chat, with a desktop and a terminal.
type world struct {
	*fakechat.Chat

	mu      sync.Mutex
	typed   []string // answers to AskSecret
	copied  []string
	opened  []string
	route   clip.Route
	routes  []clip.Route
	desktop bool
}

func newWorld() *world {
	w := &world{Chat: fakechat.New(time.Now), route: clip.RouteNative, routes: []clip.Route{clip.RouteNative, clip.RouteOSC52}, desktop: true}
	w.Known = model.Connection{LastAnswer: 212 * time.Millisecond, TokenEnds: epoch().Add(23*time.Hour + 51*time.Minute)}
	return w
}

// epoch is when every bubble begins.
func epoch() time.Time { return time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC) }

// Status tells a number of calls that no script has to be changed for.
func (w *world) Status() model.Connection {
	c := w.Chat.Status()
	c.Calls = 7
	return c
}

func (w *world) Routes() []clip.Route { return w.routes }

func (w *world) Copy(_ context.Context, text string) clip.Route {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.copied = append(w.copied, text)
	return w.route
}

func (w *world) Available() bool { return w.desktop }

func (w *world) Open(_ context.Context, path string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.opened = append(w.opened, path)
	return nil
}

func (w *world) askSecret(context.Context, string) (string, error) {
	if len(w.typed) == 0 {
		return "", io.EOF
	}
	line := w.typed[0]
	w.typed = w.typed[1:]
	return line, nil
}

// keyboard hands out what is typed, and ends of input in between, as a terminal does.
type keyboard struct {
	lines chan string // "" is an end of the input
	rest  string
}

func (k *keyboard) Read(p []byte) (int, error) {
	if k.rest == "" {
		line, ok := <-k.lines
		if !ok || line == "" {
			return 0, io.EOF
		}
		k.rest = line
	}
	n := copy(p, k.rest)
	k.rest = k.rest[n:]
	return n, nil
}

// paper takes what is printed.
type paper struct {
	mu   sync.Mutex
	text strings.Builder
	each func(string) // is told of what is printed; nil: nobody is
}

func (p *paper) Write(b []byte) (int, error) {
	if p.each != nil {
		p.each(string(b))
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.Write(b)
}

// tear returns what was printed since the last time.
func (p *paper) tear() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := p.text.String()
	p.text.Reset()
	return s
}
