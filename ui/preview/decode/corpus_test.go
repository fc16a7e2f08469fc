package decode

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"attache/ui/preview"
)

// TestEveryKindOfFileFindsItsDecoder decodes one file of each kind that customers send.
func TestEveryKindOfFileFindsItsDecoder(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"letter.docx": "Word document", "letter.doc": "Word document (before 2007)", "letter.rtf": "RTF document", "letter.odt": "OpenDocument text",
		"letter.pdf": "PDF document", "scan.pdf": "PDF document", "orders.xlsx": "Excel spreadsheet", "orders.xls": "Excel spreadsheet (before 2007)",
		"orders.ods": "OpenDocument spreadsheet", "orders.csv": "Table in text", "slides.pptx": "PowerPoint presentation",
		"slides.odp": "OpenDocument presentation", "speech.wav": "WAV sound", "speech.mp3": "MP3 sound", "speech.m4a": "MP4 sound",
		"speech.aac": "AAC sound", "silence.amr": "AMR sound", "speech.ogg": "Ogg sound", "speech.flac": "FLAC sound", "film.mp4": "MP4 video",
		"film.mov": "QuickTime video", "film.3gp": "3GPP video", "film.webm": "WebM video", "photos.zip": "ZIP archive", "photos.tar": "TAR archive",
		"photos.tar.gz": "TAR archive (Gzip)", "photos.7z": "7-Zip archive", "slides.ppt.gz": "Gzip archive",
	} {
		data, err := os.ReadFile(filepath.Join("..", "testdata", "corpus", name))
		if err != nil {
			t.Fatal(err)
		}
		// The name that a file has says nothing of what it is; only for text it is needed.
		named := "file"
		if strings.HasSuffix(name, ".csv") {
			named = name
		}
		var last preview.Page
		ask := &preview.Ask{Name: named, Data: data, Size: int64(len(data)), Whole: true, Box: preview.Box{W: 40, H: 30}}
		if err := New()(t.Context(), ask, func(p preview.Page) { last = p }); err != nil || last.Kind != want || last.Partial {
			t.Errorf("%s: %q, %v", name, last.Kind, err)
		}
	}
}
