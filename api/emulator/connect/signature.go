package connect

import (
	"crypto/hmac"
	"net/http"
	"slices"
	"strings"
	"time"

	"attache/api/emulator/sigv4"
	"attache/api/emulator/wire"
)

// skew is how far the date of a signature may be from the service's clock.
const skew = 5 * time.Minute

// The keys that requests are signed with unless others are given. They open nothing.
const (
	DummyKeyID  = "AKIAATTACHEEMULATOR0"
	DummySecret = "attache/emulator/these/keys/open/nothing"
)

// Keys are those that requests have to be signed with.
type Keys struct{ ID, Secret string }

// authorization is what the Authorization header says.
type authorization struct {
	key       string
	scope     sigv4.Scope
	names     []string
	signature string
}

// verify checks the signature of a request as AWS does: who signs, when, and what. Assumption: any region is taken.
func (k *Keys) verify(r *http.Request, payload string, now time.Time) *wire.Refusal {
	text := r.Header.Get("Authorization")
	if text == "" {
		return wire.UnknownRoute() // "Missing Authentication Token"
	}
	a, missing := readAuthorization(text)
	if missing != "" {
		return wire.IncompleteSignature("Authorization header requires '" + missing + "' parameter.")
	}
	date := r.Header.Get("X-Amz-Date")
	signed, err := time.Parse(sigv4.DateLayout, date)
	switch {
	case a.key != k.ID:
		return wire.UnknownKey()
	case err != nil:
		return wire.IncompleteSignature("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.")
	case a.scope.Date != date[:8]:
		return wire.WrongSignature("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP")
	case a.scope.Service != "connect":
		return wire.WrongSignature("Credential should be scoped to correct service: 'connect'.")
	}
	if off := now.Sub(signed); off.Abs() > skew {
		return wire.WrongSignature("Signature expired or not yet current: " + date + " is not within 5 min. of the service's time")
	}
	if stated := r.Header.Get("X-Amz-Content-Sha256"); stated != "" && stated != payload {
		return wire.WrongSignature("The hash of the body is not that of 'X-Amz-Content-Sha256'")
	}
	if name := unsigned(r, a.names); name != "" {
		return wire.WrongSignature("'" + name + "' must be a signed header")
	}
	a.scope.Date = date
	canonical := sigv4.Request{ // all services but S3 sign the path as it is sent, escaped once more
		Method: r.Method, Path: r.URL.EscapedPath(), Query: r.URL.Query(), Names: a.names, Value: sigv4.ValueIn(r), Payload: payload,
	}.Canonical()
	if !hmac.Equal([]byte(a.scope.Sign(k.Secret, a.scope.StringToSign(canonical))), []byte(a.signature)) {
		return wire.WrongSignature("The request signature we calculated does not match the signature you provided. " +
			"Check your AWS Secret Access Key and signing method. Consult the service documentation for details.")
	}
	return nil
}

// readAuthorization reads the header, and says what is missing.
func readAuthorization(text string) (a authorization, missing string) {
	rest, ok := strings.CutPrefix(text, sigv4.Algorithm+" ")
	if !ok {
		return a, "Algorithm"
	}
	parts := map[string]string{}
	for part := range strings.SplitSeq(rest, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		parts[name] = value
	}
	scope := strings.Split(parts["Credential"], "/")
	switch {
	case len(scope) != 5 || len(scope[1]) != 8 || scope[4] != sigv4.Terminator:
		return a, "Credential"
	case parts["SignedHeaders"] == "":
		return a, "SignedHeaders"
	case parts["Signature"] == "":
		return a, "Signature"
	}
	names := strings.Split(parts["SignedHeaders"], ";")
	if !slices.IsSorted(names) {
		return a, "SignedHeaders"
	}
	return authorization{scope[0], sigv4.Scope{Date: scope[1], Region: scope[2], Service: scope[3]}, names, parts["Signature"]}, ""
}

// unsigned names a header that has to be signed and is not.
func unsigned(r *http.Request, names []string) string {
	if !slices.Contains(names, sigv4.HostHeader) {
		return sigv4.HostHeader
	}
	for name := range r.Header {
		if lower := strings.ToLower(name); strings.HasPrefix(lower, "x-amz-") && !slices.Contains(names, lower) {
			return lower
		}
	}
	return ""
}
