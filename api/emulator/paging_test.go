package emulator

import (
	"fmt"
	"net/http"
	"slices"
	"testing"
)

// walkAll reads a transcript to its end and returns the ids of each page.
func walkAll(w *world, request string) [][]string {
	w.t.Helper()
	var pages [][]string
	token := ""
	for range 1000 {
		body := "{" + request + "}"
		if token != "" {
			body = "{" + request + `,"NextToken":"` + token + `"}`
		}
		page := decode[seen](w.t, w.post("transcript", body))
		var ids []string
		for _, it := range page.Transcript {
			ids = append(ids, it.ID)
		}
		pages = append(pages, ids)
		if token = page.NextToken; token == "" {
			return pages
		}
	}
	w.t.Fatal("the transcript has no end")
	return nil
}

func (w *world) ids() []string {
	var ids []string
	for _, it := range w.talk().Items {
		ids = append(ids, it.ID)
	}
	return ids
}

func TestEveryWayThroughTheTranscriptShowsEachItemOnce(t *testing.T) {
	w := start(t, Options{Unlimited: true})
	ids := w.ids()
	for _, direction := range []string{"FORWARD", "BACKWARD"} {
		for _, order := range []string{"ASCENDING", "DESCENDING"} {
			for _, size := range []int{1, 7, len(ids), 100} {
				pages := walkAll(w, fmt.Sprintf(`"ScanDirection":%q,"SortOrder":%q,"MaxResults":%d`, direction, order, size))
				var all []string
				for i, page := range pages {
					if want := min(size, len(ids)-i*size); len(page) != want {
						t.Fatalf("%s %s by %d: page %d has %d items, want %d", direction, order, size, i, len(page), want)
					}
					if order == "DESCENDING" {
						slices.Reverse(page)
					}
					if direction == "FORWARD" {
						all = append(all, page...)
					} else {
						all = append(page, all...)
					}
				}
				if !slices.Equal(all, ids) {
					t.Errorf("%s %s by %d: not every item once, in order", direction, order, size)
				}
			}
		}
	}
}

func TestTranscriptDefaultsAreTheServices(t *testing.T) {
	w := start(t, Options{})
	ids := w.ids()
	pages := walkAll(w, `"MaxResults":0`)
	last := slices.Clone(ids[len(ids)-10:])
	slices.Reverse(last)
	if !slices.Equal(pages[0], last) {
		t.Errorf("without a position: %v, want the last ten, newest first", pages[0])
	}
	got := walkAll(w, `"SortOrder":"ASCENDING","StartPosition":{"Id":"`+ids[5]+`"}`)
	if !slices.Equal(slices.Concat(got...), ids[5:]) {
		t.Errorf("from a position: not that item and all after it")
	}
}

func TestPositionsAreFound(t *testing.T) {
	w := start(t, Options{Unlimited: true})
	ids := w.ids()
	n := len(ids)
	at := w.talk().Items[9].At.Format("2006-01-02T15:04:05.000Z07:00")
	for _, c := range []struct {
		position, direction string
		want                []string
	}{
		{`{"Id":"` + ids[9] + `"}`, "FORWARD", ids[9:]},
		{`{"Id":"` + ids[9] + `"}`, "BACKWARD", ids[:10]},
		{`{"AbsoluteTime":"` + at + `"}`, "FORWARD", ids[9:]},
		{`{"AbsoluteTime":"` + at + `"}`, "BACKWARD", ids[:10]},
		{`{"AbsoluteTime":"2001-01-01T00:00:00Z"}`, "BACKWARD", nil},
		{`{"AbsoluteTime":"2101-01-01T00:00:00Z"}`, "FORWARD", nil},
		{`{"MostRecent":0}`, "BACKWARD", ids},
		{`{"MostRecent":2}`, "FORWARD", ids[n-3:]},
	} {
		pages := walkAll(w, `"MaxResults":100,"SortOrder":"ASCENDING","ScanDirection":"`+c.direction+`","StartPosition":`+c.position)
		if got := slices.Concat(pages...); !slices.Equal(got, c.want) {
			t.Errorf("%s %s: %d items, want %d", c.position, c.direction, len(got), len(c.want))
		}
	}
}

func TestANextTokenEndsWithTheConnection(t *testing.T) {
	w := start(t, Options{})
	token := decode[seen](t, w.post("transcript", "{}")).NextToken
	body := `{"NextToken":"` + token + `"}`
	if a := w.post("transcript", body); a.status != http.StatusOK {
		t.Fatalf("status %d", a.status)
	}
	if a := w.post("connection", "{}", bearer, w.ParticipantToken()); a.status != http.StatusOK {
		t.Fatalf("connecting again: status %d", a.status)
	}
	if a := w.post("transcript", body); a.status != http.StatusBadRequest {
		t.Errorf("after the participant connected again: status %d", a.status)
	}
}

func TestOtherContactsComeBackEmpty(t *testing.T) {
	w := start(t, Options{})
	if page := decode[seen](t, w.post("transcript", `{"ContactId":"another"}`)); len(page.Transcript) != 0 {
		t.Errorf("%d items of another contact", len(page.Transcript))
	}
	if page := decode[seen](t, w.post("transcript", `{"ContactId":"`+w.talk().ContactID+`"}`)); len(page.Transcript) != 10 {
		t.Errorf("%d items of the chat's own contact", len(page.Transcript))
	}
}

func TestASentMessageJoinsTheTranscript(t *testing.T) {
	w := start(t, Options{})
	if a := w.post("message", `{"ContentType":"text/plain","Content":"One more thing"}`); a.status != http.StatusOK {
		t.Fatalf("status %d", a.status)
	}
	newest := decode[seen](t, w.post("transcript", `{"MaxResults":1}`)).Transcript[0]
	if newest.Content == nil || *newest.Content != "One more thing" || newest.ParticipantRole != "CUSTOMER" {
		t.Errorf("the newest item is %+v", newest)
	}
}
