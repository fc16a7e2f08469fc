package cli

import (
	"path/filepath"
	"strings"
	"testing"

	"attache/ui/cli/reference"
)

func TestTheManualPageIsWhole(t *testing.T) {
	w := newWorld()
	w.deps.Build = reference.Build{Date: "2026-01-31"}
	if code := w.run(t, "man"); code != 0 {
		t.Fatalf("exit %d", code)
	}
	page := w.out.String()
	if !strings.HasPrefix(page, `.TH "ATTACHE" 1 "2026-01-31" "attache v1.2.3"`+"\n") {
		t.Errorf("begins %.80q", page)
	}
	for _, want := range []string{
		".SH \"NAME\"\nattache \\- see, time and fetch", `.SH "EXIT STATUS"`, "ATTACHE_URL_EXPIRY", "AWS_REGION",
		`\fBthrottle[=N]\fR` + "\nthe next N calls get 429.", `\fB\-o, \-\-output\fR \fIFILE\fR`, `\fB130\fR`, "config.yaml",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q", want)
		}
	}
	if strings.Contains(page, "Taken by .") {
		t.Error("a flag of the table is taken by no command")
	}
}

func TestTheVersionSaysWhatItWasBuiltFrom(t *testing.T) {
	for _, c := range []struct {
		build reference.Build
		want  string
	}{
		{reference.Build{}, "attache v1.2.3\n"},
		{
			reference.Build{Commit: "abc", Date: "2026-01-31", Modified: true, Go: "go1.26.0", Platform: "linux/amd64"},
			"attache v1.2.3\ncommit abc of 2026-01-31, changed since\nbuilt with go1.26.0 for linux/amd64\n",
		},
		{reference.Build{Commit: "abc"}, "attache v1.2.3\ncommit abc\n"},
	} {
		w := newWorld()
		w.deps.Build = c.build
		if w.run(t, "--version"); w.out.String() != c.want {
			t.Errorf("%+v: %q", c.build, w.out.String())
		}
	}
}

func TestTheScreenIsToldOfTheFiles(t *testing.T) {
	w := configured(t, "log: "+filepath.Join(t.TempDir(), "a.log")+"\n")
	b := w.mustBrowse(t)
	if len(b.Files) != 2 || !strings.HasSuffix(b.Files[0], "config.yaml") || !strings.HasSuffix(b.Files[1], "a.log") {
		t.Errorf("told %q", b.Files)
	}
}

func TestTheHelpNamesTheFiles(t *testing.T) {
	w := configured(t, "[")
	w.env["ATTACHE_LOG"] = "/tmp/a.log"
	w.run(t, "--help")
	for _, want := range []string{"Configuration: " + filepath.Join(w.env["XDG_CONFIG_HOME"], "attache", "config.yaml") + "\n", "Debug log:     /tmp/a.log\n"} {
		if !strings.Contains(w.out.String(), want) {
			t.Errorf("no %q in\n%s", want, w.out.String())
		}
	}
	w = newWorld()
	w.env["XDG_CONFIG_HOME"] = t.TempDir()
	if w.run(t, "--help"); !strings.Contains(w.out.String(), "config.yaml (not there)\nDebug log:     none") {
		t.Error(w.out.String())
	}
}
