package live

import (
	"time"

	"attache/model"
)

// growing is base, doubled for each failure, at most slowest.
func growing(base time.Duration, failures int) time.Duration {
	return min(base<<min(failures, 10), slowest)
}

// slowest is the longest wait of anything that goes on failing.
const slowest = 5 * time.Minute

// machine is the state of one watch over a chat. The zero machine is ready for started.
type machine struct {
	facts    facts
	actions  []action
	reported model.Watch

	socketState
	pollState

	renewing bool
	renewed  time.Time // when a renewal last ended
	unborn   int       // renewals that failed in a row
	resting  bool      // the token was refused: another one is awaited
	tokens   int       // the tokens that the user had given when the reading under way began
	leaving  bool      // the chat is over; what it said last is still read
	done     bool
}

func (m *machine) do(a action) { m.actions = append(m.actions, a) }

// How often the transcript is read where no socket tells what happens.
const (
	pollLooking = 15 * time.Second // while somebody looks
	pollAway    = time.Minute      // while nobody does
	pollSlowest = 4 * time.Minute  // after one throttle upon another
	pollLeast   = 5 * time.Second  // after the last reading, however often somebody comes
	// pollLongest is the longest wait after a reading that took many calls: a file must not wait
	// longer because others were read before it.
	pollLongest = 2 * time.Minute
	// failedCap is the longest wait after readings that failed.
	failedCap = time.Minute
	// budget is how many calls a minute are made at most while somebody looks. While nobody does it
	// is one.
	budget = int(time.Minute / pollLooking)
)

// pollState is the part of a watch that reads the transcript.
type pollState struct {
	reading   bool
	fills     int       // the gap that the reading under way closes
	gaps      int       // counts what may have been missed
	closed    int       // the gap up to which everything was read since
	missed    time.Time // when the last gap was noticed
	readAt    time.Time // when the next reading is, where there is no socket
	lastRead  time.Time // when the last one ended
	held      time.Time // no reading before: the last one failed
	failures  int       // readings that failed in a row
	throttled int       // readings that were throttled in a row
	looking   bool
	spent     [budget]time.Time // when the latest calls were made, the newest first

	readTrouble *model.Problem // why the last reading failed; nil when it did not
}

// miss notes that something may have been missed: it is read for as soon as may be.
func (m *machine) miss() {
	m.gaps++
	m.missed = m.facts.Now
	m.readAt = m.facts.Now
}

// free forgets why readings wait: what they wait for has changed.
func (m *machine) free() {
	m.held, m.spent = time.Time{}, [budget]time.Time{}
}

// every is the time between two readings.
func (m *machine) every() time.Duration {
	every := pollAway
	if m.looking {
		every = pollLooking
	}
	for range m.throttled {
		every = min(2*every, pollSlowest)
	}
	return every
}

// nextPoll is when the transcript is read next where there is no socket.
func (m *machine) nextPoll() time.Time { return later(later(m.readAt, m.held), m.affordable()) }

// affordable is when one more call keeps to the budget of a minute.
func (m *machine) affordable() time.Time {
	calls := 1
	if m.looking {
		calls = budget
	}
	return m.spent[calls-1].Add(time.Minute)
}

const (
	// reopenCap is the longest wait before a socket is opened again where the last one could be.
	reopenCap = 30 * time.Second
	// reopenLeast is the shortest time between two openings when somebody comes, or when the service
	// answers again. It doubles each time, so that neither can ask for sockets in a loop.
	reopenLeast = time.Second
	// steadyTime is how long a socket must have lived for its loss to be the first again. Shorter
	// ones count as one trouble, so that a gateway that drops each of them is not asked in a loop.
	steadyTime = reopenCap
	// maxFailed is how many openings in a row may fail until the transcript is read instead.
	maxFailed = 3
	// failedWait is the wait for the next socket then. It doubles up to slowest.
	failedWait = 15 * time.Second
)

// socketState is the part of a watch that keeps a socket open.
type socketState struct {
	socket     int       // the one that is listened to; 0 when there is none
	subscribed time.Time // when that began
	opening    int       // another one that is being opened
	numbered   int       // the number given out last
	openAt     time.Time // when the next one is opened
	lastTry    time.Time // when the last opening began
	try        int       // the opening to come since a steady socket was lost; 0 for the first of all
	failed     int       // openings that failed in a row
	blocked    int       // how many of them were given a URL
	urged      int       // openings brought forward since a steady socket was lost

	socketTrouble *model.Problem // why there is no socket
}

// polls reports whether the transcript is read because no socket can be had.
func (m *machine) polls() bool {
	return m.socket == 0 && (m.failed >= maxFailed || !m.facts.CanExchange)
}

// pause is the wait before the given try, full jitter. random is in [0, 1).
func pause(try int, most time.Duration, random float64) time.Duration {
	return time.Duration(random * float64(min(time.Second<<min(max(try-1, 0), 10), most)))
}
