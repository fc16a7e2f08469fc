package connect

import (
	"cmp"
	"regexp"
	"slices"
	"time"

	"attache/api/emulator/scenario"
	"attache/api/emulator/wire"
)

type startAnswer struct {
	ContactID              string `json:"ContactId"`
	ParticipantID          string `json:"ParticipantId"`
	ParticipantToken       string
	ContinuedFromContactID string `json:"ContinuedFromContactId,omitempty"`
}

// contentTypes are those that a chat may support.
func contentTypes() []string {
	const interactive = "application/vnd.amazonaws.connect.message.interactive"
	return []string{scenario.PlainText, "text/markdown", "application/json", interactive, interactive + ".response"}
}

// startChat is StartChatContact. No flow runs, so nobody answers the customer. Instances and flows are taken by any name.
func (c *Contacts) startChat(in input) (any, *wire.Refusal) {
	in.Needed("InstanceId", 1, maxInstance)
	in.Needed("ContactFlowId", 0, maxFlow)
	b := Beginning{}
	attributes := attributes(in.Members)
	details := in.Structure("ParticipantDetails")
	if !in.Has("ParticipantDetails") {
		in.Must("ParticipantDetails", "not be null")
	}
	b.Customer = details.Needed("DisplayName", 1, maxName)
	b.Life = time.Duration(in.Integer("ChatDurationInMinutes", shortest, longest, usual)) * time.Minute
	clientToken := in.Text("ClientToken", 0, maxClientToken)
	message := in.Structure("InitialMessage")
	kinds := supported(in.Members)
	if in.Has("InitialMessage") {
		b.ContentType = message.Needed("ContentType", 1, maxContentType)
		b.Message = message.Content(b.ContentType)
		if !slices.Contains(append(kinds, scenario.PlainText), b.ContentType) {
			message.Must("ContentType", "be one of SupportedMessagingContentTypes")
		}
	}
	source, wrong := further(in.Members, kinds)
	for _, m := range []*wire.Members{in.Members, details, message} {
		wrong = cmp.Or(m.Wrong(), wrong)
	}
	if wrong != nil {
		return nil, wrong.AsRequest()
	}
	return c.repeated("StartChatContact", clientToken, in.body, func() (any, *wire.Refusal) {
		started := c.chats.BeginChat(b)
		if started == nil {
			return nil, wire.LimitExceeded("The number of chats exceeds the limit")
		}
		started.Lock()
		defer started.Unlock()
		c.kept[started.Talk.ContactID] = attributes
		customer := started.Members[0]
		return startAnswer{started.Talk.ContactID, customer.Who.ID, started.ParticipantToken(customer), source}, nil
	})
}

// supported reads which content types the customer's side can show.
func supported(in *wire.Members) []string {
	kinds := in.Texts("SupportedMessagingContentTypes")
	if !in.Has("SupportedMessagingContentTypes") {
		return nil
	}
	if !slices.Contains(kinds, scenario.PlainText) {
		in.Must("SupportedMessagingContentTypes", "contain "+scenario.PlainText)
	}
	for _, kind := range kinds {
		if !slices.Contains(contentTypes(), kind) {
			in.Must("SupportedMessagingContentTypes", "contain documented types alone")
		}
	}
	return kinds
}

// further checks what is documented and makes no difference here, where no flow runs and no chat has an earlier one, and
// returns the contact that a persistent chat goes on from.
func further(in *wire.Members, kinds []string) (source string, wrong *wire.Refusal) {
	in.Text("RelatedContactId", 1, maxContact)
	in.Text("CustomerId", 1, maxCustomer)
	if exit := in.Texts("DisconnectOnCustomerExit"); in.Has("DisconnectOnCustomerExit") && !slices.Equal(exit, []string{"AGENT"}) {
		in.Must("DisconnectOnCustomerExit", "have exactly 1 element, AGENT")
	}
	persistent, configuration, segments := in.Structure("PersistentChat"), in.Structure("ParticipantConfiguration"), in.Structure("SegmentAttributes")
	if in.Has("PersistentChat") && in.Has("RelatedContactId") {
		in.Must("RelatedContactId", "not be there with PersistentChat")
	}
	persistent.OneOf("RehydrationType", "", "ENTIRE_PAST_SESSION", "FROM_SEGMENT")
	source = persistent.Text("SourceContactId", 1, maxContact)
	configuration.OneOf("ResponseMode", "", "INCREMENTAL", "COMPLETE")
	subtype := segments.Structure("connect:Subtype")
	needed := contentTypes()[3:] // the interactive ones
	lacks := func(kind string) bool { return !slices.Contains(kinds, kind) }
	if subtype.Text("ValueString", 0, 1024) == "connect:Guide" && slices.ContainsFunc(needed, lacks) {
		subtype.Must("ValueString", "be another without the interactive SupportedMessagingContentTypes")
	}
	return source, cmp.Or(persistent.Wrong(), configuration.Wrong(), segments.Wrong(), subtype.Wrong())
}

// attributes reads the attributes of a contact.
func attributes(in *wire.Members) map[string]string {
	all := in.Map("Attributes")
	size := 0
	for name, value := range all {
		size += len(name) + len(value)
		if !regexp.MustCompile(`^[A-Za-z0-9_-]+$`).MatchString(name) {
			in.Must("Attributes", "have keys of letters, digits, dashes and underscores")
		}
	}
	if size > maxAttributes {
		in.Must("Attributes", "have length less than or equal to 32768")
	}
	return all
}
