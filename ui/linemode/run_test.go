package linemode

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"attache/model"
)

// talkTest runs a talk in a bubble of virtual time.
func talkTest(t *testing.T, f func(t *testing.T, c *talking)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) { f(t, newTalking(t)) })
}

func wants(t *testing.T, got string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(got, part) {
			t.Errorf("no %q in %q", part, got)
		}
	}
}

func lacks(t *testing.T, got string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if strings.Contains(got, part) {
			t.Errorf("%q in %q", part, got)
		}
	}
}

func TestWhatIsCopiedIsWhatWasAskedForAndAlive(t *testing.T) {
	talkTest(t, func(t *testing.T, c *talking) {
		c.Add(3)
		c.start()
		c.types("copy 3,1")
		if want := "https://files.example/id-3?X-Amz-Signature=1\nhttps://files.example/id-1?X-Amz-Signature=1"; len(c.copied) != 1 || c.copied[0] != want {
			t.Fatalf("copied %q", c.copied)
		}
		// The link has less left than anybody needs: a new one is asked for.
		c.waits(4*time.Minute + 52*time.Second)
		c.types("copy 1")
		if len(c.copied) != 2 || !strings.HasSuffix(c.copied[1], "id-1?X-Amz-Signature=2") {
			t.Errorf("copied %q", c.copied)
		}
		// A renewal that fails leaves the clipboard alone.
		c.waits(5 * time.Minute)
		c.Fail("linkid-1", model.KindThrottled)
		wants(t, c.types("copy 1"), "slow down")
		if len(c.copied) != 2 {
			t.Errorf("copied %q", c.copied)
		}
	})
}

// TestACopyIsInTheFormThatWasNamed also counts the calls: a form without a link costs none.
func TestACopyIsInTheFormThatWasNamed(t *testing.T) {
	const url = "https://files.example/id-1?X-Amz-Signature=1"
	for typed, want := range map[string]struct {
		starts string
		links  int
	}{
		"copy 1":             {url, 1},
		"copy 1 as link":     {url, 1},
		"copy 1 as curl":     {"curl -fg -o 'file 1.pdf' '" + url + "'", 1},
		"copy 1 as markdown": {"[file 1.pdf](" + url + ") (dies at ", 1},
		"copy 1 as json":     {`{"id":"id-1",`, 1},
		"copy 2,1 as name":   {"file 2.png\nfile 1.pdf", 0},
		"copy 2,1 as id":     {"id-2\nid-1", 0},
	} {
		talkTest(t, func(t *testing.T, c *talking) {
			c.Add(2)
			c.start()
			c.types(typed)
			if len(c.copied) != 1 || !strings.HasPrefix(c.copied[0], want.starts) || c.Links != want.links {
				t.Errorf("%s: %d calls, copied %q", typed, c.Links, c.copied)
			}
		})
	}
}

func TestACopyThatWaitedForItsScanHasItsForm(t *testing.T) {
	talkTest(t, func(t *testing.T, c *talking) {
		c.Add(1)
		c.Files[0].Status = model.StatusInProgress
		c.start()
		c.types("copy 1 as curl")
		c.Files[0].Status = model.StatusApproved
		c.tells(model.Update{Attachments: []model.Attachment{c.Files[0]}})
		c.waits(time.Second)
		if len(c.copied) != 1 || !strings.HasPrefix(c.copied[0], "curl ") {
			t.Errorf("copied %q", c.copied)
		}
	})
}

func TestLinksCopiedTogetherAreGoodTogether(t *testing.T) {
	talkTest(t, func(t *testing.T, c *talking) {
		c.Add(2)
		c.start()
		c.types("life 20", "link 1")
		c.waits(8 * time.Second)
		c.Takes["link"] = 5 * time.Second
		c.types("copy 1-2") // while the second is waited for, the first grows too old to be handed out
		c.waits(20 * time.Second)
		if len(c.copied) != 1 || c.Asked["id-1"] != 2 || !strings.Contains(c.copied[0], "id-1?X-Amz-Signature=2\n") || strings.Count(c.copied[0], "https") != 2 {
			t.Errorf("copied %q", c.copied)
		}
	})
}

func TestNothingIsAskedForByItself(t *testing.T) {
	talkTest(t, func(t *testing.T, c *talking) {
		c.Add(10)
		c.start()
		c.types("list", "1", "find file", "status")
		c.waits(time.Hour)
		if c.Links != 0 {
			t.Errorf("%d links were asked for", c.Links)
		}
	})
}

func TestNoCallIsSpentWhereNothingCanBeCopied(t *testing.T) {
	talkTest(t, func(t *testing.T, c *talking) {
		c.Add(1)
		c.routes = nil
		c.start()
		c.types("copy 1")
		if c.Links != 0 || len(c.copied) != 0 {
			t.Errorf("%d calls, copied %q", c.Links, c.copied)
		}
	})
}

func TestChangesWaitForAnOpenQuestion(t *testing.T) {
	talkTest(t, func(t *testing.T, c *talking) {
		c.Add(1)
		c.Takes["save"] = time.Hour
		c.start()
		wants(t, c.types("save 1", "quit"), "Type yes to leave.", "Yes or no: ")
		c.Add(1)
		c.tells(model.Update{Attachments: c.Files[1:]})
		if got := c.paper.tear(); got != "" {
			t.Errorf("said %q into the question", got)
		}
		wants(t, c.types("no"), "Staying.", "New: 2.")
	})
}

func TestQuietHoldsChangesBackAndAnswersNot(t *testing.T) {
	talkTest(t, func(t *testing.T, c *talking) {
		c.Add(1)
		c.start()
		c.types("quiet")
		c.Add(1)
		c.tells(model.Update{Attachments: c.Files[1:]})
		if got := c.paper.tear(); got != "" {
			t.Errorf("said %q", got)
		}
		got := c.types("link 1")
		wants(t, got, "New: 2.", "New link of 1")
		wants(t, c.types(""), "Command: ")
	})
}

func TestATokenIsAskedForUnseenAndNothingIsSaidMeanwhile(t *testing.T) {
	talkTest(t, func(t *testing.T, c *talking) {
		c.Add(1)
		answer := make(chan string)
		c.o.AskSecret = func(context.Context, string) (string, error) { return <-answer, nil }
		c.start()
		c.Takes["link"] = 2 * time.Second
		c.types("link 1")
		if got := c.types("token", "list"); got != "" {
			t.Errorf("a line was read while a token was typed: %q", got)
		}
		c.Add(1)
		c.tells(model.Update{Attachments: c.Files[1:]})
		if got := c.waits(5 * time.Second); got != "" {
			t.Errorf("said %q", got)
		}
		answer <- " CANARY-token \n"
		got := c.waits(time.Second)
		wants(t, got, "Trying the new token.", "New: 2.", "New link of 1", "2. file 2.pdf.")
		lacks(t, got, "CANARY")
		if len(c.Tokens) != 1 || c.Tokens[0] != "CANARY-token" {
			t.Errorf("set %q", c.Tokens)
		}
		go func() { answer <- "two words" }()
		wants(t, c.types("token"), "The old token stays.")
		if len(c.Tokens) != 1 {
			t.Errorf("set %q", c.Tokens)
		}
	})
}

func TestNoMoreFilesAreSavedAtOnceThanAllowed(t *testing.T) {
	talkTest(t, func(t *testing.T, c *talking) {
		c.Add(9)
		c.o.Interactive = false
		c.start()
		c.types("parallel 2", "save all")
		c.waits(time.Minute)
		if c.Most != 2 {
			t.Errorf("%d at once", c.Most)
		}
		c.closes()
		if !c.over() || len(c.out) != 9 || c.err != nil {
			t.Errorf("over %v, %d outcomes, %v", c.over(), len(c.out), c.err)
		}
	})
}

func TestTheEndOfAContextStopsTransfersAndSaysWhatIsMissing(t *testing.T) {
	talkTest(t, func(t *testing.T, c *talking) {
		c.Add(2)
		c.Takes["save"] = time.Hour
		c.start()
		c.types("save 1-2")
		c.waits(time.Minute)
		c.stop()
		<-c.done
		if model.KindOf(c.err) != model.KindCancelled || len(c.out) != 2 || model.KindOf(c.out[0].Problem) != model.KindCancelled || c.Saving != 0 {
			t.Errorf("%v, %+v, %d still saving", c.err, c.out, c.Saving)
		}
		if got := c.paper.tear(); !strings.HasSuffix(got, "\n") {
			t.Errorf("the prompt is left standing: %q", got)
		}
	})
}

func TestAfterTheEndOfAContextNothingIsSaidOrBegun(t *testing.T) {
	for range 30 { // a choice at random would have to be right each time
		talkTest(t, func(t *testing.T, c *talking) {
			c.Add(9)
			c.Takes["link"] = time.Hour
			c.start()
			asked := false
			c.paper.each = func(text string) {
				if asked {
					if strings.TrimSpace(text) != "" {
						t.Errorf("said %q", text)
					}
					return
				}
				asked = true
				synctest.Wait()
				c.stop()
				synctest.Wait() // the calls have answered
			}
			c.keys.lines <- "link 1-9\n"
			<-c.done
			if !asked {
				t.Error("nothing was said")
			}
		})
	}
}

func TestAChatThatNeverOpenedIsTheErrorOfTheTalk(t *testing.T) {
	talkTest(t, func(t *testing.T, c *talking) {
		c.Add(1)
		c.Fail("read", model.KindDenied)
		c.start()
		c.types("quit")
		<-c.done
		if model.KindOf(c.err) != model.KindDenied {
			t.Errorf("got %v", c.err)
		}
	})
	talkTest(t, func(t *testing.T, c *talking) {
		c.Add(1)
		c.Fail("read", model.KindDenied)
		c.start()
		c.types("read")
		c.types("quit")
		<-c.done
		if c.err != nil {
			t.Errorf("it opened in the end: %v", c.err)
		}
	})
}

// full is an output that takes nothing.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

func TestAnOutputThatTakesNothingEndsTheTalk(t *testing.T) {
	talkTest(t, func(t *testing.T, c *talking) {
		_, err := Run(t.Context(), c.o, bytes.NewReader(nil), full{})
		if model.KindOf(err) != model.KindDisk {
			t.Errorf("got %v", err)
		}
	})
}

func TestATalkThatWaitsForNothingIsNotWoken(t *testing.T) {
	talkTest(t, func(t *testing.T, c *talking) {
		c.Add(3)
		looked := 0
		c.o.Now = func() time.Time { looked++; return time.Now() }
		c.start()
		c.waits(time.Minute)
		before := looked
		c.waits(time.Hour)
		if looked != before {
			t.Errorf("woken %d times in an hour", looked-before)
		}
	})
}

func TestAClockThatIsWrongDoesNotMakeALinkDie(t *testing.T) {
	talkTest(t, func(t *testing.T, c *talking) {
		c.Add(1)
		c.Skew = -time.Hour
		c.start()
		wants(t, c.types("link 1"), "good for 4 minutes 59 seconds", "until "+time.Now().Add(5*time.Minute).Local().Format("15:04"))
		wants(t, c.types("status"), "1 hour", "ahead of the service")
	})
}

func TestALineLongerThanAnyCommandDoesNothing(t *testing.T) {
	talkTest(t, func(t *testing.T, c *talking) {
		c.Add(1)
		c.start()
		c.waits(0)
		got := c.types("save 1 " + strings.Repeat("x", 3*maxLine))
		wants(t, got, "too long")
		lacks(t, got, "Saving", "xxx")
		wants(t, c.types("1"), "From: customer Ana")
	})
}

func TestTheLastLineOfAPipeMayLackItsEnd(t *testing.T) {
	talkTest(t, func(t *testing.T, c *talking) {
		c.Add(1)
		c.o.Interactive = false
		var out bytes.Buffer
		summary, err := Run(t.Context(), c.o, strings.NewReader("\r\nsave 1\r\nlink 1"), &out)
		if err != nil || len(summary) != 1 || len(summary[0].Outcomes) != 1 {
			t.Errorf("%v, %+v", err, summary)
		}
		wants(t, out.String(), "Saved: 1", "New link of 1")
		lacks(t, out.String(), "Command", "\r", "\x1b")
	})
}

func TestAFileThatNeverPassedItsScanHasFailed(t *testing.T) {
	for kind, happens := range map[model.Kind]func(c *talking){
		model.KindEnded:    func(c *talking) { c.tells(model.Update{Ended: true}) },
		model.KindRejected: func(c *talking) { c.happens([]string{"scan", "1", "REJECTED"}, true) },
	} {
		talkTest(t, func(t *testing.T, c *talking) {
			c.Add(1)
			c.Files[0].Status = model.StatusInProgress
			c.start()
			wants(t, c.types("save 1"), "Once the scan has passed, it is saved.")
			happens(c)
			c.types("quit")
			<-c.done
			if len(c.out) != 1 || c.out[0].Problem == nil || c.out[0].Problem.Kind != kind {
				t.Errorf("%v: %+v", kind, c.out)
			}
		})
	}
}

func TestATransferIsStoppedOnce(t *testing.T) {
	talkTest(t, func(t *testing.T, c *talking) {
		c.Add(1)
		c.Takes["save"] = time.Hour
		c.start()
		c.types("save 1")
		c.waits(time.Hour / 2)
		got := c.types("stop 1", "stop 1")
		if strings.Count(got, "Stopped: 1, file 1.pdf, at 150 of 300 kilobytes.") != 1 {
			t.Errorf("said %q", got)
		}
		wants(t, c.types("stop 1"), "Nothing is under way there.")
	})
}
