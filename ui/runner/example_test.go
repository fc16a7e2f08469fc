package runner_test

import (
	"context"
	"fmt"
	"time"

	"attache/model"
	"attache/model/session"
	"attache/ui/runner"
	"attache/ui/runner/fakechat"
)

// A front end that only prints what it is told: it reads a chat of two files, and copies the link of
// each.
func Example() {
	chat := fakechat.New(time.Now)
	chat.Takes = map[string]time.Duration{}
	chat.Add(2)
	var clipboard []string
	r := runner.New(context.Background(), runner.Deps{
		Chat: chat, Now: time.Now,
		Clipboard: func(_ context.Context, text string) session.Route {
			clipboard = append(clipboard, text)
			return session.RouteNative
		},
	}, session.New(session.Options{TTL: model.DefaultLife, Parallel: 3, NoLive: true, Clipboard: true}))
	defer r.Close()

	tell := func(res runner.Result) {
		for _, n := range res.Notices {
			switch f := n.Fact.(type) {
			case session.ChatRead:
				fmt.Println(f.Total, "files, new:", n.About)
			case session.Copied:
				fmt.Println("the links of", n.About, "are copied, good for minutes:", f.Left > 4*time.Minute)
			case session.NotCopied:
				fmt.Println("not copied:", f.Missing)
			}
		}
	}
	_ = r.Do(context.Background(), session.Start{}, tell)
	_ = r.Do(context.Background(), session.Copy{Targets: session.Targets{IDs: []string{"id-1", "id-2"}}}, tell)
	fmt.Println(len(clipboard), "text in the clipboard")
	// Output:
	// 2 files, new: [id-1 id-2]
	// the links of [id-1 id-2] are copied, good for minutes: true
	// 1 text in the clipboard
}
