package ui

import (
	"testing"
	"time"

	"attache/model"
	"attache/ui/clip"
)

// aStrangeLink is a link that no test may find in a row.
func aStrangeLink() model.Link {
	return model.Link{URL: model.NewSecret("https://stranger.example/?" + secretQuery), Issued: start, Expires: start.Add(time.Hour), Size: 66_666}
}

func TestALinkThatAnswersAReplacedCallIsDropped(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakeSession{pages: chatOf(1)})
		k := &d.m.opts.Keys.Act
		d.hold = true
		d.press(k.Open)
		old := d.m.row("id-000").call.num
		d.press(k.Cancel)
		d.send(linkAnswered{"id-000", old, aStrangeLink(), nil})
		if !d.m.row("id-000").link.URL.IsZero() {
			t.Error("the answer to a cancelled call was taken")
		}
		d.press(k.Open)
		d.send(linkAnswered{"id-000", old, aStrangeLink(), nil})
		d.send(linkAnswered{"id-000", old, model.Link{}, &model.Problem{Kind: model.KindDenied}})
		if r := d.m.row("id-000"); r.call == nil || !r.link.URL.IsZero() || r.problem != nil {
			t.Errorf("the answer to a replaced call was taken: %+v", r)
		}
		d.send(linkAnswered{"id-none", old, aStrangeLink(), nil})
		if d.m.rows["id-none"] != nil {
			t.Error("an answer made a row")
		}
	})
}

func TestASaveThatAnswersAReplacedTransferIsDropped(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakeSession{pages: chatOf(1)})
		k := &d.m.opts.Keys.Act
		d.hold = true
		d.press(k.Save)
		old := d.m.row("id-000").save.num
		d.press(k.Cancel)
		d.send(saveEnded{id: "id-000", num: old, err: &model.Problem{Kind: model.KindCancelled}})
		d.press(k.Save)
		late := model.Saved{State: model.SaveDone, Path: "/downloads/stranger", Link: aStrangeLink()}
		d.send(saveEnded{id: "id-000", num: old, saved: late})
		r := d.m.row("id-000")
		if r.save == nil || r.saved != nil || !r.link.URL.IsZero() || d.m.downloads.Batch().Done() != 0 {
			t.Errorf("the answer to a replaced transfer was taken: %+v", r)
		}
		num := r.save.num
		d.send(saveEnded{id: "id-000", num: num, saved: model.Saved{State: model.SaveDone, Path: "/downloads/a", Size: 1}})
		d.send(saveEnded{id: "id-000", num: num, saved: late})
		if r.saved == nil || r.saved.Path != "/downloads/a" {
			t.Errorf("a second answer to one transfer was taken: %+v", r.saved)
		}
	})
}

func TestPagesAndTheEndOfAReplacedWalkAreDropped(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakeSession{pages: chatOf(1)})
		d.hold = true
		d.press(d.m.opts.Keys.List.Reload)
		old := d.m.walk.num
		d.press(d.m.opts.Keys.List.Reload)
		d.m.box.page(old)(model.Page{ContactID: "stranger", Attachments: []model.Attachment{arrival(1, "")}, Ended: true})
		d.m.box.call(callKey{num: old})(model.CallState{Stage: model.StageRetrying, Try: 4})
		d.send(reported{})
		if d.m.lib.Len() != 1 || d.m.ended || d.m.chat == "stranger" || d.m.walk.state.Try == 4 {
			t.Error("a page of a replaced walk was taken")
		}
		d.send(chatRead{old, nil})
		d.send(chatRead{old, &model.Problem{Kind: model.KindDenied}})
		if !d.m.walk.running() || d.m.live.refusal != nil {
			t.Error("the end of a replaced walk was taken for that of its successor")
		}
	})
}

func TestTheStageOfAReplacedCallIsDropped(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakeSession{pages: chatOf(1)})
		d.hold = true
		d.press(d.m.opts.Keys.Act.Open)
		num := d.m.row("id-000").call.num
		d.m.box.call(callKey{"id-000", num - 1})(model.CallState{Stage: model.StageRetrying, Try: 4})
		d.send(reported{})
		if d.m.row("id-000").call.state.Try == 4 {
			t.Error("a call took the stage of another one")
		}
	})
}

func TestACopyThatWasReplacedSaysNothing(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakeSession{pages: chatOf(2)}
		d := newDriver(t, f)
		f.link = goodLink(func() time.Time { return d.now })
		d.press(d.m.opts.Keys.Act.Copy)
		d.m.toast = toast{}
		lines, num := len(d.m.log), d.m.copies
		d.send(textCopied{num: num - 1, route: clip.RouteOSC52, text: model.NewSecret("stranger"), copy: copyDone{links: 1, given: []given{{"id-001", d.now.Add(time.Hour)}}}})
		if d.m.toast.text != "" || len(d.m.log) != lines || len(d.copied) != 1 || d.m.busy.copied["id-001"] != nil {
			t.Errorf("a replaced copy was told: %q, copied %q", d.m.toast.text, d.copied)
		}
	})
}

func TestNewsAndTheEndOfAnotherWatchAreDropped(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakeSession{pages: chatOf(1)})
		if !d.m.live.watch.running() {
			t.Fatal("nobody watches")
		}
		num := d.m.live.watch.num
		for _, other := range []int{num - 1, num + 1} {
			d.m.box.hear(other)(model.News{Attachments: []model.Attachment{arrival(1, "")}, Ended: true})
			d.send(reported{})
			d.send(watchEnded{other, nil})
			if d.m.lib.Len() != 1 || d.m.ended || !d.m.live.watch.running() {
				t.Fatalf("what watch %d told was taken for what watch %d tells", other, num)
			}
		}
		d.send(watchEnded{num, &model.Problem{Kind: model.KindOffline}})
		d.m.box.hear(num)(model.News{Attachments: []model.Attachment{arrival(1, "")}})
		d.send(reported{})
		if d.m.lib.Len() != 1 {
			t.Error("a watch that has ended told something")
		}
	})
}
