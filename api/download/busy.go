package download

import "time"

// How often a file is tried again that another program holds, and after how long: two seconds in all. Scanners of
// viruses open what was just written, and Windows refuses to rename or remove what is open.
const (
	busyTries = 100
	busyStep  = 20 * time.Millisecond
)

// whileBusy repeats what failed because another program holds the file, for two seconds at most, and returns how
// it ended.
func whileBusy(busy func(error) bool, do func() error) error {
	err := do()
	for range busyTries {
		if err == nil || !busy(err) {
			break
		}
		<-time.After(busyStep)
		err = do()
	}
	return err
}

// rename gives a file of the folder another name, which replaces a file of that name.
func (f *folder) rename(from, to string) error {
	return whileBusy(isBusy, func() error { return f.root.Rename(from, to) })
}
