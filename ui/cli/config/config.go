// Package config reads the configuration file: which names stand there, on which line, and with
// which values. What a name means, and which values it takes, is known by whoever asks.
package config

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"attache/model"
	"attache/ui/wording"
)

// File is what a configuration file says, in its order.
type File struct {
	Settings []Entry
	Keys     []Entry // what stands under "keys"

	// GroupWritable tells that the file's group can change it.
	GroupWritable bool
}

// Entry is one name of the file and what stands there.
type Entry struct {
	Name   string
	Values []string // as written; several, or none, only where List
	List   bool
	Line   int
	Lines  []int // of each value
}

// keysName is the section of the key bindings.
const keysName = "keys"

// parser knows what the file is called.
type parser struct {
	file string
	what string // the kind of file
}

// parse reads the text of a file of a kind that is called name in messages: names with a value
// or a list of values each, and a section of names under "keys". Nothing else of YAML is taken:
// there is nothing here that an alias or a tag could be needed for.
func parse(what, name string, text []byte) (*File, error) {
	p := parser{name, what}
	text = bytes.TrimPrefix(text, []byte("\uFEFF"))
	if err := p.checkBytes(text); err != nil {
		return nil, err
	}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	var document, second yaml.Node
	switch err := decoder.Decode(&document); {
	case errors.Is(err, io.EOF):
		return &File{}, nil
	case err != nil:
		return nil, p.syntax(err)
	}
	switch err := decoder.Decode(&second); {
	case err == nil:
		return nil, p.fault(p.what, second.Line, model.FaultUnreadable, "a second document begins there")
	case !errors.Is(err, io.EOF):
		return nil, p.syntax(err)
	}
	return p.document(document.Content[0])
}

// checkBytes refuses what no editor shows, with its line, which the YAML library does not tell.
func (p parser) checkBytes(text []byte) error {
	line := 1
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		switch {
		case r == utf8.RuneError && size == 1:
			return p.fault(p.what, line, model.FaultUnreadable, "it is not UTF-8")
		case r == '\n':
			line++
		case r != '\r' && r != '\t' && unicode.IsControl(r), r == '\u2028', r == '\u2029', r == '\uFEFF':
			return p.fault(p.what, line, model.FaultUnreadable, "a character there cannot be seen")
		}
		text = text[size:]
	}
	return nil
}

// syntax tells what the YAML library said, which begins with "yaml: " and often a line.
func (p parser) syntax(err error) error {
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	line := 0
	if rest, ok := strings.CutPrefix(text, "line "); ok {
		number, said, _ := strings.Cut(rest, ": ")
		if n, bad := strconv.Atoi(number); bad == nil {
			line, text = n, said
		}
	}
	return p.fault(p.what, line, model.FaultUnreadable, text)
}

func (p parser) fault(what string, line int, fault, detail string) error {
	return model.NewInputProblem(wording.InFile(what, p.file, line), fault, detail)
}

func (p parser) document(root *yaml.Node) (*File, error) {
	file := &File{}
	if isNothing(root) {
		return file, nil // nothing but comments
	}
	err := p.mapping(root, p.what, func(e Entry, value *yaml.Node) error {
		switch {
		case e.Name != keysName:
			return p.entry(&file.Settings, e, value)
		case isNothing(value):
			return nil // every line of the section is a comment
		case value.Kind != yaml.MappingNode:
			return p.fault(keysName, e.Line, model.FaultUnreadable, "actions belong under it, each on a line with its key")
		}
		return p.mapping(value, keysName, func(e Entry, value *yaml.Node) error { return p.entry(&file.Keys, e, value) })
	})
	if err != nil {
		return nil, err
	}
	return file, nil
}

func isNothing(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.Tag == "!!null" && n.Value == ""
}

// mapping calls take with the names of a mapping, each once, and with what stands there.
func (p parser) mapping(n *yaml.Node, what string, take func(Entry, *yaml.Node) error) error {
	if n.Kind != yaml.MappingNode || !isPlain(n) {
		return p.fault(what, n.Line, model.FaultUnreadable, "names with a value each are wanted, like rate: 4")
	}
	lines := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		name := n.Content[i]
		if name.Kind != yaml.ScalarNode || !isPlain(name) || name.Value == "" {
			return p.fault(what, name.Line, model.FaultUnreadable, "a name is wanted there")
		}
		if first, again := lines[name.Value]; again {
			return p.fault(shown(name.Value), name.Line, model.FaultConflict, "line "+strconv.Itoa(first)+" gives it too")
		}
		lines[name.Value] = name.Line
		if err := take(Entry{Name: name.Value, Line: name.Line}, n.Content[i+1]); err != nil {
			return err
		}
	}
	return nil
}

// entry adds a name with its value, or its list of values.
func (p parser) entry(to *[]Entry, e Entry, value *yaml.Node) error {
	items := []*yaml.Node{value}
	if value.Kind == yaml.SequenceNode && isPlain(value) {
		e.List, items = true, value.Content
	}
	for _, item := range items {
		if item.Kind != yaml.ScalarNode || !isPlain(item) {
			return p.fault(shown(e.Name), item.Line, model.FaultUnreadable, "a value is wanted there")
		}
		e.Values, e.Lines = append(e.Values, item.Value), append(e.Lines, item.Line)
	}
	*to = append(*to, e)
	return nil
}

// isPlain reports whether a node is what it looks like: no anchor, no alias, no tag.
func isPlain(n *yaml.Node) bool {
	return n.Kind != yaml.AliasNode && n.Anchor == "" && n.Style&yaml.TaggedStyle == 0
}

// maxShown is over the length of any name that is right. What is longer may be something pasted
// into the wrong place, and is not repeated.
const maxShown = 32

func shown(name string) string {
	if len(name) > maxShown {
		return "name"
	}
	return name
}
