package emulator

import (
	"fmt"

	"attache/api/emulator/sample"
)

// demoFile is a file that the demo's script sends, with what its sender says before.
type demoFile struct {
	byAgent           bool
	says              string
	name, contentType string
	scan              string // what its scan will find; empty when it was scanned before it is seen
	bytes             func() []byte
}

const (
	pdfType  = "application/pdf"
	csvType  = "text/csv"
	jpegType = "image/jpeg"
	pngType  = "image/png"
	wavType  = "audio/wav"
	mp4Type  = "video/mp4"
)

// stored returns the bytes of one of the demo's own files.
func stored(name string) func() []byte { return func() []byte { return sample.File(name) } }

// text returns a text as bytes.
func text(s string) func() []byte { return func() []byte { return []byte(s) } }

// laterFiles are what the demo goes on with: the customer and the agent in turn. With the files that are there from the
// beginning they are as many as a chat may hold.
func laterFiles() []demoFile {
	var all []demoFile
	replies := agentFiles()
	for i, f := range customerFiles() {
		replies[i].byAgent = true
		all = append(all, f, replies[i])
	}
	return all
}

func customerFiles() []demoFile {
	return []demoFile{
		{says: "One more of the door, in better light", name: "IMG_2042 dented door.jpg", contentType: jpegType, bytes: stored("door-2.jpg")},
		{
			says: "Thank you. Here is my licence, you asked for it", name: "driving licence.pdf", contentType: pdfType,
			scan: approved, bytes: stored("licence.pdf"),
		},
		{says: "I went back and took the crossroads again", name: "IMG_2047 crossroads.jpg", contentType: jpegType, bytes: stored("crossroads-2.jpg")},
		{
			says: "I was told I need this to open the police report?", name: "viewer-setup.exe",
			contentType: "application/x-msdownload", scan: rejected, bytes: text("MZ this is no program either\n"),
		},
		{
			says: "Never mind, they sent it as a PDF", name: "police report " + sample.Claim + ".pdf", contentType: pdfType,
			bytes: stored("police-report.pdf"),
		},
		{says: "I drew it once more, with the lanes", name: "sketch 2.png", contentType: pngType, bytes: stored("sketch-2.png")},
		{says: "The witness called again and left this", name: "voicemail 2.wav", contentType: wavType, bytes: stored("voicemail-2.wav")},
		{says: "And the rear camera was on too", name: "dashcam rear.mp4", contentType: mp4Type, bytes: stored("dashcam-rear.mp4")},
		{says: "That is fair. Signed", name: "settlement " + sample.Claim + " signed.pdf", contentType: pdfType, bytes: stored("settlement-signed.pdf")},
	}
}

func agentFiles() []demoFile {
	return []demoFile{
		{says: "Thanks. I have booked the body shop for you", name: "appointment.pdf", contentType: pdfType, bytes: stored("appointment.pdf")},
		{says: "These are the terms of the courtesy car", name: "courtesy car terms.docx", contentType: docx, bytes: stored("courtesy-car.docx")},
		{
			says: "Good light! The shop has had another look", name: "estimate-" + sample.Claim + " revised.pdf", contentType: pdfType,
			bytes: stored("estimate-revised.pdf"),
		},
		{
			says: "Please do not open that. This is how we send papers", name: "How we send papers.txt", contentType: plainText,
			bytes: stored("how-we-send-papers.txt"),
		},
		{says: "That one is fine, I have read it. The items again", name: "items revised.csv", contentType: csvType, bytes: stored("items-revised.csv")},
		{says: "Clear. This is when we pay", name: "payments.csv", contentType: csvType, bytes: stored("payments.csv")},
		{says: "I have written everything down", name: "claim " + sample.Claim + " summary.docx", contentType: docx, bytes: stored("summary.docx")},
		{says: "That helps. This is what we offer", name: "settlement " + sample.Claim + ".pdf", contentType: pdfType, bytes: stored("settlement.pdf")},
		{says: "Received. Here is your receipt", name: "receipt " + sample.Claim + ".pdf", contentType: pdfType, bytes: stored("receipt.pdf")},
	}
}

// example is the nth file that is sent because somebody asked for one.
func example(n int) demoFile {
	kinds := []demoFile{
		{name: "photo-%02d.jpg", contentType: jpegType, bytes: stored("crossroads-2.jpg")},
		{name: "note-%02d.txt", contentType: plainText, bytes: text(fmt.Sprintf("Note %d\nPlease call me back.\n", n))},
		{name: "paper-%02d.pdf", contentType: pdfType, bytes: stored("paper.pdf")},
	}
	f := kinds[(n-1)%len(kinds)]
	f.name = fmt.Sprintf(f.name, n)
	return f
}
