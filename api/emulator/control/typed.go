package control

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"attache/api/emulator/fault"
	"attache/api/emulator/scenario"
)

// What a line says of the attachment under the cursor, and of a file that is to be scanned.
const (
	notSelected = "emulator: no attachment of this chat is selected"
	wantsSpeed  = "speed wants a number from 0 to 100; 0 stops the clock"

	this = "this"
	scan = "scan"
)

// typedActions are what is seldom wanted, most of it with a line to be typed: with it a person can do to
// the chat all that a test can do by HTTP.
func (c *Controller) typedActions() []Action {
	return []Action{
		{Key: "V", Name: "clock: set", Does: "to an instant, by a time, or how fast it runs", Asks: &Asking{
			"clock", "2026-01-05T09:00:00Z, +10m, -90s, x60", c.clockWords, c.typedClock,
		}},
		{Key: "S", Name: "somebody sends a file", Does: "of a name, size and sender", Asks: &Asking{
			"send", "bill.pdf 90000 application/pdf agent scan", sendWords, c.typedFile,
		}},
		{Key: "W", Name: "somebody writes", Does: "a message of your own", Asks: &Asking{
			"write", "agent: Good morning", writeWords, c.typedMessage,
		}},
		c.settles("P", "pass this file's scan", "approved"),
		c.settles("R", "reject this file's scan", "rejected"),
	}
}

// settles makes the action that ends the scan of the attachment under the cursor.
func (c *Controller) settles(key, name, result string) Action {
	return Action{Key: key, Name: name, Does: "the selected one is " + result, Do: func(id string) (string, error) {
		if !c.FinishScan(id, result == "approved") {
			return "", errors.New("the selected file is not being scanned")
		}
		return "this file is " + result, nil
	}}
}

// typedFault reads a fault as --fault takes it, and which calls it is for.
func (c *Controller) typedFault(id, line string) (string, error) {
	words := strings.Fields(line)
	if len(words) == 0 {
		return "", errors.New("a fault is missing")
	}
	t := fault.Target{Fault: words[0]}
	for _, word := range words[1:] {
		n, err := strconv.Atoi(word)
		same := func(operation string) bool { return strings.EqualFold(operation, word) }
		switch i := slices.IndexFunc(c.aims, same); {
		case i >= 0:
			t.Operation = c.aims[i]
		case word == this && id == "":
			return "", errors.New(notSelected)
		case word == this:
			t.AttachmentID = id
		case err == nil && n > 0:
			t.Call = n
		default:
			return "", fmt.Errorf("%q is no operation, no number of a call and not %q", word, this)
		}
	}
	return "on: " + line, c.TurnOn(t)
}

func (c *Controller) faultWords(line string) []string {
	words := strings.Fields(line)
	if len(words) == 0 || len(words) == 1 && !strings.HasSuffix(line, " ") {
		return append(fault.Names(), fault.Invalid, fault.HangUp)
	}
	if name, _, _ := strings.Cut(words[0], "="); !slices.Contains(fault.TargetNames(), name) {
		return nil // it strikes every call
	}
	return append([]string{this}, c.aims...)
}

func (c *Controller) typedClock(_, line string) (string, error) {
	line = strings.TrimSpace(line)
	if factor, ok := strings.CutPrefix(line, "x"); ok {
		n, err := strconv.Atoi(factor)
		if err != nil {
			return "", errors.New(wantsSpeed)
		}
		return "the clock runs " + factor + " times as fast", c.ChangeClock(nil, 0, &n)
	}
	if by, err := time.ParseDuration(line); err == nil {
		return "the clock has moved by " + by.String(), c.ChangeClock(nil, by, nil)
	}
	at, err := time.Parse(time.RFC3339, line)
	if err != nil {
		return "", errors.New("it wants x60, +10m or 2026-01-05T09:00:00Z")
	}
	return "the clock shows " + line, c.ChangeClock(&at, 0, nil)
}

func (c *Controller) clockWords(string) []string {
	return []string{"+10m", "-10m", "+1h", "x0", "x1", "x60", c.chat.Clock.Now().Format(time.RFC3339)}
}

// senders are the roles of those who can say something, as a line names them.
func senders() []string { return []string{"customer", "agent", "supervisor", "custom_bot", "system"} }

// sending is a file that somebody is to send.
type sending struct {
	contentType, role string
	size              int64
	scanned           bool
}

// takes reads a word that follows the name, and reports whether it is one.
func (f *sending) takes(word string) bool {
	n, err := strconv.ParseInt(word, 10, 64)
	switch {
	case err == nil:
		f.size = n
	case word == scan:
		f.scanned = true
	case strings.Contains(word, "/"):
		f.contentType = word
	case slices.Contains(senders(), strings.ToLower(word)):
		f.role = strings.ToUpper(word)
	default:
		return false
	}
	return true
}

// typedFile reads a name and what follows it: a size, a type, a role and whether the file is to be scanned.
func (c *Controller) typedFile(_, line string) (string, error) {
	name, f := strings.Fields(line), sending{scenario.PlainText, "CUSTOMER", 1000, false}
	for len(name) > 1 && f.takes(name[len(name)-1]) {
		name = name[:len(name)-1]
	}
	switch {
	case len(name) == 0:
		return "", errors.New("a file wants a name")
	case f.size < 1 || f.size > MaxMadeUp:
		return "", fmt.Errorf("a file wants a size from 1 to %d", MaxMadeUp)
	}
	text := strings.Join(name, " ")
	_, err := c.SendContent(f.role, &scenario.File{Name: text, ContentType: f.contentType}, f.size, f.scanned)
	return "sent " + text, err
}

func sendWords(line string) []string {
	if !strings.Contains(line, " ") {
		return nil
	}
	return append([]string{scan}, senders()...)
}

func (c *Controller) typedMessage(_, line string) (string, error) {
	role, text, found := strings.Cut(line, ":")
	if found = found && slices.Contains(senders(), strings.ToLower(role)); !found {
		role, text = "customer", line
	}
	if text = strings.TrimSpace(text); text == "" {
		return "", errors.New("a message wants a text")
	}
	_, err := c.Say(strings.ToUpper(role), scenario.PlainText, text)
	return "the " + strings.ToLower(role) + " has written", err
}

func writeWords(line string) (all []string) {
	if strings.Contains(line, " ") {
		return nil
	}
	for _, role := range senders() {
		all = append(all, role+":")
	}
	return all
}

// Trouble lists what goes wrong on purpose, with what it is aimed at.
func (c *Controller) Trouble() []string {
	all := c.State()
	for _, t := range c.Targets() {
		text := t.Fault
		if t.Operation != "" {
			text += " " + t.Operation
		}
		if t.AttachmentID != "" {
			text += " of " + t.AttachmentID[:min(8, len(t.AttachmentID))] // its name may be hidden
		}
		if t.Call > 1 {
			text += fmt.Sprintf(" from call %d", t.Call)
		}
		all = append(all, text)
	}
	return all
}
