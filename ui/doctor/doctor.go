// Package doctor looks at what this machine brings along: the folder, the clipboard and the terminal.
// It asks the terminal nothing, which may not answer; the environment says what there is to know.
package doctor

import (
	"cmp"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/charmbracelet/colorprofile"

	"attache/model"
	"attache/ui/clip"
	"attache/ui/preview/draw"
)

// Place is what this machine brings along.
type Place struct {
	Dir       string // the download folder
	Fault     string // why nothing can be written there; empty: it can
	Free      int64  // bytes that may be written there; 0: not known
	Clipboard clip.Clipboard
	Env       []string // the environment, NAME=VALUE each
	Images    draw.Terminal
}

// Machine checks all of it.
func Machine(p Place, tell func(model.Check)) {
	tell(Folder(p.Dir, p.Fault, p.Free))
	tell(Clipboard(p.Clipboard))
	tell(Colours(p.Env))
	tell(Images(&p.Images))
}

// Folder tells where downloads go: the real path, and what room there is.
func Folder(dir, fault string, free int64) model.Check {
	if fault != "" {
		return model.Bad(model.StepFolder, model.NewInputProblem("download folder", model.FaultUnwritable, fault+" ("+dir+")"))
	}
	detail := dir
	switch path, err := filepath.EvalSymlinks(dir); {
	case err == nil:
		detail = path
	case errors.Is(err, fs.ErrNotExist):
		detail += ", made when needed"
	}
	if free > 0 {
		detail += ", " + model.FormatSize(free) + " free"
	}
	return model.Good(model.StepFolder, detail)
}

// Clipboard tells which way a copy would go.
func Clipboard(c clip.Clipboard) model.Check {
	routes := c.Routes()
	tool := c.Tool()
	if len(routes) == 0 {
		return model.Good(model.StepClipboard, "switched off")
	}
	if tool == "" && slices.Contains(routes, clip.RouteNative) {
		if len(routes) == 1 {
			return model.Bad(model.StepClipboard, &model.Problem{Kind: model.KindClipboard, Detail: "no tool for this desktop is installed"})
		}
		return model.Good(model.StepClipboard, "the terminal (OSC 52); there is no clipboard tool for this desktop")
	}
	var ways []string
	for _, r := range routes {
		switch r {
		case clip.RouteNative:
			ways = append(ways, tool)
		case clip.RouteTmux:
			ways = append(ways, "tmux, for the terminal outside")
		case clip.RouteOSC52:
			ways = append(ways, "the terminal (OSC 52)")
		case clip.RouteNone:
		}
	}
	return model.Good(model.StepClipboard, strings.Join(ways, ", then "))
}

// Colours tells how many colours the screen would use. env is the environment, NAME=VALUE each.
func Colours(env []string) model.Check {
	get := lookup(env)
	if get("NO_COLOR") != "" {
		return model.Good(model.StepColours, "none, as NO_COLOR says")
	}
	number := "none"
	switch max(colorprofile.Env(env), colorprofile.Terminfo(get("TERM"))) { //nolint:exhaustive // the others mean no colour
	case colorprofile.TrueColor:
		number = "16 million"
	case colorprofile.ANSI256:
		number = "256"
	case colorprofile.ANSI:
		number = "16"
	}
	detail := number + ", by TERM=" + get("TERM")
	if c := get("COLORTERM"); c != "" {
		detail += " COLORTERM=" + c
	}
	return model.Good(model.StepColours, detail)
}

// Images tells how pictures would be drawn, and why. The screen asks the terminal what it can; this does not.
func Images(t *draw.Terminal) model.Check { return model.Good(model.StepImages, t.Guess()) }

// Previews tells what holds the process that decodes files, or why it cannot be started: then there are no
// previews, and all else works.
func Previews(limits []string, err error, wanted, here bool) model.Check {
	if err != nil {
		return model.Good(model.StepPreviews, "none: "+err.Error())
	}
	text := "in a process of their own: " + cmp.Or(strings.Join(limits, ", "), "without limits on this system")
	switch {
	case wanted && here:
		text += "; pdftoppm draws pages of PDF"
	case wanted:
		text += "; --preview-tools finds no pdftoppm that it can confine"
	}
	return model.Good(model.StepPreviews, text)
}

func lookup(env []string) func(string) string {
	return func(name string) string {
		for _, e := range env {
			if value, ok := strings.CutPrefix(e, name+"="); ok {
				return value
			}
		}
		return ""
	}
}
