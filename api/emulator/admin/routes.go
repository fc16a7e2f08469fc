package admin

import (
	"net/http"
)

// route is one thing that can be asked or done. Its body and its answer say their members to whoever describes them.
type route struct {
	method, path, does string
	query              []string   // parameters beside chat
	body               func() any // a pointer to an empty one; nil: it has none
	answer             any
	do                 func(*call) (any, error)
}

// empty makes the body of a route.
func empty[T any]() any { return new(T) }

func routes() []route {
	get, post, put, del := http.MethodGet, http.MethodPost, http.MethodPut, http.MethodDelete
	filters := []string{"operation", "attachment_id", "status", "after", "exactly", "at_least", "at_most"}
	return []route{
		{get, "/health", "Say that the emulator answers, and the contact IDs of its chats", nil, nil, healthAnswer{}, health},
		{get, "/chat", "Show the chat as it is", nil, nil, chatAnswer{}, show},
		{get, "/participants", "List who takes part in the chat, with tokens of their own", nil, nil, peopleAnswer{}, listPeople},
		{post, "/chats", "Add a chat: what a chat.json says, and the bytes of its files", nil, empty[chatBody], Added{}, addChat},
		{post, "/reset", "Bring everything back to the beginning and end the chats begun since; with chat, that chat alone. The first tokens open it as before", nil, nil, done{}, reset},
		{get, "/clock", "Show the service's clock", nil, nil, clockAnswer{}, showClock},
		{put, "/clock", "Set, move, stop or hurry the service's clock", nil, empty[clockBody], clockAnswer{}, setClock},
		{get, "/faults", "List the faults that are on", nil, nil, faultsAnswer{}, listFaults},
		{post, "/faults", "Turn a fault on, for every call or for some calls alone", nil, empty[faultBody], faultsAnswer{}, addFault},
		{del, "/faults", "Turn every fault off", nil, nil, faultsAnswer{}, clearFaults},
		{get, "/quota", "Show whether calls are limited", nil, nil, quotaBody{}, showQuota},
		{put, "/quota", "Limit calls as the service documents it, or not at all", nil, empty[quotaBody], quotaBody{}, setQuota},
		{post, "/files", "Make a participant send a file", nil, empty[fileBody], sentAnswer{}, sendFile},
		{post, "/messages", "Make a participant say something", nil, empty[messageBody], saidAnswer{}, sendMessage},
		{post, "/scans", "Finish the scan of one attachment, or all of them", nil, empty[scanBody], countAnswer{}, finishScans},
		{post, "/end", "End the chat", nil, nil, done{}, end},
		{post, "/links/expire", "Make the links of one attachment die, or all of them", nil, empty[linkBody], done{}, expireLinks},
		{post, "/tokens/expire", "Make every connection token issued so far die; participant tokens live on", nil, nil, done{}, expireTokens},
		{post, "/sockets/drop", "Break every open WebSocket", nil, nil, countAnswer{}, dropSockets},
		{get, "/requests", "List and count requests; with exactly, at_least or at_most, answer 409 when the count is another", filters, nil, requestsAnswer{}, requests},
		{del, "/requests", "Forget the requests so far", nil, nil, done{}, forget},
	}
}
