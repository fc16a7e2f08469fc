package chat

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"time"

	"attache/api/emulator/scenario"
)

// Once gives what a member has sent with a ClientToken before, or sends it. It reports whether the ClientToken, if
// there is one, came with nothing else. Callers hold the lock.
func (c *Chat) Once(m *Member, clientToken string, it scenario.Item, send func(scenario.Item) scenario.Item) (scenario.Item, bool) {
	if clientToken == "" {
		return send(it), true
	}
	key := strconv.Itoa(m.number) + " " + it.Kind + " " + clientToken
	if old, ok := c.sent[key]; ok {
		return old, old.ContentType == it.ContentType && old.Content == it.Content
	}
	it = send(it)
	if c.sent == nil {
		c.sent = map[string]scenario.Item{}
	}
	c.sent[key] = it
	return it, true
}

// Message returns what was said or sent under an ID; nil: nothing. Callers hold the lock.
func (c *Chat) Message(id string) *scenario.Item {
	i := slices.IndexFunc(c.Talk.Items, func(it scenario.Item) bool {
		return it.ID == id && (it.Kind == scenario.TypeMessage || it.Kind == scenario.TypeAttachment)
	})
	if i < 0 {
		return nil
	}
	return &c.Talk.Items[i]
}

// Crowded reports whether more than two people are in the chat, bots aside. Callers hold the lock.
func (c *Chat) Crowded() bool {
	n := 0
	for _, m := range c.Members {
		if !m.Left && m.Who.Role != "CUSTOM_BOT" {
			n++
		}
	}
	return n > 2
}

// Receive notes that a member has got a message, or has read it, and tells the audience. What is known already changes
// nothing. Callers hold the lock.
func (c *Chat) Receive(m *Member, message, receipt *scenario.Item) {
	i := slices.IndexFunc(message.Receipts, func(r scenario.Receipt) bool { return r.ParticipantID == m.Who.ID })
	if i < 0 {
		i = len(message.Receipts)
		message.Receipts = append(message.Receipts, scenario.Receipt{ParticipantID: m.Who.ID})
	}
	at := &message.Receipts[i].Delivered
	if receipt.ContentType == scenario.EventRead {
		at = &message.Receipts[i].Read
	}
	if !at.IsZero() {
		return
	}
	*at = receipt.At
	c.audience.Publish(scenario.Item{
		ID: receipt.ID, At: receipt.At, Kind: scenario.TypeMetadata, ContentType: scenario.EventMetadata,
		About: message.ID, Receipts: []scenario.Receipt{message.Receipts[i]},
	})
}

// scanTime is how long the scan of an upload takes.
const scanTime = 2 * time.Second

// Rules are those of the instance: 20 MB and the documented types, unless others were asked for. Callers hold the lock.
func (c *Chat) Rules() Rules {
	r := Rules{MaxSize: cmp.Or(c.Faults.UploadMax, 20<<20), Types: []string{
		"csv", "doc", "docx", "heic", "jfif", "jpeg", "jpg", "mov", "mp4", "pdf", "png", "ppt", "pptx", "rtf", "txt", "wav", "xls", "xlsx",
	}}
	if own := c.Faults.UploadTypes; len(own) > 0 {
		r.Types = own
	}
	return r
}

// Full reports whether the chat takes no more files. Uploads that were begun count.
func (c *Chat) Full() bool {
	n := len(c.Talk.Files)
	for _, up := range c.Uploads.byID {
		if up.Completed == "" {
			n++
		}
	}
	return n >= scenario.MaxFiles
}

// Begin begins an upload, and gives it its ID and its path.
func (c *Chat) Begin(up *Upload, clientToken string) {
	u := &c.Uploads
	if u.byID == nil {
		u.byID, u.byPath, u.byToken = map[string]*Upload{}, map[string]*Upload{}, map[string]*Upload{}
	}
	up.ID, up.Path = c.Talk.Staging(up.Name)
	u.byID[up.ID], u.byPath[up.Path], u.byToken[up.From.Who.ID+" "+clientToken] = up, up, up
}

// Complete sends a file whose bytes have come. It is seen while it is scanned, and has its result soon.
// Callers hold the lock.
func (c *Chat) Complete(up *Upload, clientToken string) {
	up.Completed = clientToken
	now := c.Clock.Now()
	f := &scenario.File{ID: up.ID, Name: up.Name, ContentType: up.ContentType, Status: scenario.InProgress, Content: scenario.Bytes(up.Bytes)}
	c.Talk.Send("", now, up.From.Who, f)
	end := scenario.ScriptStep{At: now.Add(c.Faults.ScanTime.Or(scanTime)), File: f, Scan: true, Clean: !infected(up.Bytes)}
	i := slices.IndexFunc(c.Talk.Script, func(b scenario.ScriptStep) bool { return b.At.After(end.At) })
	if i < 0 {
		i = len(c.Talk.Script)
	}
	c.Talk.Script = slices.Insert(c.Talk.Script, i, end)
}

// infected reports whether a file holds the text that every virus scanner finds, for whoever tests with it.
func infected(b []byte) bool {
	return bytes.Contains(b, []byte(`X5O!P%@AP[4\PZX54(P^)7CC)7}$`+"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!"))
}
