//go:build !linux

package system

// dropImage does nothing: here the system takes such pages back itself, or has no way to be told.
func dropImage() {}
