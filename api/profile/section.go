package profile

import (
	"slices"
	"strconv"
	"strings"

	"attache/model"
)

// Setting is a value and where it stands.
type Setting struct {
	Text  string
	Place string // as problems name it: "region in ~/.aws/config:3"
}

// titled returns the sections of a title.
func (f *file) titled(title string) (all []section) {
	for _, s := range f.sections[1:] {
		if s.title == title {
			all = append(all, s)
		}
	}
	return all
}

// named returns the sections whose title is a kind and a name, which may be in quotes. The AWS CLI looks
// at the beginning of the kind alone.
func (f *file) named(kind, name string) (all []section) {
	for _, s := range f.sections[1:] {
		if parts := words(s.title); strings.HasPrefix(s.title, kind) && len(parts) == 2 && parts[1] == name {
			all = append(all, s)
		}
	}
	return all
}

// defaults returns the sections of the default profile, which has two titles. AWS's programs differ in
// which of the two they read, so that both must say the same.
func (f *file) defaults(long []section) ([]section, error) {
	short := f.titled("default")
	if len(long) > 0 && len(short) > 0 && !slices.Equal(short[0].said(), long[0].said()) {
		return nil, long[0].problem(f, model.FaultConflict, "[default] in line "+strconv.Itoa(short[0].line))
	}
	return append(short, long...), nil
}

// said are the wanted settings of a section in an order of their own.
func (s section) said() (all []string) {
	for _, l := range s.lines {
		all = append(all, l.key+"="+strings.Join(l.values, "\n"))
	}
	slices.Sort(all)
	return all
}

// matters reports whether a section says anything that is wanted.
func (s section) matters() bool { return len(s.lines) > 0 }

// resembles reports whether the title is the name of a profile but for capitals, blanks, quotes or
// the word "profile".
func (s section) resembles(name string) bool {
	plain := func(s string) string {
		return strings.Join(strings.Fields(strings.ToLower(strings.Trim(s, `"' `))), " ")
	}
	parts := words(s.title)
	if len(parts) > 1 && strings.EqualFold(parts[0], "profile") {
		parts = parts[1:]
	}
	return plain(strings.Join(parts, " ")) == plain(name) || plain(s.title) == plain(name)
}

// problem is one of a whole section.
func (s section) problem(f *file, fault, detail string) error {
	return model.NewInputProblem(f.place("profile ["+s.title+"]", s.line), fault, detail)
}

func (f *file) place(what string, number int) string {
	return what + " in " + f.name + ":" + strconv.Itoa(number)
}

// orphan is the problem of a wanted setting that stands before any section.
func (f *file) orphan() error {
	if first := f.sections[0]; first.matters() {
		l := first.lines[0]
		return model.NewInputProblem(f.place(l.key, l.number), model.FaultUnreadable, "it stands before any [profile]")
	}
	return nil
}

// get returns a setting of a profile's sections, or of [DEFAULT], which botocore takes for all of them.
func (f *file) get(sections []section, key string) (Setting, error) {
	l, err := f.only(sections, key)
	if l == nil && err == nil {
		l, err = f.only(f.titled("DEFAULT"), key)
	}
	if l == nil || err != nil {
		return Setting{}, err
	}
	place := f.place(key, l.number)
	switch {
	case l.broken:
		return Setting{}, model.NewInputProblem(place, model.FaultUnreadable, "it lacks a =")
	case len(l.values) > 1:
		return Setting{}, model.NewInputProblem(place, model.FaultUnreadable, "the line below it is indented, and so a part of it")
	}
	return Setting{uncommented(key, l.values[0]), place}, nil
}

// only returns the one line that gives a setting; several must agree.
func (f *file) only(sections []section, key string) (*line, error) {
	var found *line
	for _, s := range sections {
		for i := range s.lines {
			l := &s.lines[i]
			switch {
			case l.key != key:
			case found == nil:
				found = l
			case !slices.Equal(found.values, l.values):
				return nil, model.NewInputProblem(f.place(key, l.number), model.FaultConflict, "line "+strconv.Itoa(found.number)+" gives it too")
			}
		}
	}
	return found, nil
}

// uncommented cuts a comment behind a value. A path may hold what looks like one.
func uncommented(key, value string) string {
	if key == CABundle {
		return value
	}
	for i := range len(value) - 1 {
		if (value[i] == ' ' || value[i] == '\t') && (value[i+1] == '#' || value[i+1] == ';') {
			return strings.TrimSpace(value[:i])
		}
	}
	return value
}

// nested returns the service's endpoint from a services section: it stands indented below the
// service's name.
func (f *file) nested(sections []section, service string) (Setting, error) {
	for _, s := range sections {
		for _, l := range s.lines {
			if l.key == EndpointURL || isService(l.key, service) && l.key != service {
				return Setting{}, model.NewInputProblem(f.place(l.key, l.number), model.FaultUnreadable, "write "+service+" =, and "+EndpointURL+" indented below it")
			}
		}
	}
	l, err := f.only(sections, service)
	if l == nil || err != nil {
		return Setting{}, err
	}
	place := f.place(service, l.number)
	var found Setting
	for i, value := range l.values {
		key, text, ok := strings.Cut(value, "=")
		key = strings.TrimSpace(key)
		switch {
		case i == 0 && value == "" && len(l.values) > 1:
		case i == 0, strings.HasPrefix(strings.ToLower(key), EndpointURL) && (!ok || key != EndpointURL):
			return Setting{}, model.NewInputProblem(place, model.FaultUnreadable, "write "+EndpointURL+" = URL indented below it")
		case key != EndpointURL:
		case found.Text != "" && found.Text != strings.TrimSpace(text):
			return Setting{}, model.NewInputProblem(place, model.FaultConflict, EndpointURL+" twice")
		default:
			found = Setting{uncommented(EndpointURL, strings.TrimSpace(text)), place}
		}
	}
	return found, nil
}

// words splits a title as a shell does, for names in quotes; nil for a quote without its other.
func words(title string) (all []string) {
	var word strings.Builder
	quote, begun := rune(0), false
	escaped := false
	for _, r := range title {
		switch {
		case escaped:
			word.WriteRune(r)
			escaped = false
		case r == '\\' && quote != '\'':
			escaped, begun = true, true
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
			word.WriteRune(r)
		case r == '"' || r == '\'':
			quote, begun = r, true
		case r == ' ' || r == '\t':
			if begun {
				all = append(all, word.String())
				word.Reset()
			}
			begun = false
		default:
			word.WriteRune(r)
			begun = true
		}
	}
	if quote != 0 || escaped {
		return nil
	}
	if begun {
		all = append(all, word.String())
	}
	return all
}
