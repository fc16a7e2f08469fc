package doctor

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"attache/model"
	"attache/ui/clip"
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

func TestColoursAndPicturesAreToldByTheEnvironment(t *testing.T) {
	for _, tt := range []struct {
		env             string
		colours, images string
	}{
		{"TERM=xterm-256color COLORTERM=truecolor", "16 million, by TERM=xterm-256color COLORTERM=truecolor", "none that is known"},
		{"TERM=xterm-256color", "256", "none that is known"},
		{"TERM=xterm-kitty KITTY_WINDOW_ID=1", "16 million", "kitty's protocol"},
		{"TERM=xterm-ghostty", "16 million", "kitty's protocol"},
		{"TERM=xterm-256color TERM_PROGRAM=iTerm.app", "", "iTerm2's protocol"},
		{"TERM=xterm-256color TERM_PROGRAM=WezTerm", "", "iTerm2's and kitty's"},
		{"TERM=foot", "", "sixel protocol"},
		{"TERM=tmux-256color TMUX=x KITTY_WINDOW_ID=1", "256", "none that a multiplexer"},
		{"TERM=xterm-256color NO_COLOR=yes", "none, as NO_COLOR says", ""},
		{"TERM=dumb", "none, by TERM=dumb", ""},
	} {
		env := strings.Fields(tt.env)
		if c := Colours(env); c.Finding != model.FindingGood || !strings.HasPrefix(c.Detail, tt.colours) {
			t.Errorf("%s: %+v, want %q", tt.env, c, tt.colours)
		}
		if c := Images(env); c.Finding != model.FindingGood || !strings.HasPrefix(c.Detail, tt.images) {
			t.Errorf("%s: %+v, want %q", tt.env, c, tt.images)
		}
	}
}
