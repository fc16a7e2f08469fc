package ui

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"attache/model"
	"attache/model/session"
	"attache/ui/runner/fakechat"
	"attache/ui/vt"
)

// manyScripts are names that terminals and readers count in different ways.
func manyScripts() []string {
	return []string{
		"plain.pdf", "हिन्दी दस्तावेज़ क्ष.pdf", "বাংলা নথি ক্ষ.pdf", "ภาษาไทย น้ำ.pdf", "தமிழ் ஸ்ரீ கோ.pdf", "ភាសាខ្មែរ.pdf",
		"ພາສາລາວ ນ້ຳ.pdf", "မြန်မာဘာသာ.pdf", "👍🏽.png", "👩🏽\u200d🚀.png", "❤\ufe0f\u200d🔥.png", "見積書.xlsx", "🇬🇧.png",
	}
}

// TestColumnsDoNotMoveWhateverTheTerminalMeasures draws names of many scripts on a terminal that adds
// up characters and on one that was told to take graphemes together: the time left of every link ends
// in the same column.
func TestColumnsDoNotMoveWhateverTheTerminalMeasures(t *testing.T) {
	const modeUnicode = 2027
	for name, lacks := range map[string]int{"by characters": modeUnicode, "by graphemes": 0} {
		for _, size := range [][2]int{{120, 40}, {80, 24}, {40, 16}} {
			t.Run(fmt.Sprintf("%s %dx%d", name, size[0], size[1]), func(t *testing.T) {
				screenTest(t, func(t *testing.T) { columnsStand(t, lacks, size[0], size[1]) })
			})
		}
	}
}

func columnsStand(t *testing.T, lacks, w, h int) {
	t.Helper()
	f := &fakechat.Chat{Pages: []model.Page{{}}, OnLink: goodLink(time.Now)}
	for i, name := range manyScripts() {
		a := model.NewAttachment(fmt.Sprintf("id-%03d", i), name, "", model.StatusApproved)
		a.ItemID, a.SentAt = fmt.Sprintf("%04d", i), start
		f.Pages[0].Attachments = append(f.Pages[0].Attachments, a)
	}
	in, feed := io.Pipe()
	answers := make(chan []byte, 100)
	go func() {
		for b := range answers {
			_, _ = feed.Write(b)
		}
	}()
	term := vt.New(w, h, vt.Lacks(lacks), vt.ONLCR(), vt.Reply(func(b []byte) { answers <- slices.Clone(b) }))
	_, end := onScreen(t, f, in, term, w, h, func(o *Options) { o.Prefetch = session.PrefetchVisible })
	after(time.Minute - time.Second/2) // between two ticks of the countdown
	screen := term.Screen()
	if got := screen.Mode(2027); got == (lacks == 2027) {
		t.Errorf("mode 2027 is %v", got)
	}
	var columns []int
	for y := range h {
		for x := range w {
			if screen.Cell(x, y).Text == "4" && screen.Cell(x+1, y).Text == ":" && !strings.HasPrefix(screen.Line(y), " link") {
				columns = append(columns, x)
				break
			}
		}
	}
	if len(columns) < 10 || slices.Min(columns) != slices.Max(columns) {
		t.Errorf("the times left stand in the columns %v:\n%s", columns, screen.Text())
	}
	if strings.Contains(screen.Text(), "U+") {
		t.Errorf("an honest name is shown as hidden:\n%s", screen.Text())
	}
	end()
	_ = feed.Close()
	close(answers)
}
