package transcript

import "time"

const (
	// scanTime is how long the service lets a scanner take.
	scanTime = time.Minute
	// scanPatience is how long a scan is read for with every reading.
	scanPatience = 10 * time.Minute
	// scanPause is the time between two readings for a scan that has taken longer.
	scanPause = 5 * time.Minute
	// maxScans bounds the scans that are remembered: seven times the attachments of a chat.
	maxScans = 256
)

// scan is one file whose result is awaited.
type scan struct {
	item    string    // Id of the item that brought the file first
	from    string    // Id of the item to read from: the one before that, if it is known
	at      time.Time // of the item
	since   time.Time // when it was first seen here
	read    time.Time // when it was last read for
	known   bool      // its item is not newer than the Cursor
	checked bool      // it was read for when the scanner's time was up
	met     int       // the last reading that came by
	tried   int       // the last reading that went for it
	astray  bool      // reading from there does not come by
}

// meet notes that a reading came by.
func (s *scan) meet(lap int, now time.Time) { s.met, s.read = lap, now }

// startFrom notes what comes before the scan's item: the item before it on its page, else the one
// before the page. Whether a reading brings the item that it starts from is not documented.
func (s *scan) startFrom(onPage, before string) {
	if onPage == "" {
		onPage = before
	}
	if onPage != "" {
		s.from = onPage
		s.astray = s.astray && onPage == s.item
	}
}

const (
	aimNext aim = iota // the one that was longest not read for
	aimDue             // all that outlast the scanner's time
	aimAll
)

// before reports whether s is read for before o. Where all are, the older page may bring both.
func (s *scan) before(o *scan, a aim) bool {
	if a == aimNext && !s.read.Equal(o.read) {
		return s.read.Before(o.read)
	}
	return s.at.Before(o.at)
}

// aim says which scans a reading is for.
type aim int
