package api

import (
	"context"

	"attache/api/transcript"
	"attache/api/upload"
	"attache/api/wire"
	"attache/model"
)

// sendRate is what the service allows a whole instance for each of the two operations of an upload. It
// holds for both together here.
const (
	sendRate  = 2
	sendBurst = 4
)

// startAnswer is the result of StartAttachmentUpload.
type startAnswer struct {
	AttachmentID   string `json:"AttachmentId"`
	UploadMetadata struct {
		URL              secretText `json:"Url"`
		HeadersToInclude map[string]string
	}
}

// Inspect looks at a file that is to be sent, as upload.Inspect has it.
func (c *Client) Inspect(path string) (model.Outgoing, error) { return upload.Inspect(path) }

// Send sends a file into the chat, as upload.Sender has it.
func (c *Client) Send(ctx context.Context, file model.Outgoing, meter *model.Meter, report func(model.CallState)) (model.Sent, error) {
	s := upload.Sender{Caller: c.caller, Service: upload.Service{Start: c.startUpload, Complete: c.completeUpload, Find: c.find}}
	return s.Send(ctx, file, meter, report)
}

// People reads who takes part in the chat. A watch goes on from where it is.
func (c *Client) People(ctx context.Context, report func(model.CallState)) (people model.People, err error) {
	apart := transcript.Reader{Page: c.page, Now: c.now}
	err = apart.Walk(ctx, transcript.Reading{Priority: model.PriorityAsked, Report: report}, func(p model.Page) { people = people.Merge(p.People) })
	return people, err
}

func (c *Client) startUpload(ctx context.Context, file model.Outgoing, clientToken string, report func(model.CallState)) (upload.Slot, error) {
	var answer startAnswer
	err := c.do(ctx, call{
		op: startUpload(), priority: model.PriorityAsked, report: report,
		body: jsonBody(map[string]any{
			"ContentType": file.ContentType, "AttachmentSizeInBytes": file.Size, "AttachmentName": file.Name, "ClientToken": clientToken,
		}),
		decode: func(data []byte) (string, bool) {
			answer = startAnswer{}
			what, isCut := wire.Decode(data, &answer)
			if what == "" && (answer.AttachmentID == "" || answer.UploadMetadata.URL.IsZero()) {
				return "no address to send to", false
			}
			return what, isCut
		},
	})
	if err != nil {
		return upload.Slot{}, err
	}
	return upload.Slot{ID: answer.AttachmentID, URL: answer.UploadMetadata.URL.Secret, Headers: answer.UploadMetadata.HeadersToInclude}, nil
}

func (c *Client) completeUpload(ctx context.Context, id, clientToken string, report func(model.CallState)) error {
	return c.do(ctx, call{
		op: completeUpload(), priority: model.PriorityAsked, report: report,
		body: jsonBody(map[string]any{"AttachmentIds": []string{id}, "ClientToken": clientToken}),
		decode: func(data []byte) (string, bool) {
			return wire.Decode(data, &struct{}{})
		},
	})
}

// find looks for an attachment among the newest items of the chat.
func (c *Client) find(ctx context.Context, id string) (found model.Attachment, ok bool, err error) {
	var lib model.Library
	answer, err := c.page(ctx, transcript.Reading{Priority: model.PriorityAsked, Quiet: true}, model.Secret{})
	for _, item := range answer.Transcript {
		lib.Merge(item.Files()) // of several items about it, the library knows which counts
	}
	found, ok = lib.ByID(id)
	return found, ok, err
}
