package profile

import (
	"slices"
	"strings"
	"unicode"
)

// file is what was kept of a file. It is read as botocore reads it: a line that is indented deeper
// than the one before goes on with its value, = or : parts a name from its value, # or ; begins a line
// that says nothing. What botocore refuses a whole file for is kept as far as it touches a wanted setting.
type file struct {
	name     string
	sections []section // the first is what stands before any
}

// section is one heading with the wanted settings below it.
type section struct {
	title string // between the brackets
	line  int
	lines []line
	size  int // how many settings there are, wanted or not
}

// line is one setting as it is written.
type line struct {
	key    string
	values []string // the first, and those of the indented lines
	number int
	broken bool // it has no =
}

// parser holds where the reading is.
type parser struct {
	file   *file
	more   []string // settings that are wanted beside those of every command
	indent int
	inside bool  // a setting is open, which indented lines go on with
	open   *line // that setting, where it is wanted
}

// parse reads the text of a file that problems call name.
func parse(name, text string, more ...string) *file {
	p := parser{file: &file{name: name, sections: make([]section, 1)}, more: more}
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	number := 0
	for s := range strings.SplitSeq(text, "\n") {
		number++
		p.line(s, number)
	}
	return p.file
}

func (p *parser) line(raw string, number int) {
	s := strings.TrimSpace(raw)
	if s == "" || s[0] == '#' || s[0] == ';' {
		return
	}
	indent := len([]rune(raw)) - len([]rune(strings.TrimLeftFunc(raw, unicode.IsSpace)))
	if p.inside && indent > p.indent {
		if p.open != nil {
			p.open.values = append(p.open.values, s)
		}
		return
	}
	p.indent, p.inside, p.open = indent, false, nil
	if s[0] == '[' {
		if title, ok := titleOf(s); ok {
			p.file.sections = append(p.file.sections, section{title: title, line: number})
			return
		}
	}
	p.setting(s, number)
}

// setting takes a line with a name and a value.
func (p *parser) setting(s string, number int) {
	now := &p.file.sections[len(p.file.sections)-1]
	now.size++
	key, value := s, ""
	i := strings.IndexAny(s, "=:")
	if i >= 0 {
		key, value, p.inside = s[:i], strings.TrimSpace(s[i+1:]), true
	} else if i = strings.IndexFunc(s, unicode.IsSpace); i >= 0 {
		key = s[:i]
	}
	key = strings.ToLower(strings.TrimSpace(key))
	if !p.isWanted(key) {
		return
	}
	now.lines = append(now.lines, line{key: key, values: []string{value}, number: number, broken: !p.inside})
	p.open = &now.lines[len(now.lines)-1]
}

// titleOf returns what stands between the brackets of a heading. After them a comment may stand.
func titleOf(s string) (string, bool) {
	first, last := strings.IndexByte(s, ']'), strings.LastIndexByte(s, ']')
	if first < 2 {
		return "", false
	}
	end := last
	if rest := strings.TrimSpace(s[first+1:]); rest != "" && (rest[0] == '#' || rest[0] == ';') {
		end = first
	}
	return s[1:end], true
}

// The settings that are read. Nothing else of a file is kept.
const (
	Region         = "region"
	EndpointURL    = "endpoint_url"
	CABundle       = "ca_bundle"
	UseFIPS        = "use_fips_endpoint"
	UseDualStack   = "use_dualstack_endpoint"
	IgnoreEndpoint = "ignore_configured_endpoint_urls"
	AppID          = "sdk_ua_app_id"

	services = "services"
)

// The services whose endpoints are read, by their names within the section that services names.
const (
	Participant = "connectparticipant"
	Connect     = "connect"
)

// isWanted reports whether a setting is one of those that are read.
func (p *parser) isWanted(key string) bool {
	switch key {
	case Region, EndpointURL, CABundle, UseFIPS, UseDualStack, IgnoreEndpoint, AppID, services:
		return true
	}
	return slices.Contains(p.more, key) || isService(key, Participant) || isService(key, Connect)
}

// isService reports whether a key of a services section is meant for a service.
func isService(key, service string) bool {
	return strings.NewReplacer("-", "", "_", "", " ", "").Replace(key) == service
}
