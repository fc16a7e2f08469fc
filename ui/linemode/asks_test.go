package linemode

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"attache/model"
	"attache/model/session"
)

func TestNoMoreLinksAreKeptAliveThanAllowed(t *testing.T) {
	talkTest(t, func(t *testing.T, c *talking) {
		c.Add(12)
		c.start()
		wants(t, c.types("keep all"), "At most 10 links are kept alive. 10 links kept alive.")
		wants(t, c.types("keep 12"), "At most 10 links are kept alive.")
		if len(c.Asked) != 10 {
			t.Errorf("links of %d files were asked for", len(c.Asked))
		}
	})
}

func TestABigSaveIsAskedAbout(t *testing.T) {
	for name, k := range map[string]struct {
		files int
		size  int64
		asks  bool
	}{
		"two of 25 MB":      {2, 25_000_000, false},
		"two above 50 MB":   {2, 25_000_001, true},
		"six of no size":    {6, 0, true},
		"one of 100 MB":     {1, 100_000_000, false},
		"six that are tiny": {6, 1, false},
	} {
		talkTest(t, func(t *testing.T, c *talking) {
			c.Add(k.files)
			c.Takes["save"] = time.Hour
			for i := range k.files {
				c.Sizes[fmt.Sprintf("id-%d", i+1)] = k.size
			}
			c.start()
			if k.size > 0 {
				c.types("link all")
			}
			got := c.types("save all")
			if asks := strings.Contains(got, "Type yes to go on."); asks != k.asks || asks == (c.Saving > 0) {
				t.Errorf("%s: %d saving, said %q", name, c.Saving, got)
			}
			if k.asks {
				if c.types("no"); c.Saving > 0 {
					t.Errorf("%s: saved after a no", name)
				}
			}
		})
	}
}

func TestLeavingWithWorkUnderWayIsAskedAbout(t *testing.T) {
	for _, status := range []model.Status{model.StatusApproved, model.StatusInProgress} {
		talkTest(t, func(t *testing.T, c *talking) {
			c.Add(1)
			c.Takes["save"], c.Files[0].Status = time.Hour, status
			c.start()
			c.types("save 1")
			for name, leave := range map[string]func() string{"quit": func() string { return c.types("quit") }, "the end of the input": c.closes} {
				wants(t, leave(), "1 download is not finished", "Yes or no: ")
				if wants(t, c.types("no"), "Staying."); c.over() {
					t.Fatalf("%s: left after a no", name)
				}
			}
			c.types("quit")
			if c.types("yes"); !c.over() {
				t.Error("stayed after a yes")
			}
		})
	}
}

// News comes every ten seconds: nothing that is due is put off by it.
func TestWhatIsDueIsNotPutOffByNews(t *testing.T) {
	talkTest(t, func(t *testing.T, c *talking) {
		c.Add(2)
		c.start()
		c.types("keep 1", "copy 2")
		got := ""
		for range 40 {
			got += c.waits(10 * time.Second)
			c.tells(model.Update{})
		}
		wants(t, got, "Ends soon: the link of 2", "Ended: the link of 2, file 2.png, copied at")
		if c.Asked["id-1"] < 2 {
			t.Error("the link that is kept alive was not renewed")
		}
	})
}

func TestALinkThatWasCopiedAndRenewedSinceIsStillToldToDie(t *testing.T) {
	talkTest(t, func(t *testing.T, c *talking) {
		c.Add(1)
		c.start()
		c.types("copy 1")
		c.waits(2 * time.Minute)
		c.types("renew 1")
		wants(t, c.waits(3*time.Minute), "Ended: the link of 1, file 1.pdf, copied at", "Type copy 1 to copy a new one.")
	})
}

func TestABatchWithFailuresSaysSoToWhoeverAsks(t *testing.T) {
	talkTest(t, func(t *testing.T, c *talking) {
		c.Add(3)
		c.Files[2].Status = model.StatusRejected
		c.o.Interactive = false
		c.Fail("endid-1", model.KindOffline)
		c.start()
		c.types("save all")
		c.waits(time.Minute)
		c.closes()
		if !c.over() || len(c.out) != 3 || model.FailuresOf(c.out) == nil {
			t.Errorf("over %v, outcomes %+v", c.over(), c.out)
		}
	})
}

func TestAReceiptIsWrittenOnDemandAndWhole(t *testing.T) {
	talkTest(t, func(t *testing.T, c *talking) {
		c.Add(2)
		c.Files[1].Status = model.StatusRejected
		var got session.Summary
		var at string
		c.o.Receipt = func(path string, s session.Summary) (string, error) {
			at, got = path, s
			return "/tmp/" + path, nil
		}
		c.start()
		wants(t, c.types("receipt"), "To which file?")
		c.types("save all")
		c.waits(5 * time.Second)
		wants(t, c.types("receipt My files.json"), "The receipt is written to /tmp/My files.json.")
		if at != "My files.json" || len(got.Outcomes) != 2 || got.Outcomes[1].Problem == nil || got.Contact != "contact-1" {
			t.Errorf("at %q: %+v", at, got)
		}
		c.o.Receipt = nil
	})
}
