package part

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"attache/ui/layout"
)

// ChatTab is one of the chats of a window.
type ChatTab struct {
	Label   string
	New     int           // files that are new and were not selected yet
	Left    time.Duration // until the first link ends that is waited with; 0: none is
	State   string        // what is off about it or its token; empty: nothing
	Brief   string        // the same where room is short
	Wrong   bool          // the state is trouble
	InSight bool          // it is the one in front
}

// ChatTabs is the line of the chats of a window. Where room is short, tabs lose words before any loses its place.
type ChatTabs struct {
	*Frame

	Tabs []ChatTab
	W    int
}

// tabWords are the segments of a tab at a level: 0 says all, 3 the number, what is new and what ends.
func (c *ChatTabs) tabWords(i, level int) []segment {
	t := c.Tabs[i]
	k, labelW := c.Dim, []int{24, 13, 8, 0}[level]
	if t.InSight {
		k, labelW = c.Brand, max(labelW, 8)
	}
	words := []segment{{strconv.Itoa(i + 1), k}}
	if labelW > 0 {
		words = append(words, segment{" " + c.Middle(t.Label, labelW, c.Glyphs.Cut), k})
	}
	if t.New > 0 && level < 2 {
		words = append(words, segment{" " + strconv.Itoa(t.New) + " new", c.Work})
	} else if t.New > 0 {
		words = append(words, segment{"+" + strconv.Itoa(t.New), c.Work})
	}
	if t.Left > 0 && level < 2 {
		words = append(words, segment{" " + MinutesWord(t.Left), c.Soon})
	} else if t.Left > 0 {
		words = append(words, segment{" " + MinutesBrief(t.Left), c.Soon})
	}
	switch {
	case t.State == "":
	case t.Wrong && level == 3:
		words = append(words, segment{"!", c.Bad})
	case t.Wrong:
		words = append(words, segment{" " + t.State, c.Bad})
	case level < 2:
		words = append(words, segment{" " + t.State, c.Wait})
	default:
		words = append(words, segment{" " + t.Brief, c.Wait})
	}
	return words
}

// MinutesWord is a time in whole minutes: it does not change from second to second.
func MinutesWord(d time.Duration) string {
	if d <= time.Minute {
		return "<1 min"
	}
	return strconv.Itoa(int((d+time.Minute-1)/time.Minute)) + " min"
}

// MinutesBrief is the same where room is short.
func MinutesBrief(d time.Duration) string {
	return strings.Replace(MinutesWord(d), " min", "m", 1)
}

// level is the first at which all tabs have room.
func (c *ChatTabs) level() int {
	for level := range 3 {
		w := 0
		for i := range c.Tabs {
			w += c.measure(c.tab(i, level, 0))
		}
		if w <= c.W {
			return level
		}
	}
	return 3
}

// tab is one with what parts it from the one before it. A bar stands before the one in front.
func (c *ChatTabs) tab(i, level, first int) []segment {
	var all []segment
	if i > first && level < 3 {
		all = append(all, segment{" " + c.Glyphs.Divider, c.Faint})
	}
	lead := segment{" ", c.Plain}
	if c.Tabs[i].InSight {
		lead = segment{c.Glyphs.Bar, c.Brand}
	}
	return append(append(all, lead), c.tabWords(i, level)...)
}

// place is the level, the first tab that shows and the one behind the last: the one in front always does.
func (c *ChatTabs) place() (level, first, end int) {
	level = c.level()
	front := max(slices.IndexFunc(c.Tabs, func(t ChatTab) bool { return t.InSight }), 0)
	for first < front && c.takes(level, first, front+1) > c.W {
		first++
	}
	end = min(front+1, len(c.Tabs))
	for end < len(c.Tabs) && c.takes(level, first, end+1) <= c.W {
		end++
	}
	return level, first, end
}

// takes is how many cells some of the tabs take, with how many there are before and behind them.
func (c *ChatTabs) takes(level, first, end int) (w int) {
	for _, b := range c.boxes(level, first, end) {
		w += c.measure(b.words)
	}
	return w
}

// chatTabBox is a tab as it is drawn, or how many are out of sight, which stands for the nearest of those.
type chatTabBox struct {
	words []segment
	index int
}

func (c *ChatTabs) boxes(level, first, end int) (all []chatTabBox) {
	if first > 0 {
		all = append(all, chatTabBox{[]segment{{c.Glyphs.Left + strconv.Itoa(first), c.Key}}, first - 1})
	}
	for i := first; i < end; i++ {
		all = append(all, chatTabBox{c.tab(i, level, first), i})
	}
	if n := len(c.Tabs) - end; n > 0 {
		all = append(all, chatTabBox{[]segment{{" " + strconv.Itoa(n) + c.Glyphs.Right, c.Key}}, end})
	}
	return all
}

// Line draws them.
func (c *ChatTabs) Line() string {
	var line []segment
	for _, b := range c.boxes(c.place()) {
		line = append(line, b.words...)
	}
	return c.cut(line, c.W)
}

// Hits are the boxes of the tabs, in the first line.
func (c *ChatTabs) Hits() []Hit {
	var hits []Hit
	x := 0
	for _, b := range c.boxes(c.place()) {
		w := c.measure(b.words)
		hits = append(hits, Hit{layout.Rect{X: x, W: max(min(w, c.W-x), 0), H: 1}, Target{Kind: OnTab, Index: b.index}})
		x += w
	}
	return hits
}
