// Package fault names the troubles that a chat can be asked to have, and reads them.
package fault

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
)

// All lists the troubles there are. A counted one without a number lasts.
func All() []Kind {
	return slices.Concat(callFaults(), linkFaults(), liveFaults(), guesses())
}

// callFaults strike the calls of the service.
func callFaults() []Kind {
	return []Kind{
		{"throttle", "[N]", "the next N GetTranscript and GetAttachment calls get 429", func(f *Set) setting { return &f.Throttle }},
		{"no-retry-after", "", "no 429 has a Retry-After; else every one has", func(f *Set) setting { return &f.NoRetryAfter }},
		{"deny", "[N]", "the next N such calls get 403 AccessDeniedException", func(f *Set) setting { return &f.Deny }},
		{"errors", "[N]", "the next N such calls get 500 InternalServerException", func(f *Set) setting { return &f.Errors }},
		{"junk", "[N]", "the next N such calls get a proxy's HTML page with status 200", func(f *Set) setting { return &f.Junk }},
		{"connect-deny", "[N]", "the next N CreateParticipantConnection calls get 403 AccessDeniedException", func(f *Set) setting { return &f.ConnectDeny }},
		{"connect-errors", "[N]", "the next N CreateParticipantConnection calls get 500 InternalServerException", func(f *Set) setting { return &f.ConnectErrors }},
		{"latency", "DURATION", "every answer comes this much later, such as 2s", func(f *Set) setting { return &f.Latency }},
		{"unlimited", "", "no call is throttled for its rate, whatever the service's quota", func(f *Set) setting { return &f.Unlimited }},
		{"token-life", "DURATION", "connection tokens live this long instead of a day", func(f *Set) setting { return &f.TokenLife }},
		{"expire-token", "[DURATION]", "every connection token issued until then dies, now or after this long", func(f *Set) setting { return &f.ExpireToken }},
		{"skew", "DURATION", "the service's clock is ahead by this much, such as 1h or -90s", func(f *Set) setting { return &f.Skew }},
		{"date", "DURATION", "answers carry a Date that is off by this much, such as 72h or -1h; the clock is right", func(f *Set) setting { return &f.Date }},
		{"freeze", "", "the service's clock stands still", func(f *Set) setting { return (*freezing)(&f.Speed) }},
		{"hurry", "[TIMES]", "the service's clock runs 10 times as fast, or as often as this says, up to 100", func(f *Set) setting { return (*hurrying)(&f.Speed) }},
	}
}

// linkFaults strike links and transfers.
func linkFaults() []Kind {
	return []Kind{
		{"no-expiry", "", "answers of GetAttachment lack UrlExpiry", func(f *Set) setting { return &f.NoExpiry }},
		{"nourl", "", "answers of GetAttachment have the size but no Url", func(f *Set) setting { return &f.NoURL }},
		{"expired-links", "[N]", "the next N links are dead already, though UrlExpiry says they live", func(f *Set) setting { return &f.Expired }},
		{"link-ends", "DURATION", "UrlExpiry says that links end this long after their issue, or before it, such as -10m; they live as long as asked", func(f *Set) setting { return &f.LinkEnds }},
		{"cut", "PERCENT", "a transfer from the first byte breaks off after this part of it; a resumed one does not", func(f *Set) setting { return number{&f.Cut, 99, "%", "wants a percentage of 1 to 99"} }},
		{"drip", "BYTES", "transfers send this many bytes a second", func(f *Set) setting { return number{&f.Drip, math.MaxInt64, "", "wants bytes a second"} }},
		{"s3-errors", "[N]", "the next N requests to the bucket get S3's 503 SlowDown", func(f *Set) setting { return &f.SlowDown }},
		{"missing", "[N]", "the next N requests to the bucket get S3's 404 NoSuchKey", func(f *Set) setting { return &f.Missing }},
	}
}

// liveFaults strike sockets, scans and the chat.
func liveFaults() []Kind {
	return []Kind{
		{"no-socket", "[N]", "the next N sockets are refused with 403", func(f *Set) setting { return &f.NoSocket }},
		{"drop", "[N|DURATION]", "the next N sockets break off once they have subscribed, or every socket after this long", func(f *Set) setting { return &f.Drop }},
		{"socket-life", "DURATION", "a socket is closed after this long instead of an hour", func(f *Set) setting { return &f.SocketLife }},
		{"mute", "", "sockets stay open and say nothing any more, not even a heartbeat", func(f *Set) setting { return &f.Mute }},
		{"refuse", "[N]", "the next N subscriptions fail", func(f *Set) setting { return &f.Refuse }},
		{"garbage", "[N]", "before each of the next N items sockets get frames that make no sense", func(f *Set) setting { return &f.Garbage }},
		{"scan", "approved|rejected|never", "how every scan ends from now on", func(f *Set) setting { return choosing(&f.Scan, "approved", "rejected", "never") }},
		{"scan-item", "same|new", "a scan's result comes as the same item again or as a new one; by itself they take turns", func(f *Set) setting { return choosing(&f.ScanItem, "same", "new") }},
		{"end", "[DURATION]", "the chat ends, now or after this long", func(f *Set) setting { return &f.End }},
	}
}

// Names lists the names of All.
func Names() []string {
	var names []string
	for _, f := range All() {
		names = append(names, f.Name)
	}
	return names
}

// Ask reads one fault as NAME[=VALUE].
func (f *Set) Ask(spec string) error {
	name, value, given := strings.Cut(spec, "=")
	for _, fault := range All() {
		if fault.Name != name {
			continue
		}
		if err := fault.of(f).set(value, given); err != nil {
			return fmt.Errorf("emulator: fault %s %w, not %q", name, err, value)
		}
		return nil
	}
	return fmt.Errorf("emulator: no fault %q; there are: %s", name, strings.Join(Names(), ", "))
}

// Parse reads faults as Ask does.
func Parse(specs ...string) (Set, error) {
	var f Set
	for _, spec := range specs {
		if err := f.Ask(spec); err != nil {
			return f, err
		}
	}
	return f, nil
}

// Texts writes the faults that are on, in the form in which they are asked for.
func (f *Set) Texts(now time.Time) []string {
	var on []string
	for _, fault := range All() {
		switch value, is := fault.of(f).text(now); {
		case is && value == "":
			on = append(on, fault.Name)
		case is:
			on = append(on, fault.Name+"="+value)
		}
	}
	return on
}
