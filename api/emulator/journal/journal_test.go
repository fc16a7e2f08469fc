package journal

import (
	"strconv"
	"testing"
)

// TestSharedTextsStayTheirOwn enters more texts than are shared at a time.
func TestSharedTextsStayTheirOwn(t *testing.T) {
	j := New(nil)
	const many = 3000
	for i := range many {
		j.Begin(Entry{Chat: "one", Operation: "GetObject", Method: "GET", Path: "/" + strconv.Itoa(i), AttachmentID: strconv.Itoa(i % 7)})
	}
	for i, e := range j.List(Query{}) {
		if e.Number != i+1 || e.Path != "/"+strconv.Itoa(i) || e.AttachmentID != strconv.Itoa(i%7) || e.Chat != "one" {
			t.Fatalf("request %d became %+v", i, e)
		}
	}
	if len(j.texts) > many/2 {
		t.Errorf("%d texts are kept to be shared", len(j.texts))
	}
}
