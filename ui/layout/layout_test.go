package layout

import "testing"

// everySize visits all sizes that a terminal can have.
func everySize(visit func(w, h int)) {
	for _, w := range []int{1, 29, 30, 40, 59, 60, 80, 100, 109, 110, 120, 139, 140, 160, 200, 320} {
		for h := 1; h <= 70; h++ {
			visit(w, h)
		}
	}
}

func TestAPreviewStandsUnderTheDetailsOrOverTheList(t *testing.T) {
	everySize(func(w, h int) {
		l := New(w, h, Wants{Preview: true})
		r := l.Preview
		switch {
		case r.Empty():
			if l.Kind != Tiny && l.PaneH() >= 2*leastPreview {
				t.Errorf("%dx%d: no preview", w, h)
			}
			return
		case r.X < 0 || r.Y < l.HeadH() || r.X+r.W > w || r.Y+r.H > h-l.FootH()-l.DownloadsH*btoi(l.Kind == Wide):
			t.Errorf("%dx%d: %+v is outside", w, h, r)
		case l.Kind == Wide && (r.X <= l.ListW || l.SideH() < 2 || l.SideH()+r.H != l.PaneH()-l.DownloadsH):
			t.Errorf("%dx%d: %+v is not under the details of %d lines", w, h, r, l.SideH())
		case l.Kind != Wide && (r.X != 0 || r.W != w):
			t.Errorf("%dx%d: %+v is not over the list", w, h, r)
		}
		if !New(w, h, Wants{}).Preview.Empty() {
			t.Errorf("%dx%d: a preview though none is open", w, h)
		}
	})
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// usual are the columns of the list as the part that draws them describes them.
func usual() []Column {
	return []Column{
		{Name: "state", W: 11},
		{Name: "name", Rest: true},
		{Name: "id", W: 36, Least: 14, Keep: 3, From: IDWidth},
		{Name: "type", W: 5, Keep: 1},
		{Name: "size", W: 8, Keep: 8},
		{Name: "link", W: 12, Least: 5, Keep: 7},
		{Name: "from", W: 5, Keep: 6},
		{Name: "age", W: 4, Keep: 2},
	}
}

func names(l Layout) (all string) {
	for _, c := range l.Columns {
		all += c.Name + " "
	}
	return all
}

func TestTheColumnsFillTheListAtEverySize(t *testing.T) {
	for _, wants := range []Wants{{}, {Name: 33}, {Name: 300}, {Name: 300, Chosen: true}, {Name: 60, Side: 80}, {Name: 60, Preview: true}, {Chosen: true, Columns: usual()[:1]}} {
		if wants.Columns == nil {
			wants.Columns = usual()
		}
		everySize(func(w, h int) {
			l := New(w, h, wants)
			if l.Kind == Tiny {
				return
			}
			n := leadW + max(len(l.Columns)-1, 0) + l.Rest()
			if l.Kind == Narrow {
				n = leadW + l.Rest() // no gaps
			}
			for _, c := range l.Columns {
				if n += c.W; c.W < 1 {
					t.Errorf("%dx%d %+v: %s has no room", w, h, wants, c.Name)
				}
			}
			if l.Kind != Narrow && n != l.ListW || l.ListW+l.SideW != w {
				t.Errorf("%dx%d %+v: %d cells of %d, %+v", w, h, wants, n, l.ListW, l.Columns)
			}
			if l.Kind != Narrow && l.Width("name") < leastName && names(l) != "state " && names(l) != "state name link " {
				t.Errorf("%dx%d %+v: a name has %d cells beside %s", w, h, wants, l.Width("name"), names(l))
			}
		})
	}
}

func TestNamesGetTheRoom(t *testing.T) {
	for _, c := range []struct {
		w, name, want int
		columns       string
	}{
		{120, 20, 20, "state name type size link from age "},
		{120, 29, 29, "state name type size link from age "},
		{120, 38, 40, "state name size link from "},
		{120, 200, 40, "state name size link from "},
		{80, 34, 34, "state name size link from "},
		{200, 66, 69, "state name id size link from "},
		{200, 50, 50, "state name id type size link from age "},
	} {
		l := New(c.w, 60, Wants{Columns: usual(), Name: c.name})
		if l.Width("name") != c.want || names(l) != c.columns {
			t.Errorf("at %d, a name of %d cells has %d beside %s", c.w, c.name, l.Width("name"), names(l))
		}
		if l.W == 200 && l.Width("id") != 36 {
			t.Errorf("at 200 an ID has %d cells", l.Width("id"))
		}
	}
}

func TestNamesAndIDsAreWholeOnAWideScreenWhateverStandsBesideTheList(t *testing.T) {
	for _, wants := range []Wants{{}, {Preview: true}, {Panel: true}, {Preview: true, Panel: true}} {
		wants.Columns = usual()
		for wants.Name = 1; wants.Name <= 66; wants.Name++ {
			l := New(200, 60, wants)
			if l.Width("name") < wants.Name || l.Width("id") != 36 || l.SideW < wholeSide {
				t.Fatalf("%+v: %d cells for a name, %d for an ID, %d beside the list", wants, l.Width("name"), l.Width("id"), l.SideW)
			}
		}
	}
}

func TestColumnsThatWereChosenStayInTheirOrder(t *testing.T) {
	all := usual()
	all[2].From = 0
	for _, c := range []struct {
		columns []Column
		w       int
		want    string
	}{
		{[]Column{all[7], all[1], all[2]}, 80, "age name id "},
		{[]Column{all[1]}, 60, "name "},
		{[]Column{all[4], all[5]}, 60, "size link "},
		{all, 60, "state name id link "}, // there is no more room
		{all, 100, "state name id size link from "},
	} {
		if l := New(c.w, 60, Wants{Columns: c.columns, Chosen: true, Name: 90}); names(l) != c.want {
			t.Errorf("%s at %d: %s", names(Layout{Columns: c.columns}), c.w, names(l))
		}
	}
}

func TestEmptyDownloadsTakeNoLineOfTheList(t *testing.T) {
	for _, c := range []struct{ h, n, want int }{{60, 0, 0}, {60, 1, 2}, {60, 50, 8}, {30, 0, 0}, {30, 50, 5}, {24, 50, 0}} {
		if l := New(120, c.h, Wants{Downloads: c.n}); l.DownloadsH != c.want || l.Folded != (c.n == 0) {
			t.Errorf("%d downloads at a height of %d: %d lines", c.n, c.h, l.DownloadsH)
		}
	}
}
