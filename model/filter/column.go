package filter

// Column is where a word is looked for.
type Column int

// The columns.
const (
	Anywhere Column = iota
	Name
	Type
	State
	From
	Size
	Age
	ID
)

// Columns returns the names of the columns, the most used first.
func Columns() []string { return []string{"name", "type", "state", "from", "size", "age", "id"} }

// column returns the column of a name, Anywhere for none.
func column(name string) Column {
	for i, c := range Columns() {
		if c == name {
			return Column(i + 1)
		}
	}
	return Anywhere
}

// compares reports whether the column holds numbers.
func (c Column) compares() bool { return c == Size || c == Age }
