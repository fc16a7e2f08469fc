package model

import (
	"strings"
	"testing"
	"time"
)

// Whatever a sender or a proxy makes of a text, it is cut before anything dear is done with it.
func TestAHostileLengthCostsNothing(t *testing.T) {
	const size, most = 15 << 20, time.Second // a tenth of it on a machine with nothing else to do
	for _, unit := range []string{"a", "é", "e\u0301", "\u0301", "/", ".", " ", "\x00", "\u200c", "م\u200c", "क\u094d\u200d", "\xff", "😀", "\u202e", "%41", "';"} {
		long := strings.Repeat(unit, size/len(unit)) + ".pdf"
		for name, do := range map[string]func(){
			"FileName":   func() { FileName(long, long) },
			"attachment": func() { NewAttachment(long, long, long, Status(long)) },
			"Text":       func() { Text(long); TextHidden(long) },
			"ID":         func() { _, _ = CheckID(long) },
			"token":      func() { _, _ = CheckToken("--token", long) },
			"life":       func() { _, _ = CheckLife("--url-expiry", long) },
			"command":    func() { GetCommand([]string{Text(long)}) },
			"type":       func() { TypeLabel(NewAttachment("a", "a", long, "")) },
		} {
			began := time.Now()
			do()
			if took := time.Since(began); took > most {
				t.Errorf("%s of 15 MB of %q takes %v", name, unit, took)
			}
		}
	}
}
