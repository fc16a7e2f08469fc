package token

import (
	"strings"

	"attache/model"
)

// secretNames are the names under which people try to pass a token. They are refused whatever
// else is wrong with the command line.
func secretNames() []string {
	return []string{"connection-token", "participant-token", "token", "bearer", "bearer-token", "x-amz-bearer"}
}

// Refuse looks for a token among the arguments before anything else reads them, so that no
// other complaint can show it.
func Refuse(args []string) error {
	for _, arg := range args {
		name := strings.TrimLeft(arg, "-–—")
		if name == arg {
			continue
		}
		if i := strings.IndexAny(name, "=: \t\r\n"); i >= 0 {
			name = name[:i]
		}
		if secret := SecretName(name); secret != "" {
			return model.NewInputProblem("--"+secret, model.FaultArgument, "")
		}
	}
	return nil
}

// SecretName returns the name of the secret that name is meant to give, "" for none.
func SecretName(name string) string {
	name = strings.ReplaceAll(strings.ToLower(name), "_", "-")
	for _, secret := range secretNames() {
		// With no sign between, a token would be taken for a part of the name.
		rest, ok := strings.CutPrefix(name, secret)
		glued := strings.Contains(secret, "token") && !strings.HasPrefix(rest, "-")
		if ok && (rest == "" || glued) {
			return secret
		}
	}
	return ""
}
