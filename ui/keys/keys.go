// Package keys is what keys do on the screen, by names that its user may give other keys to. It binds none itself.
package keys

import (
	"charm.land/bubbles/v2/key"
)

// Map holds every key of the screen, by the scope in which it acts. It has no defaults: the zero
// value answers nothing. No key serves two actions in one scope: a part is a scope of its own, or of
// the one that its tag names.
type Map struct {
	Move   Move   `scope:"list"`
	Act    Act    `scope:"list"`
	List   List   `scope:"list"`
	Mark   Mark   `scope:"list"`
	Load   Load   `scope:"list"`
	View   View   `scope:"list"`
	Screen Screen `scope:"list"`
	Chats  Chats  `scope:"list"`
	Sort   Sort
	Form   Form
	Ask    Ask
	Prompt Prompt `scope:"typing"`
	Broken Broken
	Found  Found
	Panel  Panel
	Doors  StartPage // under the name that configuration files have
}

// Move move the cursor in the list and the text in a pane.
type Move struct {
	Up, Down, Top, Bottom, HalfDown, HalfUp, PageDown, PageUp, New key.Binding
}

// Act act on the selected attachment, or on the marked ones.
type Act struct {
	Open, Copy, CopyAs, Save, SaveAs, OpenFile, Renew, AutoRenew, Cancel, CancelAll, ShowLink, Explain key.Binding
}

// List change which attachments are listed and how.
type List struct {
	Reload, Filter, Sort, SwapID, Sender, HideNames, Life, TypeID, RemoveID, Back key.Binding
}

// Mark mark attachments.
type Mark struct {
	Toggle, Range, All key.Binding
}

// Load are about all downloads.
type Load struct {
	Pane, More, Fewer, Clear, Receipt key.Binding
}

// View are about what is in files.
type View struct {
	Preview, Gallery, Focus, Left, Right key.Binding
}

// Found move to what is looked for in a preview that has the keys.
type Found struct {
	Next, Previous key.Binding
}

// Screen act everywhere but in a prompt.
type Screen struct {
	Details, Log, Token, Mouse, Panel, Palette, Help, Send, Suspend, Quit, QuitNow, Interrupt key.Binding
}

// Chats are about the chats of one window.
type Chats struct {
	Next, Previous, Another, Close key.Binding
}

// Sort name the order after the Sort key; the upper case of each turns it round.
type Sort struct {
	Name, Size, Type, Arrival, Expiry, State                               key.Binding
	NameBack, SizeBack, TypeBack, ArrivalBack, ExpiryBack, StateBack, Back key.Binding
}

// Form name the form after the CopyAs key.
type Form struct {
	Link, ID, Name, Curl, Markdown, JSON, Back key.Binding
}

// Ask answer a question.
type Ask struct {
	Yes, No key.Binding
}

// Prompt act while a line is being typed.
type Prompt struct {
	Accept, Abandon, Complete, Older, Newer, Suspend key.Binding
}

// Broken act on the pane that says why the chat could not be read.
type Broken struct {
	Token, Again, Explain, Palette, Help, Suspend, Quit, QuitNow key.Binding
}

// Panel act on the emulator's panel.
type Panel struct {
	Do key.Binding
}

// StartPage act on the page in front of a chat that no token opens yet.
type StartPage struct {
	Token, Demo, Where, Leave key.Binding
}

// PanelKeys returns the keys that move and lead elsewhere on the emulator's panel.
func (k *Map) PanelKeys() []key.Binding {
	m, s := &k.Move, &k.Screen
	return []key.Binding{
		m.Up, m.Down, m.Top, m.Bottom, m.HalfDown, m.HalfUp, m.PageDown, m.PageUp, k.List.Back, k.Load.Pane,
		s.Details, s.Log, s.Panel, s.Palette, s.Help, s.Suspend, s.Quit, s.QuitNow, s.Interrupt,
	}
}

// Group is a titled part of the help.
type Group struct {
	Title string
	Keys  []key.Binding
}

// Groups returns the help of the list, drawn from the same bindings that act.
func (k *Map) Groups() []Group {
	return []Group{
		{"Files", []key.Binding{k.Act.Open, k.Act.Copy, k.Act.CopyAs, k.Act.Save, k.Act.SaveAs, k.Act.OpenFile, k.Act.Renew, k.Act.AutoRenew, k.Act.Cancel, k.Act.ShowLink, k.Act.Explain}},
		{"List", []key.Binding{k.List.Reload, k.List.Filter, k.List.Sort, k.List.SwapID, k.List.Sender, k.List.HideNames, k.List.Life, k.List.TypeID, k.List.RemoveID, k.List.Back}},
		{"Marks", []key.Binding{k.Mark.Toggle, k.Mark.Range, k.Mark.All}},
		{"Downloads", []key.Binding{k.Load.Pane, k.Act.CancelAll, k.Load.More, k.Load.Fewer, k.Load.Clear, k.Load.Receipt}},
		{"Preview", []key.Binding{k.View.Preview, k.View.Gallery, k.View.Focus, k.View.Left, k.View.Right, k.Found.Next, k.Found.Previous}},
		{"Move", []key.Binding{k.Move.Up, k.Move.Down, k.Move.Top, k.Move.Bottom, k.Move.HalfDown, k.Move.HalfUp, k.Move.PageDown, k.Move.PageUp, k.Move.New}},
		{"Chats", []key.Binding{k.Chats.Next, k.Chats.Previous, k.Chats.Another, k.Chats.Close}},
		{"Screen", []key.Binding{k.Screen.Details, k.Screen.Log, k.Screen.Token, k.Screen.Mouse, k.Screen.Panel, k.Screen.Palette, k.Screen.Help, k.Screen.Send, k.Screen.Suspend, k.Screen.Quit, k.Screen.QuitNow, k.Screen.Interrupt}},
	}
}

// Orders returns the keys of the sort menu.
func (k *Map) Orders() []key.Binding {
	s := &k.Sort
	return []key.Binding{s.Name, s.Size, s.Type, s.Arrival, s.Expiry, s.State}
}

// Forms returns the keys of the copy-as menu. Last, where a small screen has no room, stands what
// has a key of its own.
func (k *Map) Forms() []key.Binding {
	f := &k.Form
	return []key.Binding{f.ID, f.Name, f.Curl, f.Markdown, f.JSON, f.Link}
}
