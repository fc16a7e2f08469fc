// Package sigv4 signs requests as AWS does, for whoever checks a signature.
package sigv4

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// The words of the signature.
const (
	Algorithm   = "AWS4-HMAC-SHA256"
	DateLayout  = "20060102T150405Z"
	HostHeader  = "host"
	Terminator  = "aws4_request"
	Unsigned    = "UNSIGNED-PAYLOAD"
	paramSecret = "X-Amz-Signature"
)

// Request is what is signed of a request.
type Request struct {
	Method, Path string
	Query        url.Values
	Names        []string // of the signed headers, sorted
	Value        func(name string) string
	Payload      string // the hash of the body, or Unsigned
}

// Canonical is the text that SigV4 signs.
func (r Request) Canonical() string {
	lines := []string{r.Method, Path(r.Path), CanonicalQuery(r.Query)}
	for _, name := range r.Names {
		lines = append(lines, name+":"+strings.Join(strings.Fields(r.Value(name)), " "))
	}
	return strings.Join(append(lines, "", strings.Join(r.Names, ";"), r.Payload), "\n")
}

// ValueIn reads the headers of a request. Two of them are no headers any more where Go has read it.
func ValueIn(r *http.Request) func(name string) string {
	return func(name string) string {
		switch name {
		case HostHeader:
			return r.Host
		case "content-length":
			return strconv.FormatInt(r.ContentLength, 10)
		}
		return strings.Join(r.Header.Values(name), ",")
	}
}

// Scope is what a signature is good for.
type Scope struct {
	Date            string // and time, as DateLayout
	Region, Service string
}

// String writes it as credentials carry it.
func (s Scope) String() string {
	return strings.Join([]string{s.Date[:8], s.Region, s.Service, Terminator}, "/")
}

// StringToSign makes the text whose MAC is the signature.
func (s Scope) StringToSign(canonical string) string {
	return strings.Join([]string{Algorithm, s.Date, s.String(), Hash([]byte(canonical))}, "\n")
}

// Sign derives the day's key from the secret and signs.
func (s Scope) Sign(secret, text string) string {
	key := []byte("AWS4" + secret)
	for _, part := range []string{s.Date[:8], s.Region, s.Service, Terminator, text} {
		m := hmac.New(sha256.New, key)
		m.Write([]byte(part))
		key = m.Sum(nil)
	}
	return hex.EncodeToString(key)
}

// Hash is how bodies and texts stand in what is signed.
func Hash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// CanonicalQuery writes every parameter but the signature, sorted and escaped by SigV4's rules.
func CanonicalQuery(query url.Values) string {
	var pairs []string
	for name, values := range query {
		if name == paramSecret {
			continue
		}
		for _, v := range values {
			pairs = append(pairs, Escape(name)+"="+Escape(v))
		}
	}
	slices.Sort(pairs)
	return strings.Join(pairs, "&")
}

// Path escapes a path as a URL carries it.
func Path(p string) string {
	segments := strings.Split(p, "/")
	for i, segment := range segments {
		segments[i] = Escape(segment)
	}
	return strings.Join(segments, "/")
}

// Escape keeps the unreserved characters of RFC 3986 alone; url.QueryEscape makes a space a plus.
func Escape(text string) string {
	return strings.ReplaceAll(url.QueryEscape(text), "+", "%20")
}
