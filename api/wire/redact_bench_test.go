package wire

import (
	"strings"
	"testing"

	"attache/model"
)

// TestRedactCostsLittle holds what every answer's request ID costs: it stands beside a link of many long values.
func TestRedactCostsLittle(t *testing.T) {
	link := model.NewSecret("https://bucket.s3.us-east-1.amazonaws.com/a?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=" +
		strings.Repeat("0123456789abcdef", 4) + "&X-Amz-Security-Token=" + strings.Repeat("aB3%2F", 200))
	const most = 100
	got := testing.AllocsPerRun(10, func() { Text("5f0e3c1a-8a4e-4c0d-9f33-2d1f0a6c7b11", link) })
	if got > most {
		t.Errorf("an ID costs %v allocations, more than %d", got, most)
	}
}

func BenchmarkRedact(b *testing.B) {
	link := model.NewSecret("https://bucket.s3.us-east-1.amazonaws.com/a?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=" +
		strings.Repeat("0123456789abcdef", 4) + "&X-Amz-Security-Token=" + strings.Repeat("aB3%2F", 200))
	for b.Loop() {
		Text("5f0e3c1a-8a4e-4c0d-9f33-2d1f0a6c7b11", link)
	}
}
