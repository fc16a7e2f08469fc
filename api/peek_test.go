package api

import "testing"

func TestAPeekAsksForItsLinkLikeADownloadAndSendsNoToken(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		s := bucket(answer(200, "12345"))
		o := requested("a.txt")
		head, err := newClient(t, s).Peek(t.Context(), o, 3, nil)
		if err != nil || string(head.Data) != "123" || head.Whole || head.Size != 5 {
			t.Fatalf("%+v, %v", head, err)
		}
		last := s.requests()[len(s.requests())-1]
		if last.header.Get("X-Amz-Bearer") != "" || last.header.Get("Range") != "bytes=0-2" {
			t.Errorf("%v", last.header)
		}
	})
}
