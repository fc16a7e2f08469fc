package app

import (
	"context"

	"attache/ui"
	"attache/ui/cli"
)

// handovers are the chats that a page hands over while the screen is on, until ctx ends.
func (t *app) handovers(ctx context.Context, next func(context.Context) (cli.Handover, error), s ui.Options) <-chan ui.AddChat {
	added := make(chan ui.AddChat)
	go func() {
		for {
			a, err := next(ctx)
			if err != nil {
				return
			}
			chat := ui.AddChat{
				Chat: a.Chat, Contact: a.Name, Region: a.Region, Origin: a.Origin, Ask: a.Ask, Answer: a.Answer, Ended: a.Ended,
				Open: func() (ui.Options, error) {
					one := s
					if a.Fault != nil {
						return one, a.Fault
					}
					err := t.attach(a.Connection, &one)
					return one, err
				},
			}
			select {
			case added <- chat:
			case <-ctx.Done():
				a.Answer(false)
				return
			}
		}
	}()
	return added
}

// startPage lets a chat be chosen on the screen.
func (t *app) startPage(d *cli.StartPage, s ui.Options) *ui.StartPage {
	return &ui.StartPage{Region: d.Region, Regions: d.Regions, Host: d.Host, Open: func(e ui.Entry) (ui.Options, error) {
		var c cli.Connection
		var err error
		one := s
		if e.Demo {
			c, err = d.Demo()
		} else {
			c, err = d.Chat(e.Token, e.Kind, e.Region)
		}
		if err == nil {
			err = t.attach(c, &one)
		}
		return one, err
	}}
}
