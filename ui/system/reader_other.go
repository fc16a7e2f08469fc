//go:build !windows

package system

// ScreenReader reports whether a screen reader has told the system that it runs. Only Windows can be asked.
func ScreenReader() bool { return false }
