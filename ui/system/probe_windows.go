package system

import (
	"errors"
	"os"
)

// probe makes a file in dir and takes it away: rights here are lists that only the system reads.
func probe(dir string) error {
	f, err := os.CreateTemp(dir, ".attache-*")
	if err != nil {
		return err
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}
