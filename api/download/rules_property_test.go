package download

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"attache/api/trial"
	"attache/model"
)

// shelf is a folder with all kinds of things in it, into which files are saved by any rule, many at a time, by one run
// after the other, on any kind of disk, while transfers break.
type shelf struct {
	t      *testing.T
	random *rand.Rand
	dir    string
	disk   disk
	said   []string

	outside map[string]string // what links lead to
	theirs  map[string]thing  // what was there at first
	jobs    []*job            // those of all runs
}

// job is one attachment that is saved.
type job struct {
	id, name string
	content  []byte
	breaks   bool // it never comes whole in this run

	saved model.Saved
	err   error
}

// thing is what stands under a name.
type thing struct {
	mode    fs.FileMode
	content string // or where a link leads
}

func (s *shelf) things() map[string]thing {
	s.t.Helper()
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		s.t.Fatal(err)
	}
	all := map[string]thing{}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			s.t.Fatal(err)
		}
		it := thing{mode: info.Mode()}
		switch path := filepath.Join(s.dir, e.Name()); {
		case it.mode&fs.ModeSymlink != 0:
			it.content, err = os.Readlink(path)
		case it.mode.IsRegular():
			var data []byte
			data, err = os.ReadFile(path)
			it.content = string(data)
		}
		if err != nil {
			s.t.Fatal(err)
		}
		all[e.Name()] = it
	}
	return all
}

// wanted is a name that a sender may give a file.
func (s *shelf) wanted() string {
	pool := []string{
		"a.pdf", "A.PDF", "a (1).pdf", "a (1) (1).pdf", "a (9999).pdf", "caf\u00e9.bin", "Cafe\u0301.bin", "CON", "_CON", "nul.txt", "README", "readme", "",
		"../../up.txt", `..\up.txt`, "/etc/passwd", "a.pdf.part", "a.pdf.part.json", "a.pdf.part.json.draft", ".hidden", "trailing. ", "a:b", "a\x00b", "x\u202ecod.exe",
		"\x1b[2J.txt", strings.Repeat("Ü", 95) + "x.pdf", strings.Repeat("Ü", 95) + "y.PDF", strings.Repeat("w", 300) + ".tar.gz", "👨\u200d👩\u200d👧.png", "straße", "STRASSE",
	}
	if s.random.IntN(4) > 0 {
		return pool[s.random.IntN(len(pool))]
	}
	name := make([]rune, s.random.IntN(12))
	for i := range name {
		name[i] = rune(s.random.IntN(1 << (1 + s.random.IntN(17))))
	}
	return string(name)
}

func (s *shelf) content() []byte {
	return bytes.Repeat([]byte(fmt.Sprint(s.random.IntN(6))), []int{0, 1, 100, 5000}[s.random.IntN(4)])
}

// fill puts there what others have left.
func (s *shelf) fill() {
	mine := filepath.Join(s.t.TempDir(), "mine")
	if err := os.WriteFile(mine, []byte("outside"), 0o600); err != nil {
		s.t.Fatal(err)
	}
	s.outside = map[string]string{mine: "outside"}
	for range s.random.IntN(8) {
		name := safeName(s.wanted(), "id")
		if s.random.IntN(5) == 0 {
			name += partSuffix + []string{"", sidecarSuffix, sidecarSuffix + draftSuffix}[s.random.IntN(3)]
		}
		if len(name) > shortest {
			continue // not every disk has such a one
		}
		path, kind := filepath.Join(s.dir, name), s.random.IntN(6)
		if runtime.GOOS == "windows" {
			kind = min(kind, 3)
		}
		switch kind {
		case 0:
			_ = os.Mkdir(path, 0o700)
		case 4:
			_ = os.Symlink(mine, path)
		case 5:
			_ = os.Symlink("nowhere", path)
		default:
			if _, err := os.Lstat(path); err != nil { // else a link may stand there
				content := append(s.content(), "theirs"[:len(name)%2*6]...)
				if strings.Contains(name, partSuffix) {
					content = append(content, "theirs"...) // an empty one is taken for what a killed program has left
				}
				_ = os.WriteFile(path, content, []fs.FileMode{0o600, 0o644}[s.random.IntN(2)])
			}
		}
	}
	s.theirs = s.things()
}

// shortest is the least that a name may have on a disk of short names.
const shortest = 143

// kindsOfDisk are the kinds of folders there are.
func kindsOfDisk() map[string]func() disk {
	moveless := func() disk {
		d := systemDisk()
		d.move = func(*os.File, string, string, string) error { return errors.ErrUnsupported }
		return d
	}
	return map[string]func() disk{
		"usual": systemDisk, "short names": func() disk { return shortDisk(shortest) }, "short names, told late": func() disk { return laterDisk(shortest) },
		"removes nothing": func() disk { return fastDisk(nil) }, "moves nothing": moveless,
		"neither moves nor links": func() disk {
			d := moveless()
			open := d.open
			d.open = func(dir string) (root, error) {
				r, err := open(dir)
				return linkless{r}, err
			}
			return d
		},
	}
}

// linkless is a folder without hard links, as on a memory stick.
type linkless struct{ root }

func (linkless) Link(from, to string) error {
	return &os.LinkError{Op: "link", Old: from, New: to, Err: errors.ErrUnsupported}
}

// run saves some files at once, as one run of the program does, in which the chats of several services are open.
func (s *shelf) run(jobs []*job, rule model.OnExists) {
	names := NewNames()
	chats := []int{names.join(), names.join()}
	s.said = append(s.said, fmt.Sprintf("a run, rule %q", rule))
	var all sync.WaitGroup
	for i, j := range jobs {
		far := &faulty{data: j.content, etag: fmt.Sprintf(`"%d-%.1s"`, len(j.content), j.content), size: int64(len(j.content)), life: time.Hour, steps: []step{whole}}
		switch {
		case j.breaks:
			far.steps = []step{snap(len(j.content) / 2), s3Error(403, "AccessDenied")}
		case s.random.IntN(3) == 0:
			far.steps = []step{snap(len(j.content) / 3), whole}
		}
		saver := newSaver(s.t, far, func(c *Saver) { c.dir, c.names, c.chat, c.disk = s.dir, names, chats[i%2], s.disk })
		all.Go(func() {
			r := model.DownloadRequest{Attachment: model.NewAttachment(j.id, j.name, "", model.StatusApproved), Meter: new(model.Meter), OnExists: rule}
			j.saved, j.err = saver.Save(s.t.Context(), r, nil)
		})
	}
	all.Wait()
	for _, j := range jobs {
		s.said = append(s.said, fmt.Sprintf("%s %q of %d bytes, breaks %v: %s %q same %v, %v", j.id, j.name, len(j.content), j.breaks, j.saved.State, filepath.Base(j.saved.Path), j.saved.Same, j.err))
	}
}

func (s *shelf) errorf(format string, args ...any) {
	s.t.Helper()
	s.t.Errorf(format+"\n%s", append(args, strings.Join(s.said, "\n"))...)
}

// judge compares the folder with what it was before a run.
func (s *shelf) judge(before map[string]thing, jobs []*job, rule model.OnExists) {
	s.t.Helper()
	now, made := s.things(), map[string]*job{}
	for _, j := range jobs {
		switch {
		case j.err != nil && !j.breaks, j.err == nil && j.breaks && j.saved.State == model.SaveDone:
			s.errorf("%s: %v", j.id, j.err)
		}
		if j.err != nil {
			continue
		}
		name := filepath.Base(j.saved.Path)
		it, there := now[name]
		switch {
		case filepath.Dir(j.saved.Path) != s.dir || !there:
			s.errorf("%s is said to be %q", j.id, j.saved.Path)
		case j.saved.State == model.SaveDone && made[foldName(name)] != nil:
			s.errorf("%s and %s are one file", j.id, made[foldName(name)].id)
		case j.saved.State == model.SaveDone:
			made[foldName(name)] = j
			if !it.mode.IsRegular() || it.content != string(j.content) {
				s.errorf("%s holds %v %.20q", name, it.mode, it.content)
			}
		case j.saved.Same:
			if it.content != string(j.content) {
				s.errorf("%s is said to hold %s already", name, j.id)
			}
		case rule != model.ExistsSkip:
			s.errorf("%s was skipped by the rule %q", j.id, rule)
		default:
			if _, was := before[name]; !was {
				s.errorf("%s was skipped for %s, which is of this run", j.id, name)
			}
		}
		if bad := s.harmful(name); bad != "" && j.saved.State == model.SaveDone {
			s.errorf("%q: %s", name, bad)
		}
	}
	s.keeps(before, now, made, rule)
}

// keeps holds what was there before, and what is there besides, to the rule.
func (s *shelf) keeps(before, now map[string]thing, made map[string]*job, rule model.OnExists) {
	s.t.Helper()
	for name, it := range before {
		j := made[foldName(name)]
		replaced := rule == model.ExistsOverwrite && j != nil && savedName(j) == name && !it.mode.IsDir()
		if now[name] != it && !replaced && !s.ours(name) {
			s.errorf("%q was %+v, and is %+v", name, it, now[name])
		}
		if _, exact := before[savedName(j)]; j != nil && savedName(j) != name && !exact {
			s.errorf("%q stands beside %q", j.saved.Path, name)
		}
	}
	for name := range now {
		_, was := before[name]
		if !was && made[foldName(name)] == nil && !s.ours(name) || s.ours(name) && !s.breaks() {
			s.errorf("%q was left there", name)
		}
	}
	for path, content := range s.outside {
		if data, err := os.ReadFile(path); err != nil || string(data) != content {
			s.errorf("outside of the folder: %q, %v", data, err)
		}
	}
}

func savedName(j *job) string {
	if j == nil {
		return ""
	}
	return filepath.Base(j.saved.Path)
}

// ours reports whether a name is of a transfer that broke off, which the next run goes on from: where none is to break
// it is only one that is gone.
func (s *shelf) ours(name string) bool {
	_, was := s.theirs[name]
	return strings.Contains(name, partSuffix) && !was
}

func (s *shelf) breaks() bool {
	return slices.ContainsFunc(s.jobs, func(j *job) bool { return j.breaks })
}

// harmful says what is wrong with a name on disk.
func (s *shelf) harmful(name string) string {
	stem, _, _ := strings.Cut(name, ".")
	switch {
	case !utf8.ValidString(name) || name == "" || len(name) > model.MaxComponent:
		return "no name"
	case strings.ContainsFunc(name, func(r rune) bool {
		return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || strings.ContainsRune(`/\:*?"<>|`, r)
	}):
		return "a character that harms"
	case strings.HasSuffix(name, partSuffix), strings.HasSuffix(name, partSuffix+sidecarSuffix):
		return "the name of a file under way"
	case slices.Contains([]string{"CON", "NUL", "PRN", "AUX", "COM1", "LPT1"}, strings.ToUpper(stem)), strings.HasSuffix(name, "."), strings.HasSuffix(name, " "):
		return "a name that a system keeps"
	}
	return ""
}

// TestWhateverIsSavedWhereverTheRulesForNamesHold draws folders, disks, names, rules and broken transfers from a seed.
// Each run saves by the rule and touches nothing else; the last one, in which nothing breaks, leaves no part behind.
func TestWhateverIsSavedWhereverTheRulesForNamesHold(t *testing.T) {
	kinds := slices.Sorted(maps.Keys(kindsOfDisk()))
	for _, seed := range trial.SeedsOf(t, 30) {
		kind := kinds[seed%uint64(len(kinds))]
		t.Run(fmt.Sprintf("seed %d, a folder that %s", seed, kind), func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				s := &shelf{t: t, random: rand.New(rand.NewPCG(seed, 14)), dir: t.TempDir(), disk: kindsOfDisk()[kind]()}
				kept := &attributes{}
				s.disk.sync = func(*os.File) error { return nil }
				s.disk.setOrigin, s.disk.readOrigin = kept.set, kept.get
				s.fill()
				for range s.random.IntN(3) {
					rule := trial.Rules()[s.random.IntN(len(trial.Rules()))]
					jobs := s.draw()
					before := s.things()
					s.run(jobs, rule)
					s.judge(before, jobs, rule)
				}
				for _, j := range s.jobs {
					j.breaks = false
				}
				before, rule := s.things(), model.ExistsRename
				if s.random.IntN(2) == 0 {
					rule = model.ExistsOverwrite // one that is skipped keeps its part, for whoever asks by another rule
				}
				s.run(s.jobs, rule)
				s.judge(before, s.jobs, rule)
			})
		})
	}
}

// draw makes the attachments of one run, which stay those of the chat.
func (s *shelf) draw() (jobs []*job) {
	for range 1 + s.random.IntN(7) {
		j := &job{id: fmt.Sprint("id-", len(s.jobs)), name: s.wanted(), content: s.content()}
		j.breaks = len(j.content) > 1 && s.random.IntN(4) == 0
		jobs, s.jobs = append(jobs, j), append(s.jobs, j)
	}
	return jobs
}

// snap breaks off after n bytes of a body, whoever else is served at the same time.
func snap(n int) step {
	return func(f *faulty, w http.ResponseWriter, r *http.Request) { f.serve(snapping{w, n}, r, -1, nil) }
}

type snapping struct {
	http.ResponseWriter
	n int
}

func (s snapping) Write(p []byte) (int, error) {
	_, _ = s.ResponseWriter.Write(p[:min(s.n, len(p))])
	_ = http.NewResponseController(s.ResponseWriter).Flush()
	panic(http.ErrAbortHandler)
}
