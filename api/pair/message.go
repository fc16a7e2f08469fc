package pair

// message is what a window sends, whichever it is.
type message struct {
	Ticket  string `json:"ticket"`
	Origin  string `json:"origin"`
	Nonce   string `json:"nonce"`
	Again   bool   `json:"again"` // the page was paired before
	Proof   string `json:"proof"`
	Chat    string `json:"chat"`
	Contact string `json:"contact"`
	Region  string `json:"region"`
	Token   string `json:"token"`
	Expires string `json:"expires"`
}

// answer is what a window is told. Which words people read is up to the window and the page.
type answer struct {
	Ticket  string `json:"ticket,omitempty"`
	Nonce   string `json:"nonce,omitempty"`
	Proof   string `json:"proof,omitempty"`
	Code    string `json:"code,omitempty"`
	Refused string `json:"refused,omitempty"`
}
