package download

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
)

// origin says which object a saved file is. It is kept with the file itself, where the file system
// can do that: neither the service nor the host tells a sum of the bytes, so nothing else could be
// compared without fetching them. It holds no link.
type origin struct {
	ID     string `json:"id"`
	ETag   string `json:"etag"`
	SHA256 string `json:"sha256"`
}

// decodeOrigin reads what is kept with a file, and may have been written by anybody.
func decodeOrigin(data []byte) (origin, bool) {
	var o origin
	if len(data) > maxOrigin || json.Unmarshal(data, &o) != nil {
		return origin{}, false
	}
	return o, o.ID != "" && isStrong(o.ETag) && o.SHA256 != ""
}

// candidate is a file in the folder that may be the one asked for.
type candidate struct {
	name string
	size int64
	origin
}

// savedAs looks for a file of that name, or that name with a number, that was saved as the attachment
// of that ID. It reads none.
func (f *folder) savedAs(name, id string) *candidate {
	for n := range maxCompared {
		k := &candidate{name: f.numbered(name, n)}
		file, info, err := f.openPlain(k.name, os.O_RDONLY, false)
		if errors.Is(err, fs.ErrNotExist) {
			break
		}
		if err != nil {
			continue
		}
		o, ok := decodeOrigin(f.disk.readOrigin(file))
		_ = file.Close() // nothing was written
		if k.size, k.origin = info.Size(), o; ok && o.ID == id {
			return k
		}
	}
	return nil
}

// originOf returns what is kept with a file of the folder; nothing where there is nothing.
func (f *folder) originOf(name string) origin {
	file, _, err := f.openPlain(name, os.O_RDONLY, false)
	if err != nil {
		return origin{}
	}
	defer file.Close() //nolint:errcheck // it was only read
	o, _ := decodeOrigin(f.disk.readOrigin(file))
	return o
}

// remember keeps with the file which object it is, if another run could ask about it.
func (p *part) remember() {
	if p.about.ETag == "" {
		return
	}
	data, err := json.Marshal(origin{p.about.ID, p.about.ETag, p.sha256()})
	if err == nil {
		p.folder.disk.setOrigin(p.file, data)
	}
}

// maxCompared is how many files of one name and size are read to find one of the same content.
const maxCompared = 16
