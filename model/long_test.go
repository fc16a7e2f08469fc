package model

import (
	"runtime"
	"strings"
	"testing"
)

// Whatever a sender or a proxy makes of a text, it is cut before anything dear is done with it: what is
// allocated for it does not grow with it.
func TestAHostileLengthCostsNothing(t *testing.T) {
	const size, most = 15 << 20, 1 << 20 // bytes
	for _, unit := range []string{"a", "é", "e\u0301", "\u0301", "/", ".", " ", "\x00", "\u200c", "م\u200c", "क\u094d\u200d", "\xff", "😀", "\u202e", "%41", "';"} {
		long := strings.Repeat(unit, size/len(unit)) + ".pdf"
		for name, do := range map[string]func(){
			"FileName":   func() { FileName(long, long) },
			"attachment": func() { NewAttachment(long, long, long, Status(long)) },
			"Text":       func() { Text(long); textHidden(long) },
			"ID":         func() { _, _ = CheckID(long) },
			"token":      func() { _, _ = CheckToken("--token", long) },
			"command":    func() { GetCommand([]string{Text(long)}) },
			"type":       func() { TypeLabel(NewAttachment("a", "a", long, "")) },
		} {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			do()
			runtime.ReadMemStats(&after)
			if used := after.TotalAlloc - before.TotalAlloc; used > most {
				t.Errorf("%s of 15 MB of %q allocates %d bytes", name, unit, used)
			}
		}
	}
}
