package system

// KeepOpenFiles does nothing: on Windows a program is started with the handles that it is given, and no others.
func KeepOpenFiles() {}
