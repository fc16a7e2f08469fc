package cli

import (
	"errors"
	"io/fs"
	"math"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"attache/model"
	"attache/ui/system"
)

func emulatorSettings(scenarios, faults []Choice) []setting {
	const group = groupEmulator
	return []setting{
		{name: "listen", arg: "HOST:PORT", group: group, fallback: defaultListen, help: "where to listen, port 0 is a free one", set: setListen},
		{name: "env", group: group, help: "print the variables as lines of a shell, with AWS credentials", set: setBool(func(o *options) *bool { return &o.env })},
		{name: "control", group: group, help: "print where tests control the emulator by HTTP", set: setBool(func(o *options) *bool { return &o.control })},
		{name: "control-token-file", arg: "FILE", group: group, help: "ask a token of control requests, and take them from other machines", set: setPath(func(o *options) *string { return &o.tokenFile })},
		{name: "allow-host", arg: "NAME", group: group, many: true, help: "a host name that control requests, and certificates, may use", set: setNames(func(o *options) *[]string { return &o.chat.ControlHosts })},
		{name: "allow-origin", arg: "ORIGIN", group: group, many: true, help: "pages that browsers may show answers to; without it every page", set: setOrigins},
		{name: "quota", arg: "KIND", group: group, fallback: "none", choices: []string{"none", "documented"}, help: "limit calls: none, or as documented", set: setText(func(o *options) *string { return &o.quota })},
		{name: "tour", group: group, help: "play the demo by itself, in a minute; any key ends it", set: setBool(func(o *options) *bool { return &o.tour })},
		{name: "check", arg: "URL", group: group, apart: true, help: "start nothing; exit 0 if an emulator answers there, else 1", set: setCheck},
		{name: "scenario", arg: "NAME", group: group, choices: names(scenarios), complete: describedChoices(scenarios), fallback: "demo", help: "the chat to make up", set: setText(func(o *options) *string { return &o.chat.Scenario })},
		{name: "seed", arg: "N", group: group, fallback: "1", help: "the same number gives the same chat", set: setSeed},
		{name: "count", arg: "N", group: group, help: "how many attachments", set: setWhole(1, maxCount, func(o *options) *int { return &o.chat.Count })},
		{name: "size", arg: "BYTES", group: group, help: "how large each of them is", set: setWhole(1, maxSize, func(o *options) *int64 { return &o.chat.Size })},
		{name: "fault", arg: "NAME[=VALUE]", group: group, hints: names(faults), complete: describedChoices(faults), many: true, help: "simulate a failure; can be repeated", set: setFault(faults)},
		{name: "bucket-listen", arg: "HOST:PORT", group: group, help: "serve files at an address of their own, as S3 does", set: setBucketListen},
		{name: "tls", group: group, help: "serve https, with a certificate made for this run", set: setBool(func(o *options) *bool { return &o.chat.TLS })},
		{name: "tls-ca", arg: "FILE", group: group, help: "where to write the CA certificate of --tls, or of which --check trusts one", set: setCA},
		{name: "files", arg: "DIR", group: group, help: "make the chat of the files in a folder, and of its chat.json", set: setFiles},
		{name: "chat-token", arg: "TEXT", group: group, help: "a token of your own that opens the chat, as either kind", set: setChatToken},
		{name: "start-at", arg: "INSTANT", env: "ATTACHE_EMULATE_START_AT", group: group, apart: true, help: "what the chat's clock shows first, as 2026-01-05T09:00:00Z", set: setInstant},
		{name: "check-signature", group: group, help: "refuse calls to Amazon Connect that are not signed (SigV4)", set: setBool(func(o *options) *bool { return &o.chat.CheckSignature })},
		{name: "signing-key", arg: "ID:SECRET", group: group, help: "the made-up key to sign them with, in place of the usual one", set: setSigningKey},
	}
}

// setFiles takes a folder that is there.
func setFiles(o *options, input, value string) error {
	if err := setPath(func(o *options) *string { return &o.chat.Files })(o, input, value); err != nil {
		return err
	}
	o.chat.Files = system.Home(value, os.Getenv)
	info, err := os.Stat(o.chat.Files)
	switch {
	case err != nil:
		return model.NewInputProblem(input, model.FaultUnreadable, system.Reason(err))
	case !info.IsDir():
		return model.NewInputProblem(input, model.FaultUnreadable, "it is no folder")
	}
	return nil
}

// setChatToken takes what a header can carry.
func setChatToken(o *options, input, value string) error {
	if len(value) < 8 || len(value) > 1000 || strings.ContainsFunc(value, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return model.NewInputProblem(input, model.FaultUnreadable, "it wants 8 to 1000 printable characters of ASCII, without a space")
	}
	o.chat.Token = value
	return nil
}

func setInstant(o *options, input, value string) error {
	at, err := time.Parse(time.RFC3339, value)
	if err != nil || at.IsZero() {
		return model.NewInputProblem(input, model.FaultUnreadable, "it wants an instant as 2026-01-05T09:00:00Z")
	}
	o.chat.StartAt = at
	return nil
}

func setSigningKey(o *options, input, value string) error {
	id, secret, _ := strings.Cut(value, ":")
	if id == "" || secret == "" || strings.ContainsFunc(value, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return model.NewInputProblem(input, model.FaultUnreadable, "it wants ID:SECRET")
	}
	o.chat.KeyID, o.chat.KeySecret = id, secret
	return nil
}

func setBucketListen(o *options, input, value string) error {
	if err := checkListen(input, value); err != nil {
		return err
	}
	o.chat.BucketListen = value
	return nil
}

// setCA takes a file in a folder that is there.
func setCA(o *options, input, value string) error {
	if err := setPath(func(o *options) *string { return &o.tlsCA })(o, input, value); err != nil {
		return err
	}
	o.tlsCA = system.Home(value, os.Getenv)
	_, err := os.Stat(filepath.Dir(o.tlsCA))
	if _, wrong := os.Stat(o.tlsCA); err == nil && !errors.Is(wrong, fs.ErrNotExist) {
		err = wrong
	}
	if err != nil {
		return model.NewInputProblem(input, model.FaultUnreadable, system.Reason(err))
	}
	return nil
}

// setCheck takes the URL that an emulator printed.
func setCheck(o *options, input, value string) error {
	u, err := url.Parse(value)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return model.NewInputProblem(input, model.FaultNotURL, "")
	}
	o.check = strings.TrimRight(value, "/")
	return nil
}

func setSeed(o *options, input, value string) error {
	seed, err := strconv.ParseUint(value, 10, 64)
	if err != nil {
		return model.NewInputProblem(input, model.FaultRange, model.Shown(value))
	}
	o.chat.Seed = seed
	return nil
}

// setFault adds to the faults, which may also come several at once, parted by commas, since a
// variable cannot be repeated. Their values are the emulator's to check.
func setFault(known []Choice) setter {
	return func(o *options, input, value string) error {
		for one := range strings.SplitSeq(value, ",") {
			name, _, _ := strings.Cut(one, "=")
			if name == "" {
				return model.NewInputProblem(input, model.FaultEmpty, "")
			}
			if all := names(known); len(all) > 0 && !slices.Contains(all, name) {
				return model.NewInputProblem(input, model.FaultChoice, model.Shown(name)+"; "+strings.Join(all, ", "))
			}
			o.chat.Faults = append(o.chat.Faults, one)
		}
		return nil
	}
}

func setListen(o *options, input, value string) error {
	if err := checkListen(input, value); err != nil {
		return err
	}
	o.listen = value
	return nil
}

func checkListen(input, value string) error {
	_, port, err := net.SplitHostPort(value)
	if n, bad := strconv.ParseUint(port, 10, 16); err != nil || bad != nil || n > math.MaxUint16 {
		return model.NewInputProblem(input, model.FaultUnreadable, model.Shown(value))
	}
	return nil
}

// setNames adds names, which may come several at once, parted by commas.
func setNames(field func(*options) *[]string) setter {
	return func(o *options, input, value string) error {
		for one := range strings.SplitSeq(value, ",") {
			if one = strings.TrimSpace(one); one == "" || strings.ContainsAny(one, `/\ `) {
				return model.NewInputProblem(input, model.FaultUnreadable, model.Shown(one))
			}
			*field(o) = append(*field(o), one)
		}
		return nil
	}
}

// setOrigins adds origins of pages, as browsers write them.
func setOrigins(o *options, input, value string) error {
	for one := range strings.SplitSeq(value, ",") {
		one = strings.TrimSpace(one)
		u, err := url.Parse(one)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || one != u.Scheme+"://"+u.Host {
			return model.NewInputProblem(input, model.FaultNotURL, model.Shown(one))
		}
		o.chat.Origins = append(o.chat.Origins, one)
	}
	return nil
}
