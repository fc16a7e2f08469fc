package lines

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"attache/model"
	"attache/ui/clip"
)

// world is a chat, a desktop and a terminal, made up.
type world struct {
	mu       sync.Mutex
	files    []model.Attachment
	ended    bool
	sizes    map[string]int64
	takes    map[string]time.Duration // by "read", "link" and "save"
	fails    map[string][]model.Kind  // likewise, with the ID: what the next calls end with
	retries  int                      // how often the next link is throttled first
	doubts   []model.Doubt
	left     map[string]left
	links    int
	asked    map[string]int
	saves    int
	most     int // saves at once
	tokens   []string
	typed    []string // answers to AskSecret
	prompts  []string
	copied   []string
	opened   []string
	route    clip.Route
	routes   []clip.Route
	desktop  bool
	watchers []chan model.News
	skew     time.Duration
}

func newWorld() *world {
	return &world{
		sizes: map[string]int64{}, takes: map[string]time.Duration{"link": 200 * time.Millisecond, "save": time.Second},
		asked: map[string]int{}, fails: map[string][]model.Kind{}, left: map[string]left{},
		route: clip.RouteNative, routes: []clip.Route{clip.RouteNative, clip.RouteOSC52}, desktop: true,
	}
}

// add puts n files into the chat, sent a minute apart, the last a minute before the talk.
func (w *world) add(n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	kinds := []string{"pdf", "png", "docx", "csv"}
	for i := range n {
		k := len(w.files) + 1
		a := model.NewAttachment(fmt.Sprintf("id-%d", k), fmt.Sprintf("file %d.%s", k, kinds[i%len(kinds)]), "", model.StatusApproved)
		a.Role, a.Sender = model.RoleCustomer, "Ana"
		a.SentAt, a.ItemID = epoch().Add(time.Duration(i-n)*time.Minute), fmt.Sprintf("%08d", k)
		w.files = append(w.files, a)
		w.sizes[a.ID] = int64(k) * 300_000
	}
}

// slow sets how long a call takes, and fail what the next one ends with.
func (w *world) slow(call string, d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.takes[call] = d
}

func (w *world) fail(call string, k model.Kind) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.fails[call] = append(w.fails[call], k)
}

// epoch is when every bubble begins.
func epoch() time.Time { return time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC) }

// later puts files in an order that would else be up to the scheduler.
func (w *world) later(id string) time.Duration {
	place := slices.IndexFunc(w.files, func(a model.Attachment) bool { return a.ID == id })
	if place < 0 && id != "" { // no transcript names it
		place = len(w.files) + int(id[len(id)-1])
	}
	return time.Duration(place) * time.Microsecond
}

// wait takes the time of a call, and returns how it is to end.
func (w *world) wait(ctx context.Context, call, id string) error {
	w.mu.Lock()
	took := w.takes[call] + w.later(id)
	kind := model.KindInternal
	if next := w.fails[call+id]; len(next) > 0 {
		kind, w.fails[call+id] = next[0], next[1:]
	}
	w.mu.Unlock()
	if err := sleep(ctx, took); err != nil {
		return err
	}
	if kind != 0 {
		return &model.Problem{Kind: kind, Op: map[string]string{"read": "GetTranscript", "link": "GetAttachment", "end": "download"}[call]}
	}
	return nil
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return &model.Problem{Kind: model.KindCancelled, Err: ctx.Err()}
	}
}

func (w *world) Attachments(ctx context.Context, _ func(model.CallState), each func(model.Page)) error {
	if err := w.wait(ctx, "read", ""); err != nil {
		return err
	}
	w.mu.Lock()
	all, ended := slices.Clone(w.files), w.ended
	w.mu.Unlock()
	slices.Reverse(all) // the newest page comes first
	for page := range slices.Chunk(all, 100) {
		each(model.Page{ContactID: "contact-1", Attachments: page, Items: len(page), Ended: ended})
	}
	return nil
}

func (w *world) Watch(ctx context.Context, each func(model.News)) error {
	c := make(chan model.News)
	w.mu.Lock()
	w.watchers = append(w.watchers, c)
	w.mu.Unlock()
	each(model.News{Watch: model.Watch{Feed: model.FeedLive}})
	for {
		select {
		case n := <-c:
			each(n)
			if n.Ended {
				return nil
			}
		case <-ctx.Done():
			return &model.Problem{Kind: model.KindCancelled, Err: ctx.Err()}
		}
	}
}

func (w *world) Link(ctx context.Context, id string, life time.Duration, _ model.Urgency, report func(model.CallState)) (model.Link, error) {
	w.mu.Lock()
	w.links++
	w.asked[id]++
	n, retries := w.asked[id], w.retries
	w.retries = 0
	w.mu.Unlock()
	for i := range retries {
		report(model.CallState{Stage: model.StageRetrying, Since: time.Now(), Until: time.Now().Add(4 * time.Second), Try: i + 2, Of: 5, Cause: model.KindThrottled})
		if err := sleep(ctx, 4*time.Second); err != nil {
			return model.Link{}, err
		}
	}
	report(model.CallState{Stage: model.StageAsking, Since: time.Now(), Try: 1, Of: 5})
	if err := w.wait(ctx, "link", id); err != nil {
		return model.Link{}, err
	}
	now := time.Now().Add(w.skew)
	w.mu.Lock()
	defer w.mu.Unlock()
	return model.Link{
		URL: model.NewSecret("https://files.example/" + id + "?X-Amz-Signature=" + strconv.Itoa(n)), Issued: now,
		Expires: now.Add(life), Asked: life, Size: w.sizes[id],
	}, nil
}

func (w *world) Save(ctx context.Context, o model.Order, report func(model.CallState)) (model.Saved, error) {
	id := o.Attachment.ID
	w.mu.Lock()
	w.saves++
	w.most = max(w.most, w.saves)
	total, began, took := w.sizes[id], w.left[id].done, w.takes["save"]+w.later(id)
	delete(w.left, id)
	w.mu.Unlock()
	defer func() { w.mu.Lock(); w.saves--; w.mu.Unlock() }()
	report(model.CallState{Stage: model.StageAsking, Since: time.Now(), Try: 1, Of: 5})
	o.Meter.SetTotal(total)
	o.Meter.Add(began)
	const steps = 20
	for i := range int64(steps) {
		if err := sleep(ctx, took/steps); err != nil {
			done, _ := o.Meter.Read()
			w.mu.Lock()
			w.left[id] = left{done, total}
			w.mu.Unlock()
			return model.Saved{}, err
		}
		o.Meter.Add((total-began)*(i+1)/steps - (total-began)*i/steps)
	}
	if err := w.wait(ctx, "end", id); err != nil {
		return model.Saved{}, err
	}
	name := o.Name
	if name == "" {
		name = o.Attachment.FileName
	}
	return model.Saved{State: model.SaveDone, Path: filepath.Join("/downloads", name), Size: total, SHA256: "abc", Resumed: began, Doubts: w.doubts}, nil
}

func (w *world) Stopped(id string) (done, total int64, ok bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	l, ok := w.left[id]
	return l.done, l.total, ok && l.done > 0
}

func (w *world) Discard(o model.Order) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.left, o.Attachment.ID)
	return nil
}

func (w *world) SetToken(s model.Secret) { w.tokens = append(w.tokens, s.Reveal()) }

func (w *world) Status() model.Connection {
	return model.Connection{Calls: 7, LastAnswer: 212 * time.Millisecond, TokenEnds: epoch().Add(23*time.Hour + 51*time.Minute), Skew: w.skew}
}

func (w *world) Routes() []clip.Route { return w.routes }

func (w *world) Copy(_ context.Context, text string) clip.Route {
	w.copied = append(w.copied, text)
	return w.route
}

func (w *world) Available() bool { return w.desktop }

func (w *world) Open(_ context.Context, path string) error {
	w.opened = append(w.opened, path)
	return nil
}

func (w *world) askSecret(_ context.Context, prompt string) (string, error) {
	w.prompts = append(w.prompts, prompt)
	if len(w.typed) == 0 {
		return "", io.EOF
	}
	line := w.typed[0]
	w.typed = w.typed[1:]
	return line, nil
}

// keyboard hands out what is typed, and ends of input in between, as a terminal does.
type keyboard struct {
	lines chan string // "" is an end of the input
	rest  string
}

func (k *keyboard) Read(p []byte) (int, error) {
	if k.rest == "" {
		line, ok := <-k.lines
		if !ok || line == "" {
			return 0, io.EOF
		}
		k.rest = line
	}
	n := copy(p, k.rest)
	k.rest = k.rest[n:]
	return n, nil
}

// paper takes what is printed.
type paper struct {
	mu   sync.Mutex
	text strings.Builder
}

func (p *paper) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.Write(b)
}

// tear returns what was printed since the last time.
func (p *paper) tear() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := p.text.String()
	p.text.Reset()
	return s
}
