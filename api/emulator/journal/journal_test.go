package journal

import (
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestSharedTextsStayTheirOwn enters more texts than are shared at a time.
func TestSharedTextsStayTheirOwn(t *testing.T) {
	j := New(nil)
	const many = 3000
	for i := range many {
		j.End(j.Begin(Entry{Chat: "one", Operation: "GetObject", Method: "GET", Path: "/" + strconv.Itoa(i), AttachmentID: strconv.Itoa(i % 7)}))
	}
	for i, e := range j.List(Query{}) {
		if e.Number != i+1 || e.Path != "/"+strconv.Itoa(i) || e.AttachmentID != strconv.Itoa(i%7) || e.Chat != "one" {
			t.Fatalf("request %d became %+v", i, e)
		}
	}
	if len(j.shared) > many/2 {
		t.Errorf("%d texts are kept to be shared", len(j.shared))
	}
}

// TestARequestIsKeptAsItWas when it is packed, with an ID of any length, and while it is not answered.
func TestARequestIsKeptAsItWas(t *testing.T) {
	j := New(nil)
	zone := time.FixedZone("east", 3600)
	for i, id := range []string{"", "short", strings.Repeat("x", maxID), strings.Repeat("x", maxID+1)} {
		at := time.Date(2026+100*i, 11, 27, 10, 0, i, 123456789, zone) // the clock of a chat may be set
		e := j.Begin(Entry{At: at, Chat: "one", Operation: "GetObject", Method: "GET", Path: "/p", UserAgent: "u"})
		j.Change(e, func(e *Entry) {
			e.Status, e.Error, e.RequestID, e.Bytes, e.AttachmentID, e.Fault = 599, "E", id, 1<<40, "a-1", "f"
		})
		open := j.List(Query{After: i})
		j.End(e)
		if packed := j.List(Query{After: i}); len(packed) != 1 || !reflect.DeepEqual(packed, open) || packed[0] != *e {
			t.Errorf("%+v became %+v", open, packed)
		}
	}
}

// TestWhatIsForgottenWhileItIsAnsweredStaysForgotten, and takes no other's place.
func TestWhatIsForgottenWhileItIsAnsweredStaysForgotten(t *testing.T) {
	j := New(nil)
	first, other := j.Begin(Entry{Chat: "one"}), j.Begin(Entry{Chat: "two"})
	j.Forget("one")
	j.End(first)
	if list := j.List(Query{}); len(list) != 1 || list[0].Chat != "two" {
		t.Errorf("%+v", list)
	}
	j.Restart()
	again := j.Begin(Entry{Chat: "three"})
	j.End(other)
	j.End(again)
	if list := j.List(Query{}); len(list) != 1 || list[0].Chat != "three" || list[0].Number != 1 {
		t.Errorf("%+v", list)
	}
}

// TestTheNewestRequestsAreKept, those that are not answered among them.
func TestTheNewestRequestsAreKept(t *testing.T) {
	j := New(nil)
	old := j.Begin(Entry{Chat: "one", Operation: "slow"})
	for range most - pageSize + 5 {
		j.End(j.Begin(Entry{Chat: "one"}))
	}
	if list := j.List(Query{}); list[0].Operation != "slow" || len(list) != most-pageSize+6 {
		t.Errorf("%d are kept from %+v on", len(list), list[0])
	}
	for range pageSize {
		j.End(j.Begin(Entry{Chat: "one"}))
	}
	j.End(old)
	list := j.List(Query{})
	if n := len(list); n < most-pageSize || n > most || list[n-1].Number != most+6 || len(j.open) != 0 {
		t.Errorf("%d are kept, %d open", n, len(j.open))
	}
	if n, sure := j.Count(Query{}); n != most+6 || !sure {
		t.Errorf("%d are counted, %t", n, sure)
	}
	if _, sure := j.Count(Query{Status: 200}); sure {
		t.Error("what is forgotten is said to be known")
	}
}
