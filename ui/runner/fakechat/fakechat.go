// Package fakechat is a made-up chat for the tests of front ends: files, links and transfers that take
// the time and end as a test says, on whatever clock the test runs. It stands in for the client, and
// for the clipboard and the desktop of a machine.
package fakechat

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"time"

	"attache/model"
)

// Chat is the chat. Its fields are set before it is used, or between two calls.
type Chat struct {
	mu sync.Mutex

	Now      func() time.Time // the local clock
	Files    []model.Attachment
	Ended    bool
	Sizes    map[string]int64
	Heads    map[string][]byte        // the first bytes of files, for Peek
	Takes    map[string]time.Duration // how long calls take: "read", "link", "save", "peek"
	Fails    map[string][]model.Kind  // what the next calls end with: "read", "link"+ID, "end"+ID, "peek"+ID
	Retries  int                      // how often the next link is throttled first
	Warnings []model.Doubt            // what is off about each file that is saved
	Left     map[string]Left          // what stopped transfers have left
	Skew     time.Duration            // of the service's clock
	Hangs    bool                     // transfers do not end with their context
	Known    model.Connection         // what Status tells beside the clock's skew and the calls

	Links    int            // calls for links
	Peeks    int            // calls of Peek
	Asked    map[string]int // the same, by the ID
	Saving   int            // transfers under way
	Most     int            // the most there were at once
	Tokens   []string
	Looks    []bool
	Watchers []chan model.News
}

// Left is what a stopped transfer has left.
type Left struct{ Done, Total int64 }

// New returns a chat without files.
func New(now func() time.Time) *Chat {
	return &Chat{
		Now:   now,
		Sizes: map[string]int64{}, Takes: map[string]time.Duration{"link": 200 * time.Millisecond, "save": time.Second},
		Asked: map[string]int{}, Fails: map[string][]model.Kind{}, Left: map[string]Left{},
	}
}

// Add puts n files into the chat, "id-1" and on, sent a minute apart, the last a minute before now.
func (c *Chat) Add(n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.Now()
	kinds := []string{"pdf", "png", "docx", "csv"}
	for i := range n {
		k := len(c.Files) + 1
		a := model.NewAttachment(fmt.Sprintf("id-%d", k), fmt.Sprintf("file %d.%s", k, kinds[i%len(kinds)]), "", model.StatusApproved)
		a.Role, a.Sender = model.RoleCustomer, "Ana"
		a.SentAt, a.ItemID = now.Add(time.Duration(i-n)*time.Minute), fmt.Sprintf("%08d", k)
		c.Files = append(c.Files, a)
		c.Sizes[a.ID] = int64(k) * 300_000
	}
}

// Fail lets the next call end with a problem.
func (c *Chat) Fail(call string, k model.Kind) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.Fails[call] = append(c.Fails[call], k)
}

// Tell lets the watch that began last tell something.
func (c *Chat) Tell(n model.News) {
	if n.Watch == (model.Watch{}) {
		n.Watch.Feed = model.FeedLive
	}
	c.mu.Lock()
	w := c.Watchers[len(c.Watchers)-1]
	c.mu.Unlock()
	w <- n
}

// later puts files in an order that would else be up to the scheduler.
func (c *Chat) later(id string) time.Duration {
	place := slices.IndexFunc(c.Files, func(a model.Attachment) bool { return a.ID == id })
	if place < 0 && id != "" { // no transcript names it
		place = len(c.Files) + int(id[len(id)-1])
	}
	return time.Duration(place) * time.Microsecond
}

// wait takes the time of a call, and returns how it is to end.
func (c *Chat) wait(ctx context.Context, call, id string) error {
	c.mu.Lock()
	took := c.Takes[call] + c.later(id)
	kind := model.KindInternal
	if next := c.Fails[call+id]; len(next) > 0 {
		kind, c.Fails[call+id] = next[0], next[1:]
	}
	c.mu.Unlock()
	if err := pause(ctx, took); err != nil {
		return err
	}
	if kind != 0 {
		return &model.Problem{Kind: kind, Op: map[string]string{"read": "GetTranscript", "link": "GetAttachment", "end": "download", "peek": "download"}[call]}
	}
	return nil
}

func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return &model.Problem{Kind: model.KindCancelled, Err: ctx.Err()}
	}
}

// Attachments implements model.Chat.
func (c *Chat) Attachments(ctx context.Context, _ func(model.CallState), each func(model.Page)) error {
	if err := c.wait(ctx, "read", ""); err != nil {
		return err
	}
	c.mu.Lock()
	all, ended := slices.Clone(c.Files), c.Ended
	c.mu.Unlock()
	slices.Reverse(all) // the newest page comes first
	for page := range slices.Chunk(all, 100) {
		each(model.Page{ContactID: "contact-1", Attachments: page, Items: len(page), Ended: ended})
	}
	return nil
}

// Watch implements model.Chat.
func (c *Chat) Watch(ctx context.Context, each func(model.News)) error {
	news := make(chan model.News)
	c.mu.Lock()
	c.Watchers = append(c.Watchers, news)
	c.mu.Unlock()
	each(model.News{Watch: model.Watch{Feed: model.FeedLive}})
	for {
		select {
		case n := <-news:
			each(n)
			if n.Ended {
				return nil
			}
		case <-ctx.Done():
			return &model.Problem{Kind: model.KindCancelled, Err: ctx.Err()}
		}
	}
}

// Link implements model.Chat.
func (c *Chat) Link(ctx context.Context, id string, life time.Duration, _ model.Urgency, report func(model.CallState)) (model.Link, error) {
	c.mu.Lock()
	c.Links++
	c.Asked[id]++
	n, retries := c.Asked[id], c.Retries
	c.Retries = 0
	c.mu.Unlock()
	const waits = 4 * time.Second
	for i := range retries {
		report(model.CallState{Stage: model.StageRetrying, Since: c.Now(), Until: c.Now().Add(waits), Try: i + 2, Of: 5, Cause: model.KindThrottled})
		if err := pause(ctx, waits); err != nil {
			return model.Link{}, err
		}
	}
	report(model.CallState{Stage: model.StageAsking, Try: 1, Of: 5})
	if err := c.wait(ctx, "link", id); err != nil {
		return model.Link{}, err
	}
	return c.made(id, life, n), nil
}

// made is the n-th link of a file.
func (c *Chat) made(id string, life time.Duration, n int) model.Link {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.Now().Add(c.Skew)
	return model.Link{
		URL: model.NewSecret("https://files.example/" + id + "?X-Amz-Signature=" + strconv.Itoa(n)), Issued: now,
		Expires: now.Add(life), Asked: life, Size: c.Sizes[id],
	}
}
