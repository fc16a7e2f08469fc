package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestTheHouseRulesHold(t *testing.T) {
	root, checked := os.DirFS("."), 0
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata"):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(name, ".go"):
			return nil
		}
		text, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		checked++
		for _, fault := range check(t, name, string(text)) {
			t.Error(fault)
		}
		return nil
	})
	if err != nil || checked < 40 {
		t.Fatalf("%d files checked: %v", checked, err)
	}
}

// TestABrokenHouseRuleIsSeen plants each fault the rules are about and looks for it.
func TestABrokenHouseRuleIsSeen(t *testing.T) {
	for _, c := range []struct{ file, text, want string }{
		{"model/x.go", `import "os"`, "may not import os"},
		{"model/x.go", `import "net/http"`, "may not import net/http"},
		{"model/x.go", `import "log"`, "may not import log"},
		{"model/x.go", `import "attache/api"`, "may not import attache/api"},
		{"model/x.go", `import "golang.org/x/time/rate"`, "may not import golang.org/x/time/rate"},
		{"model/x.go", `import "attache/model/session"`, "may not import attache/model/session"},
		{"model/filter/x.go", `import "attache/model"`, "may not import attache/model"},
		{"model/filter/x.go", `import "context"`, "may not import context"},
		{"model/session/x.go", `import "attache/ui/wording"`, "may not import attache/ui/wording"},
		{"model/session/x.go", `import "context"`, "may not import context"},
		{"model/session/x.go", "import \"time\"\nfunc f() any { return time.NewTimer }", "waits by time.NewTimer"},
		{"api/emulator/x.go", `import "attache/api"`, "may not import attache/api"},
		{"api/emulator/sample/x.go", `import "attache/api/emulator"`, "may not import attache/api/emulator"},
		{"api/emulator/token/x.go", `import "attache/api/emulator/wire"`, "may not import attache/api/emulator/wire"},
		{"api/emulator/clock/x.go", `import "attache/api/emulator/chat"`, "may not import attache/api/emulator/chat"},
		{"api/emulator/fault/x.go", `import "attache/api/emulator/chat"`, "may not import attache/api/emulator/chat"},
		{"api/emulator/scenario/x.go", `import "attache/api/emulator/wire"`, "may not import attache/api/emulator/wire"},
		{"api/emulator/wire/x.go", `import "attache/api/emulator/chat"`, "may not import attache/api/emulator/chat"},
		{"api/emulator/chat/x.go", `import "attache/api/emulator/wire"`, "may not import attache/api/emulator/wire"},
		{"api/emulator/bucket/x.go", `import "attache/api/emulator/service"`, "may not import attache/api/emulator/service"},
		{"api/emulator/socket/x.go", `import "attache/api/emulator/service"`, "may not import attache/api/emulator/service"},
		{"api/emulator/fixture/x.go", `import "attache/api/emulator/wire"`, "may not import attache/api/emulator/wire"},
		{"api/emulator/connect/x.go", `import "attache/api/emulator/service"`, "may not import attache/api/emulator/service"},
		{"api/emulator/service/x.go", `import "attache/api/emulator/control"`, "may not import attache/api/emulator/control"},
		{"api/emulator/control/x.go", `import "attache/api/emulator/admin"`, "may not import attache/api/emulator/admin"},
		{"ui/x_test.go", `import "attache/api/emulator"`, "may not import attache/api/emulator"},
		{"model/x.go", `import "charm.land/lipgloss/v2"`, "may not import charm.land/lipgloss/v2"},
		{"model/x.go", "import \"time\"\nfunc f() { time.Sleep(1) }", "time.Sleep"},
		{"model/x.go", "import tm \"time\"\nfunc f() any { return tm.Now }", "time.Now"},
		{"ui/x.go", `import "attache/api"`, "may not import attache/api"},
		{"ui/x.go", "import \"os/exec\"\nfunc f() any { return exec.Command }", "starts a program by os/exec.Command"},
		{"ui/x.go", "import \"time\"\nfunc f() any { return time.Since }", "time.Since"},
		{"ui/cli/x.go", `import "attache/api/emulator"`, "may not import attache/api/emulator"},
		{"ui/cli/x.go", `import tea "charm.land/bubbletea/v2"`, "may not import charm.land/bubbletea/v2"},
		{"ui/cli/x.go", `import "attache/ui"`, "may not import attache/ui"},
		{"ui/evidence/x.go", `import "attache/ui/wording"`, "may not import attache/ui/wording"},
		{"ui/batch/x.go", `import "attache/ui/cli"`, "may not import attache/ui/cli"},
		{"ui/cli/reference/x.go", `import "attache/ui/cli"`, "may not import attache/ui/cli"},
		{"ui/cli/reference/x.go", `import "attache/ui/wording"`, "may not import attache/ui/wording"},
		{"ui/cli/token/x.go", `import "attache/ui/cli"`, "may not import attache/ui/cli"},
		{"ui/cli/token/x.go", `import "attache/api"`, "may not import attache/api"},
		{"ui/app/x.go", `import "attache/api"`, "may not import attache/api"},
		{"ui/layout/x.go", `import "attache/ui/style"`, "may not import attache/ui/style"},
		{"ui/style/x.go", `import "attache/ui"`, "may not import attache/ui"},
		{"ui/part/x.go", `import "attache/ui/runner"`, "may not import attache/ui/runner"},
		{"ui/part/x.go", `import tea "charm.land/bubbletea/v2"`, "may not import charm.land/bubbletea/v2"},
		{"ui/acts/x.go", `import "attache/ui/part"`, "may not import attache/ui/part"},
		{"ui/keys/x.go", `import "attache/ui/style"`, "may not import attache/ui/style"},
		{"ui/pacer/x.go", `import "attache/model"`, "may not import attache/model"},
		{"ui/preview/office/x.go", `import "os"`, "may not import os"},
		{"ui/preview/archive/x.go", `import "net/http"`, "may not import net/http"},
		{"ui/preview/text/x.go", `import "attache/ui/wording"`, "may not import attache/ui/wording"},
		{"ui/system/x.go", `import "attache/model"`, "may not import attache/model"},
		{"ui/cli/config/x.go", `import "attache/ui/cli"`, "may not import attache/ui/cli"},
		{"ui/runner/x.go", `import "attache/ui/wording"`, "may not import attache/ui/wording"},
		{"ui/runner/x.go", `import tea "charm.land/bubbletea/v2"`, "may not import charm.land/bubbletea/v2"},
		{"ui/linemode/x.go", `import "attache/ui"`, "may not import attache/ui"},
		{"ui/linemode/x.go", `import tea "charm.land/bubbletea/v2"`, "may not import charm.land/bubbletea/v2"},
		{"ui/wording/x.go", `import "attache/ui"`, "may not import attache/ui"},
		{"ui/e2e/x_test.go", `import "attache/api"`, "may not import attache/api"},
		{"api/x.go", `import "attache/ui"`, "may not import attache/ui"},
		{"api/x.go", `import "attache/api/emulator"`, "may not import attache/api/emulator"},
		{"api/live/x.go", `import "attache/api"`, "may not import attache/api"},
		{"api/live/machine.go", `import "context"`, "may not import context"},
		{"api/live/poll.go", `import "attache/api/wire"`, "may not import attache/api/wire"},
		{"api/transcript/x.go", `import "attache/api/live"`, "may not import attache/api/live"},
		{"api/diagnose/x.go", `import "attache/api/wire"`, "may not import attache/api/wire"},
		{"api/profile/x.go", `import "attache/api"`, "may not import attache/api"},
		{"api/download/x.go", `import "attache/api"`, "may not import attache/api"},
		{"api/download/x.go", `import "attache/api/live"`, "may not import attache/api/live"},
		{"api/pair/x.go", `import "attache/api"`, "may not import attache/api"},
		{"api/wire/x.go", `import "attache/api/download"`, "may not import attache/api/download"},
		{"api/profile/x.go", `import "github.com/aws/aws-sdk-go-v2/config"`, "may not import github.com/aws/aws-sdk-go-v2/config"},
		{"api/x.go", `import tea "charm.land/bubbletea/v2"`, "may not import charm.land/bubbletea/v2"},
		{"api/x.go", "import \"time\"\nfunc f() any { return time.Now }", "time.Now"},
		{"api/new.go", "import \"time\"\nfunc f() any { return time.Now }\nfunc g() any { return time.Now }", "more than once"},
		{"api/emulator/x.go", `import "attache/model"`, "may not import attache/model"},
		{"api/emulator/x_test.go", `import "attache/model"`, "may not import attache/model"},
		{"api/x.go", `import "testing"`, "may not import testing"},
		{"api/x.go", `import "github.com/aws/aws-sdk-go-v2/credentials"`, "may not import github.com/aws/aws-sdk-go-v2/credentials"},
		{"api/diagnose/x.go", `import "github.com/aws/aws-sdk-go-v2/credentials/ssocreds"`, "may not import github.com/aws/aws-sdk-go-v2/credentials/ssocreds"},
		{"main.go", `import "github.com/aws/aws-sdk-go-v2/service/connect"`, "may not import github.com/aws/aws-sdk-go-v2/service/connect"},
		{"ui/cli/x.go", `import "github.com/aws/aws-sdk-go-v2/service/connect"`, "may not import github.com/aws/aws-sdk-go-v2/service/connect"},
		{"api/contact/x.go", `import "github.com/aws/aws-sdk-go-v2/config"`, "may not import github.com/aws/aws-sdk-go-v2/config"},
		{"api/x.go", `const key = "aws_secret_access_key"`, "names AWS credentials"},
		{"main.go", "import \"os\"\nfunc f() any { return os.Getenv(\"AWS_SECRET_ACCESS_KEY\") }", "names AWS credentials"},
		{"ui/x.go", "import \"charm.land/bubbles/v2/key\"\nfunc f() any { return key.WithKeys(\"a\") }", "names a key"},
		{"ui/x.go", "import \"attache/model\"\nfunc f(k model.Kind) string { switch k { case model.KindDenied: return \"The chat is over.\" }; return \"\" }", "words a problem"},
		{"ui/x.go", "import \"attache/model\"\nfunc f() any { return map[model.Kind]string{model.KindDenied: \"The chat is over.\"} }", "words a problem"},
		{"ui/x.go", "var cache = map[string]int{}", "package-level variable cache"},
		{"ui/x.go", "import \"errors\"\nvar errGone = errors.New(\"gone\")", "package-level variable errGone"},
		{"extra.go", "", "outside the layout"},
		{"tools/x.go", "", "outside the layout"},
		{"ui/util/x.go", "", "says nothing"},
		{"api/helpers.go", "", "says nothing"},
	} {
		faults := check(t, c.file, "package x\n"+c.text)
		if len(faults) != 1 || !strings.Contains(faults[0], c.want) {
			t.Errorf("%s with %q: %q, want one that says %q", c.file, c.text, faults, c.want)
		}
	}
}

func TestWhatTheHouseAllowsIsNoFault(t *testing.T) {
	for _, c := range []struct{ file, text string }{
		{"main.go", "import (\"attache/api\"; \"attache/api/emulator\"; \"attache/ui\"; \"time\")\nvar _ ui.Session = (*api.Client)(nil)\nvar version string\nfunc f() any { return time.Now }"},
		{"keymap.go", "import \"charm.land/bubbles/v2/key\"\nfunc f() any { return key.WithKeys(\"a\") }"},
		{"api/new.go", "import \"time\"\nfunc f() any { return time.Now }"},
		{"api/x_test.go", "import \"attache/api/emulator\""},
		{"model/x.go", "import (\"golang.org/x/text/unicode/norm\"; \"log/slog\"; \"time\")\nconst errGone = ConstError(\"gone\")"},
		{"ui/wording/x.go", "import \"attache/model\"\nfunc f(k model.Kind) string { switch k { case model.KindDenied: return \"The chat is over.\" }; return \"\" }"},
		{"ui/x.go", "import (_ \"embed\")\n//go:embed help.txt\nvar help string"},
	} {
		if faults := check(t, c.file, "package x\n"+c.text); len(faults) != 0 {
			t.Errorf("%s with %q: %q", c.file, c.text, faults)
		}
	}
}

// source is one file under the rules.
type source struct {
	name   string // with slashes, from the root
	file   *ast.File
	test   bool
	faults []string
}

// check returns the rules that a file breaks.
func check(t *testing.T, name, text string) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	s := &source{name: name, file: file, test: strings.HasSuffix(name, "_test.go")}
	s.place()
	s.imports()
	if !s.test {
		s.clocks()
		s.programs()
		s.keys()
		s.wording()
		s.variables()
		s.credentials()
	}
	return s.faults
}

func (s *source) fault(format string, args ...any) {
	s.faults = append(s.faults, s.name+" "+fmt.Sprintf(format, args...))
}

// place checks where the file lies and what it is called.
func (s *source) place() {
	room, _, nested := strings.Cut(s.name, "/")
	switch {
	case nested && !slices.Contains([]string{"ui", "model", "api"}, room),
		!nested && !s.test && s.name != "main.go" && s.name != "keymap.go":
		s.fault("lies outside the layout")
	}
	if m := regexp.MustCompile(`(^|/)(utils?|common|helpers?|misc|manager)(/|[_.])`).FindString(s.name); m != "" {
		s.fault("has a name that says nothing: %q", strings.Trim(m, "/._"))
	}
}

// direction says what the files of a room may not import, but for exceptions.
type direction struct{ file, never, but string }

// directions lists the rooms from the ground up. The first that matches a file holds.
func directions() []direction {
	const shipped = `|^testing(/|$)`
	return []direction{
		{`^model/session/.*_test\.go$`, `^attache/|^charm\.land/|^(net|log)$`, `^attache/model(/session)?$`},
		{`^model/session/`, `^attache/|\.|^(context|os|net|log|syscall|testing|runtime|plugin)(/|$)`, `^attache/model$|^log/slog$`},
		{`^model/filter/`, `^attache/|\.|^(context|os|net|log|syscall|runtime|plugin)(/|$)`, `^golang\.org/x/text/|^github\.com/sahilm/fuzzy$`},
		{`^model/.*_test\.go$`, `^attache/|^charm\.land/|^(os|net|log)$`, `^attache/model/filter$`},
		{`^model/`, `^attache/|\.|^(os|net|log|syscall|testing|runtime|plugin)(/|$)`, `^attache/model/filter$|^github\.com/gabriel-vasile/mimetype$|^golang\.org/x/text/|^log/slog$`},
		{`^api/emulator/sample/`, `^attache/|^charm\.land/`, `^$`},
		{`^api/emulator/(authority|clock|journal|sigv4|token)/`, `^attache/|^charm\.land/`, `^$`},
		{`^api/emulator/fault/`, `^attache/|^charm\.land/`, `^attache/api/emulator/clock$`},
		{`^api/emulator/scenario/`, `^attache/|^charm\.land/`, `^attache/api/emulator/(sample|token)$`},
		{`^api/emulator/wire/`, `^attache/|^charm\.land/`, `^attache/api/emulator/(scenario|token)$`},
		{`^api/emulator/chat/`, `^attache/|^charm\.land/`, `^attache/api/emulator/(clock|fault|scenario|token)$`},
		{`^api/emulator/(bucket|socket)/`, `^attache/|^charm\.land/`, `^attache/api/emulator/(chat|clock|fault|scenario|sigv4|token|wire)$`},
		{`^api/emulator/fixture/`, `^attache/|^charm\.land/`, `^attache/api/emulator/scenario$`},
		{`^api/emulator/connect/`, `^attache/|^charm\.land/`, `^attache/api/emulator/(chat|fault|scenario|sigv4|token|wire)$`},
		{`^api/emulator/service/`, `^attache/|^charm\.land/`, `^attache/api/emulator/(bucket|chat|fault|scenario|socket|token|wire)$`},
		{`^api/emulator/control/`, `^attache/|^charm\.land/`, `^attache/api/emulator/(chat|clock|fault|scenario|service|socket)$`},
		{`^api/emulator/admin/`, `^attache/|^charm\.land/`, `^attache/api/emulator/(clock|control|fault|journal|scenario)$`},
		{`^api/emulator/`, `^attache/|^charm\.land/`, `^attache/api/emulator(/|$)`},
		{`^api/live/(machine|poll|socket|state|told|token|live)(_test)?\.go$`, `^attache/|\.|^(context|os|net|log|sync|syscall|runtime|plugin)(/|$)`, `^attache/model$`},
		{`^api/live/.*_test\.go$`, `^attache/|^charm\.land/`, `^attache/(model|api/(emulator|transcript|wire))$`},
		{`^api/live/`, `^attache/|^charm\.land/` + shipped, `^attache/(model|api/(transcript|wire))$`},
		{`^api/transcript/.*_test\.go$`, `^attache/|\.|^(os|net|log)(/|$)`, `^attache/(model|api/wire)$`},
		{`^api/transcript/`, `^attache/|\.` + shipped, `^attache/(model|api/wire)$`},
		{`^api/trial/`, `^attache/|^charm\.land/`, `^attache/(model|api/emulator)$`},
		{`^api/.*_test\.go$`, `^attache/ui|^charm\.land/`, `^$`},
		{`^api/profile/`, `^attache/|\.` + shipped, `^attache/model$`},
		{`^api/pair/`, `^attache/|^charm\.land/` + shipped, `^attache/model$`},
		{`^api/wire/`, `^attache/|^charm\.land/` + shipped, `^attache/model$`},
		{`^api/diagnose/`, `^attache/|^charm\.land/` + shipped, `^attache/(model|api)$`},
		{`^api/contact/`, `^attache/|^charm\.land/` + shipped, `^attache/(model|api(/profile|/wire)?)$`},
		{`^api/download/`, `^attache/|^charm\.land/` + shipped, `^attache/(model|api/wire)$`},
		{`^api/upload/`, `^attache/|^charm\.land/` + shipped, `^attache/(model|api/(download|wire))$`},
		{`^api/`, `^attache/(ui|api)|^charm\.land/` + shipped, `^attache/api/(download|live|profile|transcript|upload|wire)$`},
		{`^ui/wording/`, `^attache/|^charm\.land/`, `^attache/(model(/filter)?|ui/wording)$`},
		{`^ui/runner/fakechat/`, `^attache/|^charm\.land/`, `^attache/model$`},
		{`^ui/runner/`, `^attache/(api|ui)|^charm\.land/`, `^attache/ui/runner(/fakechat)?$`},
		{`^ui/linemode/`, `^attache/(api|ui)|^charm\.land/`, `^attache/ui/(linemode|preview|runner|runner/fakechat|wording|clip|opener)$`},
		{`^ui/evidence/`, `^attache/|\.`, `^attache/model$`},
		{`^ui/batch/`, `^attache/(api|ui)|^charm\.land/`, `^attache/ui/(batch|cells|evidence|runner|wording)(/|$)`},
		{`^ui/cells/`, `^attache/|^charm\.land/`, `^attache/ui/cells$`},
		{`^ui/layout/`, `^attache/|\.`, `^$`},
		{`^ui/style/`, `^attache/`, `^attache/(model|ui/cells)$`},
		{`^ui/part/`, `^attache/|^charm\.land/bubbletea`, `^attache/(model(/filter|/session)?|ui/(cells|keys|layout|preview|style|wording))$`},
		{`^ui/acts/`, `^attache/|^charm\.land/bubbletea`, `^attache/(model(/session)?|ui/keys)$`},
		{`^ui/keys/`, `^attache/`, `^attache/model$`},
		{`^ui/notify/`, `^attache/|\.`, `^attache/ui/notify$`},
		{`^ui/(pacer|tty)/`, `^attache/`, `^$`},
		{`^ui/preview/trial/`, `^attache/|^charm\.land/`, `^attache/ui/preview$`},
		{`^ui/preview/(archive|media|office|pdf|text)/.*_test\.go$`, `^attache/|^charm\.land/`, `^attache/(model|ui/preview(/picture|/trial)?)$`},
		{`^ui/preview/(archive|media|office|pdf|text)/`, `^attache/|^charm\.land/|^(os|net|syscall|unsafe|plugin)(/|$)` + shipped, `^attache/(model|ui/preview(/picture)?)$`},
		{`^ui/system/`, `^attache/|^charm\.land/`, `^$`},
		{`^ui/cli/reference/`, `^attache/|^charm\.land/`, `^attache/model$`},
		{`^ui/cli/token/`, `^attache/|^charm\.land/`, `^attache/(model|ui/(system|wording))$`},
		{`^ui/cli/config/`, `^attache/|^charm\.land/`, `^attache/(model|ui/(cells|wording))$`},
		{`^ui/cli/`, `^attache/(api|ui)|^charm\.land/`, `^attache/ui/(cli(/config|/reference|/token)?|batch|system|wording)$`},
		{`^ui/.*_test\.go$`, `^attache/api`, `^$`},
		{`^ui/`, `^attache/api` + shipped, `^$`},
		{`^[a-z]+\.go$`, `^testing(/|$)`, `^$`},
	}
}

func (s *source) imports() {
	rooms := directions()
	i := slices.IndexFunc(rooms, func(d direction) bool { return regexp.MustCompile(d.file).MatchString(s.name) })
	if i < 0 {
		return
	}
	never, but := regexp.MustCompile(rooms[i].never), regexp.MustCompile(rooms[i].but)
	for _, spec := range s.file.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil || never.MatchString(p) && !but.MatchString(p) {
			s.fault("may not import %s", p)
		}
	}
}

// uses returns the members of an imported package that the file names, under whatever name.
func (s *source) uses(pkg string) []string {
	var names []string
	for _, spec := range s.file.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil || p != pkg {
			continue
		}
		local := path.Base(p)
		if spec.Name != nil {
			local = spec.Name.Name
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := sel.X.(*ast.Ident); ok && x.Name == local {
					names = append(names, sel.Sel.Name)
				}
			}
			return true
		})
	}
	return names
}

// clocks checks who reads a clock: main, the one default of a Now field on each side of the wire, and the far side of
// the tests, which notes when it was asked.
func (s *source) clocks() {
	mayRead := map[string]bool{"main.go": true, "api/new.go": true, "api/emulator/server.go": true, "api/trial/trial.go": true}
	reads := 0
	for _, name := range s.uses("time") {
		switch name {
		case "Now", "Since", "Until":
			reads++
			if !mayRead[s.name] {
				s.fault("reads the clock by time.%s", name)
			}
		case "Sleep", "After", "AfterFunc", "NewTimer", "NewTicker", "Tick":
			if strings.HasPrefix(s.name, "model/") || name == "Sleep" {
				s.fault("waits by time.%s", name)
			}
		}
	}
	if strings.HasPrefix(s.name, "api/") && mayRead[s.name] && reads > 1 {
		s.fault("reads the clock more than once")
	}
}

// keys checks that one file alone knows a key.
func (s *source) keys() {
	if s.name != "keymap.go" && slices.Contains(s.uses("charm.land/bubbles/v2/key"), "WithKeys") {
		s.fault("names a key: keys are bound in keymap.go")
	}
}

// wording checks that problems are put into sentences in one place: nowhere else does a kind or a
// fault of the model stand beside words of its own.
func (s *source) wording() {
	if strings.HasPrefix(s.name, "ui/wording/") {
		return
	}
	ast.Inspect(s.file, func(n ast.Node) bool {
		worded := false
		switch n := n.(type) {
		case *ast.CaseClause:
			for _, stmt := range n.Body {
				worded = worded || slices.ContainsFunc(n.List, isProblem) && hasSentence(stmt)
			}
		case *ast.KeyValueExpr:
			worded = isProblem(n.Key) && hasSentence(n.Value)
		}
		if worded {
			s.fault("words a problem: sentences live in ui/wording")
		}
		return true
	})
}

func isProblem(e ast.Expr) bool {
	sel, ok := e.(*ast.SelectorExpr)
	return ok && (strings.HasPrefix(sel.Sel.Name, "Kind") || strings.HasPrefix(sel.Sel.Name, "Fault"))
}

// hasSentence reports whether a string of three words or more stands under n.
func hasSentence(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			found = found || len(strings.Fields(lit.Value)) > 2
		}
		return true
	})
	return found
}

// variables checks that packages hold no state: only checks of interfaces, embedded files and
// what the linker sets may be package-level variables.
func (s *source) variables() {
	for _, d := range s.file.Decls {
		decl, ok := d.(*ast.GenDecl)
		if !ok || decl.Tok != token.VAR {
			continue
		}
		embedded := decl.Doc != nil && strings.HasPrefix(decl.Doc.List[len(decl.Doc.List)-1].Text, "//go:embed ")
		for _, spec := range decl.Specs {
			v, ok := spec.(*ast.ValueSpec)
			for i := 0; ok && i < len(v.Names); i++ {
				name := v.Names[i]
				if name.Name != "_" && !embedded && (s.name != "main.go" || name.Name != "version") {
					s.fault("has the package-level variable %s", name.Name)
				}
			}
		}
	}
}

// credentials checks that one package alone reads AWS credentials, and none by the SDK's own way, which is large
// and slow to start. The manual names their variables, and the emulator those of keys that open nothing.
func (s *source) credentials() {
	const sdk = "github.com/aws/aws-sdk-go-v2/"
	for _, spec := range s.file.Imports {
		p, _ := strconv.Unquote(spec.Path.Value)
		part, found := strings.CutPrefix(p, sdk)
		signs := regexp.MustCompile(`^(credentials|service|aws/signer)(/|$)`).MatchString(part) && !strings.HasPrefix(s.name, "api/contact/")
		if found && (signs || strings.HasPrefix(part, "config")) && !slices.Contains(s.faults, s.name+" may not import "+p) {
			s.fault("may not import %s", p)
		}
	}
	if strings.HasPrefix(s.name, "api/contact/") || s.name == "ui/cli/reference/variables.go" || s.name == "ui/cli/serving.go" {
		return
	}
	ast.Inspect(s.file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && strings.Contains(strings.ToLower(lit.Value), "aws_secret_access_key") {
			s.fault("names AWS credentials")
		}
		return true
	})
}
