package cache_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand"
	"runtime"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"attache/model"
	"attache/ui/preview"
	"attache/ui/preview/cache"
)

// picture is a page with a picture of about so many bytes.
func picture(bytes int) preview.Page {
	w := bytes / 300
	return preview.Page{Picture: &preview.Picture{Box: preview.Box{W: w, H: 100}, RGB: make([]byte, 300*w)}}
}

func TestAPageIsKeptForItsFileAndItsSize(t *testing.T) {
	t.Parallel()
	var s cache.Cache
	small, large := preview.Box{W: 10, H: 10}, preview.Box{W: 90, H: 90}
	s.PutPage("a", small, picture(3000))
	s.PutPage("b", small, preview.Page{Kind: "text"})
	if s.Page("a", small) == nil || s.Page("a", large) != nil || s.Page("c", small) != nil {
		t.Error("the picture is not kept for its size alone")
	}
	if s.Page("b", small) == nil || s.Page("b", large) == nil {
		t.Error("a page without a picture is not good for every size")
	}
	if s.Clear(); s.Page("a", small) != nil || s.Weight() != 0 {
		t.Error("something is left")
	}
}

func TestWhatWasNotLookedAtForLongestGoesFirst(t *testing.T) {
	t.Parallel()
	var s cache.Cache
	box := preview.Box{W: 9, H: 9}
	for i := range 23 {
		s.PutPage(fmt.Sprint(i), box, picture(1<<20))
	}
	s.Page("0", box)
	for i := range 4 {
		s.PutPage(fmt.Sprint("new", i), box, picture(1<<20))
	}
	if s.Page("0", box) == nil || s.Page("1", box) != nil || s.Page("22", box) == nil {
		t.Error("the wrong pages went")
	}
}

func TestNeverMoreIsKeptThanThereIsRoomFor(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewSource(1))
	var s cache.Cache
	for range 3000 {
		id := fmt.Sprint(r.Intn(60))
		switch r.Intn(3) {
		case 0:
			s.PutHead(id, model.Head{Data: make([]byte, r.Intn(preview.MaxFetch))})
			if _, ok := s.Head(id); !ok {
				t.Fatal("what has just come is gone")
			}
		case 1:
			s.PutPage(id, preview.Box{W: r.Intn(3), H: 9}, picture(r.Intn(4<<20)))
		default:
			s.Page(id, preview.Box{W: r.Intn(3), H: 9})
		}
		if s.Weight() > cache.MaxBytes {
			t.Fatalf("%d bytes are kept", s.Weight())
		}
	}
}

// Fetched bytes push out no pages that took a fetch to make.
func TestWhatWasFetchedLeavesRoomForPages(t *testing.T) {
	t.Parallel()
	var s cache.Cache
	box := preview.Box{W: 9, H: 9}
	for i := range 50 {
		id := fmt.Sprint(i)
		s.PutHead(id, model.Head{Data: make([]byte, 4<<20)})
		s.PutPage(id, box, picture(9000))
	}
	for i := range 50 {
		if s.Page(fmt.Sprint(i), box) == nil {
			t.Errorf("page %d is gone", i)
		}
	}
}

// What is seen of many large photos fits beside the rest of the program into 64 MiB.
func TestTheProgramStaysSmallWithAFullShelf(t *testing.T) { //nolint:paralleltest // it measures the memory of all
	var s cache.Cache
	most := uint64(0)
	for i := range 60 {
		id := fmt.Sprint(i)
		s.PutHead(id, model.Head{Data: bytes.Repeat([]byte{1}, 4<<20)})
		page := picture(1 << 20)
		copy(page.Picture.RGB, bytes.Repeat([]byte{1}, len(page.Picture.RGB)))
		s.PutPage(id, preview.Box{W: 9, H: 9}, page)
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		most = max(most, m.Sys-m.HeapReleased)
	}
	if most > 56<<20 {
		t.Errorf("%d MiB are taken, of which %d MiB are kept", most>>20, s.Weight()>>20)
	}
}

func all(r *cache.Reading) (pages []preview.Page) {
	for {
		p, ok := r.Next()
		if !ok {
			return pages
		}
		pages = append(pages, p)
	}
}

func TestTheLastPageStandsWhateverBecameOfTheDecoder(t *testing.T) {
	t.Parallel()
	failed := errors.New("the file is cut short")
	for name, c := range map[string]struct {
		tell []preview.Page
		err  error
		want []string // problem of each page, "..." for one that is partial
	}{
		"done":           {[]preview.Page{{Partial: true}, {}}, nil, []string{"...", ""}},
		"failed":         {nil, failed, []string{"The file is cut short."}},
		"failed halfway": {[]preview.Page{{Partial: true}}, failed, []string{"...", "The file is cut short."}},
		"failed at last": {[]preview.Page{{}}, failed, []string{"", "The file is cut short."}},
		"silent":         {nil, nil, []string{""}},
		"never finished": {[]preview.Page{{Partial: true}}, nil, []string{"...", ""}},
	} {
		r := cache.Begin(t.Context(), func(_ context.Context, _ *preview.Ask, tell func(preview.Page)) error {
			for _, p := range c.tell {
				tell(p)
			}
			return c.err
		}, "a", preview.Ask{})
		var got []string
		for _, p := range all(r) {
			if p.Partial {
				p.Problem = "..."
			}
			got = append(got, p.Problem)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestWhoStopsWaitsForNothing(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ended := false
		r := cache.Begin(t.Context(), func(ctx context.Context, _ *preview.Ask, tell func(preview.Page)) error {
			defer func() { ended = true }()
			tell(preview.Page{Partial: true})
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(time.Hour):
				tell(preview.Page{})
			}
			return nil
		}, "a", preview.Ask{})
		synctest.Wait() // nobody has taken the first page yet
		r.Stop()
		synctest.Wait()
		if !ended {
			t.Error("the decoder works on")
		}
		if pages := all(r); len(pages) > 0 {
			t.Errorf("%d pages came", len(pages))
		}
	})
}

// Whoever draws takes pages as safe, so they are made so wherever they come from.
func TestEveryPageIsMadeSafe(t *testing.T) {
	t.Parallel()
	r := cache.Begin(t.Context(), func(_ context.Context, _ *preview.Ask, tell func(preview.Page)) error {
		tell(preview.Page{Title: "\x1b[2J", Picture: &preview.Picture{Box: preview.Box{W: 9, H: 9}}})
		return errors.New("\x1b]0;owned\x07")
	}, "a", preview.Ask{Box: preview.Box{W: 9, H: 9}})
	for _, p := range all(r) {
		if p.Picture != nil || slices.Contains([]byte(p.Title+p.Problem), 0x1b) {
			t.Errorf("not safe: %+v", p)
		}
	}
}
