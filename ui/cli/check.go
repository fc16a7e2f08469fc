package cli

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"attache/model"
	"attache/ui/system"
)

// checkTime is how long an emulator may take to answer. What runs health checks waits longer.
const checkTime = 5 * time.Second

// checkEmulator fails unless an emulator answers. Its control says so where it may be asked; elsewhere the service does,
// by refusing a call without a token.
func checkEmulator(ctx context.Context, p *commandLine) error {
	inner, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	way, err := trusting(inner, p)
	if err != nil {
		return err
	}
	client := http.Client{ // the first answer counts
		Transport:     way,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	answer, err := knock(inner, &client, http.MethodGet, p.opts.check+"/_attache/health")
	if err == nil && answer.status == http.StatusOK && strings.Contains(answer.body, `"status":"ok"`) {
		return nil
	}
	if err == nil {
		answer, err = knock(inner, &client, http.MethodPost, p.opts.check+"/participant/cancel-authentication")
	}
	switch {
	case err == nil && answer.status == http.StatusForbidden && answer.fault == "AccessDeniedException":
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case err == nil:
		return model.NewInputProblem(p.opts.input("check"), model.FaultDead, "something else does")
	case errors.Is(err, context.DeadlineExceeded):
		return model.NewInputProblem(p.opts.input("check"), model.FaultDead, "no answer within "+checkTime.String())
	}
	if failed := (*url.Error)(nil); errors.As(err, &failed) {
		err = failed.Err // which says the URL again
	}
	return model.NewInputProblem(p.opts.input("check"), model.FaultDead, system.Reason(err))
}

// asksForHealth reports whether args ask for a health check, however wrong they are: what runs one takes 2 for no answer.
func asksForHealth(args []string) bool {
	own := ownArguments(args)
	return slices.Contains(own, "emulate") && slices.ContainsFunc(own, func(arg string) bool {
		name, _, _ := strings.Cut(arg, "=")
		return name == "--check"
	})
}

// answered is what a health check looks at.
type answered struct {
	status      int
	fault, body string
}

func knock(ctx context.Context, client *http.Client, method, at string) (answered, error) {
	request, err := http.NewRequestWithContext(ctx, method, at, http.NoBody)
	if err != nil {
		return answered{}, err
	}
	response, err := client.Do(request)
	if err != nil {
		return answered{}, err
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, 64<<10))
	return answered{response.StatusCode, response.Header.Get("X-Amzn-ErrorType"), string(body)}, errors.Join(err, response.Body.Close())
}

// trusting is the way to a health check: never a proxy's, and with the certificates that a client would be given.
func trusting(ctx context.Context, p *commandLine) (*http.Transport, error) {
	way := &http.Transport{DisableKeepAlives: true}
	file, input := p.opts.tlsCA, p.opts.input("tls-ca")
	if file == "" {
		file, input = p.Getenv("AWS_CA_BUNDLE"), "AWS_CA_BUNDLE"
	}
	if file == "" {
		return way, nil
	}
	// A pipe that nobody writes into would be waited for.
	text, err := system.Await(ctx, func() ([]byte, error) { return os.ReadFile(system.Home(file, p.Getenv)) })
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return nil, model.NewInputProblem(input, model.FaultUnreadable, "nothing was written into it within "+checkTime.String())
	case errors.Is(err, context.Canceled):
		return nil, err
	case err != nil:
		return nil, model.NewInputProblem(input, model.FaultUnreadable, system.Reason(err))
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(text) {
		return nil, model.NewInputProblem(input, model.FaultUnreadable, "it holds no certificate")
	}
	way.TLSClientConfig = &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}
	return way, nil
}
