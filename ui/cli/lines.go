package cli

import (
	"context"
	"os"
	"strings"

	"attache/model"
	"attache/ui/system"
	"attache/ui/wording"
)

// needTerminal reports why the screen cannot be drawn. keys is the stream the keys come from.
func (d *Deps) needTerminal(keys Stream) error {
	var why string
	switch {
	case d.Getenv("TERM") == "dumb":
		why = "TERM is dumb"
	case !d.Terminal(StreamOut):
		why = "standard output is not one"
	case !d.Terminal(keys):
		why = "standard input is not one"
	default:
		return nil
	}
	return model.NewInputProblem("screen", model.FaultNoTerminal, why)
}

// plainAsked reports whether to talk in lines, and whether that was said outright: by the flag, its
// variable or the configuration. Else a terminal that cannot be painted on asks for it, and so do the
// variable by which screen reader users ask all programs, and a screen reader that the system knows of.
func (p *commandLine) plainAsked() (asked, outright bool) {
	if _, given := p.opts.from["plain"]; given {
		return p.opts.plain, true
	}
	switch strings.ToLower(p.Getenv("ACCESSIBLE")) {
	case "":
		return p.Getenv("TERM") == "dumb" || p.ScreenReader(), false
	case "0", "false", "no", "off":
		return p.Getenv("TERM") == "dumb", false
	}
	return true, false
}

// frontEnd returns what checks, told where keys come from, that the screen can be drawn, or makes b
// a talk in lines. A talk that nobody asked for outright needs a person to talk to: a program that
// runs in a pipe is told so, as ever.
func (p *commandLine) frontEnd(b *Browse) func(keys Stream) error {
	return func(keys Stream) error {
		plain, outright := p.plainAsked()
		if !plain {
			return p.needTerminal(keys)
		}
		if !outright && !p.Terminal(keys) {
			return model.NewInputProblem("screen", model.FaultNoTerminal, "standard input is not one")
		}
		if !outright && p.Getenv("ACCESSIBLE") == "" && p.Getenv("TERM") != "dumb" {
			p.say(wording.ScreenReader())
		}
		var err error
		b.Lines, err = p.lineInput(keys)
		return err
	}
}

// lineInput finds where lines are typed: on standard input or, where that has brought a token, on the
// terminal that the program was started from, if there is any.
func (d *Deps) lineInput(keys Stream) (*Lines, error) {
	l := &Lines{In: d.In, Interactive: d.Terminal(keys)}
	switch {
	case !l.Interactive && keys == StreamControl:
		l.In = strings.NewReader("")
	case l.Interactive && keys == StreamControl:
		tty, err := system.OpenControl()
		if err != nil {
			return nil, model.NewInputProblem("screen", model.FaultNoTerminal, system.Reason(err))
		}
		l.In = tty
		l.AskSecret = func(ctx context.Context, prompt string) (string, error) {
			return system.AskSecret(ctx, tty, d.Err, prompt)
		}
	case l.Interactive:
		l.AskSecret = d.AskSecret
	}
	return l, nil
}

// giveBack gives back a terminal that was opened for the talk.
func (l *Lines) giveBack() {
	if tty, ok := l.In.(*os.File); ok && tty != os.Stdin {
		_ = tty.Close() // nothing is lost: it was only read
	}
}
