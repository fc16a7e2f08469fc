package download

import (
	"errors"
	"io/fs"
	"testing"
	"testing/synctest"
	"time"
)

func TestWhatAnotherProgramHoldsIsTriedAgainForTwoSeconds(t *testing.T) {
	held := errors.New("held by another program")
	busy := func(err error) bool { return errors.Is(err, held) }
	for name, c := range map[string]struct {
		fails int // times that it is held
		err   error
		want  error
		tries int
		took  time.Duration
	}{
		"free":           {tries: 1},
		"held for a bit": {fails: 3, tries: 4, took: 3 * busyStep},
		"held for ever":  {fails: 1 << 20, want: held, tries: busyTries + 1, took: busyTries * busyStep},
		"another error":  {err: fs.ErrExist, want: fs.ErrExist, tries: 1},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				start, tries := time.Now(), 0
				err := whileBusy(busy, func() error {
					tries++
					if tries <= c.fails {
						return held
					}
					return c.err
				})
				if !errors.Is(err, c.want) || tries != c.tries || time.Since(start) != c.took {
					t.Errorf("%v after %d tries and %v", err, tries, time.Since(start))
				}
			})
		})
	}
}
