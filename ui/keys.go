package ui

import (
	"slices"

	"charm.land/bubbles/v2/key"
)

// KeyMap holds every key of the screen, by the scope in which it acts. It has no defaults: the zero
// value answers nothing. No key serves two actions in one scope: a part is a scope of its own, or of
// the one that its tag names.
type KeyMap struct {
	Move   MoveKeys   `scope:"list"`
	Act    ActKeys    `scope:"list"`
	List   ListKeys   `scope:"list"`
	Mark   MarkKeys   `scope:"list"`
	Load   LoadKeys   `scope:"list"`
	Screen ScreenKeys `scope:"list"`
	Sort   SortKeys
	Form   FormKeys
	Ask    AskKeys
	Prompt PromptKeys `scope:"typing"`
	Broken BrokenKeys
	Panel  PanelKeys
}

// MoveKeys move the cursor in the list and the text in a pane.
type MoveKeys struct {
	Up, Down, Top, Bottom, HalfDown, HalfUp, PageDown, PageUp key.Binding
}

// ActKeys act on the selected attachment, or on the marked ones.
type ActKeys struct {
	Open, Copy, CopyAs, Save, SaveAs, OpenFile, Renew, AutoRenew, Cancel, CancelAll, ShowLink, Explain key.Binding
}

// ListKeys change which attachments are listed and how.
type ListKeys struct {
	Reload, Filter, Sort, SwapID, HideNames, Life, TypeID, Back key.Binding
}

// MarkKeys mark attachments.
type MarkKeys struct {
	Toggle, Range, All key.Binding
}

// LoadKeys are about all downloads.
type LoadKeys struct {
	Pane, More, Fewer, Clear key.Binding
}

// ScreenKeys act everywhere but in a prompt.
type ScreenKeys struct {
	Details, Log, Token, Panel, Help, Suspend, Quit, QuitNow, Interrupt key.Binding
}

// SortKeys name the order after the Sort key; the upper case of each turns it round.
type SortKeys struct {
	Name, Size, Type, Arrival, Expiry, State                               key.Binding
	NameBack, SizeBack, TypeBack, ArrivalBack, ExpiryBack, StateBack, Back key.Binding
}

// FormKeys name the form after the CopyAs key.
type FormKeys struct {
	Link, ID, Name, Curl, Markdown, JSON, Back key.Binding
}

// AskKeys answer a question.
type AskKeys struct {
	Yes, No key.Binding
}

// PromptKeys act while a line is being typed.
type PromptKeys struct {
	Accept, Abandon, Suspend key.Binding
}

// BrokenKeys act on the pane that says why the chat could not be read.
type BrokenKeys struct {
	Token, Again, Explain, Help, Suspend, Quit, QuitNow key.Binding
}

// PanelKeys act on the emulator's panel.
type PanelKeys struct {
	Do key.Binding
}

// group is a titled part of the help.
type group struct {
	title string
	keys  []key.Binding
}

// helpGroups returns the help of the list, drawn from the same bindings that act.
func (k *KeyMap) helpGroups() []group {
	return []group{
		{"Move", []key.Binding{k.Move.Up, k.Move.Down, k.Move.Top, k.Move.Bottom, k.Move.HalfDown, k.Move.HalfUp, k.Move.PageDown, k.Move.PageUp}},
		{"Files", []key.Binding{k.Act.Open, k.Act.Copy, k.Act.CopyAs, k.Act.Save, k.Act.SaveAs, k.Act.OpenFile, k.Act.Renew, k.Act.AutoRenew, k.Act.Cancel, k.Act.ShowLink, k.Act.Explain}},
		{"List", []key.Binding{k.List.Reload, k.List.Filter, k.List.Sort, k.List.SwapID, k.List.HideNames, k.List.Life, k.List.TypeID, k.List.Back}},
		{"Marks", []key.Binding{k.Mark.Toggle, k.Mark.Range, k.Mark.All}},
		{"Downloads", []key.Binding{k.Load.Pane, k.Act.CancelAll, k.Load.More, k.Load.Fewer, k.Load.Clear}},
		{"Screen", []key.Binding{k.Screen.Details, k.Screen.Log, k.Screen.Token, k.Screen.Panel, k.Screen.Help, k.Screen.Suspend, k.Screen.Quit, k.Screen.QuitNow, k.Screen.Interrupt}},
	}
}

// shortHelp returns the keys of the key line, the most used first.
func (k *KeyMap) shortHelp() []key.Binding {
	return []key.Binding{
		k.Act.Open, k.Act.Copy, k.Act.Save, k.Act.OpenFile, k.Act.Renew, k.Mark.Toggle, k.List.Filter, k.List.Sort,
		k.Load.Pane, k.Act.CopyAs, k.Act.ShowLink, k.List.SwapID, k.List.Life,
	}
}

// sortHelp returns the keys of the sort menu.
func (k *KeyMap) sortHelp() []key.Binding {
	s := &k.Sort
	return []key.Binding{s.Name, s.Size, s.Type, s.Arrival, s.Expiry, s.State}
}

// formHelp returns the keys of the copy-as menu. Last, where a small screen has no room, stands what
// has a key of its own.
func (k *KeyMap) formHelp() []key.Binding {
	f := &k.Form
	return []key.Binding{f.ID, f.Name, f.Curl, f.Markdown, f.JSON, f.Link}
}

// first returns the key of a binding as help shows it.
func first(b key.Binding) string { return b.Help().Key }

// without returns the bindings but those that are disabled, which the help must not promise.
func enabled(keys []key.Binding) []key.Binding {
	return slices.DeleteFunc(slices.Clone(keys), func(b key.Binding) bool { return !b.Enabled() })
}
