package download

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"attache/model"
)

func matrix() map[string]row {
	all := map[string]row{}
	for _, group := range []map[string]row{cuts(), lengths(), objects(), deaths(), refusals(), redirects(), disks(), names()} {
		for name, r := range group {
			all[name] = r
		}
	}
	return all
}

func cuts() map[string]row {
	return map[string]row{
		"nothing is wrong":           {steps: []step{whole}, end: "saved", gets: 1, links: 1},
		"cut at 0":                   {steps: []step{cut(0), whole}, end: "saved", gets: 2, links: 1},
		"cut at 1":                   {steps: []step{cut(1), whole}, end: "saved", gets: 2, links: 1, resumed: 1},
		"cut at half":                {steps: []step{cut(half), whole}, end: "saved", gets: 2, links: 1, resumed: half},
		"cut at the last byte":       {steps: []step{cut(last), whole}, end: "saved", gets: 2, links: 1, resumed: last},
		"cut again and again":        {steps: []step{cut(10)}, end: "saved", gets: 10, links: 1, resumed: 90},
		"cut at 0 for ever":          {steps: []step{cut(0)}, end: "short", gets: 5, links: 1},
		"cut at half, then for ever": {steps: []step{cut(half), cut(0)}, end: "short", part: half, gets: 5, links: 1},
		"stall":                      {steps: []step{stall(half), whole}, end: "saved", gets: 2, links: 1, resumed: half},
		"stall for ever":             {steps: []step{stall(half), stall(0)}, end: "timeout", part: half, gets: 5, links: 1},
		"slow drip":                  {steps: []step{drip}, end: "saved", gets: 1, links: 1},
		"no answer after half":       {steps: []step{cut(half), func(*faulty, http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, whole}, end: "saved", gets: 3, links: 1, resumed: half},
	}
}

func lengths() map[string]row {
	return map[string]row{
		"too short":                         {steps: []step{plain(200, "short", "ETag", `"v1"`)}, end: "short", gets: 1, links: 1},
		"too long":                          {steps: []step{plain(200, string(make([]byte, objectSize+1)), "ETag", `"v1"`)}, end: "long", gets: 1, links: 1},
		"too short, no Content-Length":      {steps: []step{unsized(half)}, end: "short", gets: 1, links: 1},
		"too long, no Content-Length":       {steps: []step{unsized(objectSize)}, arrange: func(a *arena) { a.far.size = half }, end: "long", gets: 1, links: 1, lost: true},
		"no Content-Length":                 {steps: []step{unsized(objectSize)}, end: "saved", gets: 1, links: 1},
		"no size from the service":          {steps: []step{cut(half), whole}, arrange: func(a *arena) { a.far.size = -1 }, end: "saved", gets: 2, links: 1, resumed: half},
		"no size from anybody":              {steps: []step{unsized(objectSize)}, arrange: func(a *arena) { a.far.size = -1 }, end: "saved", gets: 1, links: 1},
		"gzip-encoded object":               {steps: []step{plain(200, string(object()), "Content-Encoding", "gzip", "ETag", `"v1"`)}, end: "saved", gets: 1, links: 1},
		"gzip made on the way":              {steps: []step{plain(200, "\x1f\x8b squeezed", "Content-Encoding", "gzip")}, end: "refused", gets: 1, links: 1},
		"HTML from a portal":                {steps: []step{plain(200, "<!DOCTYPE html><html>Sign in</html>")}, end: "junk", gets: 1, links: 1},
		"HTML from a portal, after half":    {steps: []step{cut(half), plain(200, "<!DOCTYPE html><html>Sign in</html>")}, end: "junk", part: half, gets: 2, links: 1},
		"S3 XML with 200":                   {steps: []step{s3Error(200, "InternalError")}, end: "server", gets: 5, links: 1},
		"the rest is announced as too long": {steps: []step{cut(half), plain(206, string(make([]byte, objectSize)), "ETag", `"v1"`, "Content-Range", "bytes 50-99/100"), whole}, end: "saved", gets: 3, links: 1, over: true},
	}
}

func objects() map[string]row {
	changed := func(a *arena) {
		a.far.steps = []step{after(half, func() { a.far.change(); panic(http.ErrAbortHandler) }), whole}
	}
	rest := func(header ...string) step { return plain(206, string(object()[half:]), header...) }
	return map[string]row{
		"no ranges":              {steps: []step{cut(half), unranged}, end: "saved", gets: 2, links: 1, over: true},
		"no ranges for ever":     {steps: []step{cut(half), func(f *faulty, w http.ResponseWriter, r *http.Request) { r.Header.Del("Range"); cut(half)(f, w, r) }}, end: "short", part: half, gets: 5, links: 1},
		"a changed object":       {arrange: changed, end: "saved", gets: 3, links: 1, over: true},
		"no ETag":                {steps: []step{tagged("", cut(half)), whole}, end: "saved", gets: 2, links: 1, over: true},
		"no ETag, cut for ever":  {steps: []step{tagged("", cut(half))}, end: "short", gets: 5, links: 1},
		"a weak ETag":            {steps: []step{tagged(`W/"v1"`, cut(half)), whole}, end: "saved", gets: 2, links: 1, over: true},
		"ETag missing with 206":  {steps: []step{cut(half), tagged("", whole), whole}, end: "saved", gets: 3, links: 1, over: true},
		"ETag changed with 206":  {steps: []step{cut(half), tagged(`"v2"`, whole), whole}, end: "saved", gets: 3, links: 1, over: true},
		"206 from another byte":  {steps: []step{cut(half), rest("ETag", `"v1"`, "Content-Range", "bytes 49-98/100"), whole}, end: "saved", gets: 3, links: 1, over: true},
		"206 of another size":    {steps: []step{cut(half), rest("ETag", `"v1"`, "Content-Range", "bytes 50-99/101"), whole}, end: "saved", gets: 3, links: 1, over: true},
		"206 that ends early":    {steps: []step{cut(half), rest("ETag", `"v1"`, "Content-Range", "bytes 50-98/100"), whole}, end: "saved", gets: 3, links: 1, over: true},
		"206 without a range":    {steps: []step{cut(half), rest("ETag", `"v1"`), whole}, end: "saved", gets: 3, links: 1, over: true},
		"206 that was not asked": {steps: []step{rest("ETag", `"v1"`, "Content-Range", "bytes 50-99/100")}, end: "refused", gets: 1, links: 1},
		"412":                    {steps: []step{cut(half), s3Error(412, "PreconditionFailed"), whole}, end: "saved", gets: 3, links: 1, over: true},
		"412 costs no try":       {steps: []step{cut(half), s3Error(412, "PreconditionFailed"), cut(0)}, end: "short", gets: 6, links: 1},
		"416, not complete":      {steps: []step{cut(half), s3Error(416, "InvalidRange"), whole}, end: "saved", gets: 3, links: 1, over: true},
		"416, complete":          {arrange: complete, steps: []step{whole}, end: "saved", gets: 1, links: 1, resumed: objectSize},
		"416 of another size": {
			arrange: complete, steps: []step{plain(416, "", "Content-Range", "bytes */101"), whole},
			end: "saved", gets: 2, links: 1, over: true,
		},
		"416 of another size, in XML": {
			arrange: complete, steps: []step{plain(416, "<Error><Code>InvalidRange</Code><ActualObjectSize>99</ActualObjectSize></Error>"), whole},
			end: "saved", gets: 2, links: 1, over: true,
		},
		"416 that was not asked": {steps: []step{s3Error(416, "InvalidRange")}, end: "refused", gets: 1, links: 1},
	}
}

func object() []byte {
	data := make([]byte, objectSize)
	for i := range data {
		data[i] = byte(i)
	}
	return data
}

// complete leaves a part file that lacks nothing but its name.
func complete(a *arena) {
	a.leave("a.bin.part", objectSize)
}

func deaths() map[string]row {
	expired := plain(403, expiredXML)
	live := func(left time.Duration) func(*arena) {
		return func(a *arena) {
			now := time.Now()
			a.request.Link = model.Link{URL: model.NewSecret(host + "/b/a"), Issued: now, Expires: now.Add(left), Size: objectSize}
			a.request.Link.Issued = now.Add(left - model.MaxLife)
		}
	}
	return map[string]row{
		"a live link is used":           {steps: []step{whole}, arrange: live(time.Minute), end: "saved", gets: 1},
		"expired before start":          {steps: []step{whole}, arrange: live(-time.Minute), end: "saved", gets: 1, links: 1},
		"dies within 10 s of the start": {steps: []step{whole}, arrange: live(10 * time.Second), end: "saved", gets: 1, links: 1},
		"dead to the host at the start": {steps: []step{expired, whole}, end: "saved", gets: 2, links: 2},
		"dead to the host for ever":     {steps: []step{expired}, end: "expired", gets: 5, links: 5},
		"dead to the host four times":   {steps: []step{expired, expired, expired, expired, whole}, end: "saved", gets: 5, links: 5},
		"expired, then refused":         {steps: []step{expired, s3Error(403, "AccessDenied")}, end: "refused", gets: 2, links: 2},
		"expired midway":                {steps: []step{drip}, arrange: func(a *arena) { a.far.life = 30 * time.Second }, end: "saved", gets: 1, links: 1},
		"expired at resume": {
			steps:   []step{after(half, func() { time.Sleep(stallTime - time.Second); panic(http.ErrAbortHandler) }), whole},
			arrange: func(a *arena) { a.far.life = stallTime + 8*time.Second }, end: "saved", gets: 2, links: 2, resumed: half,
		},
		"dead to the host at resume":      {steps: []step{cut(half), expired, whole}, end: "saved", gets: 3, links: 2, resumed: half},
		"dead to the host at each resume": {steps: []step{cut(40), expired, cut(30), expired, whole}, end: "saved", gets: 5, links: 3, resumed: 70},
		"dead for ever at resume":         {steps: []step{cut(half), expired}, end: "expired", part: half, gets: 5, links: 4},
		"dead twice between two":          {steps: []step{cut(half), expired, expired, cut(10), expired, expired, whole}, end: "saved", gets: 7, links: 5, resumed: 60},
	}
}

func refusals() map[string]row {
	return map[string]row{
		"403":             {steps: []step{s3Error(403, "AccessDenied")}, end: "refused", gets: 1, links: 1},
		"403 after half":  {steps: []step{cut(half), s3Error(403, "AccessDenied")}, end: "refused", part: half, gets: 2, links: 1},
		"404":             {steps: []step{s3Error(404, "NoSuchKey")}, end: "missing", gets: 1, links: 1},
		"404 after half":  {steps: []step{cut(half), s3Error(404, "NoSuchKey")}, end: "missing", gets: 2, links: 1},
		"500":             {steps: []step{s3Error(500, "InternalError"), whole}, end: "saved", gets: 2, links: 1},
		"500 for ever":    {steps: []step{cut(half), s3Error(500, "InternalError")}, end: "server", part: half, gets: 5, links: 1},
		"503":             {steps: []step{s3Error(503, "SlowDown"), cut(half), s3Error(503, "SlowDown"), whole}, end: "saved", gets: 4, links: 1, resumed: half},
		"503 for ever":    {steps: []step{s3Error(503, "SlowDown")}, end: "throttled", gets: 5, links: 1},
		"503 between two": {steps: []step{cut(half), s3Error(503, "ServiceUnavailable"), whole}, end: "saved", gets: 3, links: 1, resumed: half},
	}
}

func redirects() map[string]row {
	to := func(where string) step { return plain(307, "", "Location", where) }
	return map[string]row{
		"redirect":                       {steps: []step{to("/c/a"), whole}, end: "saved", gets: 2, links: 1},
		"redirect at resume":             {steps: []step{cut(half), to("/c/a"), whole}, end: "saved", gets: 3, links: 1, resumed: half},
		"redirect to another host":       {steps: []step{to("https://files.example/")}, end: "unsafe_link", gets: 1, links: 1},
		"redirect to http":               {steps: []step{to("http://files.example/")}, end: "unsafe_link", gets: 1, links: 1},
		"redirect in a loop":             {steps: []step{to("/again")}, end: "unsafe_link", gets: 6, links: 1},
		"redirect in a loop, after half": {steps: []step{cut(half), to("/again")}, end: "unsafe_link", part: half, gets: 7, links: 1},
	}
}

// full is a disk that takes n bytes, and then says why not.
func full(n int, why error) func(*arena) {
	return func(a *arena) {
		a.saver.disk.write = func(file *os.File, block []byte) (int, error) {
			if len(block) <= n {
				n -= len(block)
				return file.Write(block)
			}
			written, _ := file.Write(block[:n])
			n = 0
			return written, why
		}
	}
}

func disks() map[string]row {
	noRoom := func(a *arena) {
		a.saver.disk.free = func(*os.File, string) (int64, bool) { return last, true }
	}
	return map[string]row{
		"no room from the start": {steps: []step{whole}, arrange: noRoom, end: "disk_full", links: 1},
		"room to the last byte": {steps: []step{whole}, end: "saved", gets: 1, links: 1, arrange: func(a *arena) {
			a.saver.disk.free = func(*os.File, string) (int64, bool) { return objectSize, true }
		}},
		"no room for the rest": {steps: []step{cut(half), whole}, end: "disk_full", part: half, gets: 1, links: 1, arrange: func(a *arena) {
			left := int64(objectSize)
			a.saver.disk.free = func(*os.File, string) (int64, bool) { left -= half + 1; return left + half + 1, true }
		}},
		"disk full midway":            {steps: []step{whole}, arrange: full(half, syscall.ENOSPC), end: "disk_full", part: half, gets: 1, links: 1},
		"disk full at the first byte": {steps: []step{whole}, arrange: full(0, syscall.ENOSPC), end: "disk_full", gets: 1, links: 1},
		"quota used up midway":        {steps: []step{whole}, arrange: full(half, syscall.EDQUOT), end: "disk_full", part: half, gets: 1, links: 1},
		"read-only midway":            {steps: []step{whole}, arrange: full(half, syscall.EROFS), end: "disk", part: half, gets: 1, links: 1},
		"broken at the file's sync":   {steps: []step{whole}, arrange: unsynced(false), end: "disk", gets: 1, links: 1},
		"broken at the folder's sync": {steps: []step{whole}, arrange: unsynced(true), end: "disk", gets: 1, links: 1},
		"permission lost midway":      {steps: []step{whole}, arrange: full(half, syscall.EACCES), end: "disk", part: half, gets: 1, links: 1},
		"folder deleted midway":       {arrange: meanwhile(func(a *arena) { _ = os.RemoveAll(a.saver.dir) }), end: "disk", gets: 1, links: 1},
		"somebody writes to the part midway": {
			arrange: meanwhile(func(a *arena) { _ = os.Truncate(a.path(a.part()), 2*objectSize) }),
			end:     "disk", gets: 1, links: 1,
		},
		"part file deleted midway":      {arrange: described(meanwhile(func(a *arena) { _ = os.Remove(a.path("a.bin.part")) })), end: "disk", gets: 1, links: 1, others: []string{"a.bin.part.json"}},
		"bare part deleted midway":      {arrange: few(meanwhile(func(a *arena) { _ = os.Remove(a.path(a.part())) })), end: "disk", gets: 1, links: 1},
		"a link planted as part midway": {arrange: described(meanwhile(plant("a.bin.part"))), end: "disk", gets: 1, links: 1, others: []string{"a.bin.part", "a.bin.part.json"}, lost: true},
	}
}

// described is for a part that has its sidecar from the first.
func described(arrange func(*arena)) func(*arena) {
	return func(a *arena) { a.saver.few = 0; arrange(a) }
}

// few is for a part that has none.
func few(arrange func(*arena)) func(*arena) {
	return func(a *arena) { a.saver.few = fewBytes(); arrange(a) }
}

// part is the name of the one part file that there is.
func (a *arena) part() string {
	a.t.Helper()
	for _, name := range files(a.t, a.saver) {
		if strings.HasSuffix(name, partSuffix) {
			return name
		}
	}
	a.t.Error("there is no part file")
	return ""
}

// unsynced is a disk that breaks when it is to make a file last, or the folder.
func unsynced(folder bool) func(*arena) {
	return func(a *arena) {
		a.saver.disk.sync = func(file *os.File) error {
			if info, err := file.Stat(); err != nil || info.IsDir() == folder {
				return &os.PathError{Op: "sync", Path: file.Name(), Err: syscall.EIO}
			}
			return file.Sync()
		}
	}
}

// meanwhile lets something happen to the folder when half of the bytes are there.
func meanwhile(happens func(*arena)) func(*arena) {
	return func(a *arena) { a.far.steps = []step{after(half, func() { happens(a) })} }
}

// plant puts a symbolic link to a file outside under that name. It must never be written through.
func plant(name string) func(*arena) {
	return func(a *arena) {
		precious := filepath.Join(a.t.TempDir(), "precious")
		if err := os.WriteFile(precious, []byte("mine"), 0o600); err != nil {
			a.t.Error(err)
		}
		_ = os.Remove(a.path(name))
		if err := os.Symlink(precious, a.path(name)); err != nil {
			a.t.Error(err)
		}
		a.t.Cleanup(func() {
			if data, err := os.ReadFile(precious); err != nil || string(data) != "mine" {
				a.t.Errorf("outside the folder: %q, %v", data, err)
			}
		})
	}
}

func names() map[string]row {
	overwrite := func(then func(*arena)) func(*arena) {
		return func(a *arena) { a.request.OnExists = model.ExistsOverwrite; then(a) }
	}
	taken := func(a *arena) { a.write("a.bin", "mine") }
	return map[string]row{
		"target taken meanwhile": {arrange: meanwhile(taken), end: "saved", name: "a (1).bin", gets: 1, links: 1, others: []string{"a.bin"}},
		"target taken meanwhile by the same": {
			arrange: meanwhile(func(a *arena) { a.write("a.bin", string(object())) }),
			end:     "skipped", gets: 1, links: 1, others: []string{"a.bin"},
		},
		"target taken meanwhile, skip": {
			arrange: func(a *arena) { a.request.OnExists = model.ExistsSkip; meanwhile(taken)(a) },
			end:     "skipped", gets: 1, links: 1, others: []string{"a.bin"}, lost: true,
		},
		"target taken, overwrite":                 {arrange: overwrite(taken), steps: []step{whole}, end: "saved", gets: 1, links: 1},
		"a link planted at the target":            {arrange: plant("a.bin"), steps: []step{whole}, end: "saved", name: "a (1).bin", gets: 1, links: 1, others: []string{"a.bin"}},
		"a link planted at the target, overwrite": {arrange: overwrite(plant("a.bin")), steps: []step{whole}, end: "saved", gets: 1, links: 1},
		"a link planted at the target meanwhile":  {arrange: meanwhile(plant("a.bin")), end: "saved", name: "a (1).bin", gets: 1, links: 1, others: []string{"a.bin"}},
		"a folder at the target, overwrite":       {arrange: overwrite(func(a *arena) { _ = os.Mkdir(a.path("a.bin"), 0o700) }), steps: []step{whole}, end: "saved", name: "a (1).bin", gets: 1, links: 1, others: []string{"a.bin"}},
		"a link planted at the part file's name":  {arrange: plant("a.bin.part"), steps: []step{whole}, end: "saved", gets: 1, links: 1, others: []string{"a.bin.part"}, lost: true},
		"a link planted at the sidecar's name":    {arrange: plant("a.bin.part.json"), steps: []step{whole}, end: "saved", gets: 1, links: 1, others: []string{"a.bin.part.json"}, lost: true},
		"somebody else's file as sidecar":         {arrange: func(a *arena) { a.write("a.bin.part.json", "{}") }, steps: []step{whole}, end: "saved", gets: 1, links: 1, others: []string{"a.bin.part.json"}, lost: true},
	}
}
