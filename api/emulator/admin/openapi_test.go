package admin

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"attache/api/emulator/fault"
)

// document is what the test reads of openapi.json.
type document struct {
	Paths map[string]map[string]struct {
		Summary    string
		Parameters []struct {
			Name string
			Ref  string `json:"$ref"`
		}
		RequestBody *content
		Responses   map[string]content
	}
	Components struct {
		Schemas map[string]schema
	}
}

type content struct {
	Content map[string]struct{ Schema schema }
}

type schema struct {
	Ref        string `json:"$ref"`
	Type       string
	Properties map[string]schema
	Pattern    string
	Items      *schema
}

func (c content) ref() string { return c.Content["application/json"].Schema.Ref }

func TestTheDescriptionIsWhatTheCodeDoes(t *testing.T) {
	var doc document
	if err := json.Unmarshal(openAPI, &doc); err != nil {
		t.Fatal(err)
	}
	described := 0
	for _, methods := range doc.Paths {
		described += len(methods)
	}
	if n := len(routes()); n != described {
		t.Errorf("%d routes, %d described", n, described)
	}
	used := map[string]bool{"problem": true}
	for _, r := range routes() {
		o, found := doc.Paths[r.path][strings.ToLower(r.method)]
		if !found || o.Summary != r.does {
			t.Errorf("%s %s is described as %q", r.method, r.path, o.Summary)
			continue
		}
		var query []string
		for _, p := range o.Parameters {
			if p.Ref == "" {
				query = append(query, p.Name)
			}
		}
		if !slices.Equal(query, r.query) {
			t.Errorf("%s %s takes %q, described are %q", r.method, r.path, r.query, query)
		}
		if (r.body == nil) != (o.RequestBody == nil) {
			t.Errorf("%s %s: its body is not as described", r.method, r.path)
		} else if r.body != nil {
			doc.same(t, reflect.TypeOf(r.body()).Elem(), o.RequestBody.ref(), used)
		}
		doc.same(t, reflect.TypeOf(r.answer), o.Responses["200"].ref(), used)
	}
	for name := range doc.Components.Schemas {
		if !used[name] {
			t.Errorf("nothing is a %s", name)
		}
	}
}

func TestEveryFaultIsDescribed(t *testing.T) {
	var doc document
	if err := json.Unmarshal(openAPI, &doc); err != nil {
		t.Fatal(err)
	}
	all := append(fault.Names(), fault.Invalid, fault.HangUp)
	if want, got := "^("+strings.Join(all, "|")+")(=.*)?$", doc.Components.Schemas["faultBody"].Properties["fault"].Pattern; got != want {
		t.Errorf("described are %s, there are %s", got, want)
	}
}

// same compares the members of a type and of its description, and those of what they hold.
func (doc *document) same(t *testing.T, code reflect.Type, ref string, used map[string]bool) {
	t.Helper()
	name := strings.TrimPrefix(ref, "#/components/schemas/")
	if code.Name() != name {
		t.Errorf("a %s is described as %q", code.Name(), ref)
		return
	}
	used[name] = true
	s := doc.Components.Schemas[name]
	var members []string
	for i := range code.NumField() {
		f := code.Field(i)
		member, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		members = append(members, member)
		p, found := s.Properties[member]
		if !found {
			t.Errorf("%s has no %q", name, member)
			continue
		}
		of := f.Type
		if of.Kind() == reflect.Pointer {
			of = of.Elem()
		}
		if want := typeOf(of); p.Type != want {
			t.Errorf("%s.%s is %q, described as %q", name, member, want, p.Type)
		}
		if p.Items != nil && p.Items.Ref != "" {
			doc.same(t, of.Elem(), p.Items.Ref, used)
		}
	}
	for member := range s.Properties {
		if !slices.Contains(members, member) {
			t.Errorf("%s has no member %q in the code", name, member)
		}
	}
}

// typeOf is what a value is in JSON.
func typeOf(code reflect.Type) string {
	if code == reflect.TypeFor[json.RawMessage]() {
		return "object"
	}
	switch code.Kind() { //nolint:exhaustive // the others are texts or structures
	case reflect.Int, reflect.Int64:
		return "integer"
	case reflect.Bool:
		return "boolean"
	case reflect.Map:
		return "object"
	case reflect.Slice:
		if code.Elem().Kind() != reflect.Uint8 { // bytes are base64
			return "array"
		}
	}
	return "string"
}
