package exit

// Meaning is what an exit code tells a script.
type Meaning struct {
	Code  int
	Means string
}

// Meanings returns what each exit code tells.
func Meanings() []Meaning {
	return []Meaning{
		{Done, "All was done."},
		{Other, "Something else went wrong than what follows."},
		{Usage, "A flag, variable, setting or argument is at fault."},
		{Some, "Some of several failed, or only a part of the chat could be read."},
		{Denied, "Access was denied, or the token was refused."},
		{NotFound, "The attachment was not found, was rejected, or is not scanned yet."},
		{Throttled, "The service asked for fewer calls to the end."},
		{Network, "The network failed."},
		{Disk, "The local disk or folder failed."},
		{Interrupted, "It was interrupted."},
		{ReaderGone, "Whoever read its output stopped reading."},
	}
}
