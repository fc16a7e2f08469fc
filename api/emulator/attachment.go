package emulator

import "time"

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
func (s *Server) getAttachment(in members) (any, *refusal) {
	id, no1 := in.text("AttachmentId", true, 1, 256)
	seconds, no2 := in.integer("UrlExpiryInSeconds", minExpiry, maxExpiry, defaultExpiry)
	if no := first(no1, no2); no != nil {
		return nil, no
	}
	f, no := s.find(id)
	if no != nil {
		return nil, no
	}
	return s.link(f, in, time.Duration(seconds)*time.Second)
}

// find returns the file that id names, if it may be had.
func (s *Server) find(id string) (*file, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.chat.bot {
		return nil, accessDenied("Access denied")
	}
	f := s.chat.files[id]
	switch {
	case f == nil:
		return nil, invalid("Invalid AttachmentId")
	case f.status == rejected:
		return nil, invalid("Attachment was rejected")
	case f.status != approved:
		return nil, invalid("Attachment is not available yet")
	}
	return f, nil
}

// link signs a URL for f that lives as long as asked, or as f allows.
func (s *Server) link(f *file, in members, life time.Duration) (any, *refusal) {
	if f.lifeCap > 0 {
		life = min(life, f.lifeCap)
	}
	// X-Amz-Date has no fraction: the URL's life is counted from the whole second, and UrlExpiry
	// says the same instant.
	signed := s.now().Truncate(time.Second)
	out := attachmentAnswer{AttachmentSizeInBytes: f.content.size(), URLExpiry: timestamp(signed.Add(life))}
	s.mu.Lock()
	defer s.mu.Unlock()
	if ends := s.faults.linkEnds; ends.on {
		out.URLExpiry = timestamp(signed.Add(ends.by))
	}
	if s.faults.noExpiry {
		out.URLExpiry = ""
	}
	if s.faults.noURL {
		out.URLExpiry = ""
		return out, nil
	}
	if s.faults.expired.take() {
		signed = signed.Add(-life - time.Second)
	}
	out.URL = s.presign(f, in, signed, life)
	if len(out.URL) > maxURL {
		return nil, invalid("Host is too long")
	}
	return out, nil
}
