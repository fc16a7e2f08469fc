package scenario

import (
	"strings"
	"time"

	"attache/api/emulator/sample"
)

// people is who takes part in the demo.
type people struct{ customer, agent, bot, system Participant }

// demo is half an hour about a dented car.
func (c *Conversation) demo(start time.Time) people {
	who := people{
		customer: c.join(sample.Customer, "CUSTOMER"), agent: c.join("Marek", "AGENT"),
		bot: c.join("Claims assistant", "CUSTOM_BOT"), system: c.join("SYSTEM_MESSAGE", "SYSTEM"),
	}
	c.opening(start, who)
	c.evidence(start.Add(8*time.Minute), who)
	c.settlement(start.Add(19*time.Minute), who)
	return who
}

// opening: the bot receives the customer. Minutes 0 to 8.
func (c *Conversation) opening(at time.Time, who people) {
	after := func(seconds float64) time.Time { return at.Add(time.Duration(seconds * float64(time.Second))) }
	c.Event(after(0), who.customer, EventJoined)
	c.Event(after(0.35), who.bot, EventJoined)
	c.Say("", after(1.2), who.bot, "Hello, I am the claims assistant. What happened?")
	c.Say("", after(41.08), who.customer, "Somebody drove into my car at the crossroads. I can't upload anything on your page!")
	c.Send("", after(66.4), who.customer, stored("Screenshot of the error.png", pngType, "screenshot.png"))
	c.Say("", after(70.9), who.bot, "I am sorry about that. You can send the files here. This is what to do meanwhile:")
	c.Send("", after(72.125), who.bot, stored("After an accident – 事故の後に.txt", PlainText, "after-an-accident.txt"))
	c.Send("", after(73.5), who.system, stored("Privacy notice.pdf", pdfType, "privacy-notice.pdf"))
	c.Say("", after(75), who.bot, "Would you like to talk to a person?")
	c.Say("", after(118.77), who.customer, "Yes please")
	c.Event(after(290), who.agent, EventJoined)
	c.Event(after(290.4), who.bot, EventLeft)
	c.Say("", after(312.6), who.agent, "Hello, this is Marek. I have your claim "+sample.Claim+" in front of me. "+
		"Could you send me photos of the damage and of the place?")
}

// evidence: the customer sends what there is. Minutes 8 to 19.
func (c *Conversation) evidence(at time.Time, who people) {
	after := func(seconds float64) time.Time { return at.Add(time.Duration(seconds * float64(time.Second))) }
	c.Say("", after(2), who.customer, "Here is the door")
	c.Send("", after(14.31), who.customer, stored("IMG_2041 dented door.jpg", jpegType, "door-1.jpg"))
	c.Add(Item{ // as some real items: no fraction in the time
		At: after(40).Truncate(time.Second), Coarse: true, Kind: TypeMessage, ContentType: PlainText,
		Content: "and the road, he came from the left", Who: who.customer,
	})
	c.Send("", after(62.5), who.customer, stored("事故現場の写真.jpg", jpegType, "crossroads-1.jpg"))
	c.Send("", after(151.02), who.customer, stored("sketch.png", pngType, "sketch-1.png"))
	c.Say("", after(170), who.agent, "Very clear, thank you. Do you have a dash camera?")
	c.Send("", after(262.75), who.customer, stored("dashcam.mp4", mp4Type, "dashcam-front.mp4"), &File{
		Name: "telemetry-export.csv", ContentType: csvType, Content: large(30<<20, c.Seed, sample.Telemetry),
	})
	c.Say("", after(270), who.customer, "the second one is everything the car recorded, it is big")
	c.Say("", after(333.3), who.customer, "my nephew says this finds the other driver?")
	tool := textFile("tool.exe", exeType, "MZ this is no program\n")
	tool.Status = Rejected
	c.Send("", after(340.9), who.customer, tool)
	c.Say("", after(395), who.agent, "Our scanner did not let that one through, and I would delete it.")
	// What a hostile sender makes of a name: colours, a window title, a screen wiped, and an extension written backwards.
	c.Send("", after(460), who.customer, stored("photo\x1b[31m\x1b]0;owned\x07\x1b[2J\u202egnp.exe", pngType, "sketch-1.png"))
}

// settlement: the papers. Minutes 19 to 29.
func (c *Conversation) settlement(at time.Time, who people) {
	after := func(seconds float64) time.Time { return at.Add(time.Duration(seconds * float64(time.Second))) }
	c.Say("", after(3.3), who.agent, "Please fill this in, and have a look at the estimate of the body shop.")
	c.Send("", after(12.65), who.agent, stored("claim form.docx", docx, "claim-form.docx"))
	c.Send("", after(31.2), who.agent, stored("estimate-"+sample.Claim+".pdf", pdfType, "estimate.pdf"), stored("items.csv", csvType, "items.csv"))
	c.Say("", after(140), who.customer, "The witness left me a message and a statement")
	c.Send("", after(152.4), who.customer, shortLived(30*time.Second, stored("voicemail.wav", wavType, "voicemail-1.wav")))
	c.Send("", after(201.6), who.customer, shortLived(45*time.Second, stored(longName("Statement of the witness about what could be seen from the window of the bakery ", ".txt"), PlainText, "statement.txt")))
	c.Say("", after(330), who.agent, "That settles it. This is the courtesy car's voucher, it is valid today.")
	c.Send("", after(341.5), who.agent, shortLived(20*time.Second, stored("voucher.pdf", pdfType, "voucher.pdf")))
	c.Say("", after(480), who.customer, "Great. I signed the contract, sending it now")
	contract := stored("contract.docx", docx, "contract.docx")
	contract.Status = InProgress
	c.Send("", after(545.85), who.customer, contract)
	c.Say("", after(560), who.agent, "Thank you! I will read it as soon as the scan is done.")
}

// shortLived makes the links of a file end early, so that a countdown runs out while one looks.
func shortLived(life time.Duration, f *File) *File {
	f.LifeCap = life
	return f
}

// longName fills a name up to 256 characters, the documented limit.
func longName(text, ext string) string {
	const limit = 256
	filled := []rune(strings.Repeat(text, limit))
	return string(filled[:limit-len(ext)]) + ext
}
