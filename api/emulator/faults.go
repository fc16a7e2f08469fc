package emulator

import (
	"fmt"
	"strings"
	"time"
)

// Fault is a trouble that can be asked for by name.
type Fault struct {
	Name  string
	Value string // what stands behind the =, as help shows it; in brackets when it may be left out
	Does  string

	of func(*faults) setting
}

// Faults lists the troubles there are. A counted one without a number lasts.
func Faults() []Fault {
	return append(append(callFaults(), linkFaults()...), liveFaults()...)
}

// callFaults strike the calls of the service.
func callFaults() []Fault {
	return []Fault{
		{"throttle", "[N]", "the next N GetTranscript and GetAttachment calls get 429 with Retry-After: 1", func(f *faults) setting { return &f.throttle }},
		{"deny", "[N]", "the next N such calls get 403 AccessDeniedException", func(f *faults) setting { return &f.deny }},
		{"errors", "[N]", "the next N such calls get 500 InternalServerException", func(f *faults) setting { return &f.errors }},
		{"junk", "[N]", "the next N such calls get a proxy's HTML page with status 200", func(f *faults) setting { return &f.junk }},
		{"connect-deny", "[N]", "the next N CreateParticipantConnection calls get 403 AccessDeniedException", func(f *faults) setting { return &f.connectDeny }},
		{"connect-errors", "[N]", "the next N CreateParticipantConnection calls get 500 InternalServerException", func(f *faults) setting { return &f.connectErrors }},
		{"latency", "DURATION", "every answer comes this much later, such as 2s", func(f *faults) setting { return &f.latency }},
		{"unlimited", "", "no call is throttled for its rate, whatever the service's quota", func(f *faults) setting { return &f.unlimited }},
		{"token-life", "DURATION", "connection tokens live this long instead of a day", func(f *faults) setting { return &f.tokenLife }},
		{"expire-token", "[DURATION]", "every connection token issued until then dies, now or after this long", func(f *faults) setting { return &f.expireToken }},
		{"skew", "DURATION", "the service's clock is ahead by this much, such as 1h or -90s", func(f *faults) setting { return &f.skew }},
		{"date", "DURATION", "answers carry a Date that is off by this much, such as 72h or -1h; the clock is right", func(f *faults) setting { return &f.date }},
		{"freeze", "", "the service's clock stands still", func(f *faults) setting { return (*freezing)(&f.speed) }},
		{"hurry", "[TIMES]", "the service's clock runs 10 times as fast, or as often as this says, up to 100", func(f *faults) setting { return (*hurrying)(&f.speed) }},
	}
}

// linkFaults strike links and transfers.
func linkFaults() []Fault {
	return []Fault{
		{"no-expiry", "", "answers of GetAttachment lack UrlExpiry", func(f *faults) setting { return &f.noExpiry }},
		{"nourl", "", "answers of GetAttachment have the size but no Url", func(f *faults) setting { return &f.noURL }},
		{"expired-links", "[N]", "the next N links are dead already, though UrlExpiry says they live", func(f *faults) setting { return &f.expired }},
		{"link-ends", "DURATION", "UrlExpiry says that links end this long after their issue, or before it, such as -10m; they live as long as asked", func(f *faults) setting { return &f.linkEnds }},
		{"cut", "PERCENT", "a transfer from the first byte breaks off after this part of it; a resumed one does not", func(f *faults) setting { return &f.cut }},
		{"drip", "BYTES", "transfers send this many bytes a second", func(f *faults) setting { return &f.drip }},
		{"s3-errors", "[N]", "the next N requests to the bucket get S3's 503 SlowDown", func(f *faults) setting { return &f.slowDown }},
		{"missing", "[N]", "the next N requests to the bucket get S3's 404 NoSuchKey", func(f *faults) setting { return &f.missing }},
	}
}

// liveFaults strike sockets, scans and the chat.
func liveFaults() []Fault {
	return []Fault{
		{"no-socket", "[N]", "the next N sockets are refused with 403", func(f *faults) setting { return &f.noSocket }},
		{"drop", "[N|DURATION]", "the next N sockets break off once they have subscribed, or every socket after this long", func(f *faults) setting { return &f.drop }},
		{"socket-life", "DURATION", "a socket is closed after this long instead of an hour", func(f *faults) setting { return &f.socketLife }},
		{"mute", "", "sockets stay open and say nothing any more, not even a heartbeat", func(f *faults) setting { return &f.mute }},
		{"refuse", "[N]", "the next N subscriptions fail", func(f *faults) setting { return &f.refuse }},
		{"garbage", "[N]", "before each of the next N items sockets get frames that make no sense", func(f *faults) setting { return &f.garbage }},
		{"scan", "approved|rejected|never", "how every scan ends from now on", func(f *faults) setting { return choosing(&f.scan, "approved", "rejected", "never") }},
		{"scan-item", "same|new", "a scan's result comes as the same item again or as a new one; by itself they take turns", func(f *faults) setting { return choosing(&f.scanItem, "same", "new") }},
		{"end", "[DURATION]", "the chat ends, now or after this long", func(f *faults) setting { return &f.end }},
	}
}

// FaultNames lists the names of Faults.
func FaultNames() []string {
	var names []string
	for _, f := range Faults() {
		names = append(names, f.Name)
	}
	return names
}

// faults is what is asked for at the moment. Counts go down as they strike.
type faults struct {
	throttle, deny, errors, junk     count
	connectDeny, connectErrors       count
	expired, slowDown, missing       count
	noSocket, refuse, garbage        count
	latency, tokenLife, socketLife   length
	skew                             shift
	expireToken, end                 deadline
	date, linkEnds                   offset
	speed                            speed
	noExpiry, noURL, unlimited, mute toggle
	cut                              percent
	drip                             rate
	drop                             dropping
	scan, scanItem                   string
}

// set reads one fault as NAME[=VALUE].
func (f *faults) set(spec string) error {
	name, value, given := strings.Cut(spec, "=")
	for _, fault := range Faults() {
		if fault.Name != name {
			continue
		}
		if err := fault.of(f).set(value, given); err != nil {
			return fmt.Errorf("emulator: fault %s %w, not %q", name, err, value)
		}
		return nil
	}
	return fmt.Errorf("emulator: no fault %q; there are: %s", name, strings.Join(FaultNames(), ", "))
}

func parseFaults(specs []string) (faults, error) {
	var f faults
	for _, spec := range specs {
		if err := f.set(spec); err != nil {
			return f, err
		}
	}
	return f, nil
}

// texts writes the faults that are on, in the form in which they are asked for.
func (f *faults) texts(now time.Time) []string {
	var on []string
	for _, fault := range Faults() {
		switch value, is := fault.of(f).text(now); {
		case is && value == "":
			on = append(on, fault.Name)
		case is:
			on = append(on, fault.Name+"="+value)
		}
	}
	return on
}
