package keys

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"charm.land/bubbles/v2/key"

	"attache/model"
)

// A Map is walked by reflection, so that an action is known under a name as soon as it is a
// field: Act.SaveAs is "act.save-as".

// action is one binding of a Map, with where it acts.
type action struct {
	name    string
	scope   string // actions of one scope share no key
	binding *key.Binding
}

func (k *Map) actions() []action {
	var all []action
	v := reflect.ValueOf(k).Elem()
	for i := range v.NumField() {
		field := v.Type().Field(i)
		scope := field.Tag.Get("scope")
		if scope == "" {
			scope = field.Name
		}
		for j := range v.Field(i).NumField() {
			b, ok := v.Field(i).Field(j).Addr().Interface().(*key.Binding)
			if ok {
				name := dashed(field.Name) + "." + dashed(field.Type.Field(j).Name)
				all = append(all, action{name, scope, b})
			}
		}
	}
	return all
}

// dashed writes a field's name in small letters, with a dash where a word begins: "swap-id".
func dashed(name string) string {
	runes := []rune(name)
	var b strings.Builder
	for i, r := range runes {
		if i > 0 && unicode.IsUpper(r) && (unicode.IsLower(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1])) {
			b.WriteByte('-')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// Actions returns everything that keys do, in the order of the Map.
func (k *Map) Actions() []model.Action {
	var all []model.Action
	for _, a := range k.actions() {
		all = append(all, model.Action{
			Name: a.name, Does: a.binding.Help().Desc, Keys: slices.Clone(a.binding.Keys()), Firm: a.binding == &k.Screen.Interrupt,
		})
	}
	return all
}

// NamedAction is an action with what help says of it.
type NamedAction struct{ Name, Does, Key string }

// Named returns all actions in the order of the Map.
func (k *Map) Named() []NamedAction {
	var all []NamedAction
	for _, a := range k.actions() {
		all = append(all, NamedAction{a.name, a.binding.Help().Desc, a.binding.Help().Key})
	}
	return all
}

// AnswerToNames lets each action answer to its name as to a key, one that no keyboard has: so it can be chosen by
// name, and those that have no key can be reached.
func (k *Map) AnswerToNames() {
	for _, a := range k.actions() {
		off := !a.binding.Enabled() && len(a.binding.Keys()) > 0
		a.binding.SetKeys(append(slices.Clone(a.binding.Keys()), a.name)...)
		a.binding.SetEnabled(!off)
	}
}

// NameOf returns the name of the action that a binding of the Map is for.
func (k *Map) NameOf(b key.Binding) string {
	if all := b.Keys(); len(all) > 0 {
		return all[len(all)-1]
	}
	return ""
}

// Rebind changes the keys of actions, all at once: two may change places. It fails with a problem of
// the change that names no action or no key, or whose key does something else in the same scope. The
// Map is then of no use.
func (k *Map) Rebind(changes []model.Rebinding) error {
	all := k.actions()
	inputs := map[string]string{}
	for _, c := range changes {
		i := slices.IndexFunc(all, func(a action) bool { return a.name == c.Action })
		if i < 0 {
			return model.NewInputProblem(c.Input, model.FaultUnknown, c.Action)
		}
		if all[i].binding == &k.Screen.Interrupt {
			return model.NewInputProblem(c.Input, model.FaultConflict, k.Screen.Interrupt.Help().Key+" always leaves")
		}
		for _, name := range c.Keys {
			if fault := keyFault(name, all[i].scope); fault != "" {
				return model.NewInputProblem(c.Input, fault, keyDetail(name, fault))
			}
		}
		inputs[c.Action] = c.Input
		keys := slices.Clone(c.Keys)
		if len(keys) == 0 {
			keys = nil // a binding without keys is one that is off
		}
		all[i].binding.SetKeys(keys...)
		all[i].binding.SetHelp(keyLabel(c.Keys), all[i].binding.Help().Desc)
	}
	return clash(all, inputs, k.Screen.Interrupt)
}

// clash finds two actions of one scope with the same key, of which at least one was changed.
func clash(all []action, inputs map[string]string, interrupt key.Binding) error {
	taken := map[[2]string]action{}
	for _, a := range all {
		for _, name := range a.binding.Keys() {
			other, ok := taken[[2]string{a.scope, name}]
			switch {
			case slices.Contains(interrupt.Keys(), name) && inputs[a.name] != "":
				return model.NewInputProblem(inputs[a.name], model.FaultConflict, name+" always leaves")
			case !ok || other.name == a.name:
				taken[[2]string{a.scope, name}] = a
			case inputs[a.name] != "":
				return model.NewInputProblem(inputs[a.name], model.FaultConflict, name+" is a key of "+other.name)
			case inputs[other.name] != "":
				return model.NewInputProblem(inputs[other.name], model.FaultConflict, name+" is a key of "+a.name)
			}
		}
	}
	return nil
}

// noKey is how the help shows that an action has no key.
const noKey = "(no key)"

// keyLabel is how the help shows keys: the first two, arrows as arrows. A message may name an action
// that has none.
func keyLabel(keys []string) string {
	if len(keys) == 0 {
		return noKey
	}
	arrows := strings.NewReplacer("pgdown", "pgdn", "up", "↑", "down", "↓", "left", "←", "right", "→")
	var shown []string
	for _, name := range keys[:min(2, len(keys))] {
		mods, base := splitKey(name)
		switch base {
		case "up", "down", "left", "right", "pgdown":
			base = arrows.Replace(base)
		}
		shown = append(shown, mods+base)
	}
	return strings.Join(shown, " ")
}

// Enabled returns the bindings but those that are disabled or have no key, which the key line must not promise.
func Enabled(keys []key.Binding) []key.Binding {
	return slices.DeleteFunc(slices.Clone(keys), func(b key.Binding) bool { return !b.Enabled() || b.Help().Key == noKey })
}

// Bind reports whether a key does anything, in whatever scope.
func (k *Map) Bind(typed fmt.Stringer) bool {
	return slices.ContainsFunc(k.actions(), func(a action) bool { return key.Matches(typed, *a.binding) })
}
