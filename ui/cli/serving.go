package cli

import (
	"bytes"
	"os"
	"path/filepath"

	"attache/model"
	"attache/ui/system"
)

// serving is the emulator as its clients need to know it.
type serving struct {
	Emulator
	keyID, keySecret string // that calls to Connect are signed with
	trust            string // the file of the certificate that clients have to trust; empty: none
}

// assignment is a variable that leads a client to the emulator.
type assignment struct{ name, value string }

// variables are those that the contract names. These tokens open a made-up chat and are printed on purpose; no others
// ever are.
func (s *serving) variables() []assignment {
	all := []assignment{
		{"AWS_ENDPOINT_URL_CONNECTPARTICIPANT", s.URL()},
		{"AWS_REGION", s.Region()},
		{"ATTACHE_CONNECTION_TOKEN", s.ConnectionToken()},
		{"ATTACHE_PARTICIPANT_TOKEN", s.ParticipantToken()},
	}
	if s.trust != "" {
		all = append(all, assignment{"AWS_CA_BUNDLE", s.trust})
	}
	return all
}

// allVariables also serve clients that want keys, and back ends. The keys open nothing.
func (s *serving) allVariables() []assignment {
	all := append(s.variables(), []assignment{
		{"AWS_DEFAULT_REGION", s.Region()},
		{"AWS_ACCESS_KEY_ID", s.keyID},
		{"AWS_SECRET_ACCESS_KEY", s.keySecret},
		{"AWS_ENDPOINT_URL_CONNECT", s.URL()},
		{"ATTACHE_CONTACT_ID", s.ContactID()},
		{"ATTACHE_PARTICIPANT_ID", s.ParticipantID()},
	}...)
	if s.trust != "" {
		all = append(all, assignment{"NODE_EXTRA_CA_CERTS", s.trust})
	}
	return all
}

func (s *serving) controlVariable() assignment {
	return assignment{"ATTACHE_CONTROL_URL", s.URL() + "/_attache"}
}

// writeCertificate writes the certificate that clients have to trust, if there is one, and returns what removes it again
// where nobody has named a file for it.
func (s *serving) writeCertificate(o *options) (remove func(), err error) {
	remove = func() {}
	if s.CA() == nil {
		return remove, nil
	}
	file, err := filepath.Abs(o.tlsCA)
	if o.tlsCA == "" {
		var scratch system.Scratch
		scratch, err = system.NewScratch()
		file, remove = filepath.Join(scratch.Dir, "ca.pem"), func() { _ = scratch.Remove() } // of no use any more
	}
	if err != nil {
		return func() {}, model.NewInputProblem(o.input("tls-ca"), model.FaultUnreadable, system.Reason(err))
	}
	if info, err := os.Stat(file); err == nil && !info.Mode().IsRegular() { // a pipe would be waited for, and is read once
		return remove, model.NewInputProblem(o.input("tls-ca"), model.FaultUnreadable, "it is no regular file")
	}
	if old, err := os.ReadFile(file); err == nil && len(old) > 0 && !bytes.HasPrefix(old, []byte("-----BEGIN CERTIFICATE-----")) {
		return remove, model.NewInputProblem(o.input("tls-ca"), model.FaultUnreadable, "another file is there")
	}
	if err := os.WriteFile(file, s.CA(), 0o644); err != nil { //nolint:gosec // a certificate is for everybody
		return remove, model.NewInputProblem(o.input("tls-ca"), model.FaultUnreadable, system.Reason(err))
	}
	s.trust = file
	return remove, nil
}
