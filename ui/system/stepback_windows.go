package system

import "golang.org/x/sys/windows"

// StepBack lets other programs come first.
func StepBack() {
	_ = windows.SetPriorityClass(windows.CurrentProcess(), windows.BELOW_NORMAL_PRIORITY_CLASS)
}
