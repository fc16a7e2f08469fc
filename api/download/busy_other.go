//go:build !windows

package download

// isBusy reports whether a file cannot be renamed or removed because another program holds it, which does not
// happen here.
func isBusy(error) bool { return false }
