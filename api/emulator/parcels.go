package emulator

import "fmt"

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
func parcels(f facts) []parcel {
	var all []parcel
	for i, p := range fromCustomer(f) {
		reply := fromAgent(f)[i]
		reply.byAgent = true
		all = append(all, p, reply)
	}
	return all
}

// again is other facts of the same claim, so that a second picture is not the first one.
func (f facts) again(n uint64) facts {
	f.seed += n
	return f
}

// cheaper is the estimate after some talking.
func (f facts) cheaper(euros int) facts {
	f.labour, f.parts = f.labour-euros, f.parts-euros
	return f
}

func paper(title string, text ...string) func() []byte {
	return func() []byte { return leaflet(title, text...) }
}

func letter(paragraphs ...string) func() []byte {
	return func() []byte { return document(paragraphs...) }
}

func note(text string) func() []byte { return func() []byte { return []byte(text) } }

const (
	pdfType  = "application/pdf"
	csvType  = "text/csv"
	jpegType = "image/jpeg"
)

func fromCustomer(f facts) []parcel {
	return []parcel{
		{
			says: "One more of the door, in better light", name: "IMG_2042 dented door.jpg", contentType: jpegType,
			build: func() []byte { return dentedCar(f.again(101)) },
		},
		{
			says: "Thank you. Here is my licence, you asked for it", name: "driving licence.pdf", contentType: pdfType, scan: approved,
			build: paper("Driving licence", "Name: "+f.customer, "Vehicle: "+f.plate, "Categories: A, B"),
		},
		{
			says: "I went back and took the crossroads again", name: "IMG_2047 crossroads.jpg", contentType: jpegType,
			build: func() []byte { return roadside(f.again(7)) },
		},
		{
			says: "I was told I need this to open the police report?", name: "viewer-setup.exe",
			contentType: "application/x-msdownload", scan: rejected, build: note("MZ this is no program either\n"),
		},
		{
			says: "Never mind, they sent it as a PDF", name: "police report " + f.claim + ".pdf", contentType: pdfType,
			build: paper("Police report", "Case: "+f.claim, "Vehicle A: "+f.plate, "Vehicle B, a yellow van, had to give way."),
		},
		{
			says: "I drew it once more, with the lanes", name: "sketch 2.png", contentType: "image/png",
			build: func() []byte { return sketch(f.again(11)) },
		},
		{
			says: "The witness called again and left this", name: "voicemail 2.wav", contentType: "audio/wav",
			build: func() []byte { return melody(f.again(3)) },
		},
		{
			says: "And the rear camera was on too", name: "dashcam rear.mp4", contentType: "video/mp4",
			build: func() []byte { return film(f.again(5)) },
		},
		{
			says: "That is fair. Signed", name: "settlement " + f.claim + " signed.pdf", contentType: pdfType,
			build: paper("Settlement "+f.claim, "I agree.", "Signed: "+f.customer),
		},
	}
}

func fromAgent(f facts) []parcel {
	return []parcel{
		{
			says: "Thanks. I have booked the body shop for you", name: "appointment.pdf", contentType: pdfType,
			build: paper("Appointment", "Northgate Body & Paint, 14 Harbour Road", "Vehicle: "+f.plate, "Please bring this sheet."),
		},
		{
			says: "These are the terms of the courtesy car", name: "courtesy car terms.docx", contentType: docx,
			build: letter("Courtesy car", "Three days, one driver: "+f.customer, "Bring it back with a full tank."),
		},
		{
			says: "Good light! The shop has had another look", name: "estimate-" + f.claim + " revised.pdf", contentType: pdfType,
			build: func() []byte { return invoice(f.cheaper(40)) },
		},
		{
			says: "Please do not open that. This is how we send papers", name: "How we send papers.txt", contentType: plainText,
			build: note("We send PDF files, tables and photographs.\nNothing that we send has to be installed.\n"),
		},
		{
			says: "That one is fine, I have read it. The items again", name: "items revised.csv", contentType: csvType,
			build: func() []byte { return itemTable(f.cheaper(40)) },
		},
		{
			says: "Clear. This is when we pay", name: "payments.csv", contentType: csvType,
			build: note(fmt.Sprintf("date,to,EUR\n2026-04-01,Northgate Body & Paint,%d.00\n2026-04-15,%s,96.00\n", f.parts, f.customer)),
		},
		{
			says: "I have written everything down", name: "claim " + f.claim + " summary.docx", contentType: docx,
			build: letter("Claim "+f.claim, "The van had to give way.", "The witness and the camera agree."),
		},
		{
			says: "That helps. This is what we offer", name: "settlement " + f.claim + ".pdf", contentType: pdfType,
			build: func() []byte { return invoice(f.cheaper(60)) },
		},
		{
			says: "Received. Here is your receipt", name: "receipt " + f.claim + ".pdf", contentType: pdfType,
			build: paper("Receipt", "Claim "+f.claim+" is settled.", "Paid to: "+f.customer),
		},
	}
}

// example is the nth file that is sent because somebody asked for one.
func example(f facts, n int) parcel {
	kinds := []parcel{
		{name: "photo-%02d.jpg", contentType: jpegType, build: func() []byte { return roadside(f.again(uint64(100 + n))) }}, //nolint:gosec // counts up
		{name: "note-%02d.txt", contentType: plainText, build: note(fmt.Sprintf("Note %d\nPlease call me back.\n", n))},
		{name: "paper-%02d.pdf", contentType: pdfType, build: paper(fmt.Sprintf("Paper %d", n), "Sent from my phone.")},
	}
	p := kinds[(n-1)%len(kinds)]
	p.name = fmt.Sprintf(p.name, n)
	return p
}
