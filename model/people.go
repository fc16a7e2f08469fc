package model

import (
	"slices"
	"strings"
	"time"
)

// Person is somebody who takes part in a chat, as far as its transcript tells.
type Person struct {
	ID   string
	Name string // safe to show; may be empty
	Role Role
	At   time.Time // when they were seen last
	Left bool
}

// People are those of a chat.
type People []Person

// Merge takes what was said of people, in any order of time.
func (p People) Merge(said []Person) People {
	for _, one := range said {
		i := slices.IndexFunc(p, func(q Person) bool { return q.ID == one.ID && q.Role == one.Role })
		switch {
		case i < 0:
			p = append(p, one)
		case !one.At.Before(p[i].At):
			if one.Name == "" {
				one.Name = p[i].Name
			}
			p[i] = one
		case p[i].Name == "":
			p[i].Name = one.Name
		}
	}
	return p
}

// Present returns those who have not left, as "Rosa (agent)".
func (p People) Present() []string {
	var all []string
	for _, one := range p {
		if one.Left || one.Role == RoleSystem {
			continue
		}
		role := strings.ToLower(strings.ReplaceAll(string(one.Role), "_", " "))
		switch {
		case one.Name == "":
			all = append(all, role)
		case role == "":
			all = append(all, one.Name)
		default:
			all = append(all, one.Name+" ("+role+")")
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}
