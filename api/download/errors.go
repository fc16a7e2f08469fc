package download

import (
	"errors"
	"fmt"
	"math"
	"math/bits"
	"syscall"
	"time"
)

// What differs between systems and needs none of their calls stands here, so that it is tried on
// each of them.

// quarantine is the mark of a file from the network as LaunchServices has it on macOS: flags, time,
// program, and an ID, which is left out. Where the file came from stays out of it.
func quarantine(at time.Time) string { return fmt.Sprintf("0081;%08x;attache;", at.Unix()) }

// zoneIdentifier is the same mark as Windows has it, in a stream of that name beside the file's own:
// the zone of the internet, and nothing else.
const (
	zoneStream     = ":Zone.Identifier"
	zoneIdentifier = "[ZoneTransfer]\r\nZoneId=3\r\n"
)

// spaceOf is the bytes of that many blocks, as many as can be told where they are more.
func spaceOf(blocks, size uint64) int64 {
	high, low := bits.Mul64(blocks, size)
	if high > 0 || low > math.MaxInt64 {
		return math.MaxInt64
	}
	return int64(low)
}

// isFullOn reports whether err says on that system that there is no space left, or none for this user.
func isFullOn(system string, err error) bool {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return true
	}
	// ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL.
	const handleDiskFull, diskFull = 39, 112
	var number syscall.Errno
	return system == "windows" && errors.As(err, &number) && (number == handleDiskFull || number == diskFull)
}

// isTooLongOn reports whether err says on that system that a name is too long.
func isTooLongOn(system string, err error) bool {
	const exceedsRange = 206 // ERROR_FILENAME_EXCED_RANGE
	var number syscall.Errno
	return errors.Is(err, syscall.ENAMETOOLONG) || system == "windows" && errors.As(err, &number) && number == exceedsRange
}

// maxOrigin bounds what is read of an origin, in bytes.
const maxOrigin = 4 << 10
