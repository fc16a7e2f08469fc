// Package tool draws the first page of a PDF with a program of the system, pdftoppm, where the user allows
// that. The program gets the bytes by standard input, in a process that may neither write a file nor open a
// socket, with little memory and time; what it draws is decoded like any other stranger's picture.
package tool

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"time"

	"attache/ui/preview"
	"attache/ui/system"
)

const (
	// command is the hidden command that confines itself and becomes the program. Its one argument is a
	// number of pixels.
	command = "preview-tool"

	maxTime    = 10 * time.Second
	maxPicture = 8 << 20 // bytes of what is drawn
	maxSide    = 4096    // pixels
)

// Decode is what finds pages in a file; see worker.Worker.
type Decode func(ctx context.Context, ask *preview.Ask, tell func(preview.Page)) error

// Tool adds drawn pages to what a decoder finds.
type Tool struct {
	next    Decode
	command []string // empty: this binary
	limit   time.Duration
}

// New returns a tool before a decoder.
func New(next Decode) *Tool { return &Tool{next: next, limit: maxTime} }

// Decode tells what the decoder finds, and then the same with the first page as it looks.
func (t *Tool) Decode(ctx context.Context, ask *preview.Ask, tell func(preview.Page)) error {
	if !ask.Whole || ask.Box.W <= 0 || ask.Box.H <= 0 || !bytes.HasPrefix(ask.Data, []byte("%PDF-")) {
		return t.next(ctx, ask, tell)
	}
	var found preview.Page
	err := t.next(ctx, ask, func(p preview.Page) {
		if found = p; p.Picture == nil {
			p.Partial = true
		}
		tell(p)
	})
	if err != nil || found.Picture != nil || ctx.Err() != nil {
		return err
	}
	page := t.page(ctx, ask)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if page == nil {
		found.Warnings = append(slices.Clone(found.Warnings), "The system's pdftoppm could not draw the first page.")
	} else {
		found.Picture, found.Problem = page, ""
	}
	found.Partial = false
	tell(found)
	return nil
}

// page draws the first page; nil: it could not be drawn.
func (t *Tool) page(ctx context.Context, ask *preview.Ask) *preview.Picture {
	drawn := t.draw(ctx, ask.Data, min(max(ask.Box.W, ask.Box.H), maxSide))
	if drawn == nil {
		return nil
	}
	var last preview.Page
	own := preview.Ask{Name: "page.png", Type: "image/png", Data: drawn, Size: int64(len(drawn)), Whole: true, Box: ask.Box}
	if t.next(ctx, &own, func(p preview.Page) { last = p }) != nil {
		return nil
	}
	return last.Picture
}

// draw runs the program. A picture beyond the bound, or one that takes too long, is none.
func (t *Tool) draw(ctx context.Context, data []byte, side int) []byte {
	ctx, cancel := context.WithTimeout(ctx, t.limit)
	defer cancel()
	argv := t.command
	if len(argv) == 0 {
		self, err := os.Executable()
		if err != nil {
			return nil
		}
		argv = []string{self, command}
	}
	cmd := exec.CommandContext(ctx, argv[0], append(slices.Clone(argv[1:]), strconv.Itoa(side))...) //nolint:gosec // this binary
	cmd.Env = environment()
	cmd.Stdin = bytes.NewReader(data)
	cmd.WaitDelay = time.Second
	system.OwnSession(cmd)
	out, err := cmd.StdoutPipe()
	if err != nil || cmd.Start() != nil {
		return nil
	}
	drawn, err := io.ReadAll(io.LimitReader(out, maxPicture+1))
	if len(drawn) > maxPicture {
		cancel()
	}
	if ended := cmd.Wait(); ended != nil && !errors.Is(ended, exec.ErrWaitDelay) || err != nil || len(drawn) == 0 || len(drawn) > maxPicture {
		return nil
	}
	return drawn
}

// environment is all that the program finds there.
func environment() []string { return []string{"GOMAXPROCS=1", "GOTRACEBACK=none", "LC_ALL=C"} }

// Asked reports whether the arguments are those of the process that becomes the program.
func Asked(args []string) bool { return len(args) == 2 && args[0] == command }

// Serve confines this process and becomes the program. It returns an exit code where it cannot.
func Serve(args []string) int {
	side, err := strconv.Atoi(args[1])
	if err != nil || side <= 0 || side > maxSide {
		return 1
	}
	return become(environment(), "pdftoppm", "-q", "-f", "1", "-l", "1", "-singlefile", "-png", "-scale-to", strconv.Itoa(side), "-")
}

// Available reports whether the program is here, and can be held.
func Available() bool { return where("pdftoppm") != "" }
