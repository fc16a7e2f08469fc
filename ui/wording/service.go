package wording

import (
	"strconv"

	"attache/model"
)

// denial explains a 401 or 403 of the service. The service does not say which of its reasons
// holds, so the likely ones are listed; which they are depends on the operation.
func denial(p *model.Problem) Words {
	if p.Op == "CreateParticipantConnection" {
		return Words{
			Brief:    "denied",
			Sentence: tell("The participant token was refused", p),
			Advice:   "Check that the chat goes on and that this is no connection token, then give a fresh participant token.",
			Causes: []string{
				"The chat has ended: its tokens end with it.",
				"A connection token was given in place of a participant token; give it as the connection token.",
				"The token belongs to another region or another Connect instance.",
				"The token was copied incompletely.",
			},
		}
	}
	if p.Cause == model.CauseLinks {
		return Words{
			Brief:    "denied",
			Sentence: "This participant may list files but not open them (a CUSTOM_BOT?), or the chat has just ended.",
			Advice:   "Use the token of an agent, supervisor or customer; later the files are on the contact's page.",
			Causes: []string{
				"The token belongs to a custom bot (CUSTOM_BOT): bots may not fetch attachments.",
				"The chat has just ended: the files are on the contact's page in Amazon Connect.",
			},
		}
	}
	w := Words{
		Brief:    "denied",
		Sentence: tell("The service refused the token"+during(p), p),
		Advice:   "Check that the chat goes on and that this is no participant token, then give a fresh connection token.",
		Causes: []string{
			"The chat has ended: its tokens end with it.",
			"The connection token is older than a day.",
			"A participant token was given in place of a connection token; give it as the participant token.",
			"The token belongs to a custom bot (CUSTOM_BOT): bots may not fetch attachments.",
			"The token belongs to another region or another Connect instance.",
		},
	}
	if p.Op == "GetAttachment" {
		// The other calls work for bots, so here it is the likelier cause.
		w.Causes[2], w.Causes[3] = w.Causes[3], w.Causes[2]
	}
	return w
}

// serviceFault explains the other answers of the service itself.
func serviceFault(p *model.Problem) Words {
	switch p.Kind { //nolint:exhaustive // words hands over these kinds only
	case model.KindInvalid:
		return notAccepted(p)
	case model.KindMissing:
		return notFound(p)
	case model.KindConflict:
		return Words{
			Brief:    "conflict",
			Sentence: tell("The service says this is not possible in the chat's present state", p),
			Advice:   "Read the list again, then try once more.",
		}
	case model.KindThrottled:
		if p.Op == "download" {
			return Words{
				Brief:    "throttled",
				Sentence: tell("The file's host asked to slow down, through every retry", p),
				Advice:   "Wait a minute, then save it again; a lower --parallel asks less at once.",
				Causes:   []string{"Others read from the same bucket, or use its encryption key, at the same moment."},
			}
		}
		return Words{
			Brief:    "throttled",
			Sentence: tell("The service asked to slow down, through every retry", p),
			Advice:   "Wait a minute, then try again; a lower --rate leaves more for others.",
			Causes: []string{
				"The limit is shared by every agent and customer of the Connect instance.",
				"Another program asks for the same chat.",
			},
		}
	case model.KindLoop:
		return Words{
			Brief:    "page loop",
			Sentence: closed("The service sent page after page of the chat and came to no end, so the list may be incomplete", ""),
			Advice:   "Read the list again; the attachments found so far stay.",
			Causes:   []string{"A proxy in between answers from its cache.", "A fault of the service."},
		}
	case model.KindEarlier:
		return Words{
			Brief:    "earlier",
			Sentence: "This file belongs to an earlier contact of this chat; links are given for the current one only.",
			Advice:   "Get it from the earlier contact's page in Amazon Connect.",
		}
	case model.KindEnded:
		return Words{
			Brief:    "chat ended",
			Sentence: closed("The chat has ended, so the service gives no new links", ""),
			Advice:   "Save what still has a live link; later the files are on the contact's page in Amazon Connect.",
		}
	}
	return serverFault(p)
}

// serverFault explains a 5xx that stayed through the retries.
func serverFault(p *model.Problem) Words {
	brief := "server error"
	if p.Status != 0 {
		brief = "error " + strconv.Itoa(p.Status)
	}
	if p.Op == "download" {
		return Words{
			Brief:    fit(brief, MaxBrief),
			Sentence: tell("The file's host failed, through every retry", p),
			Advice:   "Save it again in a minute; it goes on from where it is.",
			Causes:   []string{"A passing fault of Amazon S3 or of a gateway on the way.", "The AWS Health Dashboard tells of a longer one."},
		}
	}
	return Words{
		Brief:    fit(brief, MaxBrief),
		Sentence: tell("The service failed, through every retry", p),
		Advice:   "Try again in a minute.",
		Causes:   []string{"A passing fault of the service or of a gateway on the way.", "The AWS Health Dashboard tells of a longer one."},
	}
}

// notAccepted explains a 400: the service answers it to a well-formed ID that it does not know, too.
func notAccepted(p *model.Problem) Words {
	w := Words{
		Brief:    "invalid",
		Sentence: tell("The service did not accept the request"+during(p), p),
		Advice:   "Check the region and the token.",
		Causes: []string{
			"The token belongs to another region than the one asked.",
			"The token was copied incompletely.",
		},
	}
	if p.Op == "GetAttachment" {
		w.Advice = "Check the attachment ID and the region."
		w.Causes = []string{
			"The attachment ID is not one of this chat.",
			"The file is still being scanned, or was rejected.",
			"The token belongs to another region than the one asked.",
		}
	}
	return w
}

// notFound explains a 404: of the service it means that the operation is not at that address, of
// the file's host that the file is gone.
func notFound(p *model.Problem) Words {
	if p.Op == "download" || p.Op == "save" {
		return Words{
			Brief:    "not found",
			Sentence: tell("The file is no longer where the service keeps it", p),
			Advice:   "Read the list again to see whether the file was rejected or removed.",
			Causes:   []string{"The scanner rejected the file after the link was made.", "The bucket's owner removed it."},
		}
	}
	return Words{
		Brief:    "not found",
		Sentence: tell("The service has nothing at this address", p),
		Advice:   "Check the region and the endpoint URL.",
		Causes: []string{
			"The endpoint URL names a host that is not the Amazon Connect Participant service.",
			"The attachment was removed.",
		},
	}
}
