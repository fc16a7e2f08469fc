package api

import (
	"testing"

	"attache/api/trial"
)

func TestAPeekAsksForItsLinkLikeADownloadAndSendsNoToken(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		s := trial.Bucket(trial.Answer(200, "12345"))
		o := trial.Requested("a.txt")
		head, err := newClient(t, s).Peek(t.Context(), o, 3, nil)
		if err != nil || string(head.Data) != "123" || head.Whole || head.Size != 5 {
			t.Fatalf("%+v, %v", head, err)
		}
		last := s.Requests()[len(s.Requests())-1]
		if last.Header.Get("X-Amz-Bearer") != "" || last.Header.Get("Range") != "bytes=0-2" {
			t.Errorf("%v", last.Header)
		}
	})
}
