package fakechat

import (
	"context"
	"path"

	"attache/model"
)

// Save implements model.Chat.
func (c *Chat) Save(ctx context.Context, o model.DownloadRequest, report func(model.CallState)) (model.Saved, error) {
	id := o.Attachment.ID
	c.mu.Lock()
	c.SaveIDs = append(c.SaveIDs, id)
	c.Saving++
	c.Most = max(c.Most, c.Saving)
	defer func() { c.mu.Lock(); c.Saving--; c.mu.Unlock() }()
	if c.OnSave != nil {
		c.mu.Unlock()
		if err := c.held(ctx); err != nil {
			return model.Saved{}, err
		}
		return c.OnSave(ctx, o)
	}
	total, began, took, hangs := c.Sizes[id], c.Left[id].Done, c.Takes["save"]+c.later(id), c.Hangs
	delete(c.Left, id)
	c.mu.Unlock()
	report(model.CallState{Stage: model.StageAsking, Try: 1, Of: 5})
	o.Meter.SetTotal(total)
	o.Meter.Add(began)
	if hangs {
		ctx = context.WithoutCancel(ctx)
	}
	const steps = 20
	for i := range int64(steps) {
		if err := pause(ctx, took/steps); err != nil {
			done, _ := o.Meter.Read()
			c.mu.Lock()
			c.Left[id] = Left{done, total}
			c.mu.Unlock()
			return model.Saved{}, err
		}
		o.Meter.Add((total-began)*(i+1)/steps - (total-began)*i/steps)
	}
	if err := c.wait(ctx, "end", id); err != nil {
		return model.Saved{}, err
	}
	name := o.Name
	if name == "" {
		name = o.Attachment.FileName
	}
	return model.Saved{State: model.SaveDone, Path: path.Join("/downloads", name), Size: total, SHA256: "abc", Resumed: began, Warnings: c.Warnings}, nil
}

// Peek implements model.Session: the bytes are those of Heads, or none.
func (c *Chat) Peek(ctx context.Context, o model.DownloadRequest, limit int64, _ func(model.CallState)) (model.Head, error) {
	id := o.Attachment.ID
	c.mu.Lock()
	c.Peeks++
	c.PeekIDs = append(c.PeekIDs, id)
	if c.OnPeek != nil {
		c.mu.Unlock()
		if err := c.held(ctx); err != nil {
			return model.Head{}, err
		}
		return c.OnPeek(o, limit)
	}
	data, size := c.Heads[id], c.Sizes[id]
	c.mu.Unlock()
	if err := c.wait(ctx, "peek", id); err != nil {
		return model.Head{}, err
	}
	data = data[:min(int64(len(data)), limit)]
	return model.Head{Data: data, Whole: int64(len(data)) >= size, Size: size}, nil
}

// Stopped implements model.Session.
func (c *Chat) Stopped(id string) (done, total int64, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	l, ok := c.Left[id]
	return l.Done, l.Total, ok
}

// Discard implements model.Session.
func (c *Chat) Discard(o model.DownloadRequest) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.Discarded = append(c.Discarded, o.Attachment.ID)
	delete(c.Left, o.Attachment.ID)
	return nil
}

// SetToken implements model.Session.
func (c *Chat) SetToken(token model.Secret) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.Tokens = append(c.Tokens, token.Reveal())
}

// Attend notes whether somebody is looking.
func (c *Chat) Attend(looking bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.Attended = append(c.Attended, looking)
}

// Status implements model.Chat.
func (c *Chat) Status() model.Connection {
	c.mu.Lock()
	defer c.mu.Unlock()
	known := c.Known
	known.Skew += c.Skew
	if c.OnLink == nil {
		known.Calls = c.Links + 1
	}
	return known
}

// Inspect implements model.FileSender: every file is one of ten bytes.
func (c *Chat) Inspect(file string) (model.Outgoing, error) {
	if c.Outbox != nil {
		return c.Outbox.Inspect(file)
	}
	if file == "" || file == "none" {
		return model.Outgoing{}, model.NewInputProblem("file to send", model.FaultUnreadable, file)
	}
	return model.Outgoing{Path: file, Name: file, ContentType: model.SendType(file), Size: 10}, nil
}

// People implements model.FileSender.
func (c *Chat) People(ctx context.Context, report func(model.CallState)) (model.People, error) {
	if c.Outbox != nil {
		return c.Outbox.People(ctx, report)
	}
	return model.People{{ID: "p-1", Name: "Rosa", Role: model.RoleCustomer}, {ID: "p-2", Name: "Ben", Role: model.RoleAgent}}, nil
}

// Send implements model.FileSender.
func (c *Chat) Send(ctx context.Context, file model.Outgoing, meter *model.Meter, report func(model.CallState)) (model.Sent, error) {
	if c.Outbox != nil {
		return c.Outbox.Send(ctx, file, meter, report)
	}
	meter.SetTotal(file.Size)
	if err := c.wait(ctx, "send", file.Name); err != nil {
		return model.Sent{}, err
	}
	meter.Add(file.Size)
	a := model.NewAttachment("sent-"+file.Name, file.Name, file.ContentType, model.StatusApproved)
	a.Sender, a.Role, a.SentAt, a.ItemID = "Ben", model.RoleAgent, c.Now(), "sent-"+file.Name
	return model.Sent{Attachment: a, Size: file.Size}, nil
}
