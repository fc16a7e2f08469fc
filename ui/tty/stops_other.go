//go:build !unix

package tty

import tea "charm.land/bubbletea/v2"

// Stops does nothing: no program is stopped here.
type Stops struct{}

// Drive does nothing.
func (*Stops) Drive(*tea.Program) {}

// Stop does nothing.
func (*Stops) Stop() {}

// Filter changes nothing.
func (*Stops) Filter(msg tea.Msg) tea.Msg { return msg }
