package model

import "strings"

// Status is the scanner's word on an attachment. The service may add words: an unknown one is kept
// and shown as it came, made safe.
type Status string

// The documented values of ArtifactStatus.
const (
	StatusApproved   Status = "APPROVED"
	StatusRejected   Status = "REJECTED"
	StatusInProgress Status = "IN_PROGRESS"
)

// Role is a participant's part in the chat, the service's ParticipantRole. Unknown values survive.
type Role string

// The documented values of ParticipantRole.
const (
	RoleAgent      Role = "AGENT"
	RoleCustomer   Role = "CUSTOMER"
	RoleSystem     Role = "SYSTEM"
	RoleBot        Role = "CUSTOM_BOT"
	RoleSupervisor Role = "SUPERVISOR"
)

// Short is the role in at most five letters, where it is a documented one.
func (r Role) Short() string {
	switch r {
	case RoleAgent:
		return "agent"
	case RoleCustomer:
		return "cust"
	case RoleBot:
		return "bot"
	case RoleSystem:
		return "sys"
	case RoleSupervisor:
		return "sup"
	}
	return strings.ToLower(string(r))
}
