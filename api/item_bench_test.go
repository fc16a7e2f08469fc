package api

import (
	"encoding/json"
	"fmt"
	"testing"
)

// BenchmarkTranscriptPage decodes the fullest page there is: 100 items, each a file.
func BenchmarkTranscriptPage(b *testing.B) {
	answer := transcriptAnswer{}
	for i := range pageItems {
		answer.Transcript = append(answer.Transcript, transcriptItem{
			ID: fmt.Sprintf("item-%d", i), AbsoluteTime: "2026-01-05T09:00:01.250Z", Type: "ATTACHMENT",
			DisplayName: "Rosa Delgado", ParticipantRole: "CUSTOMER", ContactID: "c-1",
			Attachments: []itemAttachment{{fmt.Sprintf("a-%d", i), "rapport d’été.pdf", "application/pdf", "APPROVED"}},
		})
	}
	data, err := json.Marshal(answer)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		var got transcriptAnswer
		if what, _ := decode(data, &got); what != "" {
			b.Fatal(what)
		}
		if page := (&history{}).page(got); len(page.Attachments) != pageItems {
			b.Fatal(len(page.Attachments))
		}
	}
}
