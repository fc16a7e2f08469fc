// Package setup puts attache where a user of Windows looks for programs, and takes it away again: a profile of
// Windows Terminal, and an entry of the Start menu. Both are files of that user alone.
package setup

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// Place is where the files go, and what they start.
type Place struct {
	Local   string // %LOCALAPPDATA%
	Roaming string // %APPDATA%
	Program string // the path of attache
}

// Desktop adds attache to the desktop of Windows, or removes it, and returns the files. It is nil elsewhere.
func Desktop(getenv func(string) string) func(remove bool) ([]string, error) {
	if runtime.GOOS != "windows" {
		return nil
	}
	return func(remove bool) ([]string, error) {
		program, err := os.Executable()
		if err != nil {
			return nil, err
		}
		at := Place{Local: getenv("LOCALAPPDATA"), Roaming: getenv("APPDATA"), Program: program}
		if remove {
			return at.Remove()
		}
		return at.Add()
	}
}

// fragments is the folder of attache's profiles, start that of the Start menu.
func (p Place) fragments() string {
	return filepath.Join(p.Local, "Microsoft", "Windows Terminal", "Fragments", "attache")
}

func (p Place) start() string {
	return filepath.Join(p.Roaming, "Microsoft", "Windows", "Start Menu", "Programs")
}

// files returns the files by their paths, in order.
func (p Place) paths() []string {
	return []string{filepath.Join(p.fragments(), "attache.json"), filepath.Join(p.start(), "attache.lnk")}
}

// Add writes the files, and returns their paths. What an earlier attache wrote is written anew.
func (p Place) Add() ([]string, error) {
	if p.Local == "" || p.Roaming == "" {
		return nil, errors.New("LOCALAPPDATA or APPDATA is not set")
	}
	profile, err := p.profile()
	if err != nil {
		return nil, err
	}
	link, err := shortcut(p.Program)
	if err != nil {
		return nil, err
	}
	paths := p.paths()
	for i, content := range [][]byte{profile, link} {
		if err := os.MkdirAll(filepath.Dir(paths[i]), 0o700); err != nil {
			return nil, err
		}
		if err := os.WriteFile(paths[i], content, 0o600); err != nil {
			return nil, err
		}
	}
	return paths, nil
}

// Remove removes the files, and returns the paths of those that were there.
func (p Place) Remove() (gone []string, err error) {
	for _, path := range p.paths() {
		switch err := os.Remove(path); {
		case err == nil:
			gone = append(gone, path)
		case !errors.Is(err, fs.ErrNotExist):
			return gone, err
		}
	}
	_ = os.Remove(p.fragments()) // it stays where something else is in it
	return gone, nil
}

// profile is a fragment of Windows Terminal's settings.
func (p Place) profile() ([]byte, error) {
	type profile struct {
		Name              string `json:"name"`
		CommandLine       string `json:"commandline"`
		StartingDirectory string `json:"startingDirectory"`
	}
	return json.MarshalIndent(struct {
		Profiles []profile `json:"profiles"`
	}{[]profile{{"attache", `"` + p.Program + `"`, "%USERPROFILE%"}}}, "", "  ")
}
