package acts

import (
	"strconv"

	"charm.land/bubbles/v2/key"

	"attache/model"
	"attache/ui/keys"
)

// Line returns the keys that act on this row in this state, the most useful first, each with what it does now. After
// them come those that always act.
func (n *Now) Line(k *keys.Map) []key.Binding {
	var all []key.Binding
	if n.Some || n.Marked > 0 {
		all = n.row(k)
	}
	a := &k.Act
	switch {
	case n.Seen:
		all = append(all, worded(k.View.Preview, "close preview"), k.View.Focus)
	case n.Some && n.viewable():
		all = append(all, k.View.Preview)
	}
	switch {
	case n.Files == 0:
		all = append(all, k.List.Reload, k.List.TypeID, k.Chats.Another)
	case n.Shown == 0:
		all = append(all, worded(k.List.Back, "show all"), k.List.Filter)
	default:
		all = append(all, k.Mark.Toggle, k.List.Filter, k.List.Sort)
	}
	all = append(all, k.Load.Pane, k.Screen.Palette)
	if n.Some || n.Marked > 0 {
		all = append(all, a.CopyAs, a.ShowLink)
	}
	if n.Beside {
		all = append(all, k.View.Focus)
	}
	return once(keys.Enabled(append(all, k.List.SwapID, k.List.Life)))
}

// Downloads returns the keys of the pane of downloads that do something: with the one under its cursor, then with all.
func (n *Now) Downloads(k *keys.Map) []key.Binding {
	var all []key.Binding
	add := func(name string, b key.Binding) {
		if n.Why(name) == "" {
			all = append(all, b)
		}
	}
	if n.Some {
		for _, c := range n.state(&k.Act) {
			if c.name == "save" || c.name == "cancel" {
				add("act."+c.name, c.key)
			}
		}
	}
	add("act.cancel-all", worded(k.Act.CancelAll, "stop all"))
	add("load.clear", k.Load.Clear)
	add("load.more", k.Load.More)
	add("load.fewer", k.Load.Fewer)
	return once(keys.Enabled(all))
}

// once leaves out the keys that stand there already.
func once(all []key.Binding) []key.Binding {
	seen, out := map[string]bool{}, all[:0:0]
	for _, b := range all {
		if !seen[b.Help().Key] {
			seen[b.Help().Key] = true
			out = append(out, b)
		}
	}
	return out
}

// worded is a key with what it does now.
func worded(b key.Binding, does string) key.Binding {
	b.SetHelp(b.Help().Key, does)
	return b
}

// row returns the keys of the row, or of what is marked.
func (n *Now) row(k *keys.Map) []key.Binding {
	a := &k.Act
	if n.Marked > 0 {
		many := " " + strconv.Itoa(n.Marked)
		all := []key.Binding{worded(a.Copy, "copy"+many), worded(a.Save, "save"+many), worded(a.Renew, "renew"+many), worded(k.List.Back, "unmark")}
		if n.Running > 0 {
			all = append(all, worded(a.Cancel, "stop"+many))
		}
		return all
	}
	var all []key.Binding
	add := func(name string, b key.Binding) {
		if n.Why("act."+name) == "" {
			all = append(all, b)
		}
	}
	for _, c := range n.state(a) {
		add(c.name, c.key)
	}
	if n.Row.State != model.StateScanning { // it says so itself
		add("explain", a.Explain)
	}
	return all
}

// choice is a key of the row, by the name of its action.
type choice struct {
	name string
	key  key.Binding
}

// state returns what is most useful in the state of the row. What does nothing is left out later.
func (n *Now) state(a *keys.Act) []choice {
	switch n.Row.State { //nolint:exhaustive // the others have a link, or can have one
	case model.StateScanning:
		return n.scanning(a)
	case model.StateRejected:
		return []choice{{"explain", worded(a.Explain, "why rejected")}, {"copy-as", a.CopyAs}}
	case model.StateDenied, model.StateFailed, model.StateNoURL:
		return []choice{{"explain", worded(a.Explain, "explain")}, {"renew", worded(a.Renew, "try again")}, {"save", a.Save}, {"copy-as", a.CopyAs}}
	case model.StateRetrying:
		return append([]choice{{"cancel", worded(a.Cancel, "stop trying")}}, n.usual(a)...)
	case model.StateSaving:
		return append([]choice{{"cancel", worded(a.Cancel, "stop")}}, n.usual(a)...)
	case model.StateStopped:
		return append([]choice{{"save", worded(a.Save, "continue")}, {"cancel", worded(a.Cancel, "discard")}}, n.usual(a)...)
	case model.StateSaved:
		return []choice{{"explain", worded(a.Explain, "explain")}, {"open-file", a.OpenFile}, {"copy", a.Copy}, {"save", worded(a.Save, "save again")}, {"renew", a.Renew}}
	case model.StateExpired:
		return append([]choice{{"renew", worded(a.Open, "renew")}}, n.linked(a)...)
	case model.StateNoLink, model.StateQueued, model.StateAsking:
		return append([]choice{{"renew", worded(a.Open, "get link")}}, n.linked(a)...)
	case model.StateSoon:
		return []choice{{"copy", a.Copy}, {"save", a.Save}, {"renew", a.Renew}, {"open-file", a.OpenFile}}
	}
	return n.usual(a)
}

func (n *Now) scanning(a *keys.Act) []choice {
	if n.Row.Deferred != 0 {
		return []choice{{"cancel", worded(a.Cancel, "take back")}, {"copy-as", a.CopyAs}}
	}
	return []choice{
		{"save", worded(a.Save, "save when scanned")}, {"copy", worded(a.Copy, "copy when scanned")}, {"open-file", worded(a.OpenFile, "open when scanned")},
	}
}

// usual is what can be done with every file.
func (n *Now) usual(a *keys.Act) []choice { return append(n.linked(a), choice{"renew", a.Renew}) }

// linked is the same where another key gets the link. A copied link that has died is told on the row.
func (n *Now) linked(a *keys.Act) []choice {
	copying := a.Copy
	if n.Row.CopiedDead {
		copying = worded(copying, "copy anew")
	}
	all := []choice{{"copy", copying}, {"save", a.Save}}
	if n.Row.Waiting || n.Row.Call != nil {
		all = append(all, choice{"cancel", worded(a.Cancel, "stop")})
	}
	return append(all, choice{"open-file", a.OpenFile})
}
