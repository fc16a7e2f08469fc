package emulator

import (
	"fmt"

	"attache/api/emulator/sample"
)

// parcel is a file that the script sends, with what its sender says before.
type parcel struct {
	byAgent           bool
	says              string
	name, contentType string
	scan              string // what its scan will find; empty when it was scanned before it is seen
	build             func() []byte
}

// parcels are what the demo goes on with. With the files that are there from the beginning they are as
// many as a chat may hold.
func parcels(f sample.Facts) []parcel {
	var all []parcel
	for i, p := range fromCustomer(f) {
		reply := fromAgent(f)[i]
		reply.byAgent = true
		all = append(all, p, reply)
	}
	return all
}

func paper(title string, text ...string) func() []byte {
	return func() []byte { return sample.Leaflet(title, text...) }
}

func letter(paragraphs ...string) func() []byte {
	return func() []byte { return sample.Document(paragraphs...) }
}

func note(text string) func() []byte { return func() []byte { return []byte(text) } }

const (
	pdfType  = "application/pdf"
	csvType  = "text/csv"
	jpegType = "image/jpeg"
)

func fromCustomer(f sample.Facts) []parcel {
	return []parcel{
		{
			says: "One more of the door, in better light", name: "IMG_2042 dented door.jpg", contentType: jpegType,
			build: func() []byte { return sample.DentedCar(f.Again(101)) },
		},
		{
			says: "Thank you. Here is my licence, you asked for it", name: "driving licence.pdf", contentType: pdfType, scan: approved,
			build: paper("Driving licence", "Name: "+f.Customer, "Vehicle: "+f.Plate, "Categories: A, B"),
		},
		{
			says: "I went back and took the crossroads again", name: "IMG_2047 crossroads.jpg", contentType: jpegType,
			build: func() []byte { return sample.Roadside(f.Again(7)) },
		},
		{
			says: "I was told I need this to open the police report?", name: "viewer-setup.exe",
			contentType: "application/x-msdownload", scan: rejected, build: note("MZ this is no program either\n"),
		},
		{
			says: "Never mind, they sent it as a PDF", name: "police report " + f.Claim + ".pdf", contentType: pdfType,
			build: paper("Police report", "Case: "+f.Claim, "Vehicle A: "+f.Plate, "Vehicle B, a yellow van, had to give way."),
		},
		{
			says: "I drew it once more, with the lanes", name: "sketch 2.png", contentType: "image/png",
			build: func() []byte { return sample.Sketch(f.Again(11)) },
		},
		{
			says: "The witness called again and left this", name: "voicemail 2.wav", contentType: "audio/wav",
			build: func() []byte { return sample.Melody(f.Again(3)) },
		},
		{
			says: "And the rear camera was on too", name: "dashcam rear.mp4", contentType: "video/mp4",
			build: func() []byte { return sample.Film(f.Again(5)) },
		},
		{
			says: "That is fair. Signed", name: "settlement " + f.Claim + " signed.pdf", contentType: pdfType,
			build: paper("Settlement "+f.Claim, "I agree.", "Signed: "+f.Customer),
		},
	}
}

func fromAgent(f sample.Facts) []parcel {
	return []parcel{
		{
			says: "Thanks. I have booked the body shop for you", name: "appointment.pdf", contentType: pdfType,
			build: paper("Appointment", "Northgate Body & Paint, 14 Harbour Road", "Vehicle: "+f.Plate, "Please bring this sheet."),
		},
		{
			says: "These are the terms of the courtesy car", name: "courtesy car terms.docx", contentType: docx,
			build: letter("Courtesy car", "Three days, one driver: "+f.Customer, "Bring it back with a full tank."),
		},
		{
			says: "Good light! The shop has had another look", name: "estimate-" + f.Claim + " revised.pdf", contentType: pdfType,
			build: func() []byte { return sample.Invoice(f.Cheaper(40)) },
		},
		{
			says: "Please do not open that. This is how we send papers", name: "How we send papers.txt", contentType: plainText,
			build: note("We send PDF files, tables and photographs.\nNothing that we send has to be installed.\n"),
		},
		{
			says: "That one is fine, I have read it. The items again", name: "items revised.csv", contentType: csvType,
			build: func() []byte { return sample.ItemTable(f.Cheaper(40)) },
		},
		{
			says: "Clear. This is when we pay", name: "payments.csv", contentType: csvType,
			build: note(fmt.Sprintf("date,to,EUR\n2026-04-01,Northgate Body & Paint,%d.00\n2026-04-15,%s,96.00\n", f.Parts, f.Customer)),
		},
		{
			says: "I have written everything down", name: "claim " + f.Claim + " summary.docx", contentType: docx,
			build: letter("Claim "+f.Claim, "The van had to give way.", "The witness and the camera agree."),
		},
		{
			says: "That helps. This is what we offer", name: "settlement " + f.Claim + ".pdf", contentType: pdfType,
			build: func() []byte { return sample.Invoice(f.Cheaper(60)) },
		},
		{
			says: "Received. Here is your receipt", name: "receipt " + f.Claim + ".pdf", contentType: pdfType,
			build: paper("Receipt", "Claim "+f.Claim+" is settled.", "Paid to: "+f.Customer),
		},
	}
}

// example is the nth file that is sent because somebody asked for one.
func example(f sample.Facts, n int) parcel {
	kinds := []parcel{
		{name: "photo-%02d.jpg", contentType: jpegType, build: func() []byte { return sample.Roadside(f.Again(uint64(100 + n))) }}, //nolint:gosec // counts up
		{name: "note-%02d.txt", contentType: plainText, build: note(fmt.Sprintf("Note %d\nPlease call me back.\n", n))},
		{name: "paper-%02d.pdf", contentType: pdfType, build: paper(fmt.Sprintf("Paper %d", n), "Sent from my phone.")},
	}
	p := kinds[(n-1)%len(kinds)]
	p.name = fmt.Sprintf(p.name, n)
	return p
}
