package part

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
)

func TestTabsOutOfSightAreCountedAtTheirSide(t *testing.T) {
	t.Parallel()
	for _, w := range []int{30, 40, 60} {
		for front := range 10 {
			c := ChatTabs{Frame: frame(false), W: w}
			for i := range 10 {
				c.Tabs = append(c.Tabs, ChatTab{Label: "chat", New: 9, InSight: i == front, Left: 5 * time.Minute})
			}
			line := ansi.Strip(c.Line())
			shown := 0
			for _, h := range c.Hits() {
				if h.W > 0 {
					shown++
				}
			}
			_, before, _ := strings.Cut(line, "←")
			if strings.Contains(line, "…") || ansi.StringWidth(line) > w || !strings.Contains(line, strconv.Itoa(front+1)+" chat") {
				t.Errorf("%d cells, chat %d in front: %q", w, front, line)
			}
			if hidden := shown < 10; hidden != strings.ContainsAny(line, "←→") || strings.Contains(line, "←") && before[0] == '0' {
				t.Errorf("%d cells, chat %d in front, %d boxes: %q", w, front, shown, line)
			}
		}
	}
}
