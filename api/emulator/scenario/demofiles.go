package scenario

import (
	"fmt"

	"attache/api/emulator/sample"
)

// upload is a file that the demo's script sends, with what its sender says before. What goes on until
// the chat is full are the customer's and the agent's in turn.
type upload struct {
	says string
	scan string // what its scan will find; empty when it was scanned before it is seen
	file *File
}

const (
	pdfType  = "application/pdf"
	csvType  = "text/csv"
	jpegType = "image/jpeg"
	pngType  = "image/png"
	wavType  = "audio/wav"
	mp4Type  = "video/mp4"
	exeType  = "application/x-msdownload"
	docx     = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
)

// stored is one of the demo's own files.
func stored(name, contentType, file string) *File {
	return &File{Name: name, ContentType: contentType, Content: small(func() []byte { return sample.File(file) })}
}

// textFile is a file of a few words.
func textFile(name, contentType, words string) *File {
	return &File{Name: name, ContentType: contentType, Content: small(func() []byte { return []byte(words) })}
}

func customerFiles() []upload {
	return []upload{
		{says: "One more of the door, in better light", file: stored("IMG_2042 dented door.jpg", jpegType, "door-2.jpg")},
		{says: "Thank you. Here is my licence, you asked for it", scan: Approved, file: stored("driving licence.pdf", pdfType, "licence.pdf")},
		{says: "I went back and took the crossroads again", file: stored("IMG_2047 crossroads.jpg", jpegType, "crossroads-2.jpg")},
		{
			says: "I was told I need this to open the police report?", scan: Rejected,
			file: textFile("viewer-setup.exe", exeType, "MZ this is no program either\n"),
		},
		{says: "Never mind, they sent it as a PDF", file: stored("police report "+sample.Claim+".pdf", pdfType, "police-report.pdf")},
		{says: "I drew it once more, with the lanes", file: stored("sketch 2.png", pngType, "sketch-2.png")},
		{says: "The witness called again and left this", file: stored("voicemail 2.wav", wavType, "voicemail-2.wav")},
		{says: "And the rear camera was on too", file: stored("dashcam rear.mp4", mp4Type, "dashcam-rear.mp4")},
		{says: "That is fair. Signed", file: stored("settlement "+sample.Claim+" signed.pdf", pdfType, "settlement-signed.pdf")},
	}
}

func agentFiles() []upload {
	return []upload{
		{says: "Thanks. I have booked the body shop for you", file: stored("appointment.pdf", pdfType, "appointment.pdf")},
		{says: "These are the terms of the courtesy car", file: stored("courtesy car terms.docx", docx, "courtesy-car.docx")},
		{says: "Good light! The shop has had another look", file: stored("estimate-"+sample.Claim+" revised.pdf", pdfType, "estimate-revised.pdf")},
		{says: "Please do not open that. This is how we send papers", file: stored("How we send papers.txt", PlainText, "how-we-send-papers.txt")},
		{says: "That one is fine, I have read it. The items again", file: stored("items revised.csv", csvType, "items-revised.csv")},
		{says: "Clear. This is when we pay", file: stored("payments.csv", csvType, "payments.csv")},
		{says: "I have written everything down", file: stored("claim "+sample.Claim+" summary.docx", docx, "summary.docx")},
		{says: "That helps. This is what we offer", file: stored("settlement "+sample.Claim+".pdf", pdfType, "settlement.pdf")},
		{says: "Received. Here is your receipt", file: stored("receipt "+sample.Claim+".pdf", pdfType, "receipt.pdf")},
	}
}

// Example is the nth file that is sent because somebody asked for one.
func Example(n int) *File {
	switch name := func(form string) string { return fmt.Sprintf(form, n) }; n % 3 {
	case 1:
		return stored(name("photo-%02d.jpg"), jpegType, "crossroads-2.jpg")
	case 2:
		return textFile(name("note-%02d.txt"), PlainText, name("Note %d\nPlease call me back.\n"))
	default:
		return stored(name("paper-%02d.pdf"), pdfType, "paper.pdf")
	}
}
