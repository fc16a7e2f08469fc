package model

// Text is a stand-in until the real one lands.
func Text(s string) string { return s }
