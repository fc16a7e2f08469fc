package cli

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"attache/model"
	"attache/ui/cli/reference"
)

// chatFolder writes files into a folder, for their owner alone.
func chatFolder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestAChatFileLeadsToItsOwnChatWithItsOwnToken(t *testing.T) {
	dir := chatFolder(t, map[string]string{
		"anna.yaml": "name: Anna\nregion: eu-central-1\nconnection-token-file: a.token\n", "a.token": "TOKEN-anna",
		"ben.yaml": "endpoint-url: https://ben.example\nparticipant-token-file: b.token\n", "b.token": "TOKEN-ben",
	})
	w := newWorld()
	w.env["ATTACHE_CONNECTION_TOKEN"], w.env["ATTACHE_PARTICIPANT_TOKEN"] = canary, canary
	w.chat.files = []model.Attachment{model.NewAttachment("f-1", "x.txt", "", model.StatusApproved)}
	if code := w.run(t, "list", "--region", "us-east-1", "--chat", filepath.Join(dir, "anna.yaml"), "--chat", filepath.Join(dir, "ben.yaml")); code != 0 {
		t.Fatalf("exit %d, %s", code, w.err.String())
	}
	if len(w.opened) != 2 {
		t.Fatalf("%d chats opened", len(w.opened))
	}
	a, b := w.opened[0].Connection, w.opened[1].Connection
	if a.Name != "Anna" || a.Region != "eu-central-1" || a.EndpointURL != "" || a.ConnectionToken.Reveal() != "TOKEN-anna" || !a.ParticipantToken.IsZero() {
		t.Errorf("Anna's chat: %+v", a)
	}
	if b.Name != "ben" || b.Region != "us-east-1" || b.EndpointURL != "https://ben.example" || b.ParticipantToken.Reveal() != "TOKEN-ben" || !b.ConnectionToken.IsZero() {
		t.Errorf("Ben's chat: %+v", b)
	}
	if w.chat.closed != 2 {
		t.Errorf("%d closed", w.chat.closed)
	}
}

func TestAMistakeInAChatFileIsToldWithItsLineBeforeAnyTokenIsRead(t *testing.T) {
	for text, says := range map[string]string{
		"region: us-east-1\nregoin: x\nconnection-token-command: exit 9": "regoin in ",
		"region: us-east-1":                                     "connection token in ",
		"":                                                      "connection token in ",
		"connection-token-file: '-'":                            ".yaml:1 ",
		"connection-token: " + canary:                           ".yaml:1 ",
		"name: ''\nconnection-token-file: t":                    ".yaml:1 ",
		"name: [a, b]\nconnection-token-file: t":                ".yaml:1 ",
		"connection-token-file: t\nregion: [a]":                 ".yaml:2 ",
		"connection-token-file: t\nrate: 4":                     "rate in ",
		"connection-token-file: t\nchat: x":                     "chat in ",
		"connection-token-file: t\nkeys:\n  act.copy: c":        "keys in ",
		"connection-token-file: t\n\nendpoint-url: https://a?b": ".yaml:3 ",
		"connection-token-file: t\nconnection-token-file: u":    "line 1",
		"- a":          ".yaml:1 ",
		"region: \x01": ".yaml:1 ",
	} {
		dir := chatFolder(t, map[string]string{"good.yaml": "connection-token-command: touch ran", "bad.yaml": text})
		w := newWorld()
		code := w.run(t, "list", "--chat", filepath.Join(dir, "good.yaml"), "--chat", filepath.Join(dir, "bad.yaml"))
		if code != 2 || !strings.Contains(w.err.String(), says) || strings.Contains(w.err.String(), canary) || len(w.opened)+len(w.asked) > 0 {
			t.Errorf("%q: exit %d, said %q", text, code, w.err.String())
		}
		if _, err := os.Stat("ran"); err == nil {
			t.Fatalf("%q: a command ran", text)
		}
	}
}

func TestWhereAChatFileLeadsIsCheckedBeforeAnyTokenIsReadAndNamedByTheFile(t *testing.T) {
	dir := chatFolder(t, map[string]string{
		"good.yaml": "connection-token-command: touch ran", "bad.yaml": "\nendpoint-url: http://a.example\nconnection-token-file: t", "t": "TOKEN",
	})
	t.Chdir(dir)
	for _, c := range []struct {
		fails error
		says  string
	}{
		{model.NewInputProblem("--endpoint-url", model.FaultPlainHTTP, "a.example"), "endpoint-url in bad.yaml:2 is plain http"},
		{model.NewInputProblem("--region", model.FaultMissing, ""), "No region is given in bad.yaml"},
	} {
		w := newWorld()
		resolve := w.deps.Resolve
		w.deps.Resolve = func(ctx context.Context, at Connection) (Target, error) {
			if at.EndpointURL != "" {
				return Target{}, c.fails
			}
			return resolve(ctx, at)
		}
		w.refused(t, 2, []string{"list", "--chat", "good.yaml", "--chat", "bad.yaml"}, c.says)
		if _, err := os.Stat("ran"); err == nil {
			t.Error("a command ran")
		}
	}
	w := newWorld()
	w.fails = model.NewInputProblem("--endpoint-url", model.FaultPlainHTTP, "a.example")
	w.refused(t, 2, []string{"list", "--endpoint-url", "http://a.example"}, "--endpoint-url is plain http")
	config := filepath.Join(dir, "config.yaml")
	if err := os.WriteFile(config, []byte("endpoint-url: http://a.example\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	w = newWorld()
	w.fails = model.NewInputProblem("--endpoint-url", model.FaultPlainHTTP, "a.example")
	w.refused(t, 2, []string{"list", "--config", config}, "config.yaml:1 is plain http")
}

func TestWhatIsMissingInAChatFileIsToBeWrittenThere(t *testing.T) {
	t.Chdir(chatFolder(t, map[string]string{"c.yaml": "region: us-east-1"}))
	newWorld().refused(t, 2, []string{"list", "--chat", "c.yaml"}, "c.yaml", "connection-token-file: FILE")
}

func TestChatFlagsThatDoNotGoTogether(t *testing.T) {
	files := map[string]string{"t": "TOKEN"}
	var eleven []string
	for i := range 11 {
		name := "c" + string(rune('a'+i))
		files[name] = "connection-token-file: t"
		eleven = append(eleven, "--chat", name)
	}
	dir := chatFolder(t, files)
	t.Chdir(dir)
	for _, c := range []struct {
		args []string
		says string
	}{
		{append([]string{"list"}, eleven...), "more than 10 chats"},
		{[]string{"list", "--chat", "ca", "--chat", "./ca"}, "the same file twice"},
		{[]string{"list", "--chat", "ca", "--connection-token-file", "t"}, "--connection-token-file cannot be combined"},
		{[]string{"get", "--chat", "ca", "--chat", "cb", "f-1"}, "--chat cannot be combined"},
		{[]string{"--chat", "ca", "--chat", "cb", "f-1"}, "--chat cannot be combined"},
		{[]string{"link", "--chat", "ca", "f-1"}, "commands take it"},
		{[]string{"list", "--chat", "none.yaml"}, "--chat cannot be used: "},
		{[]string{"list", "--chat", ""}, "--chat is empty"},
	} {
		w := newWorld()
		if code := w.run(t, c.args...); code != 2 || !strings.Contains(w.err.String(), c.says) || len(w.opened) > 0 {
			t.Errorf("%q: exit %d, said %q", c.args, code, w.err.String())
		}
	}
	w := newWorld()
	w.env["ATTACHE_CHAT"] = strings.Join([]string{"ca", "cb"}, string(filepath.ListSeparator))
	if code := w.run(t, "list"); code != 0 || len(w.opened) != 2 {
		t.Errorf("by a variable: exit %d, %s", code, w.err.String())
	}
}

func TestAChatFileThatOthersCanChangeIsRefused(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("rights are others there")
	}
	dir := chatFolder(t, map[string]string{"c.yaml": "connection-token-command: touch ran"})
	path := filepath.Join(dir, "c.yaml")
	if err := os.Chmod(path, 0o666); err != nil { //nolint:gosec // that is what is tried
		t.Fatal(err)
	}
	w := newWorld()
	if code := w.run(t, "list", "--chat", path); code != 2 || !strings.Contains(w.err.String(), "every user") {
		t.Errorf("exit %d, said %q", code, w.err.String())
	}
}

func TestTheHelpNamesTheFlagOfSeveralChats(t *testing.T) {
	for _, command := range []string{"list", "watch", "get", ""} {
		w := newWorld()
		if code := w.run(t, slices.DeleteFunc([]string{"help", command}, func(s string) bool { return s == "" })...); code != reference.Done || command != "" && !strings.Contains(w.out.String(), "--chat FILE") {
			t.Errorf("help %s: %d\n%s", command, code, w.out.String())
		}
	}
}
