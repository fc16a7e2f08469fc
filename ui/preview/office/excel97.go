package office

import (
	"context"
	"math"
	"strings"

	"attache/ui/preview"
)

// The records of Excel 97 that matter here.
const (
	recEOF       = 0x000A
	recFormula   = 0x0006
	recDate1904  = 0x0022
	recPassword  = 0x002F
	recContinue  = 0x003C
	recSheet     = 0x0085
	recManyRK    = 0x00BD
	recXF        = 0x00E0
	recShared    = 0x00FC
	recSharedRef = 0x00FD
	recNumber    = 0x0203
	recLabel     = 0x0204
	recBool      = 0x0205
	recString    = 0x0207
	recRK        = 0x027E
	recFormat    = 0x041E
)

// excel97 reads the first sheet of a spreadsheet of Excel 97 that is not hidden.
func (d *document) excel97(ctx context.Context, c *compound) error {
	b, err := c.read("Workbook")
	if err != nil {
		return err
	}
	w := &book97{book: &book{}, formats: map[uint16]written{}}
	if err = each(ctx, b, w.global); err != nil {
		return err
	}
	if w.locked {
		d.locked()
		return nil
	}
	d.fact("Sheets", strings.Join(w.names, ", "))
	w.sharedStrings(w.segments)
	w.grid.name = w.first
	err = each(ctx, from(b, w.at), w.cell)
	w.grid.into(&d.Page)
	return err
}

// each gives every record to a function, up to the end of the part or until it says so.
func each(ctx context.Context, b []byte, visit func(kind uint16, data []byte) bool) error {
	for n := 0; len(b) >= 4; n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		kind, size := le16(b), int(le16(b[2:]))
		if size > len(b)-4 {
			return errBroken
		}
		if kind == recEOF || !visit(kind, b[4:4+size]) {
			return nil
		}
		b = b[4+size:]
	}
	return nil
}

// book97 takes in the records of a spreadsheet.
type book97 struct {
	*book

	grid     grid
	row      uint16
	formats  map[uint16]written // those of its own
	names    []string
	first    string
	at       uint32
	found    bool // a sheet that is not hidden
	locked   bool
	segments [][]byte // of the shared texts
	last     uint16   // the kind of the record before
	column   int      // of a formula whose text follows
}

func (w *book97) global(kind uint16, b []byte) bool {
	if kind == recContinue && w.last == recShared {
		w.segments = append(w.segments, b)
		return true
	}
	w.last = kind
	switch kind {
	case recPassword:
		w.locked = true
		return false
	case recDate1904:
		w.late = le16(b) == 1
	case recFormat:
		w.formats[le16(b)] = writtenBy(unicodeString(from(b, 2), 2))
	case recXF:
		id := le16(from(b, 2))
		as, known := w.formats[id]
		if !known {
			as = builtIn(int(id))
		}
		w.styled = append(w.styled, as)
	case recShared:
		w.segments = [][]byte{from(b, 8)}
	case recSheet:
		w.sheet(b)
	}
	return true
}

func (w *book97) sheet(b []byte) {
	if len(b) < 8 || len(w.names) > 500 {
		return
	}
	name := unicodeString(b[6:], 1)
	w.names = append(w.names, preview.Cut(name, 100))
	if seen := b[4]&3 == 0 && b[5] == 0; w.at == 0 || seen && !w.found {
		w.at, w.first, w.found = le32(b), name, seen
	}
}

// cell takes a record of the sheet.
func (w *book97) cell(kind uint16, b []byte) bool {
	if kind == recString {
		w.grid.set(w.column, unicodeString(b, 2))
		return true
	}
	if len(b) < 6 {
		return true
	}
	column, style, value := int(le16(b[2:])), int(le16(b[4:])), b[6:]
	text := ""
	switch kind {
	case recSharedRef:
		if n := le32(value); uint64(n) < uint64(len(w.shared)) {
			text = w.shared[n]
		}
	case recNumber:
		text = w.number(float(value), w.written(style))
	case recRK:
		text = w.number(rk(le32(value)), w.written(style))
	case recLabel:
		text = unicodeString(value, 2)
	case recBool:
		if len(value) > 1 && value[1] == 0 {
			text = truth(value[0] != 0)
		}
	case recFormula:
		w.column = column
		text = w.formula(value, style)
	case recManyRK:
	default:
		return true
	}
	if row := le16(b); row != w.row {
		w.grid.endRow()
		w.row = row
	}
	if kind == recManyRK {
		for b = b[4:]; len(b) >= 8; b = b[6:] {
			w.grid.set(column, w.number(rk(le32(b[2:])), w.written(int(le16(b)))))
			column++
		}
		return !w.grid.full()
	}
	if text != "" {
		w.grid.set(column, text)
	}
	return !w.grid.full()
}

// formula is what a formula came to, when the file was written.
func (w *book97) formula(b []byte, style int) string {
	switch {
	case len(b) < 8:
		return ""
	case le16(b[6:]) != 0xFFFF:
		return w.number(float(b), w.written(style))
	case b[0] == 1:
		return truth(b[2] != 0)
	}
	return ""
}

func float(b []byte) float64 {
	f := math.Float64frombits(uint64(le32(b)) | uint64(le32(from(b, 4)))<<32)
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return 0
	}
	return f
}

// rk is a number in thirty bits: a whole one or the start of a fraction, and maybe a hundredth of it.
func rk(n uint32) float64 {
	f := math.Float64frombits(uint64(n&^3) << 32)
	if n&2 != 0 {
		f = float64(int32(n) >> 2) //nolint:gosec // its sign is in the highest bit
	}
	if n&1 != 0 {
		f /= 100
	}
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return 0
	}
	return f
}
