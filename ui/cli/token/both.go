package token

import (
	"context"
	"slices"

	"attache/model"
)

// Both reads the tokens, each from the first source that is set, and asks for a connection token where
// there is none for either. ready, told whether standard input holds a token, is asked after what can
// be read quietly and before anything that needs a person.
func (r *Reader) Both(ctx context.Context, ready func(piped bool) error) (connection, participant model.Secret, err error) {
	var tokens [2]model.Secret
	ways := [2]Origin{r.Origin(Connection), r.Origin(Participant)}
	if ways[0] == ways[1] && (ways[0] == OriginPipe || ways[0] == OriginTyped) {
		return connection, participant, model.NewInputProblem("standard input", model.FaultConflict, "two tokens")
	}
	read := func(quiet bool) error {
		for kind, way := range ways {
			if way == OriginNone || way.quiet() != quiet {
				continue
			}
			token, is, err := r.read(ctx, Kind(kind), way)
			if err == nil && is != Kind(kind) && ways[is] != OriginNone {
				err = r.otherKind(Kind(kind), is, way)
			}
			if err != nil {
				return err
			}
			tokens[is] = token
		}
		return nil
	}
	if err = read(true); err == nil {
		err = ready(slices.Contains(ways[:], OriginPipe))
	}
	if ways == [2]Origin{} {
		ways[Connection] = OriginTyped
	}
	if err == nil {
		err = read(false)
	}
	return tokens[Connection], tokens[Participant], err
}

// Read reads one token of a kind.
func (r *Reader) Read(ctx context.Context, kind Kind, way Origin) (model.Secret, error) {
	token, is, err := r.read(ctx, kind, way)
	if err == nil && is != kind {
		return model.Secret{}, r.otherKind(kind, is, way)
	}
	return token, err
}

// otherKind is the problem of a source that holds a token of the kind that it is not for.
func (r *Reader) otherKind(kind, is Kind, way Origin) error {
	return model.NewInputProblem(r.input(kind, way), model.FaultOtherKind, "a "+is.String())
}

// read reads a token that was meant to be of a kind. An SDK's answer says of itself which kind it holds.
func (r *Reader) read(ctx context.Context, kind Kind, way Origin) (model.Secret, Kind, error) {
	source, input := r.Sources[kind], r.input(kind, way)
	var text string
	var err error
	switch way {
	case OriginFile:
		text, err = r.fromFile(ctx, input, source.File)
	case OriginPipe:
		text, err = r.from(ctx, input, r.In)
	case OriginVariable:
		text = r.Getenv(Variable(kind))
	case OriginCommand:
		text, err = r.fromCommand(ctx, input, source.Command)
	case OriginTyped:
		return r.fromPerson(ctx, kind)
	case OriginNone:
		return model.Secret{}, kind, nil
	}
	if err != nil {
		return model.Secret{}, kind, err
	}
	return model.ReadToken(input, text, kind)
}
