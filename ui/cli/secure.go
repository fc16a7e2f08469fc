package cli

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"

	"attache/model"
	"attache/ui/system"
)

// outsideSettings are those of how an emulator is reached.
func outsideSettings() []setting {
	const group = groupEmulator
	return []setting{
		{name: "bucket-listen", arg: "HOST:PORT", group: group, help: "serve files at an address of their own, as S3 does", set: setBucketListen},
		{name: "tls", group: group, help: "serve https, with a certificate made for this run", set: setBool(func(o *options) *bool { return &o.chat.TLS })},
		{name: "tls-ca", arg: "FILE", group: group, help: "where to write the CA certificate of --tls, or of which --check trusts one", set: setCA},
	}
}

func setBucketListen(o *options, input, value string) error {
	if err := checkListen(input, value); err != nil {
		return err
	}
	o.chat.BucketListen = value
	return nil
}

// setCA takes a file in a folder that is there.
func setCA(o *options, input, value string) error {
	if err := setPath(func(o *options) *string { return &o.tlsCA })(o, input, value); err != nil {
		return err
	}
	o.tlsCA = system.Home(value, os.Getenv)
	_, err := os.Stat(filepath.Dir(o.tlsCA))
	if _, wrong := os.Stat(o.tlsCA); err == nil && !errors.Is(wrong, fs.ErrNotExist) {
		err = wrong
	}
	if err != nil {
		return model.NewInputProblem(input, model.FaultUnreadable, system.Reason(err))
	}
	return nil
}

// trusted writes the certificate that clients have to trust, and returns the file and what removes it, if nobody has
// named one.
func (p *program) trusted(s Emulator) (file string, remove func(), err error) {
	remove = func() {}
	if s.CA() == nil {
		return "", remove, nil
	}
	if p.opts.tlsCA == "" {
		dir, err := os.MkdirTemp("", "attache-ca-")
		if err != nil {
			return "", remove, p.noCA(err)
		}
		file, remove = filepath.Join(dir, "ca.pem"), func() { _ = os.RemoveAll(dir) } // of no use any more
	} else if file, err = filepath.Abs(p.opts.tlsCA); err != nil {
		return "", remove, p.noCA(err)
	}
	if old, err := os.ReadFile(file); err == nil && len(old) > 0 && !bytes.HasPrefix(old, []byte("-----BEGIN CERTIFICATE-----")) {
		return "", remove, model.NewInputProblem(p.opts.input("tls-ca"), model.FaultUnreadable, "another file is there")
	}
	if err := os.WriteFile(file, s.CA(), 0o644); err != nil { //nolint:gosec // a certificate is for everybody
		return "", remove, p.noCA(err)
	}
	return file, remove, nil
}

func (p *program) noCA(err error) error {
	return model.NewInputProblem(p.opts.input("tls-ca"), model.FaultUnreadable, system.Reason(err))
}

// checking is the way to a health check: never a proxy's, and with the certificates that a client would be given.
func (p *program) checking() (*http.Transport, error) {
	way := &http.Transport{DisableKeepAlives: true}
	file, input := p.opts.tlsCA, p.opts.input("tls-ca")
	if file == "" {
		file, input = p.Getenv("AWS_CA_BUNDLE"), "AWS_CA_BUNDLE"
	}
	if file == "" {
		return way, nil
	}
	text, err := os.ReadFile(system.Home(file, p.Getenv))
	if err != nil {
		return nil, model.NewInputProblem(input, model.FaultUnreadable, system.Reason(err))
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(text) {
		return nil, model.NewInputProblem(input, model.FaultUnreadable, "it holds no certificate")
	}
	way.TLSClientConfig = &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}
	return way, nil
}
