package pair

import (
	"bytes"
	"compress/gzip"
	"crypto/sha512"
	"embed"
	"encoding/base64"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// streamsVersion is that of the package whose build is embedded, unchanged but for the packing.
const streamsVersion = "2.28.2"

//go:embed web/index.html web/page.css web/handover.js web/page.js web/bookmarklet.js web/connect-streams-min.js.gz web/connect-streams-LICENSE.txt
var web embed.FS

// file is one that WritePage writes.
type file struct {
	name string
	text []byte
}

// integrity is how a page names the hash of a script that it loads.
func integrity(text []byte) string {
	sum := sha512.Sum384(text)
	return "sha384-" + base64.StdEncoding.EncodeToString(sum[:])
}

// pageFiles returns the page, what it loads, and the hashes of it all.
func pageFiles() ([]file, error) {
	var all []file
	for _, name := range []string{"page.css", "handover.js", "page.js", "connect-streams-min.js.gz", "connect-streams-LICENSE.txt", "index.html"} {
		text, err := web.ReadFile("web/" + name)
		if err != nil {
			return nil, err
		}
		if short, packed := strings.CutSuffix(name, ".gz"); packed {
			name = short
			if text, err = unpack(text); err != nil {
				return nil, err
			}
		}
		all = append(all, file{name, text})
	}
	page := &all[len(all)-1]
	var list strings.Builder
	for _, f := range all[:len(all)-1] {
		page.text = bytes.ReplaceAll(page.text, []byte("{"+f.name+"}"), []byte(integrity(f.text)))
		fmt.Fprintf(&list, "%s  %s\n", integrity(f.text), f.name)
	}
	fmt.Fprintf(&list, "\nconnect-streams-min.js is release/connect-streams-min.js of the npm package amazon-connect-streams %s.\n", streamsVersion)
	return append(all, file{"hashes.txt", []byte(list.String())}), nil
}

func unpack(packed []byte) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

// WritePage writes the page into a folder, which it makes if need be, and returns what it wrote. It overwrites nothing.
func WritePage(dir string) ([]string, error) {
	files, err := pageFiles()
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil { //nolint:gosec // a page is there to be read
		return nil, err
	}
	var written []string
	for _, f := range files {
		path := filepath.Join(dir, f.name)
		if err := writeNew(path, f.text); err != nil {
			return written, err
		}
		written = append(written, path)
	}
	return written, nil
}

func writeNew(path string, text []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644) //nolint:gosec // likewise
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if closed := f.Close(); err == nil {
		err = closed
	}
	return err
}

// Bookmarklet returns the address of a bookmark that does the same on a page that has Streams already.
func Bookmarklet() (string, error) {
	var source strings.Builder
	for _, name := range []string{"web/handover.js", "web/bookmarklet.js"} {
		text, err := web.ReadFile(name)
		if err != nil {
			return "", err
		}
		source.Write(text)
	}
	return "javascript:" + url.PathEscape("(function () {\n"+source.String()+"})();"), nil
}
