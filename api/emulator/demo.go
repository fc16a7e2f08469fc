package emulator

import "time"

func (c *chat) demo(start time.Time) { c.smallTalk(start) }

func (c *chat) hostile(start time.Time) { c.smallTalk(start) }
