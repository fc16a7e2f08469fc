//go:build !windows

package clip

import (
	"context"
	"errors"
	"os/exec"
	"runtime"
	"strings"
	"unicode"
)

// tool is a program that puts its standard input on the desktop's clipboard.
type tool struct {
	name  string
	args  []string
	ascii bool // it would mangle anything else
}

// tools lists the programs that can work in this environment, the best first. The texts go in on
// standard input: arguments can be seen by everybody on the machine.
func tools(system string, getenv func(string) string) []tool {
	if system == "darwin" {
		return []tool{{name: "pbcopy"}}
	}
	var all []tool
	if getenv("WAYLAND_DISPLAY") != "" {
		// Without a type it would start another program to guess one.
		all = append(all, tool{name: "wl-copy", args: []string{"--type", "text/plain"}})
	}
	if getenv("DISPLAY") != "" {
		all = append(all, tool{name: "xclip", args: []string{"-in", "-selection", "clipboard"}},
			tool{name: "xsel", args: []string{"--input", "--clipboard"}})
	}
	if getenv("TERMUX_VERSION") != "" {
		all = append(all, tool{name: "termux-clipboard-set"})
	}
	if getenv("WSL_DISTRO_NAME") != "" {
		all = append(all, tool{name: "clip.exe", ascii: true}) // it reads the console's code page
	}
	return all
}

// present returns the tools that are installed.
func present(getenv func(string) string) []tool {
	var all []tool
	for _, t := range tools(runtime.GOOS, getenv) {
		if _, err := exec.LookPath(t.name); err == nil {
			all = append(all, t)
		}
	}
	return all
}

// native returns the way through the tools of the desktop.
func native(getenv func(string) string) func(context.Context, string) error {
	return func(ctx context.Context, text string) error {
		err := errors.New("no clipboard tool")
		for _, t := range present(getenv) {
			if t.ascii && strings.ContainsFunc(text, func(r rune) bool { return r > unicode.MaxASCII }) {
				continue
			}
			if err = feed(ctx, text, t.name, t.args...); err == nil || ctx.Err() != nil {
				return err
			}
		}
		return err
	}
}

// firstTool names the program that the native route would use first; empty: there is none.
func firstTool(getenv func(string) string) string {
	if all := present(getenv); len(all) > 0 {
		return all[0].name
	}
	return ""
}
