package wording

import (
	"strconv"

	"attache/model"
)

// Warnings are said on standard error, and the program goes on.

// ReadableByOthers warns of a token file with rights for group or others. input is the flag that
// named the file.
func ReadableByOthers(input string) Words {
	return Words{
		Brief:    "warning",
		Sentence: closed("The file of "+called(input)+" can be read by other users of this machine", ""),
		Advice:   "Take their rights away: chmod 600 FILE.",
	}
}

// WritableByGroup warns of a configuration file that others than its owner can change.
func WritableByGroup(file string) Words {
	return Words{
		Brief:    "warning",
		Sentence: closed("The configuration"+in(safe(file))+" can be changed by the other users of its group", ""),
		Advice:   "Take their right away, unless the group is yours alone: chmod g-w FILE.",
	}
}

// CustomEndpoint names a host outside Amazon's own domains, before a token is sent to it.
func CustomEndpoint(host string) Words {
	return Words{
		Brief:    "warning",
		Sentence: closed("The token will be sent to a host that is not one of Amazon's own", host),
		Advice:   "Go on only if you trust this host; without --endpoint-url and AWS_ENDPOINT_URL it is Amazon's.",
	}
}

// PortTaken tells that the emulator listens elsewhere than usual.
func PortTaken(usual, url string) Words {
	return Words{
		Brief:    "warning",
		Sentence: closed("Another program uses "+usual, "listening at "+url),
		Advice:   "Use --listen HOST:PORT to choose where to listen.",
	}
}

// ScreenReader says why there is no screen although nobody asked for lines.
func ScreenReader() Words {
	return Words{
		Brief:    "screen reader",
		Sentence: "A screen reader runs, so attache talks in lines.",
		Advice:   "Use --plain=false for the screen.",
	}
}

// OpenListener warns that the emulator can be reached from other machines.
func OpenListener(address string) Words {
	return Words{
		Brief:    "warning",
		Sentence: closed("The emulator can be reached from other machines", model.HideTokens(address)),
		Advice:   "Use --listen 127.0.0.1:0 to keep it on this machine.",
	}
}

// HighRate warns of a rate over the quota that AWS gives a whole Connect instance by default.
func HighRate() Words {
	return Words{
		Brief:    "warning",
		Sentence: "The rate is above 8 calls a second, the default quota that a whole Connect instance shares.",
		Advice:   "Use --rate 4 unless the quota was raised: agents at work need the rest.",
	}
}

// TheSameFor says that what was told holds for n more files.
func TheSameFor(n int) Words {
	if n == 1 {
		return Words{Brief: "the same", Sentence: "The same holds for 1 more file."}
	}
	return Words{Brief: "the same", Sentence: "The same holds for " + strconv.Itoa(n) + " more files."}
}

// NoFiles says that a chat has no attachments.
func NoFiles() Words {
	return Words{Brief: "no files", Sentence: "Nobody has sent a file in this chat so far."}
}

// Unheard says that no news come at the moment; p is why, where that is known.
func Unheard(p *model.Problem) Words {
	w := Words{
		Brief:    "no news",
		Sentence: "The connection to the chat is gone; it is tried again, and what is missed is told then.",
	}
	if p != nil {
		w.Advice = For(p).Sentence
	}
	return w
}

// NotInChat says which files somebody may miss in a chat that has none.
func NotInChat() string {
	return "A file in the WhatsApp message that opens a chat is not among them: Amazon Connect does not take it."
}
