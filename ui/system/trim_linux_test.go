package system

import (
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// image returns where this program's code is mapped, and how many KiB of files are in memory.
func image(t *testing.T) (from, to uint64, resident int) {
	t.Helper()
	maps, err := os.ReadFile("/proc/self/maps")
	if err != nil {
		t.Skip(err)
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(maps)) {
		if strings.Contains(line, " r-xp ") && strings.Contains(line, program) {
			at, _, _ := strings.Cut(line, " ")
			from, to = bounds(at)
		}
	}
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(status), "RssFile:")
	words := strings.Fields(rest)
	if len(words) == 0 || from == to {
		t.Skip("this system does not tell")
	}
	if resident, err = strconv.Atoi(words[0]); err != nil {
		t.Fatal(err)
	}
	return from, to, resident
}

func TestATrimmedProgramGivesBackWhatItsStartNeededAndGoesOn(t *testing.T) {
	from, to, _ := image(t)
	memory, err := os.Open("/proc/self/mem")
	if err != nil {
		t.Skip(err)
	}
	defer memory.Close() //nolint:errcheck // it was read
	// Reading all of the code that way brings all of it into memory.
	if _, err := io.Copy(io.Discard, io.NewSectionReader(memory, int64(from), int64(to-from))); err != nil { //nolint:gosec // addresses of a program
		t.Skip(err)
	}
	_, _, before := image(t)
	Trim(func(string) string { return "100" })
	_, _, after := image(t)
	if least := int((to - from) / 1024 / 4); after > before-least { //nolint:gosec // likewise
		t.Errorf("%d KiB of files before, %d after", before, after)
	}
}

// A mapping without a file has fewer words, and a kernel may tell few flags.
func TestWhatTheLoaderWroteIsKept(t *testing.T) {
	const smaps = `1000-2000 r--p 00000000 fe:00 7          /opt/my app
Anonymous:             0 kB
VmFlags: rd mr
2000-3000 r-xp 00001000 fe:00 7          /opt/my app
Anonymous:             0 kB
VmFlags: rd ex mr mw me
3000-4000 r--p 00002000 fe:00 7          /opt/my app
Anonymous:             4 kB
VmFlags: rd mr
4000-5000 rw-p 00000000 00:00 0
Anonymous:             0 kB
5000-6000 r--p 00000000 fe:00 9          /lib/other
Anonymous:             0 kB
6000-7000 rw-p 00003000 fe:00 7          /opt/my app
Anonymous:             0 kB
`
	var got []uint64
	for from, to := range imageOf("/opt/my app", strings.NewReader(smaps)) {
		got = append(got, from, to)
	}
	if want := []uint64{0x1000, 0x2000, 0x2000, 0x3000}; !slices.Equal(got, want) {
		t.Errorf("%x are given back, not %x", got, want)
	}
}
