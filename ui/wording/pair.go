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
	from, what := "Pasted: ", "a chat"
	if o.Origin != "" {
		from = "The page " + safe(o.Origin) + " hands over "
	}
	if o.Contact != "" {
		what = "chat " + safe(o.Contact)
	}
	if o.Chat != "" {
		what += " (" + safe(o.Chat) + ")"
	}
	return from + what + " in " + safe(region) + "."
}

// PairRemember says how the question is left out.
func PairRemember(origin, file string) string {
	return strings.TrimRight("To be asked no more about this page, write 'pair-origins: ["+safe(origin)+"]' into "+safe(file), " ") + ".\n"
}
