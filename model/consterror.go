package model

// ConstError is an error that is a constant: errors.Is tells it by its text.
type ConstError string

// Error implements error.
func (e ConstError) Error() string { return string(e) }
