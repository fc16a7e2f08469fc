// Package sample holds the files of the demo: photographs, papers, tables, voice messages and films of a dented car.
// They are small real files, made by .ci/demo-files, so that viewers and players open them.
package sample

import (
	"embed"
	"fmt"
)

//go:embed files
var files embed.FS

// What is written in the files, for whoever names or announces them.
const (
	Claim    = "5244"
	Customer = "Tomás Reyes"
)

// File returns the bytes of a file. It panics where there is none of that name, which a test of every name rules out.
func File(name string) []byte {
	b, err := files.ReadFile("files/" + name)
	if err != nil {
		panic(err)
	}
	return b
}

// Telemetry appends row n of the car's log to b. Every row has 64 bytes, so that any part of the log can be made
// without the rest.
func Telemetry(b []byte, n int64) []byte {
	if n == 0 {
		return fmt.Appendf(b, "%-63s\n", "sample,millis,speed_kmh,rpm,brake,steer_deg,lat,lon")
	}
	speed := 48 + n%17 - n%5
	return fmt.Appendf(b, "%08d,%013d,%05d,%06d,%d,%+05d,53.%06d,-2.%06d\n",
		n, n*20, speed, 900+speed*31+n%41, n/700%2, n%91-45, 410600+n%99991, 880000+n%90001)
}
