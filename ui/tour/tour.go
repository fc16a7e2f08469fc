// Package tour is the story that the demo plays by itself: what is done when, and what is said of it.
package tour

import "time"

// Step is one thing that is done on the screen.
type Step struct {
	At      time.Duration // since the beginning
	Caption string        // empty: the one before stays
	File    string        // what the name of the file to select begins with; empty: the selection stays
	Do      []string      // actions, by the names that a configuration knows them by
	Type    string        // a line that is typed after them
	Emulate string        // the letter that is best for an action of the emulator
}

// Length is how long the story lasts.
const Length = time.Minute

// Story is the whole of it. It is about the files of the emulator's demo.
func Story() []Step {
	at := func(s int) time.Duration { return time.Duration(s) * time.Second }
	return []Step{
		{At: at(0), Caption: "The files of a live chat as they come, and the time each link has left"},
		{At: at(3), Caption: "j and k move; what is known of a file stands in the details", Do: []string{"move.down", "move.down", "move.down"}},
		{At: at(7), Caption: "This link counts down: it ends within seconds", File: "voucher"},
		{At: at(12), Caption: "s on a file that is still being scanned waits for the scan", File: "contract", Do: []string{"act.save"}},
		{At: at(16), Caption: "The scan has passed, and the file is saved by itself", Emulate: "p"},
		{At: at(20), Caption: "y copies a link, and never one that is dead", File: "estimate", Do: []string{"act.copy"}},
		{At: at(25), Caption: "p shows what is in a file before you save it", File: "IMG_2041", Do: []string{"view.preview"}},
		{At: at(30), Caption: "Pictures, tables, documents and text: it follows the selection", File: "items"},
		{At: at(34), Do: []string{"view.preview"}, Emulate: "s"},
		{At: at(35), Caption: "s saves: a file gets its name when every byte of it is there", File: "telemetry", Do: []string{"act.save"}},
		{At: at(42), Emulate: "s"},
		{At: at(43), Caption: "That link has ended since: y renews it, and copies the new one", File: "voucher", Do: []string{"act.copy"}},
		{At: at(50), Caption: "/ finds by name, type, sender, size, age and state", Do: []string{"list.filter"}, Type: "type:jpg"},
		{At: at(57), Caption: "? shows every key, ctrl+e simulates failures: it is yours now", Do: []string{"prompt.abandon"}},
	}
}
