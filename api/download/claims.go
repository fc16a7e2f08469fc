package download

import "sync"

// claims remembers which attachment each name in the download folder belongs to, of the names that were
// given in this run: the rule for names that are taken is about files that were there before.
type claims struct {
	mu sync.Mutex
	of map[string]string // the ID, by the name as foldName has it
}

// take notes that a name is an attachment's own, unless it is another's already.
func (c *claims) take(name, id string) {
	if !c.isOthers(name, id) {
		c.give(name, id)
	}
}

// give notes that a file of that name was made for an attachment.
func (c *claims) give(name, id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.of == nil {
		c.of = map[string]string{}
	}
	c.of[foldName(name)] = id
}

// isOthers reports whether the file of that name is another attachment's.
func (c *claims) isOthers(name, id string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	owner := c.of[foldName(name)]
	return owner != "" && owner != id
}
