//go:build !darwin && !linux

package download

import "os"

// setOrigin keeps nothing here: a file that is there is known again by its bytes alone.
func setOrigin(*os.File, []byte) {}

// readOrigin finds nothing.
func readOrigin(*os.File) []byte { return nil }
