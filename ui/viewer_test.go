package ui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/ui/preview"
	"attache/ui/runner/fakechat"
)

func noDecoder(context.Context, *preview.Ask, func(preview.Page)) error { return nil }

// gray is a painter that draws each picture as what it measures.
type gray struct{}

func (gray) Hear(any) bool                  { return false }
func (gray) Frame(string)                   {}
func (gray) Output(out io.Writer) io.Writer { return out }
func (gray) Box(w, h int) preview.Box       { return preview.Box{W: w, H: 2 * h} }

func (gray) Lines(p *preview.Picture, w, h int) []string {
	lines := make([]string, min(h, (p.H+1)/2))
	for i := range lines {
		lines[i] = strings.Repeat("▀", min(w, p.W))
	}
	return lines
}

// looker is a screen of which the files can be seen.
type looker struct {
	*driver
	decoded []string
	slow    time.Duration // that decoding takes
	err     error
	page    *preview.Page // of every file; nil: one that fits its name
}

// decode finds a picture in what is called one, else a text that names the file.
func (l *looker) decode(ctx context.Context, ask *preview.Ask, tell func(preview.Page)) error {
	l.decoded = append(l.decoded, fmt.Sprint(ask.Name, " ", ask.Box.W, "x", ask.Box.H))
	select {
	case <-time.After(l.slow):
	case <-ctx.Done():
		return ctx.Err()
	}
	if l.err != nil {
		return l.err
	}
	if l.page != nil {
		tell(*l.page)
		return nil
	}
	p := preview.Page{Kind: "Text of " + string(ask.Data), Facts: []preview.Fact{{Label: "Lines", Value: "3"}}, More: !ask.Whole}
	if model.IsPicture(model.Attachment{Name: ask.Name}) {
		box := preview.Box{W: ask.Box.W, H: ask.Box.H / 2}
		p.Kind, p.Picture = "JPEG picture", &preview.Picture{Box: box, RGB: make([]byte, 3*box.W*box.H)}
	} else {
		for i := range 100 {
			p.Lines = append(p.Lines, preview.Line{{Text: fmt.Sprintf("line %d of %s", i, ask.Data)}})
		}
	}
	tell(p)
	return nil
}

func lookerOf(t *testing.T, f *fakechat.Chat, opts ...func(*Options)) *looker {
	t.Helper()
	l := &looker{}
	f.OnLink = goodLink(time.Now)
	opts = append(opts, func(o *Options) { o.Decode, o.Painter = l.decode, gray{} })
	l.driver = newDriver(t, f, opts...)
	f.OnLink = goodLink(func() time.Time { return l.now })
	return l
}

// rest lets the selection rest.
func (l *looker) rest() { l.passes(restTime) }

func (l *looker) passes(d time.Duration) {
	l.now = l.now.Add(d)
	time.Sleep(d)
	l.flush()
}

func pictures(n int) []model.Page {
	pages := chatOf(n)
	for i := range pages[0].Attachments {
		a := &pages[0].Attachments[i]
		a.Name, a.ContentType = fmt.Sprintf("photo-%d.jpg", i), "image/jpeg"
	}
	return pages
}

func TestThePreviewFollowsTheSelectionOnceItRests(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		l := lookerOf(t, &fakechat.Chat{Pages: chatOf(9)})
		k := &l.m.opts.Keys
		l.press(k.View.Preview)
		l.passes(restTime - time.Millisecond)
		if len(l.fake.PeekIDs) > 0 {
			t.Fatalf("looked into %q at once", l.fake.PeekIDs)
		}
		l.press(k.Move.Down)
		l.press(k.Move.Down)
		l.passes(restTime - time.Millisecond)
		if len(l.fake.PeekIDs) > 0 {
			t.Fatalf("looked into %q on the way", l.fake.PeekIDs)
		}
		l.passes(time.Millisecond)
		l.wantText("Text of id-002", "line 3 of id-002", "Lines 3")
		l.wantNoText("reading on")
		l.press(k.Move.Up)
		l.wantNoText("id-002 ", "line 3 of id-002")
		l.rest()
		l.wantText("Text of id-001")
		if want := []string{"id-002", "id-001"}; !slices.Equal(l.fake.PeekIDs, want) {
			t.Errorf("looked into %q, want %q", l.fake.PeekIDs, want)
		}
		l.press(k.Move.Down)
		l.wantText("Text of id-002") // from memory, without a rest
		if len(l.fake.PeekIDs) != 2 || len(l.fake.LinkIDs) != 2 {
			t.Errorf("%d fetches, %d calls", len(l.fake.PeekIDs), len(l.fake.LinkIDs))
		}
		l.press(k.View.Preview)
		l.wantNoText("Text of id-002")
	})
}

func TestMovingOnCancelsWhatIsOnItsWay(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		l := lookerOf(t, &fakechat.Chat{Pages: pictures(4)})
		l.slow = time.Hour
		k := &l.m.opts.Keys
		l.press(k.View.Preview)
		l.rest() // it is being decoded now
		if l.m.viewer.reading == nil {
			t.Fatal("nothing is decoded")
		}
		l.wantText("Reading the file")
		l.hold()
		l.press(k.Move.Down)
		if l.m.viewer.reading != nil {
			t.Error("it is decoded although one has moved on")
		}
		l.rest() // the link is asked for
		l.press(k.Move.Down)
		l.release()
		l.slow = 0
		l.rest()
		l.wantText("JPEG picture", "▀▀▀")
		if id := l.m.viewer.shown; id != "id-002" || slices.Contains(l.fake.PeekIDs, "id-001") {
			t.Errorf("%s is shown, fetched were %q", id, l.fake.PeekIDs)
		}
	})
}

func TestWithNamesHiddenNothingOfAFileIsSeen(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		l := lookerOf(t, &fakechat.Chat{Pages: pictures(3)})
		k := &l.m.opts.Keys
		l.press(k.View.Preview)
		l.rest()
		l.wantText("JPEG picture")
		l.press(k.List.HideNames)
		l.wantNoText("JPEG picture", "▀")
		l.wantText("Names are hidden")
		if l.m.viewer.fetched.Weight() > 0 {
			t.Error("what was seen is still kept")
		}
		l.press(k.Move.Down)
		l.rest()
		l.press(k.View.Gallery)
		l.rest()
		l.wantNoText("photo", "▀")
		l.wantText("attachment 1", "hidden")
		if len(l.fake.PeekIDs) != 1 {
			t.Errorf("looked into %q", l.fake.PeekIDs)
		}
		l.press(k.List.HideNames)
		l.rest()
		l.wantText("photo-2", "▀")
	})
}

func TestWhatIsNotApprovedIsNotLookedInto(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		pages := pictures(3)
		as := pages[0].Attachments
		as[0].Status, as[1].Status, as[2].Status = model.StatusInProgress, model.StatusRejected, ""
		l := lookerOf(t, &fakechat.Chat{Pages: pages})
		k := &l.m.opts.Keys
		l.press(k.View.Preview)
		for _, want := range []string{"still being scanned", "rejected the file", "has not said that the"} {
			l.rest()
			if !strings.Contains(l.flat(), want) {
				t.Errorf("lacks %q:\n%s", want, l.text())
			}
			l.press(k.Move.Down)
		}
		l.press(k.View.Gallery)
		l.rest()
		if len(l.fake.PeekIDs)+len(l.fake.LinkIDs) > 0 {
			t.Fatalf("looked into %q, asked for %q", l.fake.PeekIDs, l.fake.LinkIDs)
		}
		l.press(k.List.Back)
		l.press(k.Move.Top)
		as[0].Status = model.StatusApproved
		l.news(model.Update{Attachments: as[:1]})
		l.rest()
		l.wantText("JPEG picture")
	})
}

func TestAFailureIsToldInThePreviewAndCoversNoAnswer(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(2)}
		l := lookerOf(t, f)
		k, good := &l.m.opts.Keys, f.OnPeek
		f.OnPeek = func(model.DownloadRequest, int64) (model.Head, error) {
			return model.Head{}, &model.Problem{Kind: model.KindOffline, Op: "download"}
		}
		l.press(k.View.Preview)
		l.press(k.Act.Open)
		said := l.m.news.shown.text
		l.rest()
		if said == "" || l.m.news.shown.text != said {
			t.Errorf("%q was covered by %q", said, l.m.news.shown.text)
		}
		l.wantText("No connection")
		l.passes(time.Minute)
		if len(f.PeekIDs) != 1 {
			t.Errorf("tried %d times by itself", len(f.PeekIDs))
		}
		f.OnPeek = good
		l.press(k.Act.Renew) // another link is reason to try again
		l.rest()
		l.wantText("Text of id-000")
		f.OnLink = func(context.Context, string, time.Duration, model.Priority) (model.Link, error) {
			return model.Link{}, &model.Problem{Kind: model.KindServer, Op: "GetAttachment"}
		}
		l.press(k.Move.Down)
		l.rest()
		l.wantText("The service failed")
		f.OnLink = goodLink(func() time.Time { return l.now })
		l.press(k.List.Reload) // and so is reading the chat again
		l.rest()
		l.wantText("Text of id-001")
	})
}

func TestWhatIsTooLargeIsToldWithTheNextStep(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(1)}
		l := lookerOf(t, f)
		good := f.OnLink
		f.OnLink = func(ctx context.Context, id string, life time.Duration, u model.Priority) (model.Link, error) {
			link, err := good(ctx, id, life, u)
			link.Size = 42_000_000
			return link, err
		}
		l.press(l.m.opts.Keys.View.Preview)
		l.rest()
		l.wantText("Text of id-000")
		l.press(l.m.opts.Keys.View.Focus)
		l.press(l.m.opts.Keys.Move.Bottom)
		l.wantText("Too large to preview (42.0 MB).")
	})
}

func TestADecodersErrorIsToldAndFetchesNothingAgain(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		l := lookerOf(t, &fakechat.Chat{Pages: chatOf(2)})
		l.err = errors.New("the file is cut short")
		l.press(l.m.opts.Keys.View.Preview)
		l.rest()
		l.wantText("The file is cut short.")
		l.press(l.m.opts.Keys.Move.Down)
		l.press(l.m.opts.Keys.Move.Up)
		l.rest()
		if len(l.decoded) != 1 || len(l.fake.PeekIDs) != 1 {
			t.Errorf("decoded %q, fetched %q", l.decoded, l.fake.PeekIDs)
		}
	})
}

func TestATextIsScrolledAndSearchedWhileKeysGoToIt(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		l := lookerOf(t, &fakechat.Chat{Pages: chatOf(2)})
		k := &l.m.opts.Keys
		l.press(k.View.Preview)
		l.rest()
		l.press(k.View.Focus)
		l.press(k.Move.Bottom)
		l.wantText("line 99 of id-000")
		l.wantNoText("line 3 of")
		l.press(k.Move.Top)
		l.press(k.List.Filter)
		l.typeText("LINE 57")
		l.wantText("line 57 of", "find in the preview")
		l.press(k.Prompt.Accept)
		if l.m.list.Filter() != "" {
			t.Error("the list is filtered")
		}
		l.wantText("end the search")
		l.press(k.List.Filter)
		l.typeText("no such line")
		l.wantText("no match")
		l.press(k.Prompt.Accept)
		l.wantText("The preview does not hold that")
		l.press(k.Prompt.Abandon)
		l.press(k.List.Back) // what is looked for
		l.wantText("back to the list")
		l.press(k.List.Back) // the keys
		l.press(k.Move.Down)
		if l.m.list.CursorIndex() != 1 {
			t.Error("the list does not move")
		}
		l.press(k.List.Back)
		l.wantNoText("Preview")
	})
}

func TestOverTheListThePreviewFollowsToo(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		l := lookerOf(t, &fakechat.Chat{Pages: chatOf(4)})
		k := &l.m.opts.Keys
		for _, size := range []tea.WindowSizeMsg{{Width: 80, Height: 24}, {Width: 40, Height: 10}} {
			l.send(size)
			l.press(k.Move.Top)
			l.press(k.View.Preview)
			l.rest()
			l.wantText("file-000.pdf", "line 0 of id-000")
			l.press(k.Move.Down)
			l.rest()
			l.wantText("file-001.pdf", "line 0 of id-001")
			l.press(k.Move.HalfDown)
			l.wantNoText("line 0 of id-001")
			l.press(k.View.Preview)
			l.wantText("file-000.pdf", "file-001.pdf")
		}
	})
}

func TestTheGalleryShowsEveryPictureAndFetchesNoneTwice(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		pages := pictures(40)
		pages[0].Attachments[1].Name = "notes.pdf"
		l := lookerOf(t, &fakechat.Chat{Pages: pages})
		k := &l.m.opts.Keys
		l.hold()
		l.press(k.View.Gallery)
		l.rest()
		if len(l.fake.LinkIDs) != 1 { // one by one, the one under the cursor first
			t.Errorf("asked for %q at once", l.fake.LinkIDs)
		}
		if u := l.fake.Priorities[l.fake.LinkIDs[0]]; u != model.PriorityVisible {
			t.Errorf("asked with priority %v", u)
		}
		l.release()
		l.passes(time.Second)
		l.wantText("Pictures · 39 in this chat", "▌1 ● photo-0.jpg", "3 ● photo-2.jpg", "▀▀▀")
		l.wantNoText("notes.pdf")
		seen := len(l.fake.PeekIDs)
		if seen == 0 || seen >= 39 {
			t.Errorf("%d were fetched, want those that are visible", seen)
		}
		l.press(k.Move.Bottom)
		l.rest()
		l.passes(time.Second)
		l.press(k.Move.Top)
		l.rest()
		l.passes(time.Second)
		l.send(tea.WindowSizeMsg{Width: 80, Height: 24})
		l.rest()
		l.press(k.List.Back)
		l.press(k.View.Preview)
		l.rest()
		all := slices.Clone(l.fake.PeekIDs)
		slices.Sort(all)
		if n := len(all); n != len(slices.Compact(all)) {
			t.Errorf("something was fetched twice: %q", l.fake.PeekIDs)
		}
	})
}

func TestKeysOfTheGalleryActOnThePictureUnderTheCursor(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		l := lookerOf(t, &fakechat.Chat{Pages: pictures(12)})
		k := &l.m.opts.Keys
		var saved []string
		l.fake.OnSave = func(_ context.Context, o model.DownloadRequest) (model.Saved, error) {
			saved = append(saved, o.Attachment.ID)
			return model.Saved{State: model.SaveDone, Path: "/downloads/x", Size: 1}, nil
		}
		l.m.list.SetFilter("photo-0")
		l.press(k.View.Gallery)
		l.press(k.View.Right)
		l.press(k.View.Right)
		l.press(k.Act.Copy)
		l.press(k.Act.Save)
		if len(l.copied) != 1 || !strings.Contains(l.copied[0], "id-002") || !slices.Equal(saved, []string{"id-002"}) {
			t.Errorf("copied %q, saved %q", l.copied, saved)
		}
		l.press(k.Act.Open)
		if l.m.viewer.gallery.open || l.m.list.Cursor() != "id-002" {
			t.Errorf("the cursor is on %s", l.m.list.Cursor())
		}
		l.press(k.View.Gallery)
		l.press(k.Screen.Help)
		l.wantText("does ")
		l.press(k.Prompt.Abandon)
		l.wantText("Pictures")
		l.press(k.List.Back)
		l.wantNoText("Pictures")
	})
}

func TestAPreviewChangesNeitherTheLogNorTheNews(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		l := lookerOf(t, &fakechat.Chat{Pages: chatOf(3)})
		l.press(l.m.opts.Keys.View.Preview)
		for range 3 {
			l.rest()
			l.press(l.m.opts.Keys.Move.Down)
		}
		if !l.m.news.empty() {
			t.Errorf("said %q", l.m.news.shown.text)
		}
		for _, e := range l.m.log {
			if strings.Contains(e.Text, "Look") {
				t.Errorf("logged %q", e.Text)
			}
		}
		if _, total := l.m.session.LogSince(0); total > 20 {
			t.Errorf("%d entries in the log", total)
		}
	})
}
