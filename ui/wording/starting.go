package wording

import "attache/model"

// startFault explains what stood between a person with AWS credentials and a chat to start or to end.
func startFault(p *model.Problem) (Words, bool) {
	if p.Op != "StartChatContact" && p.Op != "StopContact" {
		return Words{}, false
	}
	switch p.Kind { //nolint:exhaustive // for the others it is the same as with every call
	case model.KindDenied:
		return unpermitted(p), true
	case model.KindMissing:
		w := Words{Brief: "not found", Sentence: tell("Amazon Connect knows no such instance or flow", p), Advice: "Check --instance, --flow and --region."}
		if p.Op == "StopContact" {
			w.Sentence, w.Advice = tell("Amazon Connect knows no such chat, or it has ended", p), "Check the contact ID, --instance and --region."
		}
		return w, true
	case model.KindInvalid:
		return Words{
			Brief:    "invalid",
			Sentence: tell("Amazon Connect did not accept the request", p),
			Advice:   "Check --instance, --flow, --attribute and --region; the flow must be published.",
		}, true
	case model.KindConflict:
		return Words{
			Brief:    "full",
			Sentence: tell("The instance has as many chats as its quota allows", p),
			Advice:   "End some with 'attache chat end CONTACT-ID', or have the quota raised.",
		}, true
	case model.KindThrottled:
		return Words{Brief: "throttled", Sentence: tell("Amazon Connect asked to slow down, through every retry", p), Advice: "Wait a minute, then try again."}, true
	}
	return Words{}, false
}

// unpermitted names the permission that is missing, or says that the credentials are not taken at all.
func unpermitted(p *model.Problem) Words {
	if p.Cause == model.CauseSigner {
		return Words{
			Brief:    "denied",
			Sentence: tell("AWS did not take your credentials", p),
			Advice:   "Sign in again or fetch fresh keys, and check --profile, --region and this machine's clock.",
		}
	}
	w := Words{
		Brief:    "denied",
		Sentence: tell("Your AWS credentials lack connect:"+p.Op, p),
		Advice:   "Ask your administrator for this permission.",
	}
	if p.Resource != "" {
		w.Advice = "Ask for it on " + safe(p.Resource) + "."
	}
	return w
}

// ChatStarted names a chat that was started, and the way to its end: nothing else remembers it.
func ChatStarted(contactID string) Words {
	return Words{
		Brief:    "started",
		Sentence: "Started a chat: contact " + safe(contactID) + ".",
		Advice:   "End it with 'attache chat end " + safe(contactID) + "' and the same --instance.",
	}
}

// ChatStopped says that a chat was ended.
func ChatStopped() Words { return Words{Brief: "ended", Sentence: "Ended the chat."} }

// CustomControl names a host outside Amazon's own domains, before a signed request is sent to it.
func CustomControl(host string) Words {
	return Words{
		Brief:    "warning",
		Sentence: closed("A request signed with your AWS credentials goes to a host that is not one of Amazon's own", host),
		Advice:   "Go on only if you trust this host; without AWS_ENDPOINT_URL_CONNECT and AWS_ENDPOINT_URL it is Amazon's.",
	}
}
