package wording

import (
	"strconv"

	"attache/model"
)

// linkFault explains what stands between an attachment and a pre-signed URL that can be used.
func linkFault(p *model.Problem) Words {
	switch p.Kind { //nolint:exhaustive // words hands over these kinds only
	case model.KindNoLink:
		return Words{
			Brief:    "link missing",
			Sentence: closed("The service told the size of the file but gave no link", ""),
			Advice:   "Ask for the link again in a moment.",
			Causes:   []string{"The file is not ready yet.", "The attachment is kept where this chat may not read it."},
		}
	case model.KindDeadLink:
		return Words{
			Brief:    "dead link",
			Sentence: closed("The service gave a link that had already ended", p.Detail),
			Advice:   "Check this machine's clock, then ask for the link again; a longer --url-expiry helps on a slow network.",
			Causes: []string{
				"The clock of this machine is ahead of the service's.",
				"A proxy in between answers from its cache.",
				"The answer took longer than the link lives.",
			},
		}
	case model.KindUnsafeLink:
		return Words{
			Brief:    "unsafe link",
			Sentence: closed("The link was not followed, because it is not a safe https address", p.Detail),
			Advice:   "Check the endpoint URL and the proxy; if both are right, tell your Connect administrator.",
			Causes:   []string{"A proxy or a foreign endpoint changed the link.", "The file's host sent the download elsewhere."},
		}
	case model.KindScanning:
		if p.Code == model.CodeUnknownScan {
			return Words{
				Brief:    "not known to be safe",
				Sentence: closed("The service has not said that the scanner approved the file, so there is no preview", ""),
				Advice:   "Save it, and open it with care.",
			}
		}
		return Words{
			Brief:    "not ready",
			Sentence: closed("The file is still being scanned, so there is no link yet", ""),
			Advice:   "Wait a minute, then try again; a scan answers within a minute.",
		}
	case model.KindRejected:
		return rejected(p)
	}
	return Words{
		Brief:    "expired",
		Sentence: tell("The link has expired"+during(p), p),
		Advice:   "Renew the link, then use it at once; a longer --url-expiry helps.",
		Causes: []string{
			"The link's life was over before it was used.",
			"The clock of this machine is wrong by more than the link's life.",
		},
	}
}

// hostRefusal explains an answer of the file's host, by the host's own code. The link itself is not
// at fault unless the code says so.
func hostRefusal(p *model.Problem) Words {
	w := Words{
		Brief:    "refused",
		Sentence: tell("The file's host refused the download", p),
		Advice:   "Renew the link and try again; if it is refused again, tell your Connect administrator.",
	}
	switch p.Code {
	case "":
		w.Advice = "Check the firewall and the proxy; if both are right, renew the link and try again."
		w.Causes = []string{
			"A firewall or proxy does not allow Amazon S3, where files come from (hosts that end in amazonaws.com).",
			"The link's host is not Amazon S3 and gave no reason.",
		}
	case model.CodeEncoding:
		w.Brief = "compressed"
		w.Sentence = closed("The file comes compressed in a way that attache cannot undo; it is not saved", p.Detail)
		w.Advice = "Copy its link and open it in a browser."
		w.Causes = []string{"The file was stored compressed.", "A proxy on the way compresses, or damages, what passes it."}
	case "AccessDenied":
		w.Causes = []string{
			"The bucket or its encryption key does not let the service read this file.",
			"The file was removed from the bucket.",
			"The bucket allows certain networks only, and this machine is in none of them.",
		}
	case "NoSuchKey", "NoSuchBucket":
		w.Sentence = tell("The file is no longer in the bucket", p)
		w.Advice = "Read the list again to see whether the file was rejected or removed."
		w.Causes = []string{"The scanner rejected the file after the link was made.", "The bucket's owner removed it."}
	case "SignatureDoesNotMatch", "AuthorizationQueryParametersError", "InvalidAccessKeyId":
		w.Sentence = tell("The file's host does not accept the signature of the link", p)
		w.Causes = []string{
			"A proxy on the way changed the request.",
			"The keys that signed the link were withdrawn after it was made.",
		}
	case "RequestTimeTooSkewed":
		w.Sentence = tell("The file's host takes the link for one of another time", p)
		w.Advice = "Set the clock of this machine, then renew the link and try again."
		w.Causes = []string{"The clock of this machine is wrong.", "A proxy answered from its cache."}
	case "ExpiredToken":
		w.Sentence = tell("The link ended early, with the session that signed it", p)
		w.Causes = []string{"The service's own session ended before the link's life did."}
	}
	return w
}

// beside explains what could not be written beside the files, which are as they were told.
func beside(p *model.Problem) (w Words, ok bool) {
	switch p.Op {
	case "receipt":
		return Words{
			Brief:    "receipt",
			Sentence: closed("The receipt could not be written; the files are as told above", p.Detail),
			Advice:   "Make room or choose another --receipt, and run the command again: what is saved is not fetched again.",
		}, true
	case "archive":
		return Words{
			Brief:    "archive",
			Sentence: closed("The archive could not be written", p.Detail),
			Advice:   "Make room, or name an archive in a folder that you may write to, then pack again.",
		}, true
	case "log":
		return Words{
			Brief:    "log",
			Sentence: closed("The log could not be written, and is not whole", p.Detail),
			Advice:   "Choose a file on a disk with room for --log; all else is done.",
		}, true
	}
	return Words{}, false
}

// localFault explains what this machine did not do.
func localFault(p *model.Problem) Words {
	if p.Op == "standard output" && (p.Kind == model.KindDisk || p.Kind == model.KindDiskFull) {
		return Words{
			Brief:    "output",
			Sentence: closed("What was found could not be written to standard output", p.Detail),
			Advice:   "Send it to a place with room that can be written, and run the command again.",
		}
	}
	if p.Op == "temporary file" {
		return Words{
			Brief:    "disk",
			Sentence: closed("The file could not be kept in the folder for temporary files while it came", p.Detail),
			Advice:   "Make room there, or name another folder in TMPDIR (TMP on Windows).",
		}
	}
	if p.Kind == model.KindDisk || p.Kind == model.KindDiskFull {
		if w, ok := beside(p); ok {
			return w
		}
	}
	switch p.Kind { //nolint:exhaustive // words hands over these kinds only
	case model.KindDiskFull:
		return Words{
			Brief:    "disk full",
			Sentence: closed("The disk is full; the file is not saved", p.Detail),
			Advice:   "Make room, or choose another folder with --dir, then save again.",
			Causes:   []string{"No space is left on the disk.", "Your quota on that disk is used up."},
		}
	case model.KindDisk:
		return Words{
			Brief:    "disk",
			Sentence: closed("The file could not be written", p.Detail),
			Advice:   "Check the folder and your rights to it, or choose another with --dir.",
			Causes: []string{
				"The folder may not be written by you.",
				"The disk is read-only or was taken out.",
				"A virus scanner holds the file.",
			},
		}
	case model.KindClipboard:
		return clipboardFault(p)
	case model.KindClock:
		return Words{
			Brief:    "clock",
			Sentence: closed("This machine's clock does not agree with the service's", p.Detail),
			Advice:   "Set it, best by NTP. Until then the time left is counted by the service's clock, or from each answer.",
		}
	}
	return Words{
		Brief:    "stopped",
		Sentence: closed("Stopped"+during(p), ""),
		Advice:   "Start it again when you like; what it has is kept to go on from.",
	}
}

func clipboardFault(p *model.Problem) Words {
	return Words{
		Brief:    "clipboard",
		Sentence: closed("No way to the clipboard worked; it holds what it held before", p.Detail),
		Advice:   "Show the link and copy it with the mouse, or choose a way with --clipboard.",
		Causes: []string{
			"No clipboard tool is installed (wl-copy, xclip or xsel on Linux).",
			"There is no desktop, as over SSH: --clipboard osc52 asks the terminal instead.",
			"The terminal or tmux does not let programs set the clipboard.",
		},
	}
}

// openFiles explains a limit of the system that files and connections share.
func openFiles(p *model.Problem) Words {
	return Words{
		Brief:    "open files",
		Sentence: closed("Too many files and connections are open on this machine"+during(p), ""),
		Advice:   "Lower --parallel, or raise the limit (ulimit -n), then try again.",
		Causes: []string{
			"The limit of open files is low, and each download takes several.",
			"Another program holds very many files open.",
		},
	}
}

// rejected explains what a scanner did not pass: the service's, or the program of --on-saved.
func rejected(p *model.Problem) Words {
	if p.Op == "on-saved" {
		return Words{
			Brief:    "not clean",
			Sentence: closed("The program of --on-saved did not find this file clean, so it is not kept", ""),
			Advice:   "Ask the sender for another file; with --on-refused keep, attache itself removes none.",
		}
	}
	return Words{
		Brief:    "by scanner",
		Sentence: closed("The scanner rejected this file, so it cannot be fetched", ""),
		Advice:   "Ask the sender for another file, or your administrator for the reason.",
	}
}

// NoMatch says what was looked for in vain, and among how many files.
func NoMatch(n model.Narrow, of int) Words {
	what := "None of the chat's " + strconv.Itoa(of) + " attachments matches "
	if of == 1 {
		what = "The chat's only attachment does not match "
	}
	return Words{
		Brief:    "no match",
		Sentence: what + n.Flags() + ".",
		Advice:   "Run 'attache list' to see the time, sender and type of each.",
	}
}
