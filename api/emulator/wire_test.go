package emulator

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// recorded reads one of the samples of the wire that the client is tested with too.
func recorded(t *testing.T, name string) map[string]any {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "testdata", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var v map[string]any
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return v
}

// shape writes the members of v and their JSON types, not their values.
func shape(v any) string {
	switch v := v.(type) {
	case map[string]any:
		var b strings.Builder
		for _, k := range slices.Sorted(maps.Keys(v)) {
			fmt.Fprintf(&b, "%s:%s ", k, shape(v[k]))
		}
		return "{" + strings.TrimSpace(b.String()) + "}"
	case []any:
		kinds := map[string]bool{}
		for _, e := range v {
			kinds[shape(e)] = true
		}
		return fmt.Sprint(slices.Sorted(maps.Keys(kinds)))
	}
	return fmt.Sprintf("%T", v)
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if g, w := shape(got), shape(want); g != w {
		t.Errorf("%s has the shape\n %s\nnot that of the sample\n %s", what, g, w)
	}
}

func TestConnectionIsSpokenAsInTheSamples(t *testing.T) {
	w := start(t, Options{})
	request, err := json.Marshal(recorded(t, "connection-request"))
	if err != nil {
		t.Fatal(err)
	}
	a := w.post("connection", string(request), bearer, w.ParticipantToken())
	got := decode[map[string]any](t, a)
	same(t, "connection", got, recorded(t, "connection-response"))
	credentials, ok := got["ConnectionCredentials"].(map[string]any)
	if !ok || credentials["Expiry"] != "2026-03-15T10:00:00.250Z" {
		t.Errorf("credentials end at %v, not after one day", credentials["Expiry"])
	}
	token := fmt.Sprint(credentials["ConnectionToken"])
	if a := w.post("transcript", "{}", bearer, token); a.status != http.StatusOK {
		t.Errorf("the token handed out is answered with %d", a.status)
	}
}

func TestTranscriptIsSpokenAsInTheSamples(t *testing.T) {
	w := start(t, Options{})
	request, want := recorded(t, "transcript-request"), recorded(t, "transcript-response")
	items := decode[seen](t, w.post("transcript", `{"ScanDirection":"FORWARD","SortOrder":"ASCENDING"}`))
	request["NextToken"] = items.NextToken
	request["StartPosition"] = map[string]any{"Id": items.Transcript[0].ID}
	request["MaxResults"] = 20
	body, err := json.Marshal(request)
	if err != nil {
		t.Fatal(err)
	}
	got := decode[map[string]any](t, w.post("transcript", string(body)))
	byType, met := map[string]string{}, map[string]bool{}
	for _, it := range want["Transcript"].([]any) {
		byType[it.(map[string]any)["Type"].(string)] = shape(it)
	}
	for _, it := range got["Transcript"].([]any) {
		kind := it.(map[string]any)["Type"].(string)
		if g := shape(it); g != byType[kind] {
			t.Errorf("%s has the shape\n %s\nnot that of the sample\n %s", kind, g, byType[kind])
		}
		met[kind] = true
	}
	if len(met) != len(byType) {
		t.Errorf("only %v were met, so the others were not compared", met)
	}
	got["Transcript"], want["Transcript"] = nil, nil
	same(t, "transcript", got, want)
}

func TestAttachmentIsSpokenAsInTheSamples(t *testing.T) {
	w := start(t, Options{Scenario: "bulk"})
	request := recorded(t, "attachment-request")
	request["AttachmentId"] = w.attachments()[0].AttachmentID
	body, err := json.Marshal(request)
	if err != nil {
		t.Fatal(err)
	}
	got := decode[map[string]any](t, w.post("attachment", string(body)))
	want := recorded(t, "attachment-response")
	same(t, "attachment", got, want)
	parameters := func(v any) []string {
		_, query, _ := strings.Cut(fmt.Sprint(v), "?")
		var names []string
		for pair := range strings.SplitSeq(query, "&") {
			name, _, _ := strings.Cut(pair, "=")
			names = append(names, name)
		}
		slices.Sort(names)
		return names
	}
	if g, s := parameters(got["Url"]), parameters(want["Url"]); !slices.Equal(g, s) {
		t.Errorf("the URL has the parameters %v, not the sample's %v", g, s)
	}
	if got["UrlExpiry"] != "2026-03-14T10:02:00.000Z" {
		t.Errorf("UrlExpiry is %v, not 120 s after the whole second", got["UrlExpiry"])
	}
}

func TestErrorsAreSpokenAsInTheSamples(t *testing.T) {
	w := start(t, Options{})
	w.ThrottleNext(1)
	throttled := w.post("transcript", "{}")
	w.FailNext(1)
	failed := w.post("transcript", "{}")
	for name, got := range map[string]reply{
		"error-access-denied": w.post("transcript", "{}", bearer, "made up"),
		"error-validation":    w.post("attachment", `{"AttachmentId":"unknown"}`),
		"error-throttling":    throttled,
		"error-internal":      failed,
	} {
		want := recorded(t, name)
		if float64(got.status) != want["status"] {
			t.Errorf("%s: status %d", name, got.status)
		}
		for key, value := range want["headers"].(map[string]any) {
			g := got.header.Get(key)
			if len(g) != len(value.(string)) || key != "X-Amzn-Requestid" && g != value {
				t.Errorf("%s: %s is %q, in the sample %q", name, key, g, value)
			}
		}
		var body map[string]any
		if err := json.Unmarshal([]byte(got.body), &body); err != nil {
			t.Fatal(err)
		}
		same(t, name, body, want["body"])
	}
}
