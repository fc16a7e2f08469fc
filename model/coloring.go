package model

// Coloring gives a role of the screen's theme a colour.
type Coloring struct {
	Role  string
	Color string // "#7aa2f7"
	Input string // where the user asks for it, for a problem
}
