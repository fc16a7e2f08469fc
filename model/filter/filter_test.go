package filter

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// newWords is a row as a listing has it.
func newWords(id, name, kind, content, sender, role string) *Words {
	w := &Words{Name: Fold(name), ID: Fold(id), Kind: kind, Content: content, From: Fold(sender) + "\n" + role}
	media, _, _ := strings.Cut(content, "/")
	w.All = strings.Join([]string{w.Name, w.ID, w.Kind, media, w.From}, "\n")
	return w
}

func named(name string) *Words { return newWords("id", name, "", "", "", "") }

func TestAFilterFindsWhatItNames(t *testing.T) {
	w := newWords("2B7D-77aa", "Fotografía Straße 9.PDF", "pdf", "application/pdf", "Zoë Ångström", "customer")
	facts := Facts{Size: 1_258_291, State: "no link", Age: 9*time.Minute + 30*time.Second, Dated: true}
	for _, yes := range []string{
		"", "foto", "FOTOGRAFÍA", "strasse", "9.pdf foto", "2b7d", "zoe angstrom", "cust", "pdf", "no", "!png",
		"type:pdf", "type:application/p", "state:no-link", "state:nolink", "state:no", "!state:expired", "from:cust", "from:zoë",
		"name:foto", "id:77AA", "!id:foto", "size>1M", "size>=1258291", "size<1.3m", "size<=1258291b", "size=1258291", "size<2GB",
		"size:>1M", "size==1258291", "size=1.3M", "size=>1M", "age<10m", "age>9m", "age<=9.5m", "age=9m", "age>=570s", "age<1h30m", "AGE>1S", "!age>1d",
		`"straße 9"`, `name:"STRASSE 9.p"`, `!"9 strasse"`, `from:"zoe a"`, `state:"no link"`, `"straße 9`, `!name:"9 foto" pdf`,
		`"`, `!"`, `name:"`, `""`, "age", "age<10", "age<", "age<10q", "age<.m", "size><5", "size>0x10", "age>1e5m", "size>1_000", "size>+1",
		"!", "size", "size>", "size>x", "size<nan", "size>1e300", "type:", "!type:", "state:", "   ", "size>-1",
	} {
		want := yes != "size" && yes != "age" // a plain word like any other
		if got := Parse(yes).Match(w, &facts); got != want {
			t.Errorf("%q matches: %v", yes, got)
		}
	}
	for _, no := range []string{
		"png", "!foto", "foto png", "type:png", "state:live", "state:link", "from:agent", "name:2b7d", "id:foto",
		"size>2M", "size<1M", "size=1", "!size>1M", "http://x", "age>10m", "age<9m", "age=10m", "!age<10m", "age>9m30s", "size=1.2M", `"9 strasse"`, `"foto  grafia"`, `!"straße 9"`, `name:"foto 9"`, "siez>1M", "type>pdf", "type:application/vnd", "application",
	} {
		want := no == "application" // the first half of the content type is a word to look for
		if got := Parse(no).Match(w, &facts); got != want {
			t.Errorf("%q matches: %v", no, got)
		}
	}
}

func TestAnUnknownSizeOrAgeIsNeitherLargeNorSmall(t *testing.T) {
	for text, want := range map[string]bool{
		"size>0": false, "size<9G": false, "size=0": false, "!size>0": true, "age>0s": false, "age<9d": false, "!age<9d": true,
	} {
		if got := Parse(text).Match(named("a.pdf"), &Facts{}); got != want {
			t.Errorf("%q matches: %v", text, got)
		}
	}
}

func TestFoldingForgetsCaseAndAccents(t *testing.T) {
	for in, want := range map[string]string{
		"ABC": "abc", "Éé": "ee", "Œuvre æ": "oeuvre ae", "ŁÓDŹ": "lodz", "ΣΊΣΥΦΟΣ": "σισυφοσ", "σίσυφος": "σισυφοσ",
		"İıſ": "iis", "ﬁ①": "fi1", "Þórð": "thord", "價格": "價格",
	} {
		if got := Fold(in); got != want {
			t.Errorf("fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestAWrongWordIsNamedWithTheRightOnes(t *testing.T) {
	states := []string{"no-link", "live", "expired"}
	for text, want := range map[string]Fault{
		"siez>1M":           {UnknownColumn, "siez", Columns()},
		"!siez:1":           {UnknownColumn, "siez", Columns()},
		"size> typ:pdf":     {UnknownColumn, "typ", Columns()},
		"type>pdf":          {NeedsColon, "type", nil},
		"state=live":        {NeedsColon, "state", nil},
		"state:gone":        {UnknownState, "gone", states},
		"size>":             {Unfinished, "size>", nil},
		"age<10 state:gone": {UnknownState, "gone", states},
		"pdf !":             {Unfinished, "!", nil},
		`name:"`:            {Unfinished, `name:"`, nil},
	} {
		got, ok := Parse(text).Fault(states)
		if !ok || got.Kind != want.Kind || got.Word != want.Word || !slices.Equal(got.Names, want.Names) {
			t.Errorf("%q: %+v", text, got)
		}
	}
	for _, text := range []string{"", "pdf", "a.b:c", "12:30", "state:exp", "state:no_l", `"siez>1M"`, `name:"x>y"`, "from:bob", "size>1M age<3m", "x=", "->"} {
		if got, ok := Parse(text).Fault(states); ok {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

func TestTheLastWordIsCompleted(t *testing.T) {
	values := func(c Column) []string {
		return map[Column][]string{State: {"no-link", "live", "expired"}, Type: {"jpg", "pdf"}}[c]
	}
	for text, want := range map[string]string{
		"":               "name: type: state: from: size> age> id:",
		"pdf ":           "pdf |name: type: state: from: size> age> id:",
		"s":              "state: size>",
		"pdf !TY":        "pdf !|type:",
		"si":             "size>",
		"state:":         "state:no-link state:live state:expired",
		"x State:E":      "x |state:expired",
		"state:nol":      "state:no-link",
		"type:p":         "type:pdf",
		"size>":          "",
		"zzz":            "",
		"from:":          "",
		`name:"two w`:    "",
		`name:"a b" typ`: `name:"a b" |type:`,
		`from:"a`:        "",
	} {
		before, words := Complete(text, values)
		got := strings.Join(words, " ")
		if before != "" {
			got = before + "|" + got
		}
		if strings.TrimSuffix(got, "|") != want && got != want {
			t.Errorf("%q is completed to %q, want %q", text, got, want)
		}
	}
}

func TestWhatIsFoundIsMarked(t *testing.T) {
	for _, c := range []struct {
		text, shown string
		in          Column
		want        string
		similar     bool
	}{
		{"foto", "Fotografía 9.pdf", Name, "[Foto]grafía 9.pdf", false},
		{"grafia PDF", "Fotografía 9.pdf", Name, "Foto[grafía] 9.[pdf]", false},
		{"strasse", "Straße", Name, "[Straße]", false},
		{"i", "Fotografi\u0301a", Name, "Fotograf[i\u0301]a", false},
		{"a", "a-ba", Name, "[a]-b[a]", false},
		{"!foto type:pdf", "Foto.pdf", Name, "Foto.pdf", false},
		{"type:pd", "pdf", Type, "[pd]f", false},
		{"from:cust", "cust", From, "[cust]", false},
		{"from:customer", "cust", From, "[cust]", false},
		{"state:nolink", "no link", State, "[no link]", false},
		{"id:77", "2b-77", ID, "2b-[77]", false},
		{"id:77", "2b-77", Name, "2b-77", false},
		{"size>1", "1", Name, "1", false},
		{"inv42", "Invoice-0042.pdf", Name, "[Inv]oice-00[42].pdf", true},
		{"invocie", "invoice.pdf", Name, "[invoi]c[e].pdf", true},
	} {
		got, end := "", 0
		for _, s := range Parse(c.text).Found(c.in, c.shown, c.similar) {
			got += c.shown[end:s.From] + "[" + c.shown[s.From:s.To] + "]"
			end = s.To
		}
		if got += c.shown[end:]; got != c.want {
			t.Errorf("%q in %q: %s, want %s", c.text, c.shown, got, c.want)
		}
	}
}

func TestSimilarNamesComeByTheirLikeness(t *testing.T) {
	names := []string{"damage-photo.jpg", "invoice-0042.pdf", "in-voice.pdf", "contract.docx", "i-n-v-o-i-c-e.txt"}
	similar := func(text string) (found string) {
		row := func(i int) (*Words, *Facts) {
			kind := names[i][strings.LastIndexByte(names[i], '.')+1:]
			return newWords("id", names[i], kind, "", "", ""), &Facts{}
		}
		for _, i := range Parse(text).Similar(len(names), row) {
			found += names[i] + " "
		}
		return found
	}
	for text, want := range map[string]string{
		"invoice42": "invoice-0042.pdf ", "dmg": "damage-photo.jpg ", "phto dmage": "damage-photo.jpg ", "invocie": "invoice-0042.pdf i-n-v-o-i-c-e.txt in-voice.pdf ",
		"invoice type:txt": "i-n-v-o-i-c-e.txt ", "invc !0042 type:pdf": "in-voice.pdf ", `"invc"`: "", "type:pdf": "", "!dmg": "", "": "", "qqq": "",
	} {
		if got := similar(text); got != want {
			t.Errorf("%q is similar to %q, want %q", text, got, want)
		}
	}
}

// TestAPastedTextIsNoBurden gives what may be pasted a bound that a person does not notice.
func TestAPastedTextIsNoBurden(t *testing.T) {
	many := Parse(strings.Repeat("a b ", 2000) + "zq")
	if len(many.terms) != 3 {
		t.Errorf("%d terms", len(many.terms))
	}
	for _, text := range []string{strings.Repeat("a", 4000), strings.Repeat("ab ba c d e f g h i ", 200) + "zq"} {
		looks := 0
		f := Parse(text)
		got := f.Similar(5, func(int) (*Words, *Facts) { looks++; return named("abcdefghi.pdf"), &Facts{} })
		if len(got) != 0 || looks > 5 || len(slips(text)) > longWord+1 {
			t.Errorf("%d rows after %d looks, %d patterns", len(got), looks, len(slips(text)))
		}
	}
}

// FuzzFilter holds every text to what a filter promises, plain words to what they meant before there was a language.
func FuzzFilter(f *testing.F) {
	for _, s := range []string{
		"", "pdf", "!x", "size>1M", "size<=.5kb", "state:no-link", "size>>", "type:\xff", "!size", "size=1tb", "ﬁ", `"a b`, `name:"`, "age<1h30m", "siez>1",
		"age>9999999w", "İ", "a\u0301", `!""`, "::", "from:\"é", "size:=1",
	} {
		f.Add(s, "a.pdf")
	}
	f.Fuzz(func(t *testing.T, text, name string) {
		w, facts := named(name), &Facts{Size: 5, State: "live", Age: time.Minute, Dated: true}
		filter := Parse(text)
		if filter.String() != text {
			t.Errorf("filter %q calls itself %q", text, filter.String())
		}
		matches := filter.Match(w, facts)
		if filter.IsZero() && !matches {
			t.Errorf("filter %q is not of one mind about %q", text, name)
		}
		if words := strings.Fields(Fold(text)); !strings.ContainsAny(Fold(text), `!:<>="`) {
			want := true
			for _, word := range words {
				want = want && (strings.Contains(w.All, word) || strings.Contains(facts.State, word))
			}
			if matches != want {
				t.Errorf("plain words %q match %q: %v", text, name, matches)
			}
		}
		for _, similar := range []bool{false, true} {
			end := 0
			for _, s := range filter.Found(Name, name, similar) {
				if s.From < end || s.To <= s.From || s.To > len(name) {
					t.Fatalf("%q is found in %q at %v", text, name, s)
				}
				end = s.To
			}
		}
		for _, i := range filter.Similar(1, func(int) (*Words, *Facts) { return w, facts }) {
			if i != 0 {
				t.Errorf("row %d of 1", i)
			}
		}
		filter.Fault(nil)
		before, words := Complete(text, func(Column) []string { return []string{"x"} })
		for _, word := range words {
			if !strings.HasPrefix(text, before) || Parse(before+word).String() == "" {
				t.Errorf("%q is completed to %q", text, before+word)
			}
		}
	})
}
