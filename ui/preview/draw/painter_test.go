package draw

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"fmt"
	"image"
	"io"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/mattn/go-sixel"

	"attache/ui/preview"
)

// wire is what a terminal has got.
type wire struct {
	mu   sync.Mutex
	more *sync.Cond
	got  bytes.Buffer
}

func newWire() *wire {
	w := &wire{}
	w.more = sync.NewCond(&w.mu)
	return w
}

func (w *wire) Write(b []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	defer w.more.Broadcast()
	return w.got.Write(b)
}

// until waits for something, and takes all that came.
func (w *wire) until(pattern string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	for re := regexp.MustCompile(pattern); !re.Match(w.got.Bytes()); {
		w.more.Wait()
	}
	defer w.got.Reset()
	return w.got.String()
}

// settled is shown once the framework has told of the size and the colours: each of them lets it paint all anew.
const settled = "settled"

// shows is a program that shows what it is told.
type shows struct {
	*Painter

	content     string
	sized, hued bool
}

func (s shows) Init() tea.Cmd { return nil }

func (s shows) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case string:
		s.content = msg
	case tea.WindowSizeMsg:
		s.sized = true
	case tea.ColorProfileMsg:
		s.hued = true
	}
	if s.content == "" && s.sized && s.hued {
		s.content = settled
	}
	s.Hear(msg)
	return s, nil
}

func (s shows) View() tea.View {
	s.Frame(s.content)
	v := tea.NewView(s.content)
	v.AltScreen = true
	return v
}

// run starts a program on a wire, and returns when it is at rest. Its end leaves the screen.
func run(t *testing.T, p *Painter) (*wire, *tea.Program, func()) {
	t.Helper()
	w := newWire()
	program := tea.NewProgram(shows{Painter: p}, tea.WithOutput(p.Output(w)), tea.WithInput(nil), tea.WithColorProfile(colorprofile.TrueColor),
		tea.WithWindowSize(80, 24), tea.WithoutSignalHandler(), tea.WithEnvironment([]string{"TERM=xterm-256color"}))
	done := make(chan error)
	go func() {
		_, err := program.Run()
		done <- err
	}()
	w.until(settled)
	return w, program, func() {
		program.Quit()
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

// beside puts a picture beside a text, from column 5 and line 2 on.
func beside(text string, lines []string) string {
	for i, l := range lines {
		lines[i] = ansi.Truncate(text+"          ", 5, "") + l
	}
	return "\n" + text + "\n" + strings.Join(lines, "\n")
}

// What a terminal gets: sixels, and those that follow a frame in which their cells were written.
const (
	sixels  = `\x1bP[0-9;]*q[^\x1b]*\x1b\\\x1b8`
	covered = `(?s)\x{a0}.*` + sixels
)

func TestSixelsFollowTheFrameAndComeBackWhenTheyAreCovered(t *testing.T) {
	t.Parallel()
	p := painter(colorprofile.TrueColor, "sixel")
	w, program, end := run(t, p)
	first, second := noise(80, 48), noise(79, 47)
	defer runtime.KeepAlive([]any{first, second}) // the painter does not hold on to them
	program.Send(beside("one", p.Lines(first, 20, 10)))
	got := w.until(covered)
	if strings.Contains(got, "9473") {
		t.Errorf("a mark reached the terminal: %q", got)
	}
	if !strings.Contains(got, "\x1b[3;6H\x1b[10X") || !strings.Contains(got, "\x1b[3;6H\x1bP") {
		t.Errorf("not at its place: %q", got)
	}
	if n := strings.Count(got, reserved); n < 30 {
		t.Errorf("%d cells of 30 are reserved", n)
	}
	// The text beside it changes: it is not sent again.
	program.Send(beside("two", p.Lines(first, 20, 10)))
	if got := w.until("tw"); strings.Contains(got, "\x1bP") {
		t.Errorf("it was sent again: %q", got)
	}
	// All is repainted: it is.
	program.Send(tea.ClearScreen())
	w.until(covered)
	// Another picture of the same cells, of which the renderer sees nothing.
	program.Send(beside("two", p.Lines(second, 20, 10)))
	if got := w.until(`"1;1;79;47#[^\x1b]*\x1b\\\x1b8`); strings.Contains(got, reserved) {
		t.Errorf("the renderer wrote as well: %q", got)
	}
	// Its first line is out of view.
	lines := p.Lines(first, 20, 10)
	program.Send(beside("two", lines[1:]))
	got = w.until(`\x1b\[4;6H\x1b\[10X\x1b\[3;6H` + sixels)
	at := strings.LastIndex(got, "\x1bP")
	var m image.Image
	if err := sixel.NewDecoder(strings.NewReader(got[at:])).Decode(&m); err != nil || m.Bounds().Dy() > 36 || m.Bounds().Dx() != 80 {
		t.Errorf("%v, %v", m.Bounds(), err)
	}
	program.Send("no picture")
	w.until("no")
	end()
	p.flush()
	if got := w.until(`\x1b\[\?1049l`); strings.Contains(got, "\x1bP") {
		t.Errorf("it is sent at the end: %q", got)
	}
}

func TestKittysPicturesAreSentOnceAndTakenAwayAtTheEnd(t *testing.T) {
	t.Parallel()
	p := painter(colorprofile.TrueColor, "kitty")
	w, program, end := run(t, p)
	c := noise(160, 96)
	defer runtime.KeepAlive(c)
	program.Send(beside("one", p.Lines(c, 20, 10)))
	// The placeholders, and the last chunk.
	got := w.until(`(?s)\x1b_G.*\x{10EEEE}|\x{10EEEE}.*\x1b_G.*m=0;[^\x1b]*\x1b\\`)
	if !regexp.MustCompile(`m=0;`).MatchString(got) {
		got += w.until(`m=0;[^\x1b]*\x1b\\`)
	}
	var data strings.Builder
	id := ""
	for i, m := range regexp.MustCompile(`\x1b_G([^;\x1b]*);([^\x1b]*)\x1b\\`).FindAllStringSubmatch(got, -1) {
		if i == 0 {
			id = regexp.MustCompile(`i=(\d+)`).FindStringSubmatch(m[1])[1]
			for _, want := range []string{"a=T", "U=1", "f=24", "o=z", "s=160", "v=96", "c=20", "r=6", "q=2"} {
				if !strings.Contains(","+m[1]+",", ","+want+",") {
					t.Errorf("%s is missing in %s", want, m[1])
				}
			}
		}
		data.WriteString(m[2])
	}
	packed, err := base64.StdEncoding.DecodeString(data.String())
	if err != nil {
		t.Fatal(err)
	}
	z, err := zlib.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	if rgb, err := io.ReadAll(z); err != nil || !bytes.Equal(rgb, c.RGB) {
		t.Errorf("%d bytes of %d, %v", len(rgb), len(c.RGB), err)
	}
	if n := strings.Count(got, "\U0010EEEE"); n != 120 {
		t.Errorf("%d placeholders of 120", n)
	}
	var number int
	fmt.Sscan(id, &number) //nolint:errcheck // it is compared
	if !strings.Contains(got, fmt.Sprintf("38;2;%d;%d;%d", number>>16, number>>8&255, number&255)) {
		t.Errorf("no placeholder is in the colour of %s", id)
	}
	program.Send(beside("two", p.Lines(c, 20, 10)))
	if got := w.until("tw"); strings.Contains(got, "\x1b_G") {
		t.Errorf("it was sent again: %q", got)
	}
	end()
	if got := w.until(`\x1b\[\?1049l`); !regexp.MustCompile(`\x1b_Ga=d,d=I,q=2,i=` + id + `\x1b\\.*\x1b\[\?1049l`).MatchString(got) {
		t.Errorf("it stays in the terminal: %q", got)
	}
}

func TestTheTerminalIsAskedWhenAPictureIsFirstWantedAndAnswersWhenItLikes(t *testing.T) {
	t.Parallel()
	p := painter(colorprofile.TrueColor, "auto")
	w, program, end := run(t, p)
	program.Send("no picture yet")
	if got := w.until("yet"); strings.Contains(got, ansi.RequestPrimaryDeviceAttributes) {
		t.Errorf("asked too early: %q", got)
	}
	if box := p.Box(20, 10); box != (preview.Box{W: 20, H: 20}) {
		t.Errorf("half blocks: %v", box)
	}
	program.Send("a picture")
	got := w.until(`\x1b\[c`)
	if !strings.Contains(got, "\x1b[16t") || strings.Contains(got, "\x1b_G") {
		t.Errorf("asked for %q", got)
	}
	if !p.Hear(uv.PrimaryDeviceAttributesEvent{62, 4}) || !p.Hear(uv.CellSizeEvent{Width: 9, Height: 18}) || p.Hear(uv.CellSizeEvent{}) {
		t.Error("the answers change nothing, or nonsense does")
	}
	if box := p.Box(20, 10); box != (preview.Box{W: 180, H: 180}) {
		t.Errorf("sixel: %v", box)
	}
	end()
}

func TestWhatIsReadyStaysWithinItsRoomAndTheFrameKeepsItsPictures(t *testing.T) {
	t.Parallel()
	p := painter(colorprofile.TrueColor, "sixel")
	var all []*preview.Picture
	for i := range 40 {
		all = append(all, noise(8, 8+i))
		p.Lines(all[i], 100, 60)
		p.kept[i].ready[part{0, 1}] = make([]byte, 1<<20)
	}
	p.frame = []placement{{number: p.kept[0].number}}
	p.trim()
	total := 0
	for _, s := range p.kept {
		total += s.weight()
	}
	if total != maxBytes || p.kept[0].weight() == 0 || p.kept[39].weight() == 0 || p.kept[1].weight() != 0 {
		t.Errorf("%d bytes are kept; of the frame %d, the newest %d, the oldest %d", total, p.kept[0].weight(), p.kept[39].weight(), p.kept[1].weight())
	}
	runtime.KeepAlive(all)
}
