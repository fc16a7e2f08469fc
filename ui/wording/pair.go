package wording

import (
	"strings"

	"attache/model"
)

// pairAgain is the next step where a pairing has failed.
const pairAgain = "Run 'attache pair' again, and paste its new code into the page."

// PairCode says what to do with the code of a pairing.
func PairCode(code string) string {
	return "Paste this code into the page, which keeps it in its memory alone:\n\n    " + safe(code) +
		"\n\nIt is good for one page, within 10 minutes. Then click 'Open in attache' beside a chat.\n"
}

// PairPage says that a page is opened with the code in it.
func PairPage(origin string) string {
	return "A page of " + safe(origin) + " opens in your browser. Click 'Open in attache' there, beside a chat.\n"
}

// NoBrowser says that a page could not be opened.
func NoBrowser() Words {
	return Words{Brief: "no browser", Sentence: "No browser could be opened here.", Advice: "Open the page yourself, and paste the code."}
}

// PairQuestion asks whether to open the chat of an offer in a region.
func PairQuestion(o model.Offer, region string) string {
	from := "Pasted: "
	if o.Origin != "" {
		from = "The page " + safe(o.Origin) + " hands over "
	}
	return from + offered(o) + " in " + safe(region) + "."
}

// PairEnded says that an offer ended before it was answered. Nothing was opened.
func PairEnded(o model.Offer, why model.OfferEnd) string {
	chat := offered(o)
	switch why {
	case model.OfferExpired:
		return "The token of " + chat + " has ended: it was not opened. Click it again in the page."
	case model.OfferUnanswered:
		return "Nobody has answered about " + chat + ": it was not opened. Click it again in the page."
	case model.OfferWithdrawn:
	}
	return "The page " + safe(o.Origin) + " has taken back " + chat + ": it was not opened."
}

// offered names the chat of an offer as far as it is known.
func offered(o model.Offer) string {
	what := "a chat"
	if o.Contact != "" {
		what = "chat " + safe(o.Contact)
	}
	if o.Chat != "" {
		what += " (" + safe(o.Chat) + ")"
	}
	return what
}

// PairRemember says how the question is left out.
func PairRemember(origin, file string) string {
	return strings.TrimRight("To be asked no more about this page, write 'pair-origins: ["+safe(origin)+"]' into "+safe(file), " ") + ".\n"
}
