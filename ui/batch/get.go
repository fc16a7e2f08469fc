package batch

import (
	"cmp"
	"context"
	"io"
	"slices"

	"attache/model"
	"attache/model/session"
	"attache/ui/runner"
	"attache/ui/wording"
)

// Get downloads attachments and prints what became of each, in the order asked, as soon as that is
// known for it and all before it: on out the path of a saved file, on errs why a file failed and
// what is off about one that did not. A file that the scanner holds back or has rejected counts as
// failed: who asked for it did not get it.
//
// It returns a *model.Failures when files failed or a part of the transcript could not be read, all of
// which has been told, and a
// *model.Problem of KindCancelled when ctx ended first.
func Get(ctx context.Context, s Session, o GetOptions, out, errs io.Writer) error {
	g := &getter{GetOptions: o, session: s, out: out, reporter: o.Of.reporter(errs, o.JSON)}
	g.painter = painter{w: errs, on: o.Progress}
	g.paint("reading the chat")
	list, contact, gap, err := wanted(ctx, s, o.IDs, o.All, o.Wait > 0)
	of := len(list)
	list = o.of(ctx, s, list, gap)
	g.wipe()
	g.Of.contact(contact)
	g.reporter = g.Of.reporter(errs, o.JSON)
	switch {
	case err != nil:
		return err
	case gap != nil && gap.Kind == model.KindDenied:
		return gap // the token that reads no further gets no file either
	case gap != nil:
		g.reporter.FailPart(gap)
	case len(list) == 0 && (of > 0 || o.Progress && !o.JSON):
		g.reporter.Warn(model.Attachment{}, o.none(of))
	}
	g.session = g.Of.within(s)
	if o.Zip != "" {
		g.Zip = g.Of.receipt(o.Zip)
		if isTaken(g.Zip, o.OnExists) {
			g.reporter.Warn(model.Attachment{}, wording.Words{Sentence: wording.Left()})
			return nil
		}
		if g.archive, err = openArchive(g.Zip, o.Draft); err != nil {
			return err
		}
		defer g.archive.draft.Discard() //nolint:errcheck // what was published stays, and else the first error says more
	}
	summary, broken := g.run(ctx, list, contact)
	outcomes := summary.Outcomes
	broken = cmp.Or(broken, g.receipts(ctx, summary, gap, broken != nil))
	switch missing := model.Unfinished(outcomes); {
	case broken != nil:
		return broken
	case ctx.Err() != nil && slices.ContainsFunc(outcomes, stopped):
		if !o.JSON {
			g.reporter.Warn(model.Attachment{}, wording.StoppedEarly(len(missing), len(outcomes), model.GetCommand(missing)))
		}
		return &model.Problem{Kind: model.KindCancelled, Op: "save", Err: context.Canceled}
	}
	return withGap(model.FailuresOf(outcomes), len(outcomes), gap)
}

// run saves all files and tells each. It returns why the results could not be told, if so.
func (g *getter) run(ctx context.Context, list []model.Attachment, contact string) (session.Summary, error) {
	inner, stop := context.WithCancel(ctx)
	defer stop()
	g.list = list
	ids := make([]string, len(list))
	for i, a := range list {
		ids[i] = a.ID
	}
	to := g.session
	if g.Copy {
		to = copier{to, g.out}
	}
	if g.archive != nil {
		to = packer{to, g.archive.pack}
	}
	r := newRunner(inner, to, g.Now, session.Options{
		Files: list, Contact: contact, TTL: g.Life, Parallel: g.Parallel, OnExists: g.OnExists, Names: g.Names, Source: g.Source, Sample: repaint,
	})
	var broken error
	_ = r.Do(inner, session.Save{Targets: session.Targets{IDs: ids}, Confirmed: true}, func(runner.Result) {
		if broken == nil {
			if broken = g.tellOn(ctx, r.Session()); broken != nil {
				stop() // nobody reads the results: what is under way is kept for another run
			}
		}
		g.progress(r.Session())
	})
	r.Close()
	g.wipe()
	summary := r.Session().Summary()
	for broken == nil && g.reported < len(list) { // those that the end of the run has cut short
		broken = g.tell(ctx, summary.Outcomes[g.reported])
		g.reported++
	}
	if broken == nil {
		g.refusals.end(g.reporter)
	}
	return summary, broken
}

// receipts ends the archive and writes the receipt, and tells both. quiet says that nobody reads any more.
func (g *getter) receipts(ctx context.Context, s session.Summary, gap *model.Problem, quiet bool) error {
	if g.archive != nil {
		return g.endArchive(ctx, s, gap, quiet)
	}
	return g.putReceipt(s, gap, quiet)
}

// putReceipt writes the receipt of files that are in no archive, where one is wanted.
func (g *getter) putReceipt(s session.Summary, gap *model.Problem, quiet bool) error {
	if g.Receipt == "" {
		return nil
	}
	path := g.Of.receipt(g.Receipt)
	sum, err := writeReceipt(path, s, gap)
	if err != nil || quiet {
		return err
	}
	return tellReceipt(path, sum, g.JSON, g.reporter.W)
}

// endArchive makes the archive whole where any file came and nobody stopped it.
func (g *getter) endArchive(ctx context.Context, s session.Summary, gap *model.Problem, quiet bool) error {
	saved := func(o model.Outcome) bool { return o.Problem == nil && o.Saved.State == model.SaveDone }
	switch {
	case quiet || ctx.Err() != nil:
		return nil //nolint:nilerr // whoever stopped it is told elsewhere
	case !slices.ContainsFunc(s.Outcomes, saved):
		return g.putReceipt(s, gap, quiet)
	}
	done, text, sum, err := g.archive.close(ctx, s, gap, g.OnExists)
	if err == nil && g.Receipt != "" {
		err = putReceipt(g.Of.receipt(g.Receipt), text)
	}
	if err == nil && !g.JSON {
		err = write(g.out, []byte(done.Path+"\n"))
	}
	if err != nil {
		return err
	}
	return tellReceipt(done.Path, sum, g.JSON, g.reporter.W)
}
