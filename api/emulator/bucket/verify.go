package bucket

import (
	"crypto/hmac"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"attache/api/emulator/sigv4"
)

// verify checks a request for an object as S3 does, in its order: is it signed at all, is it well
// formed, is it in time, is the session alive, is the signature right.
func (b *Bucket) verify(r *http.Request) *objectError {
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return refuse(http.StatusBadRequest, "InvalidURI", "Couldn't parse the specified URI.")
	}
	if no := checkForm(query, r.Header); no != nil {
		return no
	}
	now := b.chat.Clock.Now()
	signed, life := signedAt(query)
	if expires := signed.Add(life); !now.Before(expires) {
		no := refuse(http.StatusForbidden, "AccessDenied", "Request has expired")
		no.AmzExpires, no.Expires, no.ServerTime = query.Get(paramExpires), expires.Format(time.RFC3339), now.Format(time.RFC3339)
		return no
	}
	date := query.Get(paramDate)
	names := strings.Split(query.Get(paramHeaders), ";")
	canonical := sigv4.Request{
		Method: r.Method, Path: r.URL.Path, Query: query, Names: names, Value: sigv4.ValueIn(r), Payload: sigv4.Unsigned,
	}.Canonical()
	text := scope(date).StringToSign(canonical)
	if !hmac.Equal([]byte(b.sign(date, text)), []byte(query.Get(paramSig))) {
		return mismatch(text, canonical, query.Get(paramSig))
	}
	if name := unsignedHeader(r.Header, names); name != "" {
		no := refuse(http.StatusForbidden, "AccessDenied", "There were headers present in the request which were not signed")
		no.HeadersNotSigned = name
		return no
	}
	b.chat.Lock()
	defer b.chat.Unlock()
	if query.Get(paramToken) != b.sessionToken(b.chat.Talk.Objects[r.URL.Path]) {
		return refuse(http.StatusBadRequest, "ExpiredToken", "The provided token has expired.")
	}
	return nil
}

// checkForm refuses what cannot be a pre-signed request of this server.
func checkForm(query url.Values, header http.Header) *objectError {
	if query.Get(paramAlgo) == "" && query.Get(paramSig) == "" {
		return refuse(http.StatusForbidden, "AccessDenied", "Access Denied")
	}
	if header.Get("Authorization") != "" {
		no := refuse(http.StatusBadRequest, "InvalidArgument", "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, "+
			"Signature query string parameter or the Authorization header should be specified")
		no.ArgumentName, no.ArgumentValue = "Authorization", "[redacted]"
		return no
	}
	malformed := func(message string) *objectError {
		return refuse(http.StatusBadRequest, "AuthorizationQueryParametersError", message)
	}
	for _, name := range []string{paramAlgo, paramCred, paramDate, paramExpires, paramHeaders, paramSig} {
		if len(query[name]) != 1 || query.Get(name) == "" {
			return malformed("Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, " +
				"X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.")
		}
	}
	if query.Get(paramAlgo) != sigv4.Algorithm {
		return malformed("X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"")
	}
	if _, err := time.Parse(sigv4.DateLayout, query.Get(paramDate)); err != nil {
		return malformed("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"")
	}
	const week = 7 * 24 * 60 * 60
	if n, err := strconv.Atoi(query.Get(paramExpires)); err != nil || n < 0 || n > week {
		return malformed("X-Amz-Expires must be a number of seconds, not negative and less than a week (in seconds)")
	}
	if key, _, _ := strings.Cut(query.Get(paramCred), "/"); key != accessKeyID {
		return refuse(http.StatusForbidden, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.")
	}
	return nil
}

// signedAt reads what checkForm has found sound.
func signedAt(query url.Values) (time.Time, time.Duration) {
	signed, _ := time.Parse(sigv4.DateLayout, query.Get(paramDate))
	seconds, _ := strconv.Atoi(query.Get(paramExpires))
	return signed, time.Duration(seconds) * time.Second
}

// unsignedHeader names an x-amz-* header: S3 takes none that the signature does not cover. A
// bearer token that a client leaks to the bucket is told by this.
func unsignedHeader(header http.Header, signed []string) string {
	for name := range header {
		if lower := strings.ToLower(name); strings.HasPrefix(lower, "x-amz-") && !slices.Contains(signed, lower) {
			return lower
		}
	}
	return ""
}
