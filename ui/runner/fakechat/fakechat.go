// Package fakechat is a made-up chat for the tests of front ends: files, links and transfers that take
// the time and end as a test says, on whatever clock the test runs. It stands in for the client, and
// for the clipboard and the desktop of a machine.
package fakechat

import (
	"context"
	"fmt"
	"slices"
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
	Warnings []model.Warning          // what is off about each file that is saved
	Left     map[string]Left          // what stopped transfers have left
	Skew     time.Duration            // of the service's clock
	Hangs    bool                     // transfers do not end with their context
	Known    model.Connection         // what Status tells beside the clock's skew and the calls

	// What a test answers itself, at once, in place of the above. Without OnRead, Pages are read to their end.
	Pages   []model.Page
	OnRead  func() error
	OnWatch func(ctx context.Context, each func(model.Update)) error
	OnLink  func(ctx context.Context, id string, life time.Duration, u model.Priority) (model.Link, error)
	OnSave  func(ctx context.Context, o model.DownloadRequest) (model.Saved, error)
	OnPeek  func(o model.DownloadRequest, limit int64) (model.Head, error)
	Outbox  model.FileSender // takes what is sent
	Request string           // the ID of each call for a link
	Held    bool             // these answers wait for Release
	gate    chan struct{}

	Links    int            // calls for links
	Peeks    int            // calls of Peek
	Asked    map[string]int // the same, by the ID
	Saving   int            // transfers under way
	Most     int            // the most there were at once
	Tokens   []string
	Attended []bool
	Watchers []chan model.Update

	Read       int                       // pages that were handed out
	LinkIDs    []string                  // of which links were asked for
	Priorities map[string]model.Priority // of the newest call for each
	SaveIDs    []string                  // that were to be saved
	PeekIDs    []string                  // that were looked into
	Discarded  []string
	Watches    int
	Each       func(model.Update) // of the newest watch
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

// Report lets the watch that began last tell something.
func (c *Chat) Report(n model.Update) {
	if n.Watch == (model.Watch{}) {
		n.Watch.State = model.WatchLive
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
