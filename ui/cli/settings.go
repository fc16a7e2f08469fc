package cli

import (
	"slices"
	"strconv"
	"strings"

	"attache/model"
)

func groups() []string {
	return []string{groupConnection, groupWork, groupOutput, groupScreen, groupPairing, groupChat, groupEmulator}
}

// everySetting are the names of all rows.
func everySetting() flagNames { return append(groups(), "chat") }

// settings returns the table, in the order of the help. Scenarios and faults are the emulator's, looks the
// screen's.
func settings(scenarios, faults []Choice, looks AppearanceChoices) []setting {
	return slices.Concat(connectionSettings(), workSettings(), outputSettings(), screenSettings(looks), pairSettings(), newChatSettings(), emulatorSettings(scenarios, faults))
}

func workSettings() []setting {
	const group = groupWork
	return []setting{
		{name: "url-expiry", arg: "SECONDS", group: group, fallback: strconv.Itoa(defaultLife), help: "life to ask for each link, 5 to 300", set: setLife},
		{name: "prefetch", arg: "ROWS", group: group, fallback: "visible", choices: []string{"selected", "visible", "none"}, help: "rows that get a link unasked: selected, visible or none", set: setText(func(o *options) *string { return &o.shared.Prefetch })},
		{name: "rate", arg: "N", group: group, fallback: strconv.Itoa(defaultRate), help: "calls a second, up to 8 at once after a rest; the quota is shared", set: setRate},
		{name: "dir", arg: "DIR", group: group, fallback: "Downloads", help: "where files are saved", set: setPath(func(o *options) *string { return &o.shared.Dir })},
		{name: "on-exists", arg: "WAY", group: group, fallback: "rename", choices: []string{string(model.ExistsRename), string(model.ExistsSkip), string(model.ExistsOverwrite)}, help: "when the name is taken: rename, skip or overwrite", set: setText(func(o *options) *model.OnExists { return &o.shared.OnExists })},
		{name: "parallel", arg: "N", group: group, fallback: strconv.Itoa(defaultParallel), help: "downloads at once, 1 to 16", set: setWhole(1, model.MaxParallel, func(o *options) *int { return &o.shared.Parallel })},
		{name: "limit-rate", arg: "BYTES", group: group, help: "bytes a second of all transfers together, as 2M or 500k", set: setLimitRate},
		{name: "name", arg: "TEMPLATE", group: group, help: "names of saved files, as '{sent}-{sender}-{name}'; also " + nameFields(), set: setNameTemplate},
		{name: "on-saved", arg: "CMD", group: group, help: "ask a program about each saved file, as a virus scanner", set: setOnSaved},
		{name: "on-refused", arg: "WAY", group: group, fallback: "keep", choices: []string{"keep", "remove"}, help: "a file that it does not find clean: keep or remove", set: setText(func(o *options) *string { return &o.shared.OnRefused })},
		{name: "receipt", arg: "FILE", group: group, help: "write what was saved, and what failed, as JSON", set: setFile(func(o *options) *string { return &o.shared.Receipt })},
	}
}

func outputSettings() []setting {
	const group = groupOutput
	return []setting{
		{name: "all", group: group, help: "every attachment of the chat; watch: those there too", set: setBool(func(o *options) *bool { return &o.all })},
		{name: "output", short: "o", arg: "FILE", group: group, choices: []string{"-"}, help: "-o - writes the bytes of one file to standard output", set: setText(func(o *options) *string { return &o.output })},
		{name: "zip", arg: "FILE", group: group, apart: true, help: "put the files, a receipt and SHA256SUMS into an archive", set: setFile(func(o *options) *string { return &o.zip })},
		{name: "wait", arg: "TIME", bare: "60s", group: group, help: "wait for scans, 60s or as long as --wait=5m says", set: setWait},
		{name: "since", arg: "TIME", group: group, apart: true, help: "files sent since then: 10m ago, or 2026-01-31T09:00", set: setSince},
		{name: "from", arg: "WHO", group: group, apart: true, many: true, help: "files of senders or roles, as a filter's from:", set: addText(func(o *options) *[]string { return &o.narrow.From })},
		{name: "type", arg: "TYPE", group: group, apart: true, many: true, help: "files of types, as a filter's type:", set: addText(func(o *options) *[]string { return &o.narrow.Type })},
		{name: "sizes", group: group, help: "ask for each size; a call each", set: setBool(func(o *options) *bool { return &o.sizes })},
		{name: "yes", group: group, apart: true, help: "send without a question", set: setBool(func(o *options) *bool { return &o.yes })},
		{name: "any-file", group: group, help: "send types and sizes that only an administrator allows", set: setBool(func(o *options) *bool { return &o.anyFile })},
		{name: "json", group: group, help: "print JSON, one object a line", set: setBool(func(o *options) *bool { return &o.json })},
		{name: "log", arg: "FILE", group: group, help: "write a debug log, without tokens and links; emulate: every request", set: setPath(func(o *options) *string { return &o.logFile })},
		{name: "remove", group: group, apart: true, help: "take away what setup has added", set: setBool(func(o *options) *bool { return &o.remove })},
		{name: "config", arg: "FILE", group: group, apart: true, help: "another configuration file; off reads none", set: setPath(func(o *options) *string { return &o.config })},
	}
}

func screenSettings(known AppearanceChoices) []setting {
	const group = groupScreen
	return []setting{
		{name: "clipboard", arg: "WAY", group: group, fallback: "auto", choices: []string{"auto", "osc52", "native", "tmux", "off"}, help: "auto, osc52, native, tmux or off", set: setText(func(o *options) *string { return &o.shared.Clipboard })},
		{name: "images", arg: "WAY", group: group, fallback: "auto", choices: known.Images, help: "how pictures are drawn: " + strings.Join(known.Images, ", "), set: setText(func(o *options) *string { return &o.shared.Images })},
		{name: "preview-tools", group: group, help: "let the system's pdftoppm draw the first page of a PDF (Linux)", set: setBool(func(o *options) *bool { return &o.shared.PreviewTools })},
		{name: "ascii", group: group, help: "plain ASCII signs only", set: setBool(func(o *options) *bool { return &o.shared.ASCII })},
		{name: "no-live", group: group, help: "read the chat when asked, and at no other time", set: setBool(func(o *options) *bool { return &o.shared.NoLive })},
		{name: "bell", group: group, help: "ring the terminal at news and when a link is about to end", set: setBool(func(o *options) *bool { return &o.shared.Bell })},
		{name: "notify", group: group, help: "tell the desktop of new files while the terminal has no focus", set: setBool(func(o *options) *bool { return &o.shared.Notify })},
		{name: "plain", group: group, help: "talk in lines, for screen readers (also ACCESSIBLE=1)", set: setBool(func(o *options) *bool { return &o.plain })},
		{name: "hide-names", group: group, help: "start with file names hidden", set: setBool(func(o *options) *bool { return &o.shared.HideNames })},
		{name: "theme", arg: "NAME", group: group, fallback: "auto", choices: known.Themes, help: "colours: " + strings.Join(known.Themes, ", "), set: setText(func(o *options) *string { return &o.look.Theme })},
		{name: "colors", arg: "ROLE=COLOR", group: group, many: true, help: "colours of your own, as accent=#7aa2f7; roles: " + strings.Join(known.Roles, ", "), set: setColors(known)},
		{name: "columns", arg: "NAMES", group: group, hints: known.Columns, many: true, help: "columns of the list, in order: " + strings.Join(known.Columns, ", "), set: setColumns(known.Columns)},
		{name: "start-at", arg: "END", group: group, fallback: "oldest", choices: []string{"oldest", "newest"}, help: "the file to start at: oldest or newest", set: setText(func(o *options) *string { return &o.look.StartAt })},
		{name: "mouse", group: group, help: "start with the mouse on; a key turns it off", set: setBool(func(o *options) *bool { return &o.look.Mouse })},
	}
}
