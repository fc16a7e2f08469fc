// Package service answers the operations of the Participant Service for a chat.
package service

import (
	"attache/api/emulator/bucket"
	"attache/api/emulator/chat"
	"attache/api/emulator/socket"
	"attache/api/emulator/token"
	"attache/api/emulator/wire"
)

const (
	// Bearer is the header that carries a token.
	Bearer = "X-Amz-Bearer"

	bearerField = "ConnectionToken"
	maxToken    = 1000     // ParticipantToken and ConnectionToken, in characters
	maxBody     = 64 << 10 // far over the longest documented request
)

// Service is the service as one chat sees it.
type Service struct {
	chat    *chat.Chat
	bucket  *bucket.Bucket
	sockets *socket.Hub
	routes  map[string]operation
	quotas  map[string]*quota // by operation, under the chat's lock
}

// ViewPath begins the path of DescribeView; the rest names the view.
const ViewPath = "/participant/views/"

// operation is one operation of the service. Rates are the documented ones, per instance.
type operation struct {
	name         string
	method, path string
	kind         token.Kind // which bearer token it wants
	rate, burst  float64    // calls a second, calls at once; 0 where no limit is documented
	troubled     bool       // the counted faults strike here
	answer       func(*Service, request) (any, *wire.Refusal)
}

// request is what an operation is asked.
type request struct {
	*wire.Members
	origin wire.Origin
	who    *chat.Member // whose token it came with
	view   string       // of DescribeView
}
