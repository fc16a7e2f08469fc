package socket

import "testing"

func TestAQueueThatIsFullDropsItsSocket(t *testing.T) {
	q := newQueue()
	frame := make([]byte, 1<<20)
	for range 17 {
		q.put(frame)
	}
	q.put(frame)
	if frames, _ := q.take(); !q.dead || len(frames) != 0 {
		t.Errorf("dead %v, %d frames wait", q.dead, len(frames))
	}
}
