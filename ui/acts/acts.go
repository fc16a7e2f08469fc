// Package acts says what the actions of the screen do now: on the row under the cursor, in the state that it is in.
package acts

import (
	"strconv"
	"strings"

	"attache/model"
	"attache/model/session"
)

// Now is what the actions would act on.
type Now struct {
	Row    session.Row
	Some   bool // a file is under the cursor
	Files  int  // in the chat
	Shown  int  // by the filter
	Marked int

	Filtered, Ranging, Ended bool
	Refused                  bool // the service does not take the token
	Hidden                   bool // names are
	Usable                   bool // the row's link is

	Sending  bool // a file is on its way into the chat
	Running  int  // downloads that are not over
	Done     int  // downloads that can be cleared
	Parallel int

	Preview  bool // files can be looked into
	Seen     bool // a preview is open
	Beside   bool // what stands beside the list has more than shows
	Searched bool // something is looked for in it

	Clipboard, Desktop, Receipt, Demo bool // there is one
}

// Why says why an action does nothing now, "" where it does something. Actions have the names of the key map.
func (n *Now) Why(action string) string {
	scope, name, _ := strings.Cut(action, ".")
	switch scope {
	case "move", "mark", "sort":
		return n.noRows()
	case "act":
		if name == "cancel" && n.Sending {
			return ""
		}
		if name == "cancel-all" {
			return unless(n.Running > 0, "no download is under way")
		}
		return n.act(name)
	case "form":
		if why := n.noFile(); why != "" {
			return why
		}
		if name == "id" || name == "name" {
			return n.noClipboard()
		}
		return n.act("copy")
	case "list":
		return n.list(name)
	case "load":
		return n.load(name)
	case "view":
		return n.view(name)
	case "found":
		return unless(n.Searched, "nothing is looked for in a preview")
	case "screen":
		if name == "send" {
			return unless(!n.Ended, "the chat has ended")
		}
		return unless(name != "panel" || n.Demo, "only the demo has an emulator")
	}
	return ""
}

func unless(ok bool, why string) string {
	if ok {
		return ""
	}
	return why
}

// noRows says why there is nothing in the list.
func (n *Now) noRows() string {
	switch {
	case n.Shown > 0:
		return ""
	case n.Files > 0:
		return "no file matches the filter"
	}
	return "no file is in the chat yet"
}

func (n *Now) noFile() string {
	if n.Some || n.Marked > 0 {
		return ""
	}
	return n.noRows()
}

func (n *Now) noClipboard() string { return unless(n.Clipboard, "no way to a clipboard was found") }

// list is about the actions on the list.
func (n *Now) list(name string) string {
	switch name {
	case "filter":
		return unless(n.Files > 0, "no file is in the chat yet")
	case "sort":
		return n.noRows()
	case "remove-id":
		return unless(n.Row.Typed || n.Marked > 0, "no typed ID is selected")
	case "back":
		return unless(n.Seen || n.Filtered || n.Ranging || n.Marked > 0, "no filter and no mark to clear")
	}
	return ""
}

// view is about what is in files.
func (n *Now) view(name string) string {
	switch {
	case name == "focus" && n.Beside:
		return ""
	case !n.Preview:
		return "files cannot be looked into here"
	case name == "preview" && !n.Seen:
		return n.noRows()
	case name == "preview", name == "gallery":
		return ""
	case !n.Seen:
		return "no preview is open"
	}
	return ""
}

// viewable reports whether there is something to see in the row's file.
func (n *Now) viewable() bool {
	return n.Preview && n.Row.Attachment.Status == model.StatusApproved && !n.Hidden && n.noLink() == ""
}

// load is about the actions on all downloads.
func (n *Now) load(name string) string {
	switch name {
	case "more":
		return unless(n.Parallel < model.MaxParallel, strconv.Itoa(model.MaxParallel)+" at a time is the most")
	case "fewer":
		return unless(n.Parallel > 1, "one at a time is the least")
	case "clear":
		return unless(n.Done > 0, "no download is finished")
	case "receipt":
		return unless(n.Receipt, "no receipt can be written here")
	}
	return ""
}

// act is about the actions on the row. What is marked is not looked at one by one.
func (n *Now) act(name string) string {
	single := name == "open" || name == "open-file" || name == "show-link" || name == "explain" || name == "save-as"
	switch {
	case single && !n.Some:
		return n.noRows()
	case n.noFile() != "":
		return n.noFile()
	case name == "copy" && !n.Clipboard:
		return n.noClipboard()
	case !single && n.Marked > 0:
		return ""
	}
	switch r := &n.Row; name {
	case "copy", "save-as":
		return n.noLink()
	case "save":
		return unless(!r.Saving && !r.Waiting, "it is being saved already") + n.unlessSaving(n.noLink())
	case "open-file":
		return n.openFile()
	case "renew", "auto-renew":
		if r.State == model.StateScanning {
			return "the file is still being scanned"
		}
		return n.noRenewal()
	case "show-link":
		if n.Hidden {
			return "names are hidden, and a link may hold one"
		}
		return n.noLink()
	case "cancel":
		idle := r.Call == nil && !r.Saving && !r.Waiting && r.Deferred == 0 && r.Left == nil
		return unless(!idle, "nothing is under way for this file")
	case "explain":
		return unless(n.amiss(), "nothing is wrong with this file")
	}
	return ""
}

func (n *Now) unlessSaving(why string) string {
	if n.Row.Saving || n.Row.Waiting {
		return ""
	}
	return why
}

func (n *Now) openFile() string {
	switch r := &n.Row; {
	case !n.Desktop:
		return "no desktop was found to open it with"
	case r.Saved != nil, r.Saving, r.Waiting:
		return ""
	}
	return n.noLink()
}

// noLink says why no link of the row can be had. What is being scanned is kept in mind until it is approved.
func (n *Now) noLink() string {
	if n.Usable {
		return ""
	}
	return n.noRenewal()
}

func (n *Now) noRenewal() string {
	switch status := n.Row.Attachment.Status; {
	case status == model.StatusRejected:
		return "the scanner rejected the file"
	case n.Ended:
		return "the chat has ended: no new links"
	}
	return ""
}

// amiss reports whether there is something to explain.
func (n *Now) amiss() bool {
	r := &n.Row
	return r.Problem != nil || r.Attachment.NoLink(n.Ended) != nil || r.State == model.StateNoURL || n.Refused || n.Ended ||
		r.Saved != nil && len(r.Saved.Warnings) > 0
}
