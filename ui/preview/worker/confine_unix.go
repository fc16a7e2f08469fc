//go:build unix && !linux

package worker

// confine takes from this process what decoding does not need, and tells what is in force.
func confine() limits {
	settle()
	return closeOpenCalls()
}
