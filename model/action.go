package model

// Action is something that a key of the screen does.
type Action struct {
	Name string   // scope and name, as a configuration file has them: "act.copy"
	Does string   // as the help says it
	Keys []string // all that do it; none: it cannot be reached
	Firm bool     // its keys cannot be changed
}

// Rebinding gives an action of the screen other keys than its own.
type Rebinding struct {
	Action string
	Keys   []string // instead of its own; none takes them all away
	Input  string   // where the user asks for it, for a problem
}
