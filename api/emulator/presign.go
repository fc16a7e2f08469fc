package emulator

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The query parameters of a pre-signed URL (SigV4 in the query string).
const (
	algorithm     = "AWS4-HMAC-SHA256"
	paramAlgo     = "X-Amz-Algorithm"
	paramCred     = "X-Amz-Credential"
	paramDate     = "X-Amz-Date"
	paramExpires  = "X-Amz-Expires"
	paramHeaders  = "X-Amz-SignedHeaders"
	paramToken    = "X-Amz-Security-Token"
	paramSig      = "X-Amz-Signature"
	dateLayout    = "20060102T150405Z"
	signedRegion  = "us-east-1"
	accessKeyID   = "ASIAATTACHEEMULATOR0" // of the made-up signer; it opens nothing
	sessionPrefix = "session-"
)

// presign makes the URL of f's object: S3's path style on the host that the request came to,
// signed for GET with the host header alone. Callers hold the lock.
func (s *Server) presign(f *file, in members, signed time.Time, life time.Duration) string {
	scheme := "http"
	if in.secure {
		scheme = "https"
	}
	date := signed.UTC().Format(dateLayout)
	query := url.Values{
		paramAlgo:    {algorithm},
		paramCred:    {accessKeyID + "/" + scope(date)},
		paramDate:    {date},
		paramExpires: {strconv.Itoa(int(life / time.Second))},
		paramHeaders: {"host"},
		paramToken:   {s.sessionToken(f)},
	}
	canonical := canonicalRequest(http.MethodGet, f.path, query, in.host)
	return scheme + "://" + in.host + escapePath(f.path) + "?" + canonicalQuery(query) +
		"&" + paramSig + "=" + s.secret.sign(date, stringToSign(date, canonical))
}

// sessionToken stands for the session of the role that signs. Links can be made to die for one file
// alone, which a session cannot; f may be nil.
func (s *Server) sessionToken(f *file) string {
	b := binary.BigEndian.AppendUint64([]byte(sessionPrefix), s.session)
	if f != nil {
		b = binary.BigEndian.AppendUint64(b, f.session)
	}
	return hex.EncodeToString(s.secret.mac(b))
}

func scope(date string) string { return date[:8] + "/" + signedRegion + "/s3/aws4_request" }

// canonicalRequest is the text that SigV4 signs, with the payload left open as S3 wants it.
func canonicalRequest(method, path string, query url.Values, host string) string {
	return strings.Join([]string{
		method, escapePath(path), canonicalQuery(query), "host:" + host, "", "host", "UNSIGNED-PAYLOAD",
	}, "\n")
}

func stringToSign(date, canonical string) string {
	sum := sha256.Sum256([]byte(canonical))
	return strings.Join([]string{algorithm, date, scope(date), hex.EncodeToString(sum[:])}, "\n")
}

// sign derives the day's key from the secret, as SigV4 does, and signs.
func (s secret) sign(date, text string) string {
	key := []byte("AWS4" + hex.EncodeToString(s[:]))
	for _, part := range []string{date[:8], signedRegion, "s3", "aws4_request", text} {
		m := hmac.New(sha256.New, key)
		m.Write([]byte(part))
		key = m.Sum(nil)
	}
	return hex.EncodeToString(key)
}

// canonicalQuery writes every parameter but the signature, sorted and escaped by SigV4's rules.
func canonicalQuery(query url.Values) string {
	var pairs []string
	for name, values := range query {
		if name == paramSig {
			continue
		}
		for _, v := range values {
			pairs = append(pairs, escape(name)+"="+escape(v))
		}
	}
	slices.Sort(pairs)
	return strings.Join(pairs, "&")
}

func escapePath(p string) string {
	segments := strings.Split(p, "/")
	for i, segment := range segments {
		segments[i] = escape(segment)
	}
	return strings.Join(segments, "/")
}

// escape keeps the unreserved characters of RFC 3986 alone; url.QueryEscape makes a space a plus.
func escape(text string) string {
	return strings.ReplaceAll(url.QueryEscape(text), "+", "%20")
}

// verify checks a request for an object as S3 does, in its order: is it signed at all, is it well
// formed, is it in time, is the session alive, is the signature right.
func (s *Server) verify(r *http.Request) *objectError {
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return &objectError{status: http.StatusBadRequest, Code: "InvalidURI", Message: "Couldn't parse the specified URI."}
	}
	if no := checkForm(query, r.Header); no != nil {
		return no
	}
	now := s.now()
	signed, life := signedAt(query)
	if expires := signed.Add(life); !now.Before(expires) {
		return &objectError{
			status: http.StatusForbidden, Code: "AccessDenied", Message: "Request has expired",
			AmzExpires: query.Get(paramExpires), Expires: expires.Format(time.RFC3339), ServerTime: now.Format(time.RFC3339),
		}
	}
	date := query.Get(paramDate)
	canonical := canonicalRequest(r.Method, r.URL.Path, query, r.Host)
	text := stringToSign(date, canonical)
	if !hmac.Equal([]byte(s.secret.sign(date, text)), []byte(query.Get(paramSig))) {
		return mismatch(text, canonical, query.Get(paramSig))
	}
	if name := unsignedHeader(r.Header); name != "" {
		return &objectError{
			status: http.StatusForbidden, Code: "AccessDenied",
			Message: "There were headers present in the request which were not signed", HeadersNotSigned: name,
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if query.Get(paramToken) != s.sessionToken(s.chat.objects[r.URL.Path]) {
		return &objectError{
			status: http.StatusBadRequest, Code: "ExpiredToken", Message: "The provided token has expired.",
		}
	}
	return nil
}

// checkForm refuses what cannot be a pre-signed request of this server.
func checkForm(query url.Values, header http.Header) *objectError {
	if query.Get(paramAlgo) == "" && query.Get(paramSig) == "" {
		return &objectError{status: http.StatusForbidden, Code: "AccessDenied", Message: "Access Denied"}
	}
	if header.Get("Authorization") != "" {
		return &objectError{
			status: http.StatusBadRequest, Code: "InvalidArgument",
			Message: "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, " +
				"Signature query string parameter or the Authorization header should be specified",
			ArgumentName: "Authorization", ArgumentValue: "[redacted]",
		}
	}
	malformed := func(message string) *objectError {
		return &objectError{status: http.StatusBadRequest, Code: "AuthorizationQueryParametersError", Message: message}
	}
	for _, name := range []string{paramAlgo, paramCred, paramDate, paramExpires, paramHeaders, paramSig} {
		if len(query[name]) != 1 || query.Get(name) == "" {
			return malformed("Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, " +
				"X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.")
		}
	}
	if query.Get(paramAlgo) != algorithm {
		return malformed("X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"")
	}
	if _, err := time.Parse(dateLayout, query.Get(paramDate)); err != nil {
		return malformed("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"")
	}
	const week = 7 * 24 * 60 * 60
	if n, err := strconv.Atoi(query.Get(paramExpires)); err != nil || n < 0 || n > week {
		return malformed("X-Amz-Expires must be a number of seconds, not negative and less than a week (in seconds)")
	}
	if key, _, _ := strings.Cut(query.Get(paramCred), "/"); key != accessKeyID {
		return &objectError{
			status: http.StatusForbidden, Code: "InvalidAccessKeyId",
			Message: "The AWS Access Key Id you provided does not exist in our records.",
		}
	}
	return nil
}

// signedAt reads what checkForm has found sound.
func signedAt(query url.Values) (time.Time, time.Duration) {
	signed, err := time.Parse(dateLayout, query.Get(paramDate))
	if err != nil {
		return time.Time{}, 0
	}
	seconds, err := strconv.Atoi(query.Get(paramExpires))
	if err != nil {
		return time.Time{}, 0
	}
	return signed, time.Duration(seconds) * time.Second
}

// unsignedHeader names an x-amz-* header: S3 takes none that the signature does not cover. A
// bearer token that a client leaks to the bucket is told by this.
func unsignedHeader(header http.Header) string {
	for name := range header {
		if lower := strings.ToLower(name); strings.HasPrefix(lower, "x-amz-") {
			return lower
		}
	}
	return ""
}
