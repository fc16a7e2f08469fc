package emulator

import (
	"strings"
	"time"

	"attache/api/emulator/sample"
)

const (
	megabyte = 1 << 20
	docx     = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
)

// cast is who takes part in the demo.
type cast struct{ customer, agent, bot, system participant }

// demo is half an hour about a dented car. Three links are short-lived, so that a countdown runs
// out while one looks.
func (c *chat) demo(start time.Time) cast {
	who := cast{
		customer: c.join(sample.Customer, "CUSTOMER"), agent: c.join("Marek", "AGENT"),
		bot: c.join("Claims assistant", "CUSTOM_BOT"), system: c.join("SYSTEM_MESSAGE", "SYSTEM"),
	}
	c.opening(start, who)
	c.evidence(start.Add(8*time.Minute), who)
	c.settlement(start.Add(19*time.Minute), who)
	return who
}

// opening: the bot receives the customer. Minutes 0 to 8.
func (c *chat) opening(at time.Time, who cast) {
	after := func(seconds float64) time.Time { return at.Add(time.Duration(seconds * float64(time.Second))) }
	c.event(after(0), who.customer, eventJoined)
	c.event(after(0.35), who.bot, eventJoined)
	c.say(after(1.2), who.bot, "Hello, I am the claims assistant. What happened?")
	c.say(after(41.08), who.customer, "Somebody drove into my car at the crossroads. I can't upload anything on your page!")
	c.send(after(66.4), who.customer, &file{
		name: "Screenshot of the error.png", contentType: "image/png",
		content: small(stored("screenshot.png")),
	})
	c.say(after(70.9), who.bot, "I am sorry about that. You can send the files here. This is what to do meanwhile:")
	c.send(after(72.125), who.bot, &file{
		name: "After an accident – 事故の後に.txt", contentType: plainText,
		content: small(stored("after-an-accident.txt")),
	})
	c.send(after(73.5), who.system, &file{
		name: "Privacy notice.pdf", contentType: "application/pdf",
		content: small(stored("privacy-notice.pdf")),
	})
	c.say(after(75), who.bot, "Would you like to talk to a person?")
	c.say(after(118.77), who.customer, "Yes please")
	c.event(after(290), who.agent, eventJoined)
	c.event(after(290.4), who.bot, eventLeft)
	c.say(after(312.6), who.agent, "Hello, this is Marek. I have your claim "+sample.Claim+" in front of me. "+
		"Could you send me photos of the damage and of the place?")
}

// evidence: the customer sends what there is. Minutes 8 to 19.
func (c *chat) evidence(at time.Time, who cast) {
	after := func(seconds float64) time.Time { return at.Add(time.Duration(seconds * float64(time.Second))) }
	c.say(after(2), who.customer, "Here is the door")
	c.send(after(14.31), who.customer, &file{
		name: "IMG_2041 dented door.jpg", contentType: "image/jpeg",
		content: small(stored("door-1.jpg")),
	})
	c.add(item{ // as some real items: no fraction in the time
		at: after(40).Truncate(time.Second), coarse: true, kind: typeMessage, contentType: plainText,
		content: "and the road, he came from the left", who: who.customer,
	})
	c.send(after(62.5), who.customer, &file{
		name: "事故現場の写真.jpg", contentType: "image/jpeg",
		content: small(stored("crossroads-1.jpg")),
	})
	c.send(after(151.02), who.customer, &file{
		name: "sketch.png", contentType: "image/png",
		content: small(stored("sketch-1.png")),
	})
	c.say(after(170), who.agent, "Very clear, thank you. Do you have a dash camera?")
	c.send(after(262.75), who.customer, &file{
		name: "dashcam.mp4", contentType: "video/mp4",
		content: small(stored("dashcam-front.mp4")),
	}, &file{
		name: "telemetry-export.csv", contentType: "text/csv",
		content: large(30*megabyte, c.seed, sample.Telemetry),
	})
	c.say(after(270), who.customer, "the second one is everything the car recorded, it is big")
	c.say(after(333.3), who.customer, "my nephew says this finds the other driver?")
	c.send(after(340.9), who.customer, &file{
		name: "tool.exe", contentType: "application/x-msdownload", status: rejected,
		content: small(text("MZ this is no program\n")),
	})
	c.say(after(395), who.agent, "Our scanner did not let that one through, and I would delete it.")
	c.send(after(460), who.customer, &file{
		// What a hostile sender makes of a name: colours, a window title, a screen wiped, and an
		// extension written backwards.
		name:        "photo\x1b[31m\x1b]0;owned\x07\x1b[2J\u202egnp.exe",
		contentType: "image/png",
		content:     small(stored("sketch-1.png")),
	})
}

// settlement: the papers. Minutes 19 to 29.
func (c *chat) settlement(at time.Time, who cast) {
	after := func(seconds float64) time.Time { return at.Add(time.Duration(seconds * float64(time.Second))) }
	c.say(after(3.3), who.agent, "Please fill this in, and have a look at the estimate of the body shop.")
	c.send(after(12.65), who.agent, &file{
		name: "claim form.docx", contentType: docx,
		content: small(stored("claim-form.docx")),
	})
	c.send(after(31.2), who.agent, &file{
		name: "estimate-" + sample.Claim + ".pdf", contentType: "application/pdf",
		content: small(stored("estimate.pdf")),
	}, &file{
		name: "items.csv", contentType: "text/csv",
		content: small(stored("items.csv")),
	})
	c.say(after(140), who.customer, "The witness left me a message and a statement")
	c.send(after(152.4), who.customer, &file{
		name: "voicemail.wav", contentType: "audio/wav", lifeCap: 30 * time.Second,
		content: small(stored("voicemail-1.wav")),
	})
	c.send(after(201.6), who.customer, &file{
		name:        longName("Statement of the witness about what could be seen from the window of the bakery ", ".txt"),
		contentType: plainText, lifeCap: 45 * time.Second,
		content: small(stored("statement.txt")),
	})
	c.say(after(330), who.agent, "That settles it. This is the courtesy car's voucher, it is valid today.")
	c.send(after(341.5), who.agent, &file{
		name: "voucher.pdf", contentType: "application/pdf", lifeCap: 20 * time.Second,
		content: small(stored("voucher.pdf")),
	})
	c.say(after(480), who.customer, "Great. I signed the contract, sending it now")
	c.send(after(545.85), who.customer, &file{
		name: "contract.docx", contentType: docx, status: inProgress,
		content: small(stored("contract.docx")),
	})
	c.say(after(560), who.agent, "Thank you! I will read it as soon as the scan is done.")
}

// longName fills a name up to 256 characters, the documented limit.
func longName(text, ext string) string {
	const limit = 256
	filled := []rune(strings.Repeat(text, limit))
	return string(filled[:limit-len(ext)]) + ext
}
