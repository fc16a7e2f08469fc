package model

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestEveryKindHasItsOwnName(t *testing.T) {
	seen := map[string]bool{}
	for _, k := range Kinds() {
		if seen[k.String()] || k.String() == "" {
			t.Errorf("kind %d is called %q", int(k), k)
		}
		seen[k.String()] = true
	}
	if len(seen) != int(KindEarlier)+1 || Kind(-1).String() != "kind_-1" || Kind(99).String() != "kind_99" {
		t.Errorf("%d names", len(seen))
	}
}

func TestAProblemIsFoundWithinAnError(t *testing.T) {
	p := &Problem{Kind: KindDenied, Op: "GetAttachment", Code: "AccessDeniedException", Status: 403, Detail: "no", Err: errors.ErrUnsupported}
	wrapped := fmt.Errorf("around: %w", p)
	if AsProblem(wrapped) != p || KindOf(wrapped) != KindDenied || !errors.Is(wrapped, errors.ErrUnsupported) {
		t.Error("a problem is lost when wrapped")
	}
	if got, want := p.Error(), "GetAttachment: denied: status 403: AccessDeniedException: no"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if AsProblem(nil) != nil {
		t.Error("no error is a problem")
	}
	for err, want := range map[error]Kind{
		context.Canceled: KindCancelled, context.DeadlineExceeded: KindTimeout, errors.ErrUnsupported: KindInternal,
	} {
		if got := AsProblem(fmt.Errorf("x: %w", err)); got.Kind != want || !errors.Is(got, err) {
			t.Errorf("%v is %s, want %s", err, got.Kind, want)
		}
	}
}

func TestAStrangersErrorIsNotRepeated(t *testing.T) {
	p := AsProblem(errors.New("Get \"https://host/file?X-Amz-Signature=" + canary + "\": refused"))
	for _, s := range []string{p.Error(), fmt.Sprint(p), fmt.Sprintf("%s", p)} {
		if strings.Contains(s, canary) {
			t.Errorf("shown: %s", s)
		}
	}
}

func TestAnInputProblemIsSafeToShow(t *testing.T) {
	if p := NewInputProblem("--dir", FaultUnwritable, "/tmp/\x1b[2J"); p.Detail != "/tmp/<ESC>[2J" || p.Kind != KindInput {
		t.Errorf("%+v", p)
	}
}

func TestARefusalInAnEndedChatIsItsEnd(t *testing.T) {
	denied, other := &Problem{Kind: KindDenied, Code: "AccessDeniedException"}, &Problem{Kind: KindServer}
	if denied.IfEnded(false) != denied || other.IfEnded(true) != other {
		t.Error("nothing else is another problem")
	}
	if p := denied.IfEnded(true); p.Kind != KindEnded || p.Code != denied.Code || denied.Kind != KindDenied {
		t.Errorf("%+v of %+v", p, denied)
	}
}
