package cli

import (
	"strings"
	"unicode/utf8"

	"attache/model"
)

// Limits of StartChatContact.
const (
	maxDisplayName = 256       // characters
	maxAttributes  = 32 * 1024 // bytes of all keys and values
)

func newChatSettings() []setting {
	const group = groupChat
	return []setting{
		{name: "instance", arg: "ID", group: group, help: "the Connect instance, by ID or ARN", set: setResource("instance", func(o *options) *string { return &o.newChat.Instance })},
		{name: "flow", arg: "ID", group: group, help: "the flow that the chat starts in, by ID or ARN", set: setResource("contact-flow", func(o *options) *string { return &o.newChat.Flow })},
		{name: "display-name", arg: "NAME", group: group, fallback: defaultDisplayName, help: "what the customer is called", set: setDisplayName},
		{name: "attribute", arg: "KEY=VALUE", group: group, many: true, help: "a contact attribute; can be repeated", set: setAttribute},
		{name: "print-token", group: group, apart: true, help: "print the participant token, and open nothing", set: setBool(func(o *options) *bool { return &o.printToken })},
	}
}

// setResource takes the ID of a resource, or an ARN that holds it after its type.
func setResource(kind string, field func(*options) *string) setter {
	return func(o *options, input, value string) error {
		id := value
		if strings.HasPrefix(value, "arn:") {
			_, id, _ = strings.Cut(value, kind+"/")
			id, _, _ = strings.Cut(id, "/")
		}
		if !isPlainID(id) {
			return model.NewInputProblem(input, model.FaultUnreadable, model.Shown(value))
		}
		*field(o) = id
		return nil
	}
}

func setDisplayName(o *options, input, value string) error {
	switch {
	case value == "":
		return model.NewInputProblem(input, model.FaultEmpty, "")
	case model.HoldsToken(value): // everybody in the chat would see it
		return model.NewInputProblem(input, model.FaultArgument, "")
	case model.Text(value) != value:
		return model.NewInputProblem(input, model.FaultControl, "")
	case utf8.RuneCountInString(value) > maxDisplayName:
		return model.NewInputProblem(input, model.FaultTooLong, "")
	}
	o.newChat.DisplayName = value
	return nil
}

// setAttribute adds to the attributes. Several stand in one variable, parted by commas: it cannot be repeated.
func setAttribute(o *options, input, value string) error {
	all := []string{value}
	if strings.HasPrefix(input, "ATTACHE_") {
		all = strings.Split(value, ",")
	}
	for _, one := range all {
		key, text, ok := strings.Cut(one, "=")
		if key = strings.TrimSpace(key); !ok || !isPlainID(key) {
			return model.NewInputProblem(input, model.FaultUnreadable, model.Shown(one))
		}
		if o.newChat.Attributes == nil {
			o.newChat.Attributes = map[string]string{}
		}
		o.newChat.Attributes[key] = text
	}
	size := 0
	for key, text := range o.newChat.Attributes {
		size += len(key) + len(text)
	}
	if size > maxAttributes {
		return model.NewInputProblem(input, model.FaultTooLong, "")
	}
	return nil
}

// isPlainID reports whether s can be an ID of Amazon Connect, and no token in the place of one.
func isPlainID(s string) bool {
	const longest = 256
	return s != "" && len(s) <= longest && !model.HoldsToken(s) && !strings.ContainsFunc(s, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') && r != '-' && r != '_'
	})
}
