package linemode

// doHelp tells about the commands: of 30 nobody wants to hear all at once.
func (c *conversation) doHelp(in input) {
	if len(in.words) == 0 {
		c.say("Files have numbers. Type a command and a number, such as save 3, or several, such as save 1,3-5, or all.")
		for _, name := range []string{"list", "details", "link", "copy", "save", "status", "quit"} {
			if v, _ := c.verbs.find(name); v != nil {
				c.say(v.help())
			}
		}
		c.say("Commands may be shortened. Type help all to hear the others, help and a command to hear more about it.")
		return
	}
	if in.rest == allWord {
		for i := range c.verbs {
			c.say(c.verbs[i].help())
		}
		return
	}
	v, fault := c.verbs.find(in.words[0])
	if v == nil {
		c.say(fault)
		return
	}
	c.say(v.help())
	if v.more != "" {
		c.say(v.more)
	}
}
