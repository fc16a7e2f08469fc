package batch

import (
	"context"
	"io"
	"slices"
	"time"

	"attache/model"
	"attache/model/session"
	"attache/ui/wording"
)

// GetOptions say what to download and how to tell of it.
type GetOptions struct {
	IDs      []string // in the order asked; each once
	All      bool     // every attachment of the chat instead
	Parallel int      // downloads at once; at least 1
	OnExists model.OnExists
	Life     time.Duration // asked for each link
	JSON     bool          // an object a line instead of a path
	Copy     bool          // the bytes of the one file instead of its path
	Progress bool          // errs is a terminal, on which progress is shown
	Receipt  string        // a file to write a receipt to; empty: none
	Source   session.Source
	Now      func() time.Time
}

// Get downloads attachments and prints what became of each, in the order asked, as soon as that is
// known for it and all before it: on out the path of a saved file, on errs why a file failed and
// what is off about one that did not. A file that the scanner holds back or has rejected counts as
// failed: who asked for it did not get it.
//
// It returns a *model.Failures when files failed or a part of the transcript could not be read, all of
// which has been told, and a
// *model.Problem of KindCancelled when ctx ended first.
func Get(ctx context.Context, s Session, o GetOptions, out, errs io.Writer) error {
	g := &getter{GetOptions: o, session: s, out: out, voice: Voice{errs, o.JSON}, begun: make(chan struct{}, 1)}
	g.painter = painter{w: errs, on: o.Progress}
	g.paint("reading the chat")
	list, contact, gap, err := wanted(ctx, s, o.IDs, o.All)
	g.wipe()
	switch {
	case err != nil:
		return err
	case gap != nil && gap.Kind == model.KindDenied:
		return gap // the token that reads no further gets no file either
	case gap != nil:
		g.voice.FailPart(gap)
	}
	for _, a := range list {
		g.jobs = append(g.jobs, &job{Outcome: model.Outcome{Attachment: a}})
	}
	broken := g.run(ctx)
	if broken == nil {
		g.refusals.end(g.voice)
	}
	outcomes := g.outcomes()
	if o.Receipt != "" {
		if err := writeReceipt(o.Receipt, session.Summary{Source: o.Source, Contact: contact, At: o.Now(), Outcomes: outcomes}, gap); err != nil && broken == nil {
			broken = err
		}
	}
	switch missing := model.Unfinished(outcomes); {
	case broken != nil:
		return broken
	case ctx.Err() != nil && slices.ContainsFunc(outcomes, stopped):
		if !o.JSON {
			g.voice.Warn(model.Attachment{}, wording.Stopped(len(missing), len(outcomes), model.GetCommand(missing)))
		}
		return &model.Problem{Kind: model.KindCancelled, Op: "save", Err: context.Canceled}
	}
	return withGap(model.FailuresOf(outcomes), len(outcomes), gap)
}

// getter is one run of Get.
type getter struct {
	GetOptions
	painter

	session Session
	out     io.Writer
	voice   Voice
	jobs    []*job
	told    int // how many of jobs have been told

	begun    chan struct{} // full while a job is begun
	refusals refusals
}

// job is one file on its way.
type job struct {
	model.Outcome

	meter   model.Meter
	ended   bool
	unasked bool // the service refuses all, and was not asked for this one
}

// run saves all jobs and tells each. It returns why the results could not be told, if so.
func (g *getter) run(ctx context.Context) error {
	inner, stop := context.WithCancel(ctx)
	defer stop()
	queue, ended := make(chan *job, len(g.jobs)), make(chan *job)
	for _, j := range g.jobs {
		queue <- j
	}
	close(queue)
	for range min(max(g.Parallel, 1), len(g.jobs)) {
		go func() {
			for j := g.next(inner, queue); j != nil; j = g.next(inner, queue) {
				g.save(inner, j)
				ended <- j
			}
		}()
	}
	ticks, quiet := g.ticks()
	defer quiet()
	var broken error
	for left := len(g.jobs); left > 0; {
		select {
		case j := <-ended:
			left--
			j.ended = true
			if broken != nil {
				continue
			}
			if broken = g.tellOn(ctx); broken != nil {
				stop() // nobody reads the results: what is under way is kept for another run
			}
		case <-ticks:
			g.paint(g.progress())
		}
	}
	g.wipe()
	return broken
}

// next takes the next job, once it may be begun; nil is the end. Jobs are begun in their order.
func (g *getter) next(ctx context.Context, queue <-chan *job) *job {
	g.begun <- struct{}{}
	defer func() { <-g.begun }()
	j, ok := <-queue
	if !ok {
		return nil
	}
	j.Problem = g.refusals.enter(ctx)
	return j
}

// save downloads one file, unless the run is over.
func (g *getter) save(ctx context.Context, j *job) {
	if j.Problem != nil {
		j.unasked = true
		return
	}
	err := ctx.Err()
	if err == nil {
		order := model.Order{Attachment: j.Attachment, OnExists: g.OnExists, Meter: &j.meter, Life: g.Life}
		if g.Copy {
			order.Out = output{g.out}
		}
		j.Saved, err = g.session.Save(ctx, order, nil)
	}
	j.Problem = model.AsProblem(err)
	g.refusals.leave(j.Problem)
}

// stopped reports whether a file is missing because the run was interrupted.
func stopped(o model.Outcome) bool { return o.Problem != nil && o.Problem.Kind == model.KindCancelled }

func (g *getter) outcomes() []model.Outcome {
	all := make([]model.Outcome, len(g.jobs))
	for i, j := range g.jobs {
		all[i] = j.Outcome
	}
	return all
}
