package system

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

// ScreenReader reports whether a screen reader has told Windows that it runs.
func ScreenReader() bool {
	const getScreenReader = 0x46 // SPI_GETSCREENREADER
	call := windows.NewLazySystemDLL("user32.dll").NewProc("SystemParametersInfoW")
	var runs int32 // a BOOL
	ok, _, _ := call.Call(getScreenReader, 0, uintptr(unsafe.Pointer(&runs)), 0)
	return ok != 0 && runs != 0
}
