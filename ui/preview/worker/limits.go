package worker

// limits are what holds a child, one bit each.
type limits byte

const (
	limitMemory     limits = 1 << iota // the system gives it no more memory
	limitWatch                         // its parent ends it when it has too much
	limitFiles                         // it can open nothing: no file, no socket
	limitPrivileges                    // it cannot become more than it is
	limitCalls                         // it can make few system calls
	limitLandlock                      // no path of the file system is open to it
	limitJob                           // it starts no process, and ends with its parent
)

// words tell what is in force.
func (l limits) words() []string {
	var all []string
	for _, one := range []struct {
		bit  limits
		word string
	}{
		{limitMemory, "memory limited"},
		{limitWatch, "ended above 512 MiB"},
		{limitFiles, "no files, no sockets"},
		{limitPrivileges, "no new rights"},
		{limitCalls, "seccomp"},
		{limitLandlock, "Landlock"},
		{limitJob, "job object"},
	} {
		if l&one.bit != 0 {
			all = append(all, one.word)
		}
	}
	return all
}
