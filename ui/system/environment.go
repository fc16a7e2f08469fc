package system

import (
	"os"
	"runtime"
	"strings"
)

// Environment takes out of the environment what no other program may find there, and returns what
// looks a variable up as if it still stood there. Whatever is started inherits the environment: an
// opener, a clipboard tool, a token command, the tools that libraries run. It is called once, before
// anything else.
func Environment() func(string) string {
	kept := map[string]string{}
	for _, entry := range os.Environ() {
		name, value, _ := strings.Cut(entry, "=")
		switch {
		case isSecret(name):
			kept[variable(name)] = value
		case strings.HasPrefix(name, "TEA_"):
			// The framework would write keys and frames to a file: typed tokens, shown links.
		default:
			continue
		}
		_ = os.Unsetenv(name)
	}
	return func(name string) string {
		if value, ok := kept[variable(name)]; ok {
			return value
		}
		return os.Getenv(name)
	}
}

// isSecret tells the variables with a token, and with a command that prints one: it may hold the
// password of a vault.
func isSecret(name string) bool {
	name = variable(name)
	return strings.HasPrefix(name, "ATTACHE_") && (strings.HasSuffix(name, "_TOKEN") || strings.HasSuffix(name, "_TOKEN_COMMAND"))
}

// variable is a name as the system compares it.
func variable(name string) string {
	if runtime.GOOS == "windows" {
		return strings.ToUpper(name)
	}
	return name
}
