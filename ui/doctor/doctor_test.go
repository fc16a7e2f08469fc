package doctor

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"

	"attache/model"
	"attache/ui/clip"
	"attache/ui/preview/draw"
)

func TestTheFolderIsToldByItsRealPathAndItsRoom(t *testing.T) {
	home, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(home, link); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		dir  string
		free int64
		want string
	}{
		{home, 2_000_000_000, home + ", 2.0 GB free"},
		{link, 2_000_000_000, home + ", 2.0 GB free"},
		{home, 0, home},
		{filepath.Join(home, "new"), 0, filepath.Join(home, "new") + ", made when needed"},
	} {
		c := Folder(tt.dir, "", tt.free)
		if c.Finding != model.FindingGood || c.Detail != tt.want {
			t.Errorf("%s: %+v, want %q", tt.dir, c, tt.want)
		}
	}
	c := Folder(home, "permission denied", 0)
	if c.Finding != model.FindingBad || c.Problem.Code != model.FaultUnwritable || !strings.Contains(c.Problem.Detail, "permission denied") {
		t.Errorf("%+v", c)
	}
}

func TestTheWayToTheClipboardIsTold(t *testing.T) {
	for _, tt := range []struct {
		name, mode string
		env        map[string]string
		want       string // "": it is bad
	}{
		{"over SSH", "auto", map[string]string{"SSH_TTY": "x"}, "the terminal (OSC 52)"},
		{"in tmux", "auto", map[string]string{"TMUX": "x"}, "tmux, for the terminal outside, then the terminal (OSC 52)"},
		{"off", "off", nil, "switched off"},
		{"wanted from the terminal", "osc52", nil, "the terminal (OSC 52)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := Clipboard(clip.New(tt.mode, func(k string) string { return tt.env[k] }))
			if c.Finding != model.FindingGood || c.Detail != tt.want {
				t.Errorf("%+v, want %q", c, tt.want)
			}
		})
	}
}

func TestAToolThatIsNotThereIsMissedWhereItIsTheOnlyWay(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	none := func(string) string { return "" }
	if clip.New("auto", none).Tool() != "" {
		return // a system whose clipboard needs no tool
	}
	if c := Clipboard(clip.New("native", none)); c.Finding != model.FindingBad || c.Problem.Kind != model.KindClipboard {
		t.Errorf("%+v", c)
	}
	if c := Clipboard(clip.New("auto", none)); c.Finding != model.FindingGood || !strings.HasPrefix(c.Detail, "the terminal (OSC 52)") {
		t.Errorf("%+v", c)
	}
}

func TestColoursAreToldByTheEnvironment(t *testing.T) {
	for env, want := range map[string]string{
		"TERM=xterm-256color COLORTERM=truecolor": "16 million, by TERM=xterm-256color COLORTERM=truecolor",
		"TERM=xterm-256color":                     "256",
		"TERM=xterm-kitty":                        "16 million",
		"TERM=tmux-256color TMUX=x":               "256",
		"TERM=xterm-256color NO_COLOR=yes":        "none, as NO_COLOR says",
		"TERM=dumb":                               "none, by TERM=dumb",
	} {
		if c := Colours(strings.Fields(env)); c.Finding != model.FindingGood || !strings.HasPrefix(c.Detail, want) {
			t.Errorf("%s: %+v, want %q", env, c, want)
		}
	}
}

func TestTheWayOfPicturesIsToldWithItsReason(t *testing.T) {
	for _, tt := range []struct{ env, protocol, want string }{
		{"TERM=xterm-256color", "auto", "sixel, when the terminal names it"},
		{"TERM=xterm-kitty", "auto", "kitty's protocol, when the terminal confirms it"},
		{"TERM=tmux-256color TMUX=x", "auto", "half blocks: a multiplexer"},
		{"TERM=xterm-256color", "blocks", "half blocks, as --images says"},
		{"TERM=xterm-256color", "sixel", "sixel, as --images says"},
		{"TERM=xterm-256color", "off", "off, as --images says"},
	} {
		env := strings.Fields(tt.env)
		c := Images(&draw.Terminal{Protocol: tt.protocol, Env: env, Profile: colorprofile.TrueColor})
		if c.Finding != model.FindingGood || !strings.HasPrefix(c.Detail, tt.want) {
			t.Errorf("%s, %s: %+v, want %q", tt.env, tt.protocol, c, tt.want)
		}
	}
}

func TestWhatHoldsThePreviewsIsTold(t *testing.T) {
	if c := Previews([]string{"a"}, nil, true, true); c.Detail != "in a process of their own: a; pdftoppm draws pages of PDF" {
		t.Errorf("%+v", c)
	}
	if c := Previews([]string{"a"}, nil, true, false); c.Detail != "in a process of their own: a; --preview-tools finds no pdftoppm that it can confine" {
		t.Errorf("%+v", c)
	}
	if c := Previews([]string{"a", "b"}, nil, false, true); c.Detail != "in a process of their own: a, b" {
		t.Errorf("%+v", c)
	}
	if c := Previews(nil, errors.New("no"), true, true); c.Finding != model.FindingGood || c.Detail != "none: no" {
		t.Errorf("%+v", c)
	}
}
