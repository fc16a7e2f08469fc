package batch

import (
	"context"
	"sync"
)

// ahead is how many calls wait at once for their turn under the limit on calls. It hides the way to
// the service and back; the limit alone says how fast they go.
const ahead = 4

// inOrder does something for each of list, a few at a time, and tells the results in the order of
// the list, each as soon as it and all before it are there. begin is called in that order, too; what it
// returns is done beside the others. It ends at the first error of tell, which is called by one
// goroutine.
func inOrder[T, R any](ctx context.Context, list []T, begin func(context.Context, T) (do func() R), tell func(T, R) error) error {
	inner, stop := context.WithCancel(ctx)
	var group sync.WaitGroup
	defer group.Wait()
	defer stop()
	results := make([]chan R, len(list))
	turns := make(chan struct{}, ahead)
	for i := range results {
		results[i] = make(chan R, 1)
	}
	group.Go(func() {
		for i, item := range list {
			select {
			case turns <- struct{}{}:
			case <-inner.Done():
			}
			do := begin(inner, item)
			group.Go(func() { results[i] <- do() })
		}
	})
	for i, item := range list {
		if err := tell(item, <-results[i]); err != nil {
			return err
		}
		<-turns
	}
	return nil
}
