package pair

import (
	"crypto/rand"
	"crypto/subtle"
)

// Launch returns an address on this machine that leads one visitor to page, with the code in the fragment.
func (s *Server) Launch(page string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.launch = launch{"/open/" + rand.Text(), page + "#attache=" + s.port + "-" + s.code.text}
	return "http://" + s.host + s.launch.path
}

// launchTo returns where a path leads, the first time.
func (s *Server) launchTo(path string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.launch.path == "" || subtle.ConstantTimeCompare([]byte(path), []byte(s.launch.path)) != 1 {
		return ""
	}
	to := s.launch.to
	s.launch = launch{}
	return to
}
