package model

// Finding is how a check went.
type Finding int

// The findings.
const (
	FindingUnknown Finding = iota // it could not be made
	FindingGood
	FindingBad
)

// Step is what is checked, as JSON names it.
type Step string

// The steps from this machine to the files of a chat.
const (
	StepConfig     Step = "config"     // the configuration file
	StepFolder     Step = "folder"     // the download folder
	StepClipboard  Step = "clipboard"  // the way to the clipboard
	StepColours    Step = "colours"    // how many the terminal has
	StepImages     Step = "images"     // how the terminal shows pictures
	StepPreviews   Step = "previews"   // what holds the process that decodes files
	StepEndpoint   Step = "endpoint"   // where the service is
	StepCA         Step = "ca"         // the certificates that are trusted
	StepDNS        Step = "dns"        // the name is known
	StepTCP        Step = "tcp"        // the host answers
	StepProxy      Step = "proxy"      // the proxy lets through
	StepTLS        Step = "tls"        // the host proves to be who it is
	StepClock      Step = "clock"      // this machine's clock agrees with the service's
	StepToken      Step = "token"      // its kind and age
	StepTranscript Step = "transcript" // the chat can be read
	StepLink       Step = "link"       // a pre-signed URL can be had
	StepFiles      Step = "files"      // the host that files come from
	StepSocket     Step = "socket"     // the host that news come from
	StepCalls      Step = "calls"      // what the checks cost
)

// Gap is why a check could not be made.
type Gap string

// The gaps.
const (
	GapNoToken       Gap = "no_token"       // none is given
	GapEarlier       Gap = "earlier"        // what it needs has failed, or was not answered
	GapNoFile        Gap = "no_file"        // the newest page of the chat has no approved attachment
	GapNoParticipant Gap = "no_participant" // only a participant token leads there
	GapSpent         Gap = "spent"          // the calls were needed for something else
)

// Check is one check and what came out.
type Check struct {
	Step    Step
	Finding Finding
	Detail  string   // what was found, one safe line that is no sentence; may be empty
	Problem *Problem // FindingBad: what is wrong
	Gap     Gap      // FindingUnknown: why it is not known
}

// Good returns a check that went well.
func Good(step Step, detail string) Check {
	return Check{Step: step, Finding: FindingGood, Detail: Text(detail)}
}

// Bad returns a check that found a problem.
func Bad(step Step, p *Problem) Check { return Check{Step: step, Finding: FindingBad, Problem: p} }

// NotMade returns a check that could not be made.
func NotMade(step Step, why Gap) Check { return Check{Step: step, Gap: why} }

// CheckRecord is a check as JSON shows it. Without ok, it could not be made.
type CheckRecord struct {
	Check  Step   `json:"check"`
	OK     *bool  `json:"ok,omitempty"`
	Detail string `json:"detail,omitempty"`
	Advice string `json:"advice,omitempty"`
}

// NewCheckRecord returns the record of c; detail and advice are its words.
func NewCheckRecord(c Check, detail, advice string) CheckRecord {
	r := CheckRecord{Check: c.Step, Detail: detail, Advice: advice}
	if c.Finding != FindingUnknown {
		ok := c.Finding == FindingGood
		r.OK = &ok
	}
	return r
}
