package batch

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"attache/model"
	"attache/model/session"
	"attache/ui/runner/fakechat"
)

func TestPathsComeInTheOrderAskedWhateverEndsFirst(t *testing.T) {
	c := made(&fakechat.Chat{Pages: files(5), OnSave: func(ctx context.Context, request model.DownloadRequest) (model.Saved, error) {
		took := map[string]time.Duration{"f-1": time.Second, "f-2": 9 * time.Second, "f-3": 5 * time.Second}[request.Attachment.ID]
		return saved(request), wait(ctx, took)
	}})
	r := get(t, c, GetOptions{IDs: []string{"f-3", "f-1", "f-2"}}, 0)
	if r.out != "/d/file 3.txt\n/d/file 1.txt\n/d/file 2.txt\n" || r.errs != "" || r.err != nil {
		t.Errorf("%+v", r)
	}
	if r.took != 9*time.Second {
		t.Errorf("took %v", r.took)
	}
}

func TestAllIsTheWholeChatOldestFirst(t *testing.T) {
	r := get(t, made(&fakechat.Chat{Pages: files(3)}), GetOptions{All: true}, 0)
	if r.out != "/d/file 1.txt\n/d/file 2.txt\n/d/file 3.txt\n" || r.errs != "" || r.err != nil {
		t.Errorf("%+v", r)
	}
	if r := get(t, made(&fakechat.Chat{}), GetOptions{All: true}, 0); r.out+r.errs != "" || r.err != nil {
		t.Errorf("of an empty chat: %+v", r)
	}
}

func TestNoMoreOfTheChatIsReadThanNeeded(t *testing.T) {
	c := made(&fakechat.Chat{Pages: files(9)})
	if r := get(t, c, GetOptions{IDs: []string{"f-8", "f-9"}}, 0); r.err != nil || r.out != "/d/file 8.txt\n/d/file 9.txt\n" {
		t.Errorf("%+v", r)
	}
	if c.Read != 2 {
		t.Errorf("read %d pages", c.Read)
	}
}

func TestAnIDThatTheChatDoesNotNameIsAskedForAllTheSame(t *testing.T) {
	c := made(&fakechat.Chat{Pages: files(2), OnSave: func(_ context.Context, request model.DownloadRequest) (model.Saved, error) {
		if request.Attachment.ID == "x" {
			return model.Saved{}, &model.Problem{Kind: model.KindInvalid, Op: "GetAttachment", Status: 400}
		}
		return saved(request), nil
	}})
	r := get(t, c, GetOptions{IDs: []string{"x", "f-1"}}, 0)
	var failures *model.Failures
	if !errors.As(r.err, &failures) || failures.Of != 2 || failures.Problems[0].Kind != model.KindInvalid {
		t.Errorf("got %v", r.err)
	}
	if r.out != "/d/file 1.txt\n" || !strings.HasPrefix(r.errs, "attache: x: The service did not accept") || !strings.Contains(r.errs, "\n  Check the attachment ID") {
		t.Errorf("%+v", r)
	}
}

func TestAChatThatCannotBeReadIsTheOneProblem(t *testing.T) {
	denied := &model.Problem{Kind: model.KindDenied, Op: "GetTranscript", Status: 403}
	c := made(&fakechat.Chat{Pages: files(1), OnRead: fails(denied)})
	for _, o := range []GetOptions{{All: true}, {IDs: []string{"x"}}} {
		if r := get(t, c, o, 0); !errors.Is(r.err, denied) || r.out+r.errs != "" || len(calls(c)) != 0 {
			t.Errorf("%+v", r)
		}
	}
}

func TestWhatAPartOfTheTranscriptBroughtIsSaved(t *testing.T) {
	for _, kind := range []model.Kind{model.KindLoop, model.KindServer, model.KindInvalid, model.KindThrottled, model.KindOffline, model.KindJunk} {
		broken := &model.Problem{Kind: kind, Op: "GetTranscript"}
		for _, o := range []GetOptions{{All: true}, {IDs: []string{"f-1", "f-2"}}, {All: true, JSON: true}} {
			c := made(&fakechat.Chat{Pages: files(2), OnRead: fails(broken)})
			if len(o.IDs) > 0 {
				o.IDs = []string{"f-1", "f-2", "elsewhere"}
			}
			r := get(t, c, o, 0)
			if !isSome(r.err) || !errors.Is(r.err, broken) || len(calls(c)) != max(len(o.IDs), 2) {
				t.Errorf("%v, saved %q", r.err, calls(c))
			}
			if strings.Count(r.errs, "part of the chat could not be read") != 1 || o.JSON != strings.Contains(r.errs, `"kind":"`+kind.String()+`"`) {
				t.Errorf("said %q", r.errs)
			}
		}
	}
	c := made(&fakechat.Chat{Pages: files(2), OnRead: fails(&model.Problem{Kind: model.KindServer, Op: "GetTranscript"})})
	if r := get(t, c, GetOptions{IDs: []string{"f-2", "f-1"}}, 0); r.err != nil || r.errs != "" {
		t.Errorf("all that was asked for had been read: %+v", r)
	}
}

func TestNoMoreThanAskedRunAtOnce(t *testing.T) {
	for _, n := range []int{1, 2, 16} {
		c := made(&fakechat.Chat{Pages: files(20), OnSave: func(ctx context.Context, request model.DownloadRequest) (model.Saved, error) {
			return saved(request), wait(ctx, time.Second)
		}})
		if r := get(t, c, GetOptions{All: true, Parallel: n}, 0); r.err != nil || c.Most != n {
			t.Errorf("%d at once instead of %d: %v", c.Most, n, r.err)
		}
	}
}

func TestTheOrderSaysHow(t *testing.T) {
	c := made(&fakechat.Chat{Pages: files(1), OnSave: func(_ context.Context, o model.DownloadRequest) (model.Saved, error) {
		if o.OnExists != model.ExistsSkip || o.Life != time.Minute || o.Meter == nil || o.Attachment.ContentType != "text/plain" {
			t.Errorf("ordered %+v", o)
		}
		return saved(o), nil
	}})
	get(t, c, GetOptions{All: true, OnExists: model.ExistsSkip, Life: time.Minute}, 0)
}

// mixed is a chat whose files end in every way.
func mixed() *fakechat.Chat {
	return made(&fakechat.Chat{Pages: files(5), OnSave: func(_ context.Context, o model.DownloadRequest) (model.Saved, error) {
		s := saved(o)
		switch o.Attachment.ID {
		case "f-1":
			s.Warnings = []model.Warning{model.WarningHidden, model.WarningExecutable}
		case "f-2":
			s.State, s.Same = model.SaveSkipped, true
		case "f-3":
			s = model.Saved{State: model.SaveSkipped, Path: s.Path}
		case "f-4":
			return model.Saved{Link: model.Link{URL: model.NewSecret("https://x/?CANARY")}}, &model.Problem{
				Kind: model.KindRefused, Op: "download", Status: 403, Code: "AccessDenied", RequestID: "R1", Err: errors.New("CANARY"),
			}
		}
		return s, nil
	}})
}

func TestWordsSayWhatIsOffSkippedAndFailed(t *testing.T) {
	r := get(t, mixed(), GetOptions{All: true}, 0)
	if r.out != "/d/file 1.txt\n/d/file 2.txt\n/d/file 5.txt\n" {
		t.Errorf("printed %q", r.out)
	}
	want := "attache: file 1.txt: The name held hidden characters.\n" +
		"attache: file 1.txt: This is a program, or a file that starts one.\n" +
		"attache: file 3.txt: Skipped: a file of this name is there already.\n" +
		"attache: file 4.txt: The file's host refused the download (403 AccessDenied).\n  Renew the link"
	if !strings.HasPrefix(r.errs, want) {
		t.Errorf("said %q", r.errs)
	}
	var failures *model.Failures
	if !errors.As(r.err, &failures) || failures.Of != 5 || len(failures.Problems) != 1 {
		t.Errorf("got %v", r.err)
	}
}

func TestJSONIsAnObjectALineForEveryFile(t *testing.T) {
	r := get(t, mixed(), GetOptions{All: true, JSON: true}, 0)
	want := `{"id":"f-1","name":"file 1.txt","path":"/d/file 1.txt","size":3,"sha256":"abc","state":"saved"}
{"id":"f-2","name":"file 2.txt","path":"/d/file 2.txt","size":3,"sha256":"abc","state":"skipped"}
{"id":"f-3","name":"file 3.txt","path":"/d/file 3.txt","state":"skipped"}
{"id":"f-4","name":"file 4.txt","state":"failed","error":{"kind":"refused","code":"AccessDenied","status":403,"request_id":"R1","message":"The file's host refused the download (403 AccessDenied).","advice":"Renew the link and try again; if it is refused again, tell your Connect administrator."}}
{"id":"f-5","name":"file 5.txt","path":"/d/file 5.txt","size":3,"sha256":"abc","state":"saved"}
`
	if r.out != want {
		t.Errorf("printed %s", r.out)
	}
	if strings.Contains(r.errs, "refused") {
		t.Errorf("told twice: %q", r.errs)
	}
}

func TestAnInterruptionSaysHowToGoOn(t *testing.T) {
	c := made(&fakechat.Chat{Pages: files(6), OnSave: func(ctx context.Context, o model.DownloadRequest) (model.Saved, error) {
		took := time.Hour
		if o.Attachment.ID == "f-2" {
			took = time.Second
		}
		return saved(o), wait(ctx, took)
	}})
	r := get(t, c, GetOptions{All: true}, time.Minute)
	if model.KindOf(r.err) != model.KindCancelled || r.took != time.Minute {
		t.Errorf("%v after %v", r.err, r.took)
	}
	if r.out != "/d/file 2.txt\n" {
		t.Errorf("printed %q", r.out)
	}
	if want := "attache: Stopped: 5 of 6 files are not saved.\n  To go on, with the flags as before: attache get f-1 f-3 f-4 f-5 f-6\n"; r.errs != want {
		t.Errorf("said %q", r.errs)
	}
	if len(calls(c)) != 4 {
		t.Errorf("started %q", calls(c))
	}
}

func TestTheBytesOfOneFileGoToStandardOutputOnceTheyAreWhole(t *testing.T) {
	content := strings.Repeat("bytes\x00", 100_000)
	c := made(&fakechat.Chat{Pages: files(1), OnSave: func(_ context.Context, o model.DownloadRequest) (model.Saved, error) {
		_, err := io.WriteString(o.Out, content)
		return model.Saved{State: model.SaveDone, Size: int64(len(content))}, err
	}})
	if r := get(t, c, GetOptions{IDs: []string{"f-1"}, Copy: true}, 0); r.out != content || r.errs != "" || r.err != nil {
		t.Errorf("%d bytes, said %q: %v", len(r.out), r.errs, r.err)
	}
	c.OnSave = func(context.Context, model.DownloadRequest) (model.Saved, error) {
		return model.Saved{}, &model.Problem{Kind: model.KindShort, Op: "download"}
	}
	if r := get(t, c, GetOptions{IDs: []string{"f-1"}, Copy: true}, 0); r.out != "" || r.err == nil {
		t.Errorf("%q of a file that is not whole: %v", r.out, r.err)
	}
}

// full is a standard output that takes no more.
type full struct{}

func (full) Write([]byte) (int, error) {
	return 0, &os.PathError{Op: "write", Path: "/secret/place", Err: errors.New("no space left on device")}
}

func TestAnOutputThatTakesNothingEndsTheRun(t *testing.T) {
	c := made(&fakechat.Chat{Pages: files(9), OnSave: func(ctx context.Context, o model.DownloadRequest) (model.Saved, error) {
		if o.Attachment.ID == "f-1" {
			return saved(o), nil
		}
		return model.Saved{}, wait(ctx, time.Hour)
	}})
	var errs bytes.Buffer
	err := Get(t.Context(), c, GetOptions{All: true, Parallel: 2, Now: time.Now}, full{}, &errs)
	if p := model.AsProblem(err); p.Kind != model.KindDisk || p.Detail != "no space left on device" {
		t.Errorf("got %v", err)
	}
}

func TestAReceiptIsWrittenWholeAndForItsOwnerAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "receipt.json")
	if err := os.WriteFile(path, []byte(`{"files":[]}`), 0o644); err != nil { //nolint:gosec // the point of the test
		t.Fatal(err)
	}
	r := get(t, mixed(), GetOptions{All: true, Receipt: path}, 0)
	text, err := os.ReadFile(path)
	if err != nil || strings.Contains(string(text), "CANARY") {
		t.Fatalf("%s, %v", text, err)
	}
	var receipt struct {
		Files []struct {
			ID, Path, State string
			Doubts          []struct{ Kind, Message string }
			Error           *struct{ Kind, Message, Advice string }
		}
		Retry string
	}
	if err := json.Unmarshal(text, &receipt); err != nil || len(receipt.Files) != 5 {
		t.Fatalf("%s: %v", text, err)
	}
	first, fourth := receipt.Files[0], receipt.Files[3]
	if first.Path != "/d/file 1.txt" || len(first.Doubts) != 2 || first.Doubts[1].Message == "" {
		t.Errorf("the first is %+v", first)
	}
	if fourth.State != "failed" || fourth.Error == nil || fourth.Error.Advice == "" || receipt.Retry != "attache get f-4" {
		t.Errorf("the fourth is %+v, retry %q", fourth, receipt.Retry)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	var failures *model.Failures
	if !errors.As(r.err, &failures) {
		t.Errorf("the receipt hides the failure: %v", r.err)
	}
	left, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(left) != 1 {
		t.Errorf("left %v, %v", left, err)
	}
}

func TestAReceiptThatCannotBeWrittenIsAProblem(t *testing.T) {
	dir := t.TempDir()
	for _, path := range []string{dir, filepath.Join(dir, "no", "where")} {
		if err := WriteReceipt(path, session.Summary{}); model.KindOf(err) != model.KindDisk {
			t.Errorf("%v", err)
		}
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("left %v, %v", left, err)
	}
}

func TestProgressIsOneLineOfPlainCharactersOnATerminalOnly(t *testing.T) {
	slow := func() *fakechat.Chat {
		return made(&fakechat.Chat{Pages: files(4), OnSave: func(ctx context.Context, o model.DownloadRequest) (model.Saved, error) {
			o.Meter.SetTotal(10_000_000)
			for range 10 {
				if err := wait(ctx, 500*time.Millisecond); err != nil {
					return model.Saved{}, err
				}
				o.Meter.Add(1_000_000)
			}
			return saved(o), nil
		}})
	}
	if r := get(t, slow(), GetOptions{All: true}, 0); r.errs != "" {
		t.Errorf("no terminal, and yet %q", r.errs)
	}
	r := get(t, slow(), GetOptions{All: true, Progress: true}, 0)
	if strings.ContainsFunc(r.errs, func(c rune) bool { return c != '\r' && (c < ' ' || c > '~') }) {
		t.Errorf("more than carriage returns and ASCII: %q", r.errs)
	}
	lines := strings.Split(r.errs, "\r")
	if seconds := int(r.took / time.Second); strings.Count(r.errs, "done") > 2*4*seconds+2 || seconds != 10 {
		t.Errorf("painted %d times in %d s", strings.Count(r.errs, "done")/2, seconds)
	}
	if i := slices.IndexFunc(lines, func(s string) bool { return len(s) > lineWidth }); i >= 0 {
		t.Errorf("too wide: %q", lines[i])
	}
	if !strings.Contains(r.errs, "attache: 3 of 4 done, ") || !strings.Contains(r.errs, "2.0 MB/s, ") || !strings.Contains(r.errs, "s left") {
		t.Errorf("%q", lines)
	}
	if last := lines[len(lines)-1]; last != "" || strings.Trim(lines[len(lines)-2], " ") != "" {
		t.Errorf("ends with %q", lines[len(lines)-3:])
	}
	if !strings.HasPrefix(r.out, "/d/file 1.txt\n") || strings.Contains(r.out, "\r") {
		t.Errorf("printed %q", r.out)
	}
}

func TestWhatNobodyReadsIsNotToldAnyMore(t *testing.T) {
	c := made(&fakechat.Chat{Pages: files(9), OnSave: func(ctx context.Context, request model.DownloadRequest) (model.Saved, error) {
		return saved(request), wait(ctx, time.Second)
	}})
	synctest.Test(t, func(t *testing.T) {
		var errs bytes.Buffer
		err := Get(t.Context(), c, GetOptions{All: true, Parallel: 2, Now: time.Now}, closedPipe{}, &errs)
		if !ReaderGone(err) || errs.Len() != 0 || len(calls(c)) > 4 {
			t.Errorf("%v, said %q, saved %q", err, errs.String(), calls(c))
		}
	})
}

func TestWhatHappenedOnTheWayIsSaidOnce(t *testing.T) {
	c := made(&fakechat.Chat{Pages: files(1), OnSave: func(_ context.Context, request model.DownloadRequest) (model.Saved, error) {
		s := saved(request)
		s.Damaged, s.StartedOver, s.Moved = true, true, true
		return s, nil
	}})
	r := get(t, c, GetOptions{All: true}, 0)
	for _, words := range []string{"What was left of it was damaged and was fetched again.\n", "It was started over", "The download folder was moved meanwhile, to /d.\n"} {
		if strings.Count(r.errs, words) != 1 {
			t.Errorf("%q lacks %q", r.errs, words)
		}
	}
	if r.out != "/d/file 1.txt\n" {
		t.Errorf("%+v", r)
	}
}
