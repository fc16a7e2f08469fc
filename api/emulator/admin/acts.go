package admin

import (
	"strings"
	"unicode/utf8"

	"attache/api/emulator/control"
	"attache/api/emulator/scenario"
)

const (
	maxContent = 20 << 20 // bytes of a file that are given
	maxSize    = control.MaxMadeUp
	maxText    = 16384 // characters of a message
)

type fileBody struct {
	Name        string `json:"name"`
	ContentType string `json:"content_type"`
	Content     []byte `json:"content"`
	Size        int64  `json:"size"`
	From        string `json:"from"`
	Scanning    bool   `json:"scanning"`
}

type sentAnswer struct {
	AttachmentID string `json:"attachment_id"`
}

func sendFile(c *call) (any, error) {
	in, _ := c.body.(*fileBody)
	role, err := roleOf(in.From)
	switch {
	case err != nil:
		return nil, err
	case in.Name == "" || utf8.RuneCountInString(in.Name) > 256:
		return nil, invalid("name wants 1 to 256 characters")
	case len(in.ContentType) > 255:
		return nil, invalid("content_type wants at most 255 characters")
	case in.Size < 0 || in.Size > maxSize || in.Size > 0 && in.Content != nil:
		return nil, invalid("give content, as base64, or a size from 1 to 104857600")
	case len(in.Content) > maxContent:
		return nil, invalid("content wants at most 20 MiB; give a size for a larger file")
	}
	f := &scenario.File{Name: in.Name, ContentType: in.ContentType}
	if f.ContentType == "" {
		f.ContentType = scenario.PlainText
	}
	if len(in.Content) > 0 {
		f.Content = scenario.Bytes(in.Content)
	}
	id, err := c.SendContent(role, f, in.Size, in.Scanning)
	return sentAnswer{id}, err
}

type messageBody struct {
	Text        string `json:"text"`
	ContentType string `json:"content_type"`
	From        string `json:"from"`
}

type saidAnswer struct {
	ID string `json:"id"`
}

func sendMessage(c *call) (any, error) {
	in, _ := c.body.(*messageBody)
	role, err := roleOf(in.From)
	switch {
	case err != nil:
		return nil, err
	case in.Text == "" || utf8.RuneCountInString(in.Text) > maxText:
		return nil, invalid("text wants 1 to 16384 characters")
	case len(in.ContentType) > 100:
		return nil, invalid("content_type wants at most 100 characters")
	}
	if in.ContentType == "" {
		in.ContentType = scenario.PlainText
	}
	id, err := c.Say(role, in.ContentType, in.Text)
	return saidAnswer{id}, err
}

// roleOf reads who is to do something: the customer unless another is named.
func roleOf(from string) (string, error) {
	switch role := strings.ToUpper(from); role {
	case "":
		return "CUSTOMER", nil
	case "CUSTOMER", "AGENT", "SYSTEM", "CUSTOM_BOT", "SUPERVISOR":
		return role, nil
	}
	return "", invalid("from wants one of CUSTOMER, AGENT, SYSTEM, CUSTOM_BOT and SUPERVISOR")
}

type scanBody struct {
	AttachmentID string `json:"attachment_id"`
	Result       string `json:"result"`
}

type countAnswer struct {
	Count int `json:"count"`
}

func finishScans(c *call) (any, error) {
	in, _ := c.body.(*scanBody)
	clean := in.Result == "approved"
	if !clean && in.Result != "rejected" {
		return nil, invalid("result wants approved or rejected")
	}
	if in.AttachmentID == "" {
		return countAnswer{c.FinishScans(clean)}, nil
	}
	if !c.FinishScan(in.AttachmentID, clean) {
		return nil, invalid("no attachment of this ID is being scanned")
	}
	return countAnswer{1}, nil
}

func end(c *call) (any, error) {
	c.EndChat()
	return done{true}, nil
}

type linkBody struct {
	AttachmentID string `json:"attachment_id"`
}

func expireLinks(c *call) (any, error) {
	in, _ := c.body.(*linkBody)
	if in.AttachmentID == "" {
		c.ExpireLinks()
	} else if !c.ExpireLinksOf(in.AttachmentID) {
		return nil, invalid("there is no attachment of this ID")
	}
	return done{true}, nil
}

func expireTokens(c *call) (any, error) {
	c.ExpireTokens()
	return done{true}, nil
}

func dropSockets(c *call) (any, error) { return countAnswer{c.DropSockets()}, nil }
