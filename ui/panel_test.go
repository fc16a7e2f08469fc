package ui

import "time"

// fakePanel is an emulator with one action for each name.
type fakePanel struct {
	actions []PanelAction
	state   []string
	now     time.Time
	speed   float64
}

func (f *fakePanel) Actions() []PanelAction      { return f.actions }
func (f *fakePanel) State() []string             { return f.state }
func (f *fakePanel) Clock() (time.Time, float64) { return f.now, f.speed }
