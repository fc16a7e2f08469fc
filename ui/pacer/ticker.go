package pacer

import (
	"reflect"
	"time"
	"unsafe"
)

// replaceTicker gives a program that does not run yet a ticker that ticks by c alone. It returns false
// if the program, a pointer to a struct, has no field for its ticker where it used to be.
//
// The framework resets and stops the ticker that it finds there, and makes none. A ticker on whose own
// channel nobody waits costs nothing.
func replaceTicker(program any, c <-chan time.Time) bool {
	field := reflect.ValueOf(program).Elem().FieldByName("ticker")
	if !field.IsValid() || field.Type() != reflect.TypeFor[*time.Ticker]() {
		return false
	}
	ticker := time.NewTicker(time.Hour)
	ticker.C = c
	*(**time.Ticker)(unsafe.Pointer(field.UnsafeAddr())) = ticker //nolint:gosec // the type was compared above
	return true
}
