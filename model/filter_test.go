package model

import (
	"strings"
	"testing"
)

func TestAFilterFindsWhatItNames(t *testing.T) {
	a := NewAttachment("2B7D-77aa", "Fotografía Straße 9.PDF", "application/pdf", StatusApproved)
	a.Sender, a.Role = "Zoë Ångström", RoleCustomer
	facts := Facts{Size: 1_258_291, State: StateNoLink}
	for _, yes := range []string{
		"", "foto", "FOTOGRAFÍA", "strasse", "9.pdf foto", "2b7d", "zoe angstrom", "cust", "pdf", "no", "!png",
		"type:pdf", "type:application/p", "state:no-link", "state:nolink", "state:no", "!state:expired", "from:cust", "from:zoë",
		"name:foto", "id:77AA", "!id:foto", "size>1M", "size>=1258291", "size<1.3m", "size<=1258291b", "size=1258291", "size<2GB",
		"!", "size", "size>", "size>x", "size<nan", "size>1e300", "type:", "!type:", "state:", "   ", "size>-1",
	} {
		want := yes != "size" // a plain word like any other
		if got := ParseFilter(yes).Match(a, facts); got != want {
			t.Errorf("%q matches: %v", yes, got)
		}
	}
	for _, no := range []string{
		"png", "!foto", "foto png", "type:png", "state:live", "state:link", "from:agent", "name:2b7d", "id:foto",
		"size>2M", "size<1M", "size=1", "!size>1M", "http://x", "type:application/vnd", "application",
	} {
		want := no == "application" // the first half of the content type is a word to look for
		if got := ParseFilter(no).Match(a, facts); got != want {
			t.Errorf("%q matches: %v", no, got)
		}
	}
}

func TestAnUnknownSizeIsNeitherLargeNorSmall(t *testing.T) {
	a := NewAttachment("1", "a.pdf", "", "")
	for filter, want := range map[string]bool{"size>0": false, "size<9G": false, "size=0": false, "!size>0": true} {
		if got := ParseFilter(filter).Match(a, Facts{}); got != want {
			t.Errorf("%q matches: %v", filter, got)
		}
	}
}

func TestFoldingForgetsCaseAndAccents(t *testing.T) {
	for in, want := range map[string]string{
		"ABC": "abc", "Éé": "ee", "Œuvre æ": "oeuvre ae", "ŁÓDŹ": "lodz", "ΣΊΣΥΦΟΣ": "σισυφοσ", "σίσυφος": "σισυφοσ",
		"İıſ": "iis", "ﬁ①": "fi1", "Þórð": "thord", "價格": "價格",
	} {
		if got := fold(in); got != want {
			t.Errorf("fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestNumbersSortByTheirValue(t *testing.T) {
	sorted := []string{"", "photo", "photo 1", "photo 2", "photo 10", "photo 10a", "photo 200", "v1.9", "v1.10", "x"}
	for i := 1; i < len(sorted); i++ {
		if naturalKey(sorted[i-1]) >= naturalKey(sorted[i]) {
			t.Errorf("%q does not come before %q", sorted[i-1], sorted[i])
		}
	}
	if naturalKey("a007") != naturalKey("a7") {
		t.Error("leading zeros count")
	}
}

func FuzzFilter(f *testing.F) {
	for _, s := range []string{"", "pdf", "!x", "size>1M", "size<=.5kb", "state:no-link", "size>>", "type:\xff", "!size", "size=1tb", "ﬁ"} {
		f.Add(s, "a.pdf")
	}
	f.Fuzz(func(t *testing.T, text, name string) {
		a := NewAttachment("id", name, "", "")
		filter := ParseFilter(text)
		if filter.String() != text {
			t.Errorf("filter %q calls itself %q", text, filter.String())
		}
		if got := filter.Match(a, Facts{Size: 5}); got != filter.Match(a, Facts{Size: 5}) || (filter.IsZero() && !got) {
			t.Errorf("filter %q is not of one mind about %q", text, name)
		}
		if word := fold(a.Name); !strings.ContainsAny(word, ":!<>= \t") && word != "" && strings.Fields(word)[0] == word && !ParseFilter(word).Match(a, Facts{}) {
			t.Errorf("%q does not find itself", name)
		}
	})
}
