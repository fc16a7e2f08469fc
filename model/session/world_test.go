package session_test

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"attache/model"
	"attache/model/session"
)

// epoch is when every session begins, on both clocks.
var epoch = time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC) //nolint:gochecknoglobals // an instant cannot be a constant

// world is the one fake: it gives a session its events by hand, keeps what is to be done for it until
// it is answered, and checks after each event what must hold always.
type world struct {
	t       *testing.T
	o       session.Options
	s       *session.Session
	now     time.Time
	skew    time.Duration
	files   map[string]model.Attachment
	open    map[int]session.Effect // calls that have not been answered
	intents map[int]int            // final notices of each intent
	printed []string
	asked   int
}

func newWorld(t *testing.T) *world {
	t.Helper()
	return &world{
		t: t, now: epoch, files: map[string]model.Attachment{}, open: map[int]session.Effect{}, intents: map[int]int{},
		o: session.Options{
			TTL: model.DefaultLife, Parallel: 3, Clipboard: true, Desktop: true, Bell: false,
			Source: session.Source{Folder: "/downloads"},
		},
	}
}

// add makes files of the chat, a minute apart.
func (w *world) add(status model.Status, ids ...string) {
	for _, id := range ids {
		a := model.NewAttachment(id, id+".pdf", "application/pdf", status)
		a.SentAt, a.ItemID, a.Role = epoch.Add(time.Duration(len(w.files)-100)*time.Minute), fmt.Sprintf("%08d", len(w.files)), model.RoleCustomer
		w.files[id] = a
	}
}

// chat returns the files in order of arrival.
func (w *world) chat() []model.Attachment {
	return slices.SortedFunc(maps.Values(w.files), func(a, b model.Attachment) int { return a.SentAt.Compare(b.SentAt) })
}

// begin reads the chat.
func (w *world) begin() {
	w.s = session.New(w.o)
	w.apply(session.Start{})
	if num, ok := w.call(func(e session.Effect) bool { _, is := e.(session.ReadTranscript); return is }); ok {
		w.apply(session.PageRead{Num: num, Page: model.Page{ContactID: "contact-1", Attachments: w.chat(), Items: 1}})
		w.apply(session.TranscriptEnded{Num: num})
	}
	w.printed = nil
}

// apply gives the session an event, prints what follows, and checks it.
func (w *world) apply(e session.Event) session.Reply {
	w.t.Helper()
	r := w.s.Apply(e, session.Moment{Now: w.now, Connection: model.Connection{Skew: w.skew}})
	if r.Intent > 0 {
		w.intents[r.Intent] = 0
	}
	for _, e := range r.Effects {
		w.effect(e)
	}
	for _, n := range r.Notices {
		w.notice(n)
	}
	return r
}

func (w *world) effect(e session.Effect) {
	w.printed = append(w.printed, "  do "+show(reflect.ValueOf(e)))
	switch e := e.(type) {
	case session.AskLink:
		if w.s.Ended() {
			w.t.Errorf("a link of %s is asked for although the chat has ended", e.ID)
		}
		w.asked++
		w.open[e.Num] = e
	case session.SaveFile:
		if l := e.Request.Link; !l.URL.IsZero() && !l.Usable(w.server()) {
			w.t.Errorf("%s is to be saved by a dead link", e.Request.Attachment.ID)
		}
		w.open[e.Num] = e
	case session.InspectFile:
		w.open[e.Num] = e
	case session.SendFile:
		if w.s.Ended() {
			w.t.Errorf("%s is sent although the chat has ended", e.File.Name)
		}
		w.open[e.Num] = e
	case session.CopyText:
		w.noDeadLink(e.Text)
		w.open[e.Num] = e
	case session.SendToTerminal:
		w.noDeadLink(e.Text)
	case session.CancelCall:
		if _, ok := w.open[e.Num]; !ok {
			w.t.Errorf("call %d is cancelled and is not under way", e.Num)
		}
	case session.ReadTranscript:
		w.open[e.Num] = e
	case session.Watch:
		w.open[e.Num] = e
	case session.PeekFile:
		a, _ := w.s.Library().ByID(e.Request.Attachment.ID) // which keeps the end of a scan, whatever is said of it later
		if !e.Request.Link.Usable(w.server()) || a.Status != model.StatusApproved || w.s.NamesHidden() {
			w.t.Errorf("%s is looked into: %s, names hidden %v", a.ID, a.Status, w.s.NamesHidden())
		}
		w.open[e.Num] = e
	case session.OpenPath:
		w.open[e.Num] = e
	case session.DiscardParts:
		w.open[e.Num] = e
	case session.SaveReceipt:
		w.open[e.Num] = e
	}
}

// noDeadLink looks at each link in a text: the instant of its end stands in it.
func (w *world) noDeadLink(text model.Secret) {
	for part := range strings.SplitSeq(text.Reveal(), "ends=") {
		var at int64
		if n, _ := fmt.Sscanf(part, "%d", &at); n == 1 && !w.server().Before(time.Unix(at, 0).Add(-model.ExpiryMargin)) {
			w.t.Errorf("a dead link is handed out: %s", text.Reveal())
		}
	}
}

func (w *world) notice(n session.Notice) {
	line := "  tell " + [...]string{"detail", "news", "result", "warning", "PROBLEM"}[n.Weight]
	if n.Final {
		line += " ="
	}
	if len(n.About) > 0 {
		line += " " + strings.Join(n.About, ",")
	}
	fact := show(reflect.ValueOf(n.Fact))
	w.printed = append(w.printed, line+" "+fact)
	if strings.Contains(fmt.Sprintf("%+v", n), "https://") || strings.Contains(fact, "https://") {
		w.t.Errorf("a notice holds a link: %s", fact)
	}
	switch f := n.Fact.(type) {
	case session.DeferredStarted:
		w.intents[f.Num] = 0
	case session.LinksReady:
		for _, id := range n.About {
			if !w.s.Link(id).Usable(w.server()) {
				w.t.Errorf("the link of %s is called ready and is dead", id)
			}
		}
	}
	if n.Final {
		w.intents[n.Answers]++
		if w.intents[n.Answers] > 1 {
			w.t.Errorf("intent %d got a second result: %s", n.Answers, fact)
		}
	}
}

func (w *world) server() time.Time { return w.now.Add(w.skew) }

// call returns the newest open call that is wanted.
func (w *world) call(wanted func(session.Effect) bool) (num int, ok bool) {
	for _, n := range slices.Backward(slices.Sorted(maps.Keys(w.open))) {
		if wanted(w.open[n]) {
			return n, true
		}
	}
	return 0, false
}

// good is a link as the service gives it.
func (w *world) good(id string, life time.Duration) model.Link {
	at := w.server()
	return model.Link{
		URL: model.NewSecret(fmt.Sprintf("https://files.example/%s?ends=%d", id, at.Add(life).Unix())), Issued: at, Expires: at.Add(life), Asked: life, Size: 1000,
	}
}

// wait lets time pass, with a tick whenever the session wants one.
func (w *world) wait(d time.Duration) {
	until := w.now.Add(d)
	for n := 0; ; n++ {
		at := w.s.Wake()
		if at.IsZero() || at.After(until) {
			break
		}
		if n > 100_000 {
			w.t.Fatal("the session wants a tick again and again")
		}
		w.now = later(w.now, at)
		before := len(w.printed)
		w.apply(session.Tick{})
		if len(w.printed) > before {
			w.printed = slices.Insert(w.printed, before, "  at "+w.now.Sub(epoch).String())
		}
	}
	w.now = until
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// show prints a value with the fields that are not zero, instants from the beginning on, and no
// secrets.
func show(v reflect.Value) string {
	if v.CanInterface() {
		switch x := v.Interface().(type) {
		case time.Time:
			return "T+" + x.Sub(epoch).String()
		case *model.Problem:
			return x.Kind.String()
		case model.Priority:
			return map[model.Priority]string{model.PriorityVisible: "visible", model.PrioritySelected: "selected", model.PriorityAsked: "asked"}[x]
		case model.Secret:
			return x.String()
		case model.Link:
			return "link"
		case model.Attachment:
			return x.ID
		case *model.Meter:
			return "meter"
		case fmt.Stringer:
			return x.String()
		}
	}
	switch v.Kind() { //nolint:exhaustive // the others are what fmt makes of them
	case reflect.Pointer, reflect.Interface:
		return show(v.Elem())
	case reflect.Slice:
		parts := make([]string, v.Len())
		for i := range parts {
			parts[i] = show(v.Index(i))
		}
		return "[" + strings.Join(parts, " ") + "]"
	case reflect.Struct:
		var parts []string
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if !f.IsExported() || v.Field(i).IsZero() || f.Name == "Num" && v.Type().Name() == "DeferredStarted" {
				continue
			}
			if f.Type == reflect.TypeFor[*model.Meter]() {
				continue
			}
			parts = append(parts, f.Name+"="+show(v.Field(i)))
		}
		return v.Type().Name() + "{" + strings.Join(parts, " ") + "}"
	default:
		return fmt.Sprint(v.Interface())
	}
}
