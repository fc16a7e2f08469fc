package model

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// NameTemplate makes the names of saved files: "{sent}-{sender}-{name}". The zero value leaves them as they are.
type NameTemplate string

// NameFields are what may stand in braces in a NameTemplate.
func NameFields() []string { return []string{"sent", "sender", "role", "name", "stem", "ext", "id"} }

// CheckNameTemplate returns s as a template, or a problem of the input: one that knows no such field, or cannot be
// one name.
func CheckNameTemplate(input, s string) (NameTemplate, error) {
	if strings.ContainsAny(s, `/\`) {
		return "", NewInputProblem(input, FaultUnreadable, "a name holds no folder")
	}
	for rest := s; ; {
		_, after, found := strings.Cut(rest, "{")
		if !found {
			break
		}
		field, more, closed := strings.Cut(after, "}")
		if closed && !slices.Contains(NameFields(), field) {
			field += "}"
			closed = false
		}
		if !closed {
			return "", NewInputProblem(input, FaultChoice, Shown("{"+field)+"; {"+strings.Join(NameFields(), "}, {")+"}")
		}
		rest = more
	}
	if !strings.Contains(s, "{") {
		return "", NewInputProblem(input, FaultUnreadable, "every file would have the same name")
	}
	return NameTemplate(s), nil
}

// For returns the name of a file, which is one safe component and has the file's extension; empty for the zero
// value.
func (t NameTemplate) For(a Attachment) string {
	if t == "" {
		return ""
	}
	own := cmp.Or(a.FileName, FileName(a.Name, a.ID))
	stem, ext := splitName(own)
	sent := "unknown"
	if !a.SentAt.IsZero() {
		sent = a.SentAt.UTC().Format("20060102-150405")
	}
	values := map[string]string{
		"sent": sent, "sender": a.Sender, "role": strings.ToLower(string(a.Role)),
		"name": own, "stem": stem, "ext": strings.TrimPrefix(ext, "."), "id": a.IDText,
	}
	flat := strings.NewReplacer("/", "_", `\`, "_")
	var pairs []string
	for _, field := range NameFields() {
		pairs = append(pairs, "{"+field+"}", cmp.Or(flat.Replace(values[field]), "unknown"))
	}
	name := strings.NewReplacer(pairs...).Replace(string(t))
	if !strings.HasSuffix(strings.ToLower(name), strings.ToLower(ext)) {
		name += ext
	}
	if last := t[strings.LastIndex(string(t), "}")+1:]; ext == "" && !strings.Contains(string(last), ".") {
		return plainName(name, a.ID)
	}
	return FileName(name, a.ID)
}

// plainName is FileName without an extension: a file that has none gets none from what its sender is called.
func plainName(name, id string) string {
	name = FileName(name, id)
	for stem, ext := splitName(name); ext != ""; stem, ext = splitName(name) {
		name = FileName(stem+"_"+strings.TrimPrefix(ext, "."), id)
	}
	return name
}

// maxWait is the longest that a command waits for scans.
const maxWait = time.Hour

// CheckWait returns s as how long to wait for scans: a length of time, or seconds.
func CheckWait(input, s string) (time.Duration, error) {
	wait, err := time.ParseDuration(s)
	if err != nil {
		wait, err = time.ParseDuration(s + "s")
	}
	if err != nil || wait <= 0 || wait > maxWait {
		return 0, NewInputProblem(input, FaultUnreadable, Shown(s))
	}
	return wait, nil
}
