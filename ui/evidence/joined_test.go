package evidence

import (
	"testing"

	"attache/model"
)

func TestEveryNameThatASaveGivesIsLocal(t *testing.T) {
	for _, name := range []string{"👨\u200d👩\u200d👧.png", "می\u200cخواهم.pdf", "❤\ufe0f.txt", "क्\u200dष.txt", "a b.txt", "a\u202eb.txt", "\u200d.txt"} {
		saved := model.FileName(name, "id")
		if got, ok := local("folder/" + saved); !ok || got != "folder/"+saved {
			t.Errorf("%+q, saved as %+q, is taken to lead elsewhere", name, saved)
		}
	}
	family := "👨\u200d👩\u200d👧.png" // a script finds the file by the path that it is told
	dir := lay(t, map[string]string{"receipt.json": receiptOf(t, 2, listed("1", family, "", "one")), family: "one"})
	if r, err := Verify(t.Context(), dir); err != nil || states(r) != family+" intact" {
		t.Errorf("%+q, %v", states(r), err)
	}
	for _, name := range []string{"folder/a\u202eb.txt", "folder/a\x1bb.txt", "../👨\u200d👩.png", "a\u200d/../b"} {
		if _, ok := local(name); ok {
			t.Errorf("%+q is taken", name)
		}
	}
}
