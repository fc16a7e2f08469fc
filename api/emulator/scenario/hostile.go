package scenario

import "time"

// hostile is what a careless or hostile sender, or a service of tomorrow, makes of a chat: a client
// must show and save all of it safely.
func (c *Conversation) hostile(start time.Time) {
	who := c.join("\x1b]0;pwned\x07Mal\u202elory\nAGENT", "CUSTOMER")
	stranger := c.join("", "ALIEN") // a role of tomorrow
	at := start
	next := func() time.Time { at = at.Add(37 * time.Second); return at }
	c.Event(next(), who, EventJoined)
	c.Say("", next(), who, "\x1b[2J\x1b[1;1HType your token here: ")
	names := []string{
		"../../etc/passwd", `..\..\windows\system32\drivers`, "/etc/shadow", "CON", "nul.txt", "COM1.pdf",
		".bashrc", "-rf", "", " ", "...", "a\x00b.txt", "line\nbreak.txt", "tab\tand\rreturn.csv",
		"\x1b[31mred\x1b[0m.txt", "\u202egpj.exe", "\u200b\u200d\ufeff.txt", "\u0085\u009b31m.txt",
		"https://example.com/?X-Amz-Signature=0", "name.txt ", "name.txt.", "NAME.TXT", "name.txt", "name.txt",
		"a:b*c?d\"e<f>g|h.txt", "🏴󠁧󠁢󠁥󠁮󠁧󠁿👩‍👩‍👧‍👦.png", "e\u0301\u0301\u0301\u0301.txt", "﷽.txt", "\"; rm -rf ~; \".sh", "$(reboot).txt",
		longName("x", ".txt"), longName("界", ".pdf"), "archive.tar.gz", "double.pdf.exe", "no extension",
		"हिन्दी दस्तावेज़ क्ष.pdf", "မြန်မာဘာသာ.pdf", "ភាសាខ្មែរ.pdf", "❤\ufe0f\u200d🔥 👍🏽.png", // of as many cells as whom you ask
	}
	var together []*File
	for i, name := range names {
		f := &File{Name: name, ContentType: PlainText, Content: Lines("hostile", int64(1+i*997), uint64(i))}
		switch {
		case i%7 == 3:
			f.ContentType = "text/html\r\nX-Injected: yes\x1b[2J"
		case i%11 == 5:
			f.Status = "QUARANTINED" // a word of tomorrow
		case i%13 == 6:
			f.ContentType = ""
		}
		if together = append(together, f); i%5 == 4 || i == len(names)-1 {
			c.Send("", next(), who, together...)
			together = nil
		}
	}
	c.Send("", next(), stranger) // an ATTACHMENT item without Attachments: an upload that was refused
	c.Add(Item{At: next(), Kind: "HOLOGRAM", ContentType: "application/vnd.tomorrow", Content: "{}", Who: stranger})
}
