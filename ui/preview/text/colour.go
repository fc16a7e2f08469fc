package text

import (
	"context"
	"embed"
	"strings"

	"github.com/alecthomas/chroma/v2"

	"attache/ui/preview"
)

// The definitions are chroma's own. Its package lexers would bring them too, and takes 11 ms and 2.7 MB at
// every start of the program.
//
//go:embed lexers
var lexers embed.FS

// maxTokens is how many pieces are coloured.
const maxTokens = 60_000

// colour writes lines in colours, or returns nil where that fails or ctx ends first. A definition's regular
// expression may search on for a quarter of a second at most, which nobody waits for.
func colour(ctx context.Context, lexer string, list []preview.Line) []preview.Line {
	done := make(chan []preview.Line, 1)
	go func() {
		defer func() {
			if recover() != nil {
				done <- nil
			}
		}()
		done <- tokens(ctx, lexer, list)
	}()
	select {
	case lines := <-done:
		return lines
	case <-ctx.Done():
		return nil
	}
}

func tokens(ctx context.Context, lexer string, list []preview.Line) []preview.Line {
	l, err := load(lexer)
	if err != nil {
		return nil
	}
	var text strings.Builder
	for _, line := range list {
		text.WriteString(line[0].Text)
		text.WriteByte('\n')
	}
	next, err := l.Tokenise(nil, text.String())
	if err != nil {
		return nil
	}
	lines := make([]preview.Line, 1, len(list)+1)
	n := 0
	for t := next(); t != chroma.EOF && n < maxTokens; t = next() {
		if ctx.Err() != nil {
			return nil
		}
		lines = colourNext(lines, t)
		n++
	}
	if n == maxTokens { // the rest as it is, from the line that is not whole
		lines = append(lines[:len(lines)-1], list[min(len(lines)-1, len(list)):]...)
	}
	return lines[:min(len(lines), len(list))]
}

// colourNext adds a token to the last line, and the lines that begin within it.
func colourNext(lines []preview.Line, t chroma.Token) []preview.Line {
	role := roleOf(t.Type)
	for i, part := range strings.Split(t.Value, "\n") {
		if i > 0 {
			lines = append(lines, nil)
		}
		if part == "" {
			continue
		}
		last := &lines[len(lines)-1]
		if n := len(*last); n > 0 && (*last)[n-1].Role == role {
			(*last)[n-1].Text += part
			continue
		}
		*last = append(*last, preview.Span{Text: part, Role: role})
	}
	return lines
}

// load reads a definition, and those that it uses.
func load(name string) (chroma.Lexer, error) {
	all := chroma.NewLexerRegistry()
	names := []string{name}
	if name == "html" {
		names = []string{name, "css", "javascript"}
	}
	for _, n := range names {
		l, err := chroma.NewXMLLexer(lexers, "lexers/"+n+".xml")
		if err != nil {
			return nil, err
		}
		all.Register(l)
	}
	return all.Lexers[0], nil
}

func roleOf(t chroma.TokenType) preview.Role {
	switch {
	case t == chroma.GenericHeading, t == chroma.GenericSubheading:
		return preview.Heading
	case t == chroma.GenericDeleted, t.InCategory(chroma.Keyword):
		return preview.Keyword
	case t == chroma.NameTag, t == chroma.NameAttribute, t == chroma.NameFunction, t == chroma.NameClass,
		t == chroma.NameBuiltin, t == chroma.NameProperty:
		return preview.Name
	case t == chroma.GenericInserted, t.InSubCategory(chroma.LiteralString):
		return preview.String
	case t.InSubCategory(chroma.LiteralNumber):
		return preview.Number
	case t.InCategory(chroma.Comment):
		return preview.Comment
	}
	return preview.Plain
}
