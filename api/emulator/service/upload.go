package service

import (
	"time"
	"unicode/utf8"

	"attache/api/emulator/chat"
	"attache/api/emulator/wire"
)

// uploadLife is how long the URL of an upload lives. The service documents none.
const uploadLife = 5 * time.Minute

type uploadAnswer struct {
	AttachmentID   string `json:"AttachmentId"`
	UploadMetadata uploadMetadata
}

type uploadMetadata struct {
	URL              string `json:"Url"`
	URLExpiry        string `json:"UrlExpiry"`
	HeadersToInclude map[string]string
}

// startUpload is StartAttachmentUpload. The wording of its refusals is an assumption, and so is that a
// ClientToken used again for another file is refused.
func (s *Service) startUpload(in request) (any, *wire.Refusal) {
	up := &chat.Upload{From: in.who}
	up.ContentType = in.Needed("ContentType", 1, 255)
	up.Name = in.Needed("AttachmentName", 1, 256)
	up.Size = in.Integer("AttachmentSizeInBytes", 1, 1<<62, 0)
	clientToken := in.Needed("ClientToken", 1, maxClientToken)
	if !in.Has("AttachmentSizeInBytes") {
		in.Must("AttachmentSizeInBytes", "not be null")
	}
	if no := in.Wrong(); no != nil {
		return nil, no
	}
	s.chat.Lock()
	defer s.chat.Unlock()
	if old := s.chat.Uploads.Begun(in.who, clientToken); old != nil {
		if old.Name != up.Name || old.Size != up.Size || old.ContentType != up.ContentType {
			return nil, wire.Invalid("ClientToken was used for another attachment")
		}
		return s.uploadURL(old, in.origin)
	}
	if no := s.mayUpload(up); no != nil {
		return nil, no
	}
	s.chat.Begin(up, clientToken)
	return s.uploadURL(up, in.origin)
}

// mayUpload checks the rules of the instance. Callers hold the lock.
func (s *Service) mayUpload(up *chat.Upload) *wire.Refusal {
	rules := s.chat.Rules()
	switch {
	case s.chat.Talk.Bot || up.From.Who.Role == "CUSTOM_BOT":
		return wire.AccessDenied("Access denied")
	case up.Size > rules.MaxSize:
		return wire.Invalid("Attachment size exceeds the limit")
	case !rules.Takes(up.Name):
		return wire.Invalid("Attachment type is not supported")
	case s.chat.Full():
		return wire.TooMany("The number of attachments of the chat exceeds the limit")
	}
	return nil
}

func (s *Service) uploadURL(up *chat.Upload, origin wire.Origin) (any, *wire.Refusal) {
	signed := s.chat.Clock.Now().Truncate(time.Second)
	life := s.chat.Faults.UploadLife.Or(uploadLife)
	url, headers := s.bucket.UploadURL(up, origin, signed, life)
	if len(url) > maxURL {
		return nil, wire.Invalid("Host is too long")
	}
	return uploadAnswer{up.ID, uploadMetadata{url, wire.Timestamp(signed.Add(life)), headers}}, nil
}

// completeUpload is CompleteAttachmentUpload. What has been completed cannot be completed by another
// request: that is the documented conflict.
func (s *Service) completeUpload(in request) (any, *wire.Refusal) {
	ids := in.Texts("AttachmentIds")
	clientToken := in.Needed("ClientToken", 1, maxClientToken)
	if len(ids) != 1 {
		in.Must("AttachmentIds", "have exactly 1 element")
	} else if n := utf8.RuneCountInString(ids[0]); n < 1 || n > 256 {
		in.Must("AttachmentIds", "have members of length 1 to 256")
	}
	if no := in.Wrong(); no != nil {
		return nil, no
	}
	var no *wire.Refusal
	s.chat.Change(func() {
		up := s.chat.Uploads.Of(in.who, ids[0])
		switch {
		case up == nil:
			no = wire.Invalid("Invalid AttachmentIds")
		case up.Completed == clientToken: // the same request once more
		case up.Completed != "":
			no = wire.Conflict("The attachment is being processed already")
		case up.Bytes == nil:
			no = wire.Invalid("The attachment has not been uploaded")
		default:
			s.chat.Complete(up, clientToken)
		}
	})
	if no != nil {
		return nil, no
	}
	return struct{}{}, nil
}
