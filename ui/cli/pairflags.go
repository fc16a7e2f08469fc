package cli

import (
	"strings"

	"attache/model"
)

func pairSettings() []setting {
	const group = groupPairing
	return []setting{
		{name: "open", arg: "URL", group: group, help: "open the page in your browser, with the code", set: setPairPage},
		{name: "page", arg: "DIR", group: group, help: "write the page for your web server", set: setPath(func(o *options) *string { return &o.pair.page })},
		{name: "bookmarklet", group: group, help: "print a bookmark that does the same as the page", set: setBool(func(o *options) *bool { return &o.pair.bookmarklet })},
		{name: "pair-origins", arg: "ORIGIN", group: group, many: true, help: "pages whose chats open without a question, as https://desk.example", set: setPairOrigins},
	}
}

func setPairPage(o *options, input, value string) error {
	switch {
	case strings.Contains(value, "#attache=") || model.HoldsToken(value):
		return model.NewInputProblem(input, model.FaultArgument, "")
	case strings.Contains(value, "#"):
		return model.NewInputProblem(input, model.FaultUnreadable, "leave out # and what follows, where the code goes")
	}
	_, err := model.OriginOf(input, value)
	o.pair.open = value
	return err
}

func setPairOrigins(o *options, input, value string) error {
	for one := range strings.SplitSeq(value, ",") {
		if model.HoldsToken(one) {
			return model.NewInputProblem(input, model.FaultArgument, "")
		}
		origin, err := model.CheckOrigin(input, one)
		if err != nil {
			return err
		}
		o.pair.origins = append(o.pair.origins, origin)
	}
	return nil
}
