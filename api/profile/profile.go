// Package profile reads from AWS's two shared files where a profile says the service is. It takes the
// few settings that say so and skips all others, the credentials among them: whatever else stands in a
// file, or is wrong with it, has no say in where a token is sent. What is unclear about these few is a
// problem of input that names file and line, since any guess may be another host.
package profile

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"

	"attache/model"
)

// Profile is one profile with what both files say of it.
type Profile struct {
	config, credentials *file // nil: not there
	own                 []section
	secret              []section // of the credentials file, which has the last word
	Found               bool      // one of the files has it
}

// Read finds a profile in the files. A file that is not there is no error; one that cannot be read is. more are
// settings to keep beside the few: only who signs requests names those of credentials.
func Read(p Paths, name string, more ...string) (*Profile, error) {
	config, err := readFile(p.Config, more)
	if err != nil {
		return nil, err
	}
	credentials, err := readFile(p.Credentials, more)
	if err != nil {
		return nil, err
	}
	found := &Profile{config: config, credentials: credentials}
	if config != nil {
		if err := config.orphan(); err != nil {
			return nil, err
		}
		found.own = config.named("profile", name)
		if name == "default" {
			if found.own, err = config.defaults(found.own); err != nil {
				return nil, err
			}
		}
	}
	if credentials != nil {
		found.secret = credentials.titled(name)
	}
	found.Found = len(found.own)+len(found.secret) > 0
	err = found.misnamed(name)
	return found, err
}

// misnamed looks, where the configuration file has no such profile, for a section that was meant to be it.
func (p *Profile) misnamed(name string) error {
	if p.config != nil && len(p.own) == 0 {
		for _, s := range p.config.sections {
			if s.matters() && s.resembles(name) {
				return s.problem(p.config, model.FaultUnreadable, "write ["+headerOf(name)+"]")
			}
		}
	}
	if p.credentials != nil && len(p.own)+len(p.secret) == 0 {
		for _, s := range p.credentials.sections {
			if s.matters() && s.resembles(name) {
				return s.problem(p.credentials, model.FaultUnreadable, "write ["+name+"]")
			}
		}
	}
	return nil
}

// headerOf is how the configuration file calls a profile.
func headerOf(name string) string {
	switch {
	case name == "default":
		return name
	case strings.ContainsAny(name, " \t"):
		return `profile "` + name + `"`
	}
	return "profile " + name
}

// Get returns a setting of the profile, empty where it has none.
func (p *Profile) Get(key string) (Setting, error) {
	for _, from := range []struct {
		file     *file
		sections []section
	}{{p.credentials, p.secret}, {p.config, p.own}} {
		if from.file == nil || len(from.sections) == 0 {
			continue
		}
		s, err := from.file.get(from.sections, key)
		if err != nil || s.Text != "" {
			return s, err
		}
	}
	return Setting{}, nil
}

// Flag returns a setting that is true or false; said tells whether it is there.
func (p *Profile) Flag(key string) (on, said bool, err error) {
	s, err := p.Get(key)
	if err != nil || s.Text == "" {
		return false, false, err
	}
	switch strings.ToLower(s.Text) {
	case "true":
		return true, true, nil
	case "false":
		return false, true, nil
	}
	return false, false, model.NewInputProblem(s.Place, model.FaultChoice, s.Text+" (true, false)")
}

// Endpoint returns the address of a service: that of the services section which the profile names
// before that of the profile.
func (p *Profile) Endpoint(service string) (Setting, error) {
	s, err := p.Get(services)
	if err != nil {
		return s, err
	}
	if s.Text != "" {
		if s, err = p.serviceEndpoint(s, service); err != nil || s.Text != "" {
			return s, err
		}
	}
	return p.Get(EndpointURL)
}

// serviceEndpoint reads the services section of a name.
func (p *Profile) serviceEndpoint(name Setting, service string) (Setting, error) {
	var all []section
	if p.config != nil {
		all = p.config.named(services, name.Text)
	}
	size := 0
	for _, s := range all {
		size += s.size
	}
	if size == 0 {
		return Setting{}, model.NewInputProblem(name.Place, model.FaultUnknown, name.Text)
	}
	return p.config.nested(all, service)
}

// maxBytes is far over any file of profiles, and little to read.
const maxBytes = 4 << 20

// readFile reads a file; nil: it is not there.
func readFile(path Path, more []string) (*file, error) {
	broken := func(why string) error {
		return model.NewInputProblem("profile in "+path.Short, model.FaultUnreadable, why)
	}
	info, err := os.Stat(path.Full)
	switch {
	case path.Full == "", errors.Is(err, fs.ErrNotExist):
		return nil, nil //nolint:nilnil // nothing to read is no error
	case err == nil && info.Mode()&(fs.ModeNamedPipe|fs.ModeSocket) != 0:
		return nil, broken("it is not a file") // who waits for a pipe cannot be interrupted
	}
	f, err := os.Open(path.Full)
	if err != nil {
		return nil, broken(reason(err))
	}
	defer func() { _ = f.Close() }() // nothing was written
	text, err := io.ReadAll(io.LimitReader(f, maxBytes+1))
	switch {
	case err != nil:
		return nil, broken(reason(err))
	case len(text) > maxBytes:
		return nil, broken("it is larger than 4 MB")
	}
	return parse(path.Short, model.DecodeText(text), more...), nil
}
