// Package reference writes what the program says of itself: the help of a command, and the manual page.
// Both are drawn from the commands and the flags, so that neither tells of what is not there.
package reference

// Program is what there is to say.
type Program struct {
	Version string
	Date    string // of what it was built from: 2026-01-31; empty: unknown
	Flags   []Group

	// Scenarios and Faults are what the emulator knows.
	Scenarios []Meaning
	Faults    []Meaning

	Files []string // where the program's own files are, a line each
}

// Group is the flags under one heading.
type Group struct {
	Title string
	Flags []Flag
}

// Flag is one flag, whichever commands have it.
type Flag struct {
	Name     string
	Short    string // its one letter; empty: none
	Arg      string // the placeholder of the value; empty: it takes none
	Help     string // lower case, no full stop
	Fallback string // the default as it is shown; empty: none is
	Variable string // the environment variable that stands for it
}

// Meaning is a name and what it does, decides or tells.
type Meaning struct{ Name, Means string }
