package wire

import (
	"testing"

	"attache/model"
)

func TestBackoffStaysWithinItsBound(t *testing.T) {
	for try := 1; try <= 10; try++ {
		for _, random := range []float64{0, 0.5, 0.999} {
			for _, kind := range []model.Kind{model.KindServer, model.KindThrottled} {
				if d := backoff(try, kind, random); d < 0 || d > backoffCap {
					t.Errorf("try %d, %v: %v", try, kind, d)
				}
			}
		}
	}
}
