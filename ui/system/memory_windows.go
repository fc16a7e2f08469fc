package system

// KeepMemory does nothing: Windows keeps no dump of a program that Go's runtime ends.
func KeepMemory() {}
