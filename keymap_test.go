package main

import (
	"slices"
	"strings"
	"testing"

	"attache/model"
)

// TestEveryActionOfTheScreenHasAKeyAndAHelp walks the key map, whatever actions it has.
func TestEveryActionOfTheScreenHasAKeyAndAHelp(t *testing.T) {
	k := keymap()
	seen := map[string]bool{}
	for _, a := range k.Actions() {
		if a.Does == "" || len(a.Keys) == 0 && a.Name != "screen.send" { // which writes to the chat: no slip of a finger does
			t.Errorf("%s does %q by %q", a.Name, a.Does, a.Keys)
		}
		if seen[a.Name] || strings.Trim(a.Name, "abcdefghijklmnopqrstuvwxyz-.") != "" || strings.Count(a.Name, ".") != 1 {
			t.Errorf("the name %q is no good, or there twice", a.Name)
		}
		seen[a.Name] = true
	}
	if len(seen) < 50 {
		t.Errorf("%d actions only", len(seen))
	}
}

// TestNoKeyServesTwoActionsOfOneScope gives every action its own keys again, which finds a clash of
// the defaults and a name that is no key.
func TestNoKeyServesTwoActionsOfOneScope(t *testing.T) {
	k := keymap()
	var changes []model.Rebinding
	for _, a := range k.Actions() {
		if !a.Firm {
			changes = append(changes, model.Rebinding{Action: a.Name, Keys: a.Keys, Input: a.Name})
		}
	}
	if err := k.Rebind(changes); err != nil {
		t.Error(model.AsProblem(err))
	}
}

// The key that the screen gives another token with works where there is no chat to see, too.
func TestTheTokenKeyIsTheSameOnThePageWithoutAChat(t *testing.T) {
	k := keymap()
	for _, name := range k.Screen.Token.Keys() {
		if !slices.Contains(k.Broken.Token.Keys(), name) {
			t.Errorf("%s gives a token on the screen, and nothing without a chat", name)
		}
	}
}
