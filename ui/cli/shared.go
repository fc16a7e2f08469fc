package cli

import (
	"path/filepath"

	"attache/model"
	"attache/ui/batch"
	"attache/ui/system"
)

// checkShared returns what is told to whoever links and saves, with the folder and the receipt checked.
func (p *program) checkShared() (Shared, error) {
	s := p.opts.shared
	if err := p.checkReceipt(&s); err != nil {
		return Shared{}, err
	}
	if s.Dir == "" {
		return s, nil
	}
	dir, err := filepath.Abs(p.home(s.Dir))
	if err == nil {
		err = system.Writable(dir)
	}
	if err != nil {
		return Shared{}, model.NewInputProblem(p.opts.input("dir"), model.FaultUnwritable, system.Reason(err)+" ("+s.Dir+")")
	}
	s.Dir = dir
	return s, nil
}

// checkReceipt makes sure that a receipt could be written, before there is anything to tell.
func (p *program) checkReceipt(s *Shared) error {
	if s.Receipt == "" {
		return nil
	}
	path, err := filepath.Abs(p.home(s.Receipt))
	if err == nil {
		err = system.Replaceable(path)
	}
	if err == nil {
		err = batch.CheckReceipt(path)
	}
	if err != nil {
		return model.NewInputProblem(p.opts.input("receipt"), model.FaultUnwritable, system.Reason(err)+" ("+s.Receipt+")")
	}
	s.Receipt = path
	return nil
}

func (p *program) home(path string) string { return system.Home(path, p.Getenv) }
