package cli

import (
	"cmp"
	"context"
	"errors"
	"path/filepath"
	"strings"

	"attache/model"
	"attache/ui/cli/config"
	"attache/ui/cli/token"
	"attache/ui/system"
	"attache/ui/wording"
)

// chatSettings are what a chat file says.
type chatSettings struct {
	name string // what its user calls the chat; empty: as the file
	opts options
}

// readChatFile reads a chat file. All of it is checked before anything is done with it.
func (in *inputs) readChatFile(ctx context.Context, c chatFile) (chatSettings, error) {
	path := in.home(c.path)
	shown := config.Short(path, in.getenv)
	file, err := system.Await(ctx, func() (*config.File, error) { return config.ReadChat(path, shown) })
	var problem *model.Problem
	switch {
	case err == nil:
	case ctx.Err() != nil:
		return chatSettings{}, model.AsProblem(ctx.Err())
	case errors.As(err, &problem):
		return chatSettings{}, problem
	default:
		return chatSettings{}, model.NewInputProblem(c.input, model.FaultUnreadable, system.Reason(err)+" ("+shown+")")
	}
	if file.GroupWritable {
		in.warn(wording.WritableByGroup(shown))
	}
	one := chatSettings{name: strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)), opts: defaults()}
	one.opts.connection = in.opts.connection
	one.opts.from["region"] = cmp.Or(in.opts.from["region"], wording.InFile("region", shown, 0))
	if len(file.Keys) > 0 {
		return one, unknownName("setting", config.Entry{Name: "keys", Line: file.Keys[0].Line}, shown, "")
	}
	for _, e := range file.Settings {
		if err := one.takeChatEntry(e, shown); err != nil {
			return one, err
		}
	}
	one.name = model.Text(one.name)
	why := one.checkTokens(path, shown)
	return one, why
}

// takeChatEntry takes one line of a chat file.
func (c *chatSettings) takeChatEntry(e config.Entry, file string) error {
	input := wording.InFile(e.Name, file, e.Line)
	known := []string{"name"}
	for _, row := range connectionSettings() {
		if row.single {
			continue
		}
		if row.name == e.Name && e.List {
			return model.NewInputProblem(input, model.FaultUnreadable, "it takes one value")
		}
		if row.name == e.Name {
			c.opts.lines[row.name], c.opts.from[row.name] = e.Line, input
			return row.take(&c.opts, input, e.Values[0])
		}
		known = append(known, row.name)
	}
	switch secret := token.SecretName(e.Name); {
	case secret != "":
		return model.NewInputProblem(wording.InFile(secret, file, e.Line), model.FaultArgument, "")
	case e.Name != "name":
		return unknownName("setting", e, file, wording.Nearest(strings.ReplaceAll(strings.ToLower(e.Name), "_", "-"), known))
	case e.List:
		return model.NewInputProblem(input, model.FaultUnreadable, "it takes one value")
	case strings.TrimSpace(e.Values[0]) == "":
		return model.NewInputProblem(input, model.FaultEmpty, "")
	case model.HoldsToken(e.Values[0]):
		return model.NewInputProblem(input, model.FaultArgument, "")
	}
	c.name = e.Values[0]
	return nil
}

// checkTokens makes sure that the file says where its own token comes from, which is beside the file where
// its path says no more. Standard input is one for all chats.
func (c *chatSettings) checkTokens(path, shown string) error {
	given := false
	for kind := range c.opts.tokens {
		s := &c.opts.tokens[kind]
		given = given || s.File != "" || s.Command != ""
		switch {
		case s.File == "-":
			return model.NewInputProblem(s.FileInput, model.FaultUnreadable, "standard input is no chat's own")
		case s.File != "" && !filepath.IsAbs(s.File) && !strings.HasPrefix(s.File, "~"):
			s.File = filepath.Join(filepath.Dir(path), s.File)
		}
	}
	if !given {
		return model.NewInputProblem(wording.InFile("connection token", shown, 0), model.FaultMissing, "name a file or a command that gives it")
	}
	return nil
}
