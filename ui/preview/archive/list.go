package archive

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"attache/model"
	"attache/ui/preview"
)

// named is a name as UTF-8: what is not is of old DOS.
func named(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	out, err := charmap.CodePage437.NewDecoder().String(s)
	if err != nil {
		return strings.ToValidUTF8(s, "?")
	}
	return out
}

// list takes in the names of files.
type list struct {
	preview.Page

	rows     [][]string
	weight   int
	files    int
	packed   int64
	unpacked uint64
	outside  bool // a name leads out of the folder that the archive is unpacked into
}

func (l *list) add(name string, size uint64, at time.Time) {
	l.outside = l.outside || leadsOut(name)
	l.unpacked += min(size, 1<<50)
	if !strings.HasSuffix(name, "/") {
		l.files++
	}
	if len(l.rows) >= preview.MaxLines-1 || l.weight > preview.MaxWeight/2 {
		l.More = true
		return
	}
	if at.Location() == time.Local { // this machine's zone is in a file, which no decoder opens
		at = at.UTC()
	}
	written, when := sized(size), ""
	if strings.HasSuffix(name, "/") {
		written = ""
	}
	if at.Year() > 1980 && at.Year() < 10000 {
		when = at.Format("2006-01-02 15:04")
	}
	row := []string{preview.Cut(named(name), preview.MaxLine), written, when}
	l.rows = append(l.rows, row)
	l.weight += 3*16 + len(row[0]) + len(written) + len(when)
}

// leadsOut reports whether a path is not below the folder that it is unpacked into.
func leadsOut(name string) bool {
	name = strings.ReplaceAll(name, `\`, "/")
	return strings.HasPrefix(name, "/") || len(name) > 1 && name[1] == ':' || strings.Contains("/"+name+"/", "/../")
}

func sized(n uint64) string { return model.FormatSize(int64(min(n, 1<<62))) }

func (l *list) fact(label, value string) {
	l.Facts = append(l.Facts, preview.Fact{Label: label, Value: preview.Cut(value, 200)})
}

// finish tells the list.
func (l *list) finish(tell func(preview.Page)) {
	l.fact("Files", strconv.Itoa(l.files))
	l.fact("Unpacked", sized(l.unpacked))
	if l.outside {
		l.Warnings = append(l.Warnings, "Names in it lead out of the folder that it is unpacked into. Do not unpack it.")
	}
	if l.packed > 0 && l.unpacked > 100<<20 && l.unpacked/uint64(l.packed) > 100 {
		l.Warnings = append(l.Warnings, "It unpacks to far more than its own size. Do not unpack it without need.")
	}
	if len(l.rows) > 0 {
		l.Table = &preview.Table{Header: true, Rows: append([][]string{{"Name", "Size", "Modified"}}, l.rows...)}
	}
	tell(l.Page)
}
