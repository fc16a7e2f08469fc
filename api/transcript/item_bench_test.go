package transcript

import (
	"encoding/json"
	"fmt"
	"testing"

	"attache/api/wire"
)

// BenchmarkTranscriptPage decodes the fullest page there is: 100 items, each a file.
func BenchmarkTranscriptPage(b *testing.B) {
	const items = 100
	answer := Answer{}
	for i := range items {
		answer.Transcript = append(answer.Transcript, Item{
			ID: fmt.Sprintf("item-%d", i), AbsoluteTime: "2026-01-05T09:00:01.250Z", Type: "ATTACHMENT",
			DisplayName: "Rosa Delgado", ParticipantRole: "CUSTOMER", ContactID: "c-1",
			Attachments: []ItemAttachment{{fmt.Sprintf("a-%d", i), "rapport d’été.pdf", "application/pdf", "APPROVED"}},
		})
	}
	data, err := json.Marshal(answer)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		var got Answer
		if what, _ := wire.Decode(data, &got); what != "" {
			b.Fatal(what)
		}
		if page := new(History).Page(got); len(page.Attachments) != items {
			b.Fatal(len(page.Attachments))
		}
	}
}
