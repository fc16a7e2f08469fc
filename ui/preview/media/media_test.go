package media

import (
	"bytes"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"attache/ui/preview"
	"attache/ui/preview/trial"
)

func facts(p preview.Page) string {
	var all []string
	for _, f := range p.Facts {
		all = append(all, f.Label+" "+f.Value)
	}
	return strings.Join(all, "; ")
}

func TestARecordingTellsItsLengthAndHowItIsEncoded(t *testing.T) {
	for _, c := range []struct{ name, kind, facts string }{
		{"speech.wav", "WAV sound", "Length 1.4 s; Codec PCM; Sample rate 8 kHz; Channels mono; Sample size 16 bits; Bit rate 128 kbit/s"},
		{"speech.mp3", "MP3 sound", "Length 1.5 s; Codec MP3; Sample rate 22.05 kHz; Channels mono; Bit rate 24 kbit/s"},
		{"speech.m4a", "MP4 sound", "Length 1.4 s; Codec AAC; Sample rate 22.05 kHz; Channels mono"},
		{"speech.aac", "AAC sound", "Length 1.5 s; Codec AAC; Sample rate 22.05 kHz; Channels mono; Bit rate 25 kbit/s"},
		{"silence.amr", "AMR sound", "Length 1.0 s; Codec AMR; Sample rate 8 kHz; Channels mono; Bit rate 13 kbit/s"},
		{"speech.ogg", "Ogg sound", "Length 1.4 s; Codec Opus; Sample rate 24 kHz; Channels mono"},
		{"speech-vorbis.ogg", "Ogg sound", "Length 1.4 s; Codec Vorbis; Sample rate 22.05 kHz; Channels mono; Bit rate 24 kbit/s"},
		{"speech.flac", "FLAC sound", "Length 1.4 s; Codec FLAC; Sample rate 8 kHz; Channels mono; Sample size 16 bits"},
		{"film.mp4", "MP4 video", "Length 1.0 s; Dimensions 160 × 120; Codec H.264, AAC; Frames 10 a second; Sample rate 22.05 kHz; Channels mono"},
		{"film.mov", "QuickTime video", "Length 1.0 s; Dimensions 160 × 120; Codec H.264; Frames 10 a second"},
		{"film.3gp", "3GPP video", "Length 1.0 s; Dimensions 176 × 144; Codec H.263; Frames 10 a second"},
		{"film.webm", "WebM video", "Length 1.0 s; Dimensions 160 × 120; Codec VP9"},
	} {
		p := trial.Page(t, For, trial.Sample(t, c.name))
		if p.Kind != c.kind || facts(p) != c.facts || p.Problem != "" {
			t.Errorf("{%q, %q, %q},", c.name, p.Kind, facts(p))
		}
	}
}

// wav is a recording of some bytes.
func wav(format, channels, rate, bits int, data []byte) []byte {
	var b bytes.Buffer
	le := func(n, v int) {
		for range n {
			b.WriteByte(byte(v))
			v >>= 8
		}
	}
	b.WriteString("RIFF\x00\x00\x00\x00WAVEfmt ")
	le(4, 16)
	le(2, format)
	le(2, channels)
	le(4, rate)
	le(4, rate*channels*bits/8)
	le(2, channels*bits/8)
	le(2, bits)
	b.WriteString("data")
	le(4, len(data))
	b.Write(data)
	return b.Bytes()
}

func TestTheLoudnessOfAWAVIsShown(t *testing.T) {
	loud := make([]byte, 0, 4000)
	for i := range 1000 {
		v := int16(30000 * math.Sin(float64(i)))
		if i < 500 {
			v /= 10
		}
		loud = append(loud, byte(v), byte(v>>8))
	}
	p := trial.Page(t, For, trial.Whole("a.wav", wav(pcm, 1, 8000, 16, loud)))
	if len(p.Levels) != maxLevels || p.Levels[10] > 40 || p.Levels[390] < 150 {
		t.Error(p.Levels)
	}
	for _, c := range []struct {
		format, bits int
		data         string
		want         uint8
	}{
		{pcm, 8, "\x80\x80", 0},
		{pcm, 8, "\xFF\x00", 255},
		{pcm, 24, "\x00\x00\xC0\x00\x00\x40", 128},
		{pcm, 32, "\x00\x00\x00\x80", 255},
		{float, 32, "\x00\x00\x00\x3F", 128},
		{float, 32, "\xFF\xFF\xFF\xFF", 0},
		{muLaw, 8, "\xFF", 0},
		{muLaw, 8, "\x00", 250},
		{aLaw, 8, "\xD5", 0},
		{aLaw, 8, "\xAA", 251},
	} {
		p := trial.Page(t, For, trial.Whole("a.wav", wav(c.format, 1, 8000, c.bits, []byte(c.data))))
		if got := p.Levels[len(p.Levels)-1]; got != c.want {
			t.Errorf("format %d, %d bits, %q: %d, want %d", c.format, c.bits, c.data, got, c.want)
		}
	}
	if p := trial.Page(t, For, trial.Whole("a.wav", wav(2, 1, 8000, 4, []byte("abcd")))); p.Levels != nil || !strings.Contains(facts(p), "ADPCM") {
		t.Error(p)
	}
}

func TestTheHeadOfARecordingIsEnough(t *testing.T) {
	for _, c := range []struct{ name, length string }{
		{"speech.wav", "Length 1.4 s"}, {"speech.mp3", "Length 1.5 s"}, {"speech.flac", "Length 1.4 s"}, {"silence.amr", "Length 1.0 s"}, {"speech.aac", "Length 1."},
	} {
		ask := trial.Sample(t, c.name)
		ask.Data, ask.Whole = ask.Data[:len(ask.Data)*2/3], false
		if p := trial.Page(t, For, ask); !p.More || !strings.Contains(facts(p), c.length) {
			t.Errorf("%s: %s", c.name, facts(p))
		}
	}
	ask := trial.Sample(t, "film.mp4")
	ask.Data, ask.Whole = ask.Data[:600], false
	if p := trial.Page(t, For, ask); p.Kind != "MP4 video" || !strings.Contains(p.Problem, "at its end") {
		t.Errorf("%+v", p)
	}
}

func TestAPictureInTheWrappingOfAVideoIsLeftToOthers(t *testing.T) {
	for _, brand := range []string{"heic", "mif1", "avif"} {
		if For(trial.Whole("a", []byte("\x00\x00\x00\x18ftyp"+brand+"\x00\x00\x00\x00mif1heic"))) != nil {
			t.Error(brand)
		}
	}
}

func TestARecordingThatSaysWhereItWasMadeIsToldOf(t *testing.T) {
	ask := trial.Sample(t, "film.mov")
	at := bytes.LastIndex(ask.Data, []byte("udta"))
	if at < 0 {
		t.Fatal("no udta")
	}
	copy(ask.Data[at+8:], "\xA9xyz")
	if p := trial.Page(t, For, ask); len(p.Warnings) != 1 {
		t.Error(p.Warnings)
	}
}

func TestTitlesAreReadFromTags(t *testing.T) {
	mp3 := trial.Sample(t, "speech.mp3").Data
	sound := mp3[10+synchsafe(mp3[6:10]):]
	tag := "TIT2\x00\x00\x00\x0B\x00\x00\x01\xFF\xFEG\x00r\x00\xF6\x00\xDF\x00TPE1\x00\x00\x00\x04\x00\x00\x03Ana"
	data := append([]byte("ID3\x03\x00\x00\x00\x00\x00"+string(rune(len(tag)))+tag), sound...)
	p := trial.Page(t, For, trial.Whole("a.mp3", data))
	if p.Title != "Größ" || !strings.Contains(facts(p), "Artist Ana") || !strings.Contains(facts(p), "MP3") {
		t.Errorf("%q %s", p.Title, facts(p))
	}
	if p := trial.Page(t, For, trial.Sample(t, "speech.m4a")); p.Title != "A complaint" {
		t.Errorf("%q", p.Title)
	}
}

func TestHugeNumbersInHeadersSayNothing(t *testing.T) {
	for _, name := range []string{"speech.wav", "speech.mp3", "speech.m4a", "speech.flac", "film.mp4", "film.webm", "speech.ogg"} {
		for at := 12; at < 400; at++ {
			ask := trial.Sample(t, name)
			if len(ask.Data) < at+8 {
				break
			}
			copy(ask.Data[at:], bytes.Repeat([]byte{0xFF}, 8))
			if For(ask) == nil {
				continue
			}
			p, _, breach := trial.Run(t.Context(), For, ask)
			if breach != nil || strings.Contains(fmt.Sprint(p.Facts), "-") && !strings.Contains(facts(p), "Recorded") {
				t.Errorf("%s at %d: %s %v", name, at, facts(p), breach)
			}
		}
	}
}

func FuzzMedia(f *testing.F) {
	all, err := filepath.Glob("../testdata/corpus/*.*")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range all {
		if ask := trial.Sample(f, filepath.Base(name)); For(ask) != nil {
			f.Add(ask.Data[:min(len(ask.Data), 4000)], true)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte, all bool) {
		ask := trial.Whole("a", data)
		ask.Whole = all
		if _, _, breach := trial.Run(t.Context(), For, ask); breach != nil {
			t.Error(breach)
		}
	})
}

func TestTheLengthOfACompressedWAVIsThatOfItsSamples(t *testing.T) {
	le := func(n, v int) (b []byte) {
		for range n {
			b, v = append(b, byte(v)), v>>8
		}
		return b
	}
	file := func(format, perSecond, block, inBlock int, fact []byte) []byte {
		head := slices.Concat(le(2, format), le(2, 1), le(4, 8000), le(4, perSecond), le(2, block), le(2, 4), le(2, 2), le(2, inBlock))
		out := slices.Concat([]byte("RIFF\x00\x00\x00\x00WAVEfmt "), le(4, len(head)), head)
		if fact != nil {
			out = slices.Concat(out, []byte("fact"), le(4, 4), fact)
		}
		return slices.Concat(out, []byte("data"), le(4, 2560), make([]byte, 2560))
	}
	for name, data := range map[string][]byte{
		"by its fact":               file(adpcm, 8000, 256, 0, le(4, 16000)),
		"by its blocks":             file(imaADPCM, 8000, 256, 1600, nil),
		"MP3 whose rate is unknown": file(0x55, 0, 1, 0, le(4, 16000)),
	} {
		if p := trial.Page(t, For, trial.Whole("a.wav", data)); trial.Fact(p, "Length") != "2.0 s" {
			t.Errorf("%s: %s", name, facts(p))
		}
	}
}

func TestTheLoudestChannelIsShown(t *testing.T) {
	p := trial.Page(t, For, trial.Whole("a.wav", wav(pcm, 2, 8000, 16, []byte("\x00\x00\x00\x80"))))
	if len(p.Levels) != 1 || p.Levels[0] != 255 {
		t.Error(p.Levels)
	}
}

func TestTheLengthOfAnMP3OfManyRatesIsThatOfItsFrames(t *testing.T) {
	frames := func(n int, head string, size int) (b []byte) {
		for range n {
			b = append(append(b, head...), make([]byte, size-4)...)
		}
		return b
	}
	// At 128 and at 32 kbit/s, and the tag at the end that old players want.
	data := slices.Concat(frames(20, "\xFF\xFB\x90\xC0", 417), frames(80, "\xFF\xFB\x10\xC0", 104), append([]byte("TAG"), make([]byte, 125)...))
	p := trial.Page(t, For, trial.Whole("a.mp3", data))
	if got := trial.Fact(p, "Length"); got != "2.6 s" {
		t.Error(facts(p))
	}
}

func TestARecordingThatIsCutOffSaysSo(t *testing.T) {
	for _, c := range []struct {
		name, length string
		part         int // in quarters
	}{{"speech.wav", "0.7 s", 2}, {"speech.mp3", "0.7 s", 2}, {"film.mp4", "", 1}, {"speech.m4a", "", 1}} {
		ask := trial.Sample(t, c.name)
		ask.Data = ask.Data[:len(ask.Data)*c.part/4]
		ask.Size = int64(len(ask.Data))
		p := trial.Page(t, For, ask)
		said := p.Problem + strings.Join(p.Warnings, " ")
		if !strings.Contains(said, "cut off") || trial.Fact(p, "Length") != c.length || p.Kind == "" {
			t.Errorf("%s: %q %s %q", c.name, p.Kind, facts(p), said)
		}
	}
}

// boxOf is a box of an MP4.
func boxOf(name string, body ...[]byte) []byte {
	all := slices.Concat(body...)
	return slices.Concat([]byte{0, 0, byte((len(all) + 8) >> 8), byte(len(all) + 8)}, []byte(name), all)
}

func TestAVideoInPiecesIsAsLongAsThey(t *testing.T) {
	be := func(values ...int) (b []byte) {
		for _, v := range values {
			b = append(b, byte(v>>24), byte(v>>16), byte(v>>8), byte(v))
		}
		return b
	}
	sound := boxOf("hdlr", be(0, 0), []byte("soun"))
	stsd := boxOf("stsd", be(0, 1), boxOf("mp4a", make([]byte, 16), []byte{0, 1}, make([]byte, 10)))
	track := boxOf("trak", boxOf("tkhd", be(0, 0, 0, 1)), boxOf("mdia", boxOf("mdhd", be(0, 0, 0, 1000, 0)), sound, boxOf("minf", boxOf("stbl", stsd))))
	moov := boxOf("moov", boxOf("mvhd", be(0, 0, 0, 1000, 0)), track, boxOf("mvex", boxOf("trex", be(0, 1, 1, 100, 0, 0))))
	usual := boxOf("moof", boxOf("traf", boxOf("tfhd", be(0, 1)), boxOf("trun", be(0, 10))))
	own := boxOf("moof", boxOf("traf", boxOf("tfhd", be(8, 1, 50)), boxOf("trun", be(0, 10))))
	each := boxOf("moof", boxOf("traf", boxOf("tfhd", be(0, 1)), boxOf("trun", be(0x101, 2, 0, 200, 300))))
	data := slices.Concat(boxOf("ftyp", []byte("isom")), moov, usual, own, each)
	if p := trial.Page(t, For, trial.Whole("a.mp4", data)); trial.Fact(p, "Length") != "2.0 s" {
		t.Error(facts(p))
	}
}
