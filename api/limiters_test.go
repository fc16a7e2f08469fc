package api

import (
	"net/url"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"attache/model"
)

func TestChatsOfOneEndpointShareALimiterAndOthersDoNot(t *testing.T) {
	var shared Limiters
	of := func(s *Limiters, address string) *limiter {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		return s.calls(u, 4, time.Now)
	}
	first := of(&shared, "https://participant.connect.eu-central-1.amazonaws.com")
	if of(&shared, "https://PARTICIPANT.connect.eu-central-1.amazonaws.com/") != first {
		t.Error("two chats of one endpoint have a limiter each")
	}
	for _, other := range []string{"https://participant.connect.us-east-1.amazonaws.com", "http://participant.connect.eu-central-1.amazonaws.com", "https://participant.connect.eu-central-1.amazonaws.com:8443"} {
		if of(&shared, other) == first {
			t.Errorf("%s shares the limiter of another endpoint", other)
		}
	}
	if one, other := of(nil, "https://a.test"), of(nil, "https://a.test"); one == other {
		t.Error("a program with one chat shares its limiter")
	}
}

func TestTheChatInFrontGoesFirstWhateverTheOthersWant(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		l, front, back := newLimiter(1, burst, time.Now), &chatShare{}, &chatShare{}
		l.place(back, false)
		pass(t, l, burst) // from here on everybody waits
		var order []string
		var mu sync.Mutex
		var group sync.WaitGroup
		for _, c := range []struct {
			name string
			seat *chatShare
			u    model.Priority
		}{{"back asked", back, model.PriorityAsked}, {"front visible", front, model.PriorityVisible}, {"back visible", back, model.PriorityVisible}, {"front asked", front, model.PriorityAsked}} {
			group.Go(func() {
				if err := l.enter(t.Context(), l.waiter(c.seat, c.u), func() {}); err != nil {
					t.Error(err)
				}
				mu.Lock()
				order = append(order, c.name)
				mu.Unlock()
				l.leave(true)
			})
			synctest.Wait()
		}
		for s, want := range map[*chatShare]int{front: 2, back: 2} {
			if waiting, _ := l.look(s); waiting != want {
				t.Errorf("%d calls of a chat wait, want %d: those of others are not its own", waiting, want)
			}
		}
		group.Wait()
		if want := []string{"front asked", "front visible", "back asked", "back visible"}; !slices.Equal(order, want) {
			t.Errorf("order %q, want %q", order, want)
		}
		l.place(front, false)
		l.place(back, true)
		if !l.waiter(back, model.PriorityVisible).before(l.waiter(front, model.PriorityAsked)) {
			t.Error("the chat that was switched to does not go first")
		}
	})
}
