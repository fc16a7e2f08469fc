package wording

import "attache/model"

// sendFault explains what stood between a file of this machine and the chat.
func sendFault(p *model.Problem) (Words, bool) {
	switch {
	case p.Code == model.CodeUnsureSent:
		return Words{
			Brief:    "not known",
			Sentence: closed("Nobody knows whether the file is in the chat: the answer to the last request was lost", ""),
			Advice:   "Look at the list of the chat before you send the file again.",
		}, true
	case p.Code == model.CodeChanged:
		return Words{
			Brief:    "changed",
			Sentence: closed("The file changed while it was read, so it was not sent", ""),
			Advice:   "Send it again once nothing writes to it.",
		}, true
	case p.Kind == model.KindCancelled && (p.Op == "upload" || p.Op == "StartAttachmentUpload"):
		return Words{Brief: "stopped", Sentence: "Stopped while sending the file.", Advice: "Nothing of it is in the chat; send it again when you like."}, true
	case p.Op == "upload":
		return uploadFault(p)
	case p.Op != "StartAttachmentUpload" && p.Op != "CompleteAttachmentUpload":
		return Words{}, false
	}
	switch p.Kind { //nolint:exhaustive // for the others it is the same as with every call
	case model.KindEnded:
		return Words{Brief: "chat ended", Sentence: "The chat has ended, so nothing can be sent.", Advice: "Send it in another chat."}, true
	case model.KindConflict:
		if p.Status == 409 {
			return Words{}, false
		}
		return Words{
			Brief:    "chat is full",
			Sentence: tell("The chat takes no more files", p),
			Advice:   "Send it in another chat: one holds 35 files, whoever sent them.",
		}, true
	case model.KindInvalid:
		return Words{
			Brief:    "not taken",
			Sentence: tell("The service did not take the file", p),
			Advice:   "Ask your Connect administrator which types and sizes this instance takes.",
			Causes:   []string{"Its type or its size is not allowed for chats.", "The token belongs to another region than the one asked."},
		}, true
	case model.KindDenied:
		return Words{
			Brief:    "denied",
			Sentence: tell("The service does not let this participant send files", p),
			Advice:   "Check that the chat goes on and the token is fresh; attachments have to be switched on for the instance.",
			Causes: []string{
				"The chat has ended, or the token has.", "Attachments are not switched on for this Connect instance.",
				"The token belongs to a custom bot (CUSTOM_BOT).",
			},
		}, true
	}
	return Words{}, false
}

// uploadFault explains an answer of the host that the bytes go to.
func uploadFault(p *model.Problem) (w Words, ok bool) {
	switch p.Kind {
	case model.KindUnsafeLink:
		w = Words{
			Brief: "unsafe link", Sentence: closed("The file was not sent to the address that came for it", p.Detail),
			Advice: "Check the endpoint URL and the proxy; if both are right, tell your Connect administrator.",
		}
	case model.KindScanning:
		w = Words{
			Brief: "not ready", Sentence: "The file is in the chat, but its scan has not ended yet.",
			Advice: "Look at the list in a minute; do not send it again.",
		}
	case model.KindRejected:
		w = Words{
			Brief: "by scanner", Sentence: "The file was rejected, or the scanner failed; nobody in the chat gets it.",
			Advice: "Send it once more; if it is rejected again, ask your administrator for the reason.",
		}
	case model.KindThrottled, model.KindServer:
		w = Words{Brief: "not sent", Sentence: tell("The host that keeps the files failed, through every retry", p), Advice: "Send it again in a minute; nothing of it is in the chat."}
	case model.KindRefused, model.KindExpired, model.KindMissing:
		w = Words{
			Brief: "not sent", Sentence: tell("The host that keeps the files did not take the file", p),
			Advice: "Send it again; if it is refused again, tell your Connect administrator.",
			Causes: []string{"A proxy on the way changed the request.", "The clock of this machine, or of the service, is wrong."},
		}
	case model.KindDisk:
		w = Words{Brief: "not read", Sentence: closed("The file could not be read, so it was not sent", p.Detail), Advice: "Check that it is there and that you may read it."}
	default:
		return Words{}, false
	}
	return w, true
}
