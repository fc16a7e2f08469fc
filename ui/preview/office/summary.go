package office

import (
	"bytes"
	"strconv"
	"time"

	"attache/ui/preview"
)

// property is one thing that a document says of itself, by its number.
type property struct {
	kind  uint32
	value []byte
}

// summary reads what the document says of itself.
func (d *document) summary(c *compound) error {
	if c.streams["SummaryInformation"] == nil {
		return nil
	}
	b, err := c.read("SummaryInformation")
	if err != nil {
		return err
	}
	all := propertiesIn(from(b, le32(from(b, 44))))
	page := int(le16(all[1].value))
	if page == 0xFDE9 { // 65001 as a signed number
		page = 65001
	}
	d.Title = preview.Cut(all[2].text(page), 200)
	d.fact("Author", all[4].text(page))
	d.fact("Subject", all[3].text(page))
	d.fact("Modified", all[13].time())
	d.fact("Modified by", all[8].text(page))
	d.fact("Pages", all[14].count())
	d.fact("Words", all[15].count())
	return nil
}

// propertiesIn reads the table of a set.
func propertiesIn(set []byte) map[uint32]property {
	found := map[uint32]property{}
	n := min(le32(from(set, 4)), 200)
	for i := range n {
		entry := from(set, 8+8*i)
		value := from(set, le32(from(entry, 4)))
		if len(entry) >= 8 && len(value) >= 4 {
			found[le32(entry)] = property{le32(value), value[4:]}
		}
	}
	return found
}

func (p property) text(page int) string {
	switch p.kind {
	case 0x1E:
		b, _, _ := bytes.Cut(upTo(from(p.value, 4), min(le32(p.value), 1000)), []byte{0})
		e := codePage(page)
		if e == nil {
			e = codePage(1252)
		}
		s, err := e.NewDecoder().Bytes(b)
		if err != nil {
			return ""
		}
		return string(s)
	case 0x1F:
		b := upTo(from(p.value, 4), 2*min(le32(p.value), 1000))
		return string(bytes.TrimRight([]byte(wide(b)), "\x00"))
	}
	return ""
}

func (p property) count() string {
	if n := le32(p.value); p.kind == 3 && n > 0 && n < 1e9 {
		return strconv.FormatUint(uint64(n), 10)
	}
	return ""
}

// time is told in steps of 100 ns since 1601.
func (p property) time() string {
	ticks := uint64(le32(p.value)) | uint64(le32(from(p.value, 4)))<<32
	const until1970 = 116444736000000000
	if p.kind != 0x40 || ticks < until1970 || ticks > until1970+1e18 {
		return ""
	}
	return time.Unix(int64((ticks-until1970)/1e7), 0).UTC().Format("2006-01-02 15:04")
}
