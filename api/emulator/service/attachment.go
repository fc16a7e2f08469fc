package service

import (
	"time"

	"attache/api/emulator/chat"
	"attache/api/emulator/scenario"
	"attache/api/emulator/wire"
)

// The documented range of UrlExpiryInSeconds. The default is an assumption, taken from the sibling
// operation GetAttachedFile, which documents it.
const (
	minExpiry, maxExpiry, defaultExpiry = 5, 300, 300
	maxURL                              = 2000 // characters
)

type attachmentAnswer struct {
	URL                   string `json:"Url,omitempty"`
	URLExpiry             string `json:"UrlExpiry,omitempty"`
	AttachmentSizeInBytes int64
}

// getAttachment is GetAttachment. It documents no 404: that an unknown id, a rejected file and one
// that is still being scanned get a ValidationException is an assumption, as is the wording.
func (s *Service) getAttachment(in request) (any, *wire.Refusal) {
	id := in.Needed("AttachmentId", 1, 256)
	seconds := in.Integer("UrlExpiryInSeconds", minExpiry, maxExpiry, defaultExpiry)
	if no := in.Wrong(); no != nil {
		return nil, no
	}
	s.chat.Lock()
	defer s.chat.Unlock()
	f, no := s.find(in.who, id)
	if no != nil {
		return nil, no
	}
	life := time.Duration(seconds) * time.Second
	if !in.Has("UrlExpiryInSeconds") {
		life = s.chat.Faults.LinkLife.Or(life)
	}
	return s.link(f, in.origin, life)
}

// find returns the file that id names, if it may be had. Callers hold the lock.
func (s *Service) find(who *chat.Member, id string) (*scenario.File, *wire.Refusal) {
	if s.chat.Talk.Bot || who.Who.Role == "CUSTOM_BOT" {
		return nil, wire.AccessDenied("Access denied")
	}
	f, refused := s.chat.Talk.Files[id], wire.Invalid
	if s.chat.Faults.Unavailable == "deny" {
		refused = wire.AccessDenied
	}
	switch {
	case f == nil:
		return nil, refused("Invalid AttachmentId")
	case f.Status == scenario.Rejected:
		return nil, refused("Attachment was rejected")
	case f.Status != scenario.Approved, f.Content.Size() == scenario.Gone:
		return nil, refused("Attachment is not available yet")
	}
	return f, nil
}

// link signs a URL for f that lives as long as asked, or as f allows. Callers hold the lock.
func (s *Service) link(f *scenario.File, origin wire.Origin, life time.Duration) (any, *wire.Refusal) {
	if f.LifeCap > 0 {
		life = min(life, f.LifeCap)
	}
	// X-Amz-Date has no fraction: the URL's life is counted from the whole second, and UrlExpiry
	// says the same instant.
	signed := s.chat.Clock.Now().Truncate(time.Second)
	out := attachmentAnswer{AttachmentSizeInBytes: f.Content.Size(), URLExpiry: wire.Timestamp(signed.Add(life))}
	faults := &s.chat.Faults
	if faults.LinkEnds.On {
		out.URLExpiry = wire.Timestamp(signed.Add(faults.LinkEnds.By))
	}
	if faults.NoExpiry || faults.NoURL {
		out.URLExpiry = ""
	}
	if faults.NoURL {
		return out, nil
	}
	if faults.Expired.Take() {
		signed = signed.Add(-life - time.Second)
	}
	out.URL = s.bucket.URL(f, origin, signed, life)
	if len(out.URL) > maxURL {
		return nil, wire.Invalid("Host is too long")
	}
	return out, nil
}
