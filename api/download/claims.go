package download

import "sync"

// Names are those that the chats of one program have given to files in this run: the rule for names that are taken
// is about files that were there before. Its methods may be called from any goroutine.
type Names struct {
	turn     chan struct{} // holds one while a file gets its final name
	together together
	listings listings
	parting  chan struct{} // see folder.turn

	mu    sync.Mutex
	chats int
	of    map[place]owner
	parts map[place]bool // that transfers of this program work on
}

// place is a name in a folder, as foldName has it.
type place struct{ folder, name string }

// owner is an attachment. Two services may have one ID.
type owner struct {
	chat int
	id   string
}

// NewNames returns names of which none is given yet.
func NewNames() *Names {
	return &Names{turn: make(chan struct{}, 1), parting: make(chan struct{}, 1), listings: listings{all: map[string]*listing{}}, of: map[place]owner{}, parts: map[place]bool{}}
}

// begin notes that a transfer works on a part file, or with false, no longer.
func (n *Names) begin(at place, works bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if delete(n.parts, at); works {
		n.parts[at] = true
	}
}

func (n *Names) isWorkedOn(at place) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.parts[at]
}

func (n *Names) join() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.chats++
	return n.chats
}

// claims are the names of a folder, as one chat claims them.
type claims struct {
	names  *Names
	chat   int
	folder string
}

// take notes that a name is an attachment's own, unless it is another's already.
func (c claims) take(name, id string) {
	c.names.mu.Lock()
	defer c.names.mu.Unlock()
	at := place{c.folder, foldName(name)}
	if _, given := c.names.of[at]; !given {
		c.names.of[at] = owner{c.chat, id}
	}
}

// give notes that a file of that name was made for an attachment.
func (c claims) give(name, id string) {
	c.names.mu.Lock()
	defer c.names.mu.Unlock()
	c.names.of[place{c.folder, foldName(name)}] = owner{c.chat, id}
}

// isOthers reports whether the file of that name is another attachment's, of any chat.
func (c claims) isOthers(name, id string) bool {
	c.names.mu.Lock()
	defer c.names.mu.Unlock()
	has, given := c.names.of[place{c.folder, foldName(name)}]
	return given && has != owner{c.chat, id}
}
