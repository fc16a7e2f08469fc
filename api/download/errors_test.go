package download

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestTheMarksOfOtherSystemsHoldNoAddress(t *testing.T) {
	at := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	if got := quarantine(at); got != fmt.Sprintf("0081;%x;attache;", at.Unix()) || !regexp.MustCompile(`^[0-9a-f]{4};[0-9a-f]{8};attache;$`).MatchString(got) {
		t.Errorf("quarantine %q", got)
	}
	if zoneIdentifier != "[ZoneTransfer]\r\nZoneId=3\r\n" || zoneStream != ":Zone.Identifier" {
		t.Errorf("zone %q in %q", zoneIdentifier, zoneStream)
	}
	for _, mark := range []string{quarantine(at), zoneIdentifier} {
		if strings.Contains(mark, "http") || strings.Contains(mark, "Url") {
			t.Errorf("%q holds an address", mark)
		}
	}
}

func TestFreeSpaceIsNeverMoreThanCanBeTold(t *testing.T) {
	for _, c := range []struct {
		blocks, size uint64
		want         int64
	}{
		{0, 4096, 0},
		{10, 4096, 40960},
		{1, 1, 1},
		{math.MaxInt64, 1, math.MaxInt64},
		{math.MaxInt64, 2, math.MaxInt64},
		{math.MaxUint64, 1, math.MaxInt64},
		{math.MaxUint64, math.MaxUint64, math.MaxInt64},
		{1 << 52, 4096, math.MaxInt64},
	} {
		if got := spaceOf(c.blocks, c.size); got != c.want {
			t.Errorf("%d blocks of %d: %d, want %d", c.blocks, c.size, got, c.want)
		}
	}
}

func TestAFullDiskIsKnownByTheNumbersOfEachSystem(t *testing.T) {
	for _, c := range []struct {
		system string
		err    error
		full   bool
	}{
		{"linux", syscall.ENOSPC, true},
		{"darwin", syscall.EDQUOT, true},
		{"linux", syscall.EIO, false},
		{"windows", syscall.Errno(112), true},
		{"windows", syscall.Errno(39), true},
		{"windows", syscall.Errno(5), false},
		{"linux", syscall.Errno(112), false},
		{"darwin", syscall.Errno(39), false},
		{"windows", errors.New("full"), false},
		{"windows", nil, false},
	} {
		err := c.err
		if err != nil {
			err = &fs.PathError{Op: "write", Path: "x", Err: err}
		}
		if isFullOn(c.system, err) != c.full {
			t.Errorf("%s: %v", c.system, c.err)
		}
	}
}
