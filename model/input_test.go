package model

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

// faultOf returns the fault of the input problem in err, "" for nil.
func faultOf(t *testing.T, err error) string {
	t.Helper()
	var p *Problem
	if err == nil {
		return ""
	}
	if !errors.As(err, &p) || p.Kind != KindInput {
		t.Fatalf("not a problem of input: %v", err)
	}
	return p.Code
}

func TestTokenIsOneWordOfAtMostAThousandCharacters(t *testing.T) {
	for _, c := range []struct{ in, want, fault string }{
		{"abc", "abc", ""},
		{"abc\n", "abc", ""},
		{"abc\r\n", "abc", ""},
		{strings.Repeat("a", maxToken), strings.Repeat("a", maxToken), ""},
		{strings.Repeat("é", maxToken), "", FaultControl},
		{strings.Repeat("a", maxToken+1), "", FaultTooLong},
		{"", "", FaultEmpty},
		{"\n", "", FaultEmpty},
		{"abc\n\n", "", FaultControl},
		{"ab\nc", "", FaultControl},
		{" abc", "", FaultControl},
		{"abc\t", "", FaultControl},
		{"a\u00a0b", "", FaultControl},
		{"\ufeffabc", "", FaultControl},
		{"a\u200bb", "", FaultControl},
		{"a\x1bb", "", FaultControl},
		{"a\x00b\x00", "", FaultControl},
		{"a\xffb", "", FaultControl},
	} {
		got, err := CheckToken("x", c.in)
		if got.Reveal() != c.want || faultOf(t, err) != c.fault {
			t.Errorf("%.20q: got %.20q, %v", c.in, got.Reveal(), err)
		}
		if body := strings.TrimSpace(c.in); err != nil && body != "" && strings.Contains(fmt.Sprintf("%+v", err), body) {
			t.Errorf("%.20q: the problem holds the token: %v", c.in, err)
		}
	}
}

func TestIDLosesWhatCopyingAdded(t *testing.T) {
	for _, c := range []struct{ in, want, fault string }{
		{"a-1", "a-1", ""},
		{"  a-1\r\n", "a-1", ""},
		{`"a-1"`, "a-1", ""},
		{"'a-1'", "a-1", ""},
		{"“a-1”", "a-1", ""},
		{"`a-1`", "a-1", ""},
		{`a"1`, `a"1`, ""},
		{`"`, `"`, ""},
		{`""`, "", FaultEmpty},
		{" ", "", FaultEmpty},
		{"a b", "", FaultControl},
		{"a\x1b[2Jb", "", FaultControl},
		{strings.Repeat("a", MaxID), strings.Repeat("a", MaxID), ""},
		{strings.Repeat("é", MaxID), strings.Repeat("é", MaxID), ""},
		{strings.Repeat("a", MaxID+1), "", FaultTooLong},
	} {
		got, err := CheckID(c.in)
		if got != c.want || faultOf(t, err) != c.fault {
			t.Errorf("%.20q: got %.20q, %v", c.in, got, err)
		}
	}
}

func TestLifeIsFiveToThreeHundredWholeSeconds(t *testing.T) {
	for in, want := range map[string]time.Duration{
		"5": 5 * time.Second, "300": 5 * time.Minute, " 60 ": time.Minute,
		"4": 0, "301": 0, "-5": 0, "": 0, "5.5": 0, "60s": 0, "1e2": 0, "99999999999999999999": 0,
		"18446744078": 0, // would wrap into range as nanoseconds
	} {
		got, err := CheckLife("--url-expiry", in)
		if got != want || (err == nil) != (want > 0) {
			t.Errorf("%q: got %v, %v", in, got, err)
		}
	}
}
