package linemode

import (
	"testing"
	"time"

	"attache/model"
)

// severalTalking is a talk about a chat called Anna, and one called Ben.
func severalTalking(t *testing.T, c *talking) (ben *world) {
	t.Helper()
	ben = newWorld()
	ben.Add(2)
	c.Add(3)
	o := c.o
	c.o.Name, o.Name, o.Session = "Anna", "Ben", ben
	c.o.Others = []Options{o}
	return ben
}

func TestTheChatInFrontAnswersAndTheOthersSayTheirName(t *testing.T) {
	talkTest(t, func(t *testing.T, c *talking) {
		ben := severalTalking(t, c)
		c.start()
		wants(t, c.waits(time.Second), "3 files.", "Chat 2, Ben: 2 files.")
		wants(t, c.types("chats"), "Chat 1, Anna, this one: 3 files", "Chat 2, Ben: 2 files")
		c.types("save 1")
		ben.Add(1)
		ben.Report(model.Update{Attachments: ben.Files})
		wants(t, c.waits(time.Second), "Chat 2, Ben: New: ")
		got := c.types("chat 2")
		wants(t, got, "Chat 2, Ben. 3 files.")
		wants(t, c.types("list"), "1. file 1.pdf", "3. file 3.pdf")
		wants(t, c.types("chat 9"), "Type chats to hear their numbers")
		wants(t, c.types("help chat"), "goes to another chat")
		c.types("quit")
		if !c.over() || c.err != nil {
			t.Errorf("not left: %v", c.err)
		}
	})
}

func TestOneChatAloneHasNoWordsForSeveral(t *testing.T) {
	talkTest(t, func(t *testing.T, c *talking) {
		c.Add(1)
		c.start()
		wants(t, c.types("chats"), "There is no such command")
		lacks(t, c.types("help all"), "chat:", "chats", "close")
	})
}

func TestNoChatIsLeftBeforeAllHaveAgreedToStop(t *testing.T) {
	talkTest(t, func(t *testing.T, c *talking) {
		ben := severalTalking(t, c)
		ben.Files[0].Status = model.StatusInProgress
		c.start()
		c.waits(time.Second)
		c.types("chat 2", "save 1", "chat 1")
		wants(t, c.types("quit"), "Chat 2, Ben.", "Yes or no")
		c.types("no")
		wants(t, c.types("chats"), "Chat 1, Anna: 3 files", "Chat 2, Ben, this one: 2 files, 1 not finished")
		if c.over() {
			t.Fatal("a no leaves all the same")
		}
		c.types("quit", "yes")
		if !c.over() || len(c.out) != 1 {
			t.Errorf("a yes does not leave, or loses %+v", c.out)
		}
	})
}

func TestAChatIsClosedAlone(t *testing.T) {
	talkTest(t, func(t *testing.T, c *talking) {
		severalTalking(t, c)
		c.start()
		c.waits(time.Second)
		wants(t, c.types("close"), "Chat 2, Ben.")
		got := c.types("chats")
		wants(t, got, "Chat 2, Ben, this one")
		lacks(t, got, "Anna")
		c.types("quit")
		if !c.over() {
			t.Error("the last one was not left")
		}
	})
}

func TestAScriptIsDoneWithAllChatsBeforeItEnds(t *testing.T) {
	talkTest(t, func(t *testing.T, c *talking) {
		severalTalking(t, c)
		c.o.Interactive, c.o.Others[0].Interactive = false, false
		c.start()
		c.types("save 1", "chat 2", "save all")
		c.closes()
		c.waits(10 * time.Second)
		if !c.over() || len(c.out) != 3 {
			t.Errorf("%d files were saved, over: %v", len(c.out), c.over())
		}
	})
}
