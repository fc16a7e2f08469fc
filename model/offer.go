package model

import (
	"encoding/json"
	"regexp"
	"strings"
	"time"
)

// Offer is a chat that a page hands over. Its texts are safe to show, whatever the page wrote.
type Offer struct {
	Chat    string    // what the page calls it; may be empty
	Contact string    // its contact ID
	Region  string    // where it is
	Origin  string    // of the page
	Token   Secret    // a connection token
	Expires time.Time // when the token ends; zero: the page did not say
}

// Handover is an offer that waits for its answer.
type Handover struct {
	Offer
	Answer   func(accept bool) // has to be called once
	Renewals <-chan Secret     // fresh tokens of the chat, once it is accepted: the newest, if it was not collected yet
	Ended    <-chan OfferEnd   // tells once that an answer comes too late; nil: none does
	Close    func()            // the chat was closed: the page may offer it anew; nil: nobody wants to know
}

// OfferEnd is why an offer ended before it was answered.
type OfferEnd int

// The reasons.
const (
	OfferWithdrawn  OfferEnd = iota // the page has closed, or its chat has ended
	OfferExpired                    // its token has ended
	OfferUnanswered                 // nobody has answered in time
)

// minPageToken is shorter than any token of the service. What a page sends is a stranger's.
const minPageToken = 32

// maxChatName is as much of a chat's name as a question shows.
const maxChatName = 60

// Check returns the offer made safe, or the problem of the first field that cannot be what it is for. No
// problem holds anything of the offer.
func (o Offer) Check(now time.Time) (Offer, error) {
	token, err := CheckToken("token", o.Token.Reveal())
	if err != nil || len(token.Reveal()) < minPageToken {
		return Offer{}, NewInputProblem("token", FaultControl, "")
	}
	if !MayBeRegion(o.Region) {
		return Offer{}, NewInputProblem("region", FaultUnreadable, "")
	}
	if wordFault(o.Contact, MaxID) != "" || looksLikeToken(o.Contact) {
		return Offer{}, NewInputProblem("contact", FaultControl, "")
	}
	if !o.Expires.IsZero() && !o.Expires.After(now) {
		return Offer{}, NewInputProblem("token", FaultRange, "")
	}
	o.Token, o.Contact = token, HideTokens(Text(o.Contact))
	if o.Chat = HideTokens(Text(o.Chat)); len([]rune(o.Chat)) > maxChatName {
		o.Chat = string([]rune(o.Chat)[:maxChatName-1]) + "…"
	}
	return o, nil
}

// ReadOffer returns the chat that a page's "Copy for attache" gave, or a problem that holds nothing of the
// text. A text that names no region, or no contact, is an offer without it.
func ReadOffer(input, text string) (Offer, error) {
	token, err := ReadConnectionToken(input, text)
	if err != nil {
		return Offer{}, err
	}
	var said struct {
		ContactID, Region  string
		ChatTokenTransport struct{ Expiry time.Time }
	}
	o := Offer{Token: token}
	if json.Unmarshal([]byte(Trim(text)), &said) != nil { // a token alone, or another SDK's answer
		return o, nil //nolint:nilerr // then no more is known than the token
	}
	if MayBeRegion(said.Region) {
		o.Region = said.Region
	}
	if wordFault(said.ContactID, MaxID) == "" {
		o.Contact = HideTokens(Text(said.ContactID))
	}
	o.Expires = said.ChatTokenTransport.Expiry
	return o, nil
}

// OriginOf returns the origin of a page's address, as a browser writes it: https, or http on this machine. No
// other page may hand chats over. A problem holds nothing of the address.
func OriginOf(input, address string) (string, error) {
	scheme, rest, _ := strings.Cut(Trim(address), "://")
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		rest = rest[:i]
	}
	m := regexp.MustCompile(`^([a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:]+\])(?::([0-9]{1,5}))?$`).FindStringSubmatch(strings.ToLower(rest))
	if scheme = strings.ToLower(scheme); m == nil || scheme != "http" && scheme != "https" {
		return "", NewInputProblem(input, FaultNotURL, "")
	}
	host, port := m[1], m[2]
	local := host == "localhost" || host == "[::1]" || regexp.MustCompile(`^127(\.\d{1,3}){3}$`).MatchString(host)
	if scheme == "http" && !local {
		return "", NewInputProblem(input, FaultPlainHTTP, "")
	}
	if port != "" && port != map[string]string{"http": "80", "https": "443"}[scheme] {
		host += ":" + port
	}
	return scheme + "://" + host, nil
}

// CheckOrigin returns an origin that a person wrote: an address without a path.
func CheckOrigin(input, text string) (string, error) {
	origin, err := OriginOf(input, text)
	if err == nil && strings.Count(strings.TrimSuffix(Trim(text), "/"), "/") != 2 || strings.ContainsAny(text, "?#") {
		return "", NewInputProblem(input, FaultNotURL, "")
	}
	return origin, err
}
