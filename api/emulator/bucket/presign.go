package bucket

import (
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
	"attache/api/emulator/sigv4"
	"attache/api/emulator/wire"
)

// Region is the one that everything is said to be in.
const Region = "us-east-1"

// The query parameters of a pre-signed URL (SigV4 in the query string).
const (
	paramAlgo     = "X-Amz-Algorithm"
	paramCred     = "X-Amz-Credential"
	paramDate     = "X-Amz-Date"
	paramExpires  = "X-Amz-Expires"
	paramHeaders  = "X-Amz-SignedHeaders"
	paramToken    = "X-Amz-Security-Token"
	paramSig      = "X-Amz-Signature"
	accessKeyID   = "ASIAATTACHEEMULATOR0" // of the made-up signer; it opens nothing
	sessionPrefix = "session-"
)

// URL makes the URL of f's object: S3's path style on the host that the request came to, or the bucket's own,
// signed for GET with the host header alone. Callers hold the lock.
func (b *Bucket) URL(f *scenario.File, at wire.Origin, signed time.Time, life time.Duration) string {
	return b.presign(http.MethodGet, f.Path, at, signed, life, f, nil)
}

// presign signs a request for an object of a file, nil where there is none yet, with the headers that must come
// with it. Callers hold the lock.
func (b *Bucket) presign(method, path string, at wire.Origin, signed time.Time, life time.Duration, f *scenario.File, headers map[string]string) string {
	at = b.place.of(at)
	date := signed.UTC().Format(sigv4.DateLayout)
	all := map[string]string{sigv4.HostHeader: at.Host()}
	for name, value := range headers {
		all[strings.ToLower(name)] = value
	}
	names := slices.Sorted(maps.Keys(all))
	query := url.Values{
		paramAlgo:    {sigv4.Algorithm},
		paramCred:    {accessKeyID + "/" + scope(date).String()},
		paramDate:    {date},
		paramExpires: {strconv.Itoa(int(life / time.Second))},
		paramHeaders: {strings.Join(names, ";")},
		paramToken:   {b.sessionToken(f)},
	}
	canonical := sigv4.Request{
		Method: method, Path: path, Query: query, Names: names, Value: func(name string) string { return all[name] }, Payload: sigv4.Unsigned,
	}.Canonical()
	return at.URL("http") + sigv4.Path(path) + "?" + sigv4.CanonicalQuery(query) +
		"&" + paramSig + "=" + b.sign(date, scope(date).StringToSign(canonical))
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

// scope is what links are signed for.
func scope(date string) sigv4.Scope { return sigv4.Scope{Date: date, Region: Region, Service: "s3"} }

// sign signs a text with the secret of the chat.
func (b *Bucket) sign(date, text string) string {
	return scope(date).Sign(hex.EncodeToString(b.chat.Secret.Key()), text)
}
