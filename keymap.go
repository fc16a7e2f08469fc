package main

import (
	"charm.land/bubbles/v2/key"

	"attache/ui/keys"
)

// bind makes a binding: how help names the key, what the key does, and the keys themselves.
func bind(name, does string, names ...string) key.Binding {
	return key.NewBinding(key.WithKeys(names...), key.WithHelp(name, does))
}

// keymap returns the keys of the screen. This file alone knows them; every help text is drawn from
// what it returns. Nothing destructive sits on a bare letter.
func keymap() keys.Map {
	return keys.Map{
		Move: moveKeys(),
		Act:  actKeys(),
		List: keys.List{
			Reload:    bind("R", "read the chat again", "R"),
			Filter:    bind("/", "find", "/"),
			Sort:      bind(",", "sort", ","),
			SwapID:    bind("I", "swap name and ID", "I"),
			Sender:    bind("F", "show the senders", "F"),
			HideNames: bind("z", "hide names", "z"),
			Life:      bind("t", "life of new links", "t"),
			TypeID:    bind("i", "type an ID", "i"),
			RemoveID:  bind("ctrl+r", "remove typed IDs", "ctrl+r"),
			Back:      bind("esc", "back, clear", "esc"),
		},
		Mark: keys.Mark{
			Toggle: bind("space", "mark", "space"),
			Range:  bind("v", "mark a range", "v"),
			All:    bind("ctrl+a", "mark all", "ctrl+a"),
		},
		Load: keys.Load{
			Pane:    bind("D", "downloads", "D"),
			More:    bind("+", "more at a time", "+", "="),
			Fewer:   bind("-", "fewer at a time", "-"),
			Clear:   bind("X", "clear what is done", "X"),
			Receipt: bind("W", "write a receipt", "W"),
		},
		View: keys.View{
			Preview: bind("p", "preview", "p"),
			Gallery: bind("P", "pictures", "P"),
			Focus:   bind("tab", "scroll the pane", "tab"),
			Left:    bind("← h", "left", "left", "h"),
			Right:   bind("→ l", "right", "right", "l"),
		},
		Found:  keys.Found{Next: bind("n", "next match", "n"), Previous: bind("N", "match before", "N")},
		Screen: screenKeys(),
		Chats: keys.Chats{
			Next:     bind("]", "next chat", "]"),
			Previous: bind("[", "chat before", "["),
			Another:  bind("N", "another chat", "N"),
			Close:    bind("ctrl+w", "close the chat", "ctrl+w"),
		},
		Sort: sortKeys(),
		Form: formKeys(),
		Ask: keys.Ask{
			Yes: bind("y", "yes", "y", "Y"),
			No:  bind("n", "no", "n", "N", "esc", "enter", "q"),
		},
		Panel:  keys.Panel{Do: bind("enter", "do it", "enter")},
		Doors:  doorKeys(),
		Prompt: promptKeys(),
		Broken: brokenKeys(),
	}
}

// promptKeys returns the keys of a line that is typed.
func promptKeys() keys.Prompt {
	return keys.Prompt{
		Accept:   bind("enter", "accept", "enter"),
		Abandon:  bind("esc", "leave", "esc"),
		Complete: bind("tab", "complete", "tab"),
		Older:    bind("↑", "typed before", "up"),
		Newer:    bind("↓", "typed later", "down"),
		Suspend:  bind("ctrl+z", "suspend", "ctrl+z"),
	}
}

// screenKeys returns the keys that work wherever you are.
func screenKeys() keys.Screen {
	return keys.Screen{
		Details:   bind("1", "details", "1"),
		Log:       bind("3", "log", "3"),
		Token:     bind("T", "give another token", "T"),
		Mouse:     bind("m", "mouse on or off", "m"),
		Panel:     bind("ctrl+e", "emulator", "ctrl+e"),
		Palette:   bind(":", "commands", ":"),
		Help:      bind("?", "help", "?", "f1"),
		Send:      bind("(no key)", "send a file into the chat"),
		Suspend:   bind("ctrl+z", "suspend", "ctrl+z"),
		Quit:      bind("q", "quit", "q"),
		QuitNow:   bind("Q", "quit at once", "Q"),
		Interrupt: bind("ctrl+c", "quit; twice: at once", "ctrl+c"),
	}
}

// doorKeys returns the keys of the page that a start without a token opens.
func doorKeys() keys.StartPage {
	return keys.StartPage{
		Token: bind("t", "paste a token", "t"),
		Demo:  bind("d", "try the demo", "d"),
		Where: bind("w", "where a token comes from", "w"),
		Leave: bind("esc", "leave", "esc", "q"),
	}
}

// brokenKeys returns the keys of the page that says why there is no chat.
func brokenKeys() keys.Broken {
	return keys.Broken{
		Token:   bind("t", "give another token", "t", "T"),
		Again:   bind("R", "try again", "R", "r", "enter"),
		Explain: bind("e", "the raw answer", "e"),
		Palette: bind(":", "commands", ":"),
		Help:    bind("?", "help", "?", "f1"),
		Suspend: bind("ctrl+z", "suspend", "ctrl+z"),
		Quit:    bind("q", "quit", "q"),
		QuitNow: bind("Q", "quit at once", "Q"),
	}
}

// actKeys returns the keys that act on the selected attachment or the marked ones.
func actKeys() keys.Act {
	return keys.Act{
		Open:      bind("enter", "get the link, show the details", "enter"),
		Copy:      bind("y", "copy", "y"),
		CopyAs:    bind("Y", "copy as", "Y"),
		Save:      bind("s", "save", "s", "d"),
		SaveAs:    bind("S", "save under another name", "S"),
		OpenFile:  bind("o", "open", "o"),
		Renew:     bind("r", "renew", "r"),
		AutoRenew: bind("A", "keep marked links alive", "A"),
		Cancel:    bind("x", "cancel, discard what is left", "x"),
		CancelAll: bind("ctrl+x", "stop all downloads", "ctrl+x"),
		ShowLink:  bind("u", "show link", "u"),
		Explain:   bind("e", "explain the problem", "e"),
	}
}

// moveKeys returns the keys that move the cursor, as other list programs have them.
func moveKeys() keys.Move {
	return keys.Move{
		Up:       bind("↑ k", "up", "up", "k"),
		Down:     bind("↓ j", "down", "down", "j"),
		Top:      bind("g home", "first", "g", "home"),
		Bottom:   bind("G end", "last", "G", "end"),
		HalfDown: bind("ctrl+d", "half a page down", "ctrl+d"),
		HalfUp:   bind("ctrl+u", "half a page up", "ctrl+u"),
		PageDown: bind("pgdn", "a page down", "pgdown", "ctrl+f"),
		PageUp:   bind("pgup", "a page up", "pgup", "ctrl+b"),
		New:      bind("n", "next new file", "n"),
	}
}

// sortKeys returns the keys of the sort menu: a letter sorts upwards, its capital downwards.
func sortKeys() keys.Sort {
	return keys.Sort{
		Name: bind("n", "name", "n"), NameBack: bind("N", "name, reversed", "N"),
		Size: bind("s", "size", "s"), SizeBack: bind("S", "size, reversed", "S"),
		Type: bind("t", "type", "t"), TypeBack: bind("T", "type, reversed", "T"),
		Arrival: bind("a", "arrival", "a"), ArrivalBack: bind("A", "arrival, reversed", "A"),
		Expiry: bind("e", "expiry", "e"), ExpiryBack: bind("E", "expiry, reversed", "E"),
		State: bind("x", "state", "x"), StateBack: bind("X", "state, reversed", "X"),
		Back: bind("esc", "leave", "esc"),
	}
}

// formKeys returns the keys of the copy-as menu.
func formKeys() keys.Form {
	return keys.Form{
		Link: bind("l", "link", "l"), ID: bind("i", "ID", "i"), Name: bind("n", "name", "n"),
		Curl: bind("c", "curl", "c"), Markdown: bind("m", "Markdown", "m"), JSON: bind("j", "JSON", "j"),
		Back: bind("esc", "leave", "esc"),
	}
}
