package wording

import (
	"fmt"
	"slices"
	"strings"

	"attache/model"
)

// sending explains what stood between a file of this machine and the chat.
func sending(p *model.Problem) (Words, bool) {
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
	case p.Op == "upload":
		return uploading(p)
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

// uploading explains an answer of the host that the bytes go to.
func uploading(p *model.Problem) (w Words, ok bool) {
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

// SendQuestion asks whether files are to be sent: which, and who gets them. Where names are hidden it tells
// sizes and roles.
func SendQuestion(files []model.Outgoing, people model.People, hidden bool) string {
	var names []string
	var size int64
	for _, f := range files {
		size += f.Size
		names = append(names, OutgoingName(f, hidden)+" ("+model.FormatSize(f.Size)+")")
	}
	what := strings.Join(names, ", ")
	const most = 5
	if len(names) > most {
		what = fmt.Sprintf("%s and %d more (%s in all)", strings.Join(names[:most], ", "), len(names)-most, model.FormatSize(size))
	}
	who := "nobody is named in it yet"
	if hidden {
		people = slices.Clone(people)
		for i := range people {
			people[i].Name = ""
		}
	}
	if present := people.Present(); len(present) > 0 {
		who = "in it: " + strings.Join(present, ", ")
	}
	return "Send " + what + " into the chat (" + who + ")?"
}

// OutgoingName is what a file that is sent is called.
func OutgoingName(f model.Outgoing, hidden bool) string {
	if hidden || f.Name == "" {
		return "the file"
	}
	return safe(f.Name)
}

// Sent tells what became of a file that was to be sent; "" for one that is in the chat.
func Sent(p *model.Problem) string {
	switch {
	case p == nil:
		return ""
	case p.Kind == model.KindCancelled && p.Code == "":
		return "Stopped; nothing was sent."
	}
	w := For(p)
	return w.Sentence + " " + w.Advice
}

// Unusual warns of a file that the service does not take unless it was told to; empty where it does.
func Unusual(f model.Outgoing) string {
	if why := f.Unusual(); why != "" {
		return closed("Amazon Connect takes it only where an administrator has allowed "+why, "")
	}
	return ""
}
