package bucket

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"attache/api/emulator/scenario"
	"attache/api/emulator/wire"
)

// Region is the one that everything is said to be in.
const Region = "us-east-1"

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
	hostHeader    = "host"
	dateLayout    = "20060102T150405Z"
	accessKeyID   = "ASIAATTACHEEMULATOR0" // of the made-up signer; it opens nothing
	sessionPrefix = "session-"
)

// URL makes the URL of f's object: S3's path style on the host that the request came to,
// signed for GET with the host header alone. Callers hold the lock.
func (b *Bucket) URL(f *scenario.File, at wire.Origin, signed time.Time, life time.Duration) string {
	return b.presign(http.MethodGet, f.Path, at, signed, life, f, nil)
}

// presign signs a request for an object of a file, nil where there is none yet, with the headers that must come
// with it. Callers hold the lock.
func (b *Bucket) presign(method, path string, at wire.Origin, signed time.Time, life time.Duration, f *scenario.File, headers map[string]string) string {
	date := signed.UTC().Format(dateLayout)
	all := map[string]string{hostHeader: at.Host()}
	for name, value := range headers {
		all[strings.ToLower(name)] = value
	}
	names := slices.Sorted(maps.Keys(all))
	query := url.Values{
		paramAlgo:    {algorithm},
		paramCred:    {accessKeyID + "/" + scope(date)},
		paramDate:    {date},
		paramExpires: {strconv.Itoa(int(life / time.Second))},
		paramHeaders: {strings.Join(names, ";")},
		paramToken:   {b.sessionToken(f)},
	}
	canonical := canonicalRequest(method, path, query, names, func(name string) string { return all[name] })
	return at.URL("http") + escapePath(path) + "?" + canonicalQuery(query) +
		"&" + paramSig + "=" + b.sign(date, stringToSign(date, canonical))
}

// sessionToken stands for the session of the role that signs. Links can be made to die for one file
// alone, which a session cannot; f may be nil.
func (b *Bucket) sessionToken(f *scenario.File) string {
	text := binary.BigEndian.AppendUint64([]byte(sessionPrefix), b.chat.Signer)
	if f != nil {
		text = binary.BigEndian.AppendUint64(text, f.Session)
	}
	return hex.EncodeToString(b.chat.Secret.MAC(text))
}

func scope(date string) string { return date[:8] + "/" + Region + "/s3/aws4_request" }

// canonicalRequest is the text that SigV4 signs, with the payload left open as S3 wants it. The names are those of
// the signed headers, sorted.
func canonicalRequest(method, path string, query url.Values, names []string, value func(name string) string) string {
	lines := []string{method, escapePath(path), canonicalQuery(query)}
	for _, name := range names {
		lines = append(lines, name+":"+strings.Join(strings.Fields(value(name)), " "))
	}
	return strings.Join(append(lines, "", strings.Join(names, ";"), "UNSIGNED-PAYLOAD"), "\n")
}

// valueIn reads the headers of a request. Two of them are no headers any more where Go has read it.
func valueIn(r *http.Request) func(name string) string {
	return func(name string) string {
		switch name {
		case hostHeader:
			return r.Host
		case "content-length":
			return strconv.FormatInt(r.ContentLength, 10)
		}
		return strings.Join(r.Header.Values(name), ",")
	}
}

func stringToSign(date, canonical string) string {
	sum := sha256.Sum256([]byte(canonical))
	return strings.Join([]string{algorithm, date, scope(date), hex.EncodeToString(sum[:])}, "\n")
}

// sign derives the day's key from the secret, as SigV4 does, and signs.
func (b *Bucket) sign(date, text string) string {
	key := []byte("AWS4" + hex.EncodeToString(b.chat.Secret.Key()))
	for _, part := range []string{date[:8], Region, "s3", "aws4_request", text} {
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
