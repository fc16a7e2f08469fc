package diagnose

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"attache/api"
	"attache/api/emulator"
	"attache/model"
)

// patient is the emulator, with answers of its own by path. It takes down what it is asked.
type patient struct {
	*emulator.Server
	own map[string]http.HandlerFunc
	url string

	mu    sync.Mutex
	asked []string // calls, without what their paths begin with
	odd   []string // what nobody should ask for
}

func newPatient(t *testing.T, own map[string]http.HandlerFunc) *patient {
	t.Helper()
	server, err := emulator.New(emulator.Options{Scenario: "empty"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	server.Send("CANARY.pdf", "application/pdf", 7, false)
	server.Send("b.pdf", "application/pdf", 7, true)
	return &patient{Server: server, own: own}
}

func (p *patient) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	kind, call := r.Method, strings.TrimPrefix(r.URL.Path, "/participant/")
	p.mu.Lock()
	switch bearer := r.Header.Get("X-Amz-Bearer"); {
	case r.Method == http.MethodPost:
		p.asked = append(p.asked, call)
	case bearer != "", r.Method == http.MethodHead && r.URL.RawQuery != "",
		r.Method == http.MethodGet && r.Header.Get("Range") != "bytes=0-0":
		p.odd = append(p.odd, r.Method+" "+r.URL.String())
	case r.Method == http.MethodGet:
		call = "file"
	}
	p.mu.Unlock()
	if own := p.own[call]; own != nil && kind != http.MethodHead {
		own(w, r)
		return
	}
	p.Server.ServeHTTP(w, r)
}

// opened is a patient on loopback.
func opened(t *testing.T, own map[string]http.HandlerFunc) *patient {
	t.Helper()
	p := newPatient(t, own)
	s := httptest.NewServer(p)
	t.Cleanup(s.Close)
	p.url = s.URL
	return p
}

// answer is a handler that sends a status and a body.
func answer(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// drop breaks the connection without an answer.
func drop(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

// findings is what an examination told: each step with + for good, - for bad and ? for not known.
type findings struct {
	order []model.Step
	by    map[model.Step]model.Check
}

func (f findings) String() string {
	var s []string
	for _, step := range f.order {
		s = append(s, map[model.Finding]string{model.FindingGood: "+", model.FindingBad: "-", model.FindingUnknown: "?"}[f.by[step].Finding]+string(step))
	}
	return strings.Join(s, " ")
}

// examineURL examines the service at an address with the given tokens.
func examineURL(t *testing.T, address, connection, participant string, change ...func(*api.Options)) findings {
	t.Helper()
	o := api.Options{ConnectionToken: model.NewSecret(connection), ParticipantToken: model.NewSecret(participant)}
	for _, c := range change {
		c(&o)
	}
	f := findings{by: map[model.Step]model.Check{}}
	s := api.Settings{EndpointURL: address, Insecure: true, Getenv: func(string) string { return "" }}
	Run(t.Context(), s, o, func(c model.Check) {
		if _, twice := f.by[c.Step]; twice {
			t.Errorf("%s was told twice", c.Step)
		}
		if c.Finding == model.FindingBad != (c.Problem != nil) || c.Finding == model.FindingUnknown != (c.Gap != "") {
			t.Errorf("%+v does not say why", c)
		}
		if p := fmt.Sprintf("%+v %v", c, c.Problem); strings.Contains(p, "CANARY") || strings.Contains(p, "X-Amz-") || connection != "" && strings.Contains(p, connection) || participant != "" && strings.Contains(p, participant) {
			t.Errorf("%s holds a secret: %s", c.Step, p)
		}
		f.order, f.by[c.Step] = append(f.order, c.Step), c
	})
	if len(f.order) != 13 {
		t.Errorf("%d steps were told: %s", len(f.order), f)
	}
	return f
}

func TestAnExaminationSpendsNoMoreThanThreeCalls(t *testing.T) {
	const wire = "+endpoint +ca +dns +tcp +proxy +tls +clock "
	noFile := map[string]http.HandlerFunc{"transcript": answer(200, `{"Transcript":[]}`)}
	var fresh string
	noSocket := func(w http.ResponseWriter, r *http.Request) {
		answer(200, `{"Websocket":{"Url":"https://x/CANARY"},"ConnectionCredentials":{"ConnectionToken":"`+fresh+`"}}`)(w, r)
	}
	for _, tt := range []struct {
		name, connection, participant string
		own                           map[string]http.HandlerFunc
		want                          string
		calls                         []string
	}{
		{"without a token", "", "", nil, "?token ?transcript ?link ?files ?socket +calls", nil},
		{"a connection token", "c", "", nil, "+token +transcript +link +files ?socket +calls", []string{"transcript", "attachment"}},
		{"a participant token", "", "p", nil, "+token +transcript +link +files +socket +calls", []string{"connection", "transcript", "attachment"}},
		{"both", "c", "p", nil, "+token +transcript +link +files +socket +calls", []string{"transcript", "attachment", "connection"}},
		{"both, and only the first is good", "c", "bad", nil, "+token +transcript +link +files -socket +calls", []string{"transcript", "attachment", "connection"}},
		{"a wrong one and one to renew it", "bad", "p", nil, "+token +transcript ?link ?files +socket +calls", []string{"transcript", "connection", "transcript"}},
		{"one of the wrong kind, or of a chat that has ended", "bad", "", nil, "-token ?transcript ?link ?files ?socket +calls", []string{"transcript"}},
		{"a participant token that is refused", "", "bad", nil, "-token ?transcript ?link ?files ?socket +calls", []string{"connection"}},
		{"both refused", "bad", "bad", nil, "-token ?transcript ?link ?files ?socket +calls", []string{"transcript", "connection"}},
		{"no file", "c", "", noFile, "+token +transcript ?link ?files ?socket +calls", []string{"transcript"}},
		{"throttled", "c", "", map[string]http.HandlerFunc{"transcript": answer(429, "{}")}, "?token -transcript ?link ?files ?socket +calls", []string{"transcript"}},
		{"a proxy's page", "c", "", map[string]http.HandlerFunc{"transcript": answer(200, "<html>CANARY")}, "?token -transcript ?link ?files ?socket +calls", []string{"transcript"}},
		{"no link", "c", "", map[string]http.HandlerFunc{"attachment": answer(200, `{"AttachmentSizeInBytes":7}`)}, "+token +transcript -link ?files ?socket +calls", []string{"transcript", "attachment"}},
		{"the host of the files refuses", "", "p", map[string]http.HandlerFunc{"file": answer(403, `<Error><Code>AccessDenied</Code></Error>`)}, "+token +transcript +link -files +socket +calls", []string{"connection", "transcript", "attachment"}},
		{"the host of the files hangs up", "c", "", map[string]http.HandlerFunc{"file": drop}, "+token +transcript +link -files ?socket +calls", []string{"transcript", "attachment"}},
		{"a socket that is none", "", "p", map[string]http.HandlerFunc{"connection": noSocket}, "+token +transcript +link +files -socket +calls", []string{"connection", "transcript", "attachment"}},
		{"a service that hangs up", "c", "", map[string]http.HandlerFunc{"transcript": drop}, "?token -transcript ?link ?files ?socket +calls", []string{"transcript"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := opened(t, tt.own)
			tokens := map[string]string{"": "", "bad": "CANARY-bad", "c": w.ConnectionToken(), "p": w.ParticipantToken()}
			fresh = w.ConnectionToken()
			got := examineURL(t, w.url, tokens[tt.connection], tokens[tt.participant])
			want := wire + tt.want
			if tt.name == "a service that hangs up" {
				want = strings.Replace(want, "+clock", "?clock", 1) // it never said what time it is
			}
			if got.String() != want {
				t.Errorf("told\n%s, want\n%s", got, want)
			}
			w.mu.Lock()
			defer w.mu.Unlock()
			if len(w.odd) > 0 {
				t.Errorf("asked for %q", w.odd)
			}
			if !slices.Equal(w.asked, tt.calls) || len(w.asked) > 3 {
				t.Errorf("called %q, want %q", w.asked, tt.calls)
			}
			if said := got.by[model.StepCalls].Detail; !strings.HasPrefix(said, fmt.Sprint(len(tt.calls))) && !strings.HasPrefix(said, "no call") {
				t.Errorf("said %q of %d calls", said, len(tt.calls))
			}
		})
	}
}

func TestTheWayIsFollowedToWhereItEnds(t *testing.T) {
	refusing := func(t *testing.T) string {
		// The near end of a connection: nobody listens there, and nobody else can take the port.
		far := httptest.NewServer(http.NotFoundHandler())
		t.Cleanup(far.Close)
		near, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", far.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = near.Close() })
		return near.LocalAddr().String()
	}
	addresses := regexp.MustCompile(`127\.0\.0\.1:\d+`)
	const rest = " ?clock ?token ?transcript ?link ?files ?socket +calls"
	for _, tt := range []struct {
		name   string
		dial   func(t *testing.T) (address string, o func(*api.Options))
		want   string
		detail string // of the problem
	}{
		{
			"a closed port", func(t *testing.T) (string, func(*api.Options)) { return "http://" + refusing(t), nil },
			"+endpoint +ca +dns -tcp ?proxy ?tls" + rest, "connection refused",
		},
		{"a name that nobody knows", func(*testing.T) (string, func(*api.Options)) {
			return "https://participant.connect.eu-west-2.amazonaws.com", func(o *api.Options) {
				o.Transport = &http.Transport{DialContext: (&net.Dialer{Resolver: &net.Resolver{
					PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) { return nil, errors.New("no server") },
				}}).DialContext}
			}
		}, "+endpoint +ca -dns ?tcp ?proxy ?tls" + rest, "name lookup failed: participant.connect.eu-west-2.amazonaws.com"},
		{"a certificate of nobody known", func(t *testing.T) (string, func(*api.Options)) {
			s := httptest.NewUnstartedServer(newPatient(t, nil))
			s.Config.ErrorLog = log.New(io.Discard, "", 0)
			s.StartTLS()
			t.Cleanup(s.Close)
			return s.URL, nil
		}, "+endpoint +ca +dns +tcp +proxy -tls" + rest, "TLS certificate signed by unknown authority"},
		{"no TLS on the other side", func(t *testing.T) (string, func(*api.Options)) {
			return strings.Replace(opened(t, nil).url, "http:", "https:", 1), nil
		}, "+endpoint +ca +dns +tcp +proxy -tls" + rest, "no TLS on the other side"},
		{"a proxy that refuses", func(t *testing.T) (string, func(*api.Options)) {
			proxy := opened(t, nil) // answers CONNECT as nothing it knows
			return "https://participant.connect.eu-west-2.amazonaws.com", through(t, proxy.url)
		}, "+endpoint +ca +dns +tcp -proxy ?tls" + rest, "the proxy answered 403 Forbidden: HOST"},
		{"a proxy that is not there", func(t *testing.T) (string, func(*api.Options)) {
			return "https://participant.connect.eu-west-2.amazonaws.com", through(t, "http://CANARY:CANARY@"+refusing(t))
		}, "+endpoint +ca +dns -tcp ?proxy ?tls" + rest, "connection refused: the proxy HOST"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			address, change := tt.dial(t)
			if change == nil {
				change = func(*api.Options) {}
			}
			for _, token := range []string{"", "CANARY-c"} {
				got := examineURL(t, address, token, "", change)
				if got.String() != tt.want {
					t.Errorf("with token %q told\n%s, want\n%s", token, got, tt.want)
				}
				if said := got.by[model.StepCalls].Detail; said != "no call to the service was made" {
					t.Errorf("said %q", said)
				}
				for _, c := range got.by {
					if c.Problem != nil && (addresses.ReplaceAllString(c.Problem.Detail, "HOST") != tt.detail || c.Problem.Kind != model.KindOffline) {
						t.Errorf("%s: %v, want %q", c.Step, c.Problem, tt.detail)
					}
				}
			}
		})
	}
}

// through is a way out through a proxy, as NewTransport makes it, which reads its environment once.
func through(t *testing.T, proxy string) func(*api.Options) {
	t.Helper()
	u, err := url.Parse(proxy)
	if err != nil {
		t.Fatal(err)
	}
	transport, err := api.NewTransport(api.Endpoint{})
	if err != nil {
		t.Fatal(err)
	}
	transport.Proxy = http.ProxyURL(u)
	return func(o *api.Options) { o.Transport = transport }
}

func TestATrustedServiceBehindAProxyIsReached(t *testing.T) {
	w := newPatient(t, nil)
	s := httptest.NewTLSServer(w)
	t.Cleanup(s.Close)
	var tunnels atomic.Int32
	proxy := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodConnect {
			tunnels.Add(1)
		}
		there, err := (&net.Dialer{}).DialContext(r.Context(), "tcp", s.Listener.Addr().String())
		if err != nil {
			t.Error(err)
			return
		}
		defer func() { _ = there.Close() }()
		// Taken over before it is answered: the client speaks as soon as it has its answer, and what
		// the server had read of that by then would be lost.
		here, _, err := http.NewResponseController(rw).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		defer func() { _ = here.Close() }()
		_, _ = io.WriteString(here, "HTTP/1.1 200 OK\r\n\r\n")
		go func() { _, _ = io.Copy(there, here); _ = there.Close() }()
		_, _ = io.Copy(here, there)
	}))
	t.Cleanup(proxy.Close)
	trusting := func(o *api.Options) {
		through(t, proxy.URL)(o)
		o.Transport.(*http.Transport).TLSClientConfig = &tls.Config{RootCAs: s.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs}
	}
	got := examineURL(t, s.URL, w.ConnectionToken(), "", trusting)
	if want := "+endpoint +ca +dns +tcp +proxy +tls +clock +token +transcript +link +files ?socket +calls"; got.String() != want {
		t.Errorf("told\n%s, want\n%s", got, want)
	}
	host, _ := url.Parse(proxy.URL)
	if got.by[model.StepProxy].Detail != "through "+host.Host || !strings.Contains(got.by[model.StepTLS].Detail, "Acme Co") || tunnels.Load() == 0 {
		t.Errorf("proxy %q, TLS %q, %d tunnels were asked for", got.by[model.StepProxy].Detail, got.by[model.StepTLS].Detail, tunnels.Load())
	}
}

func TestAClockThatIsOffIsSaid(t *testing.T) {
	for _, tt := range []struct {
		off  time.Duration
		want string
	}{{0, ""}, {time.Second, ""}, {time.Hour, "ahead"}, {-time.Hour, "behind"}, {1001 * time.Hour, "ahead"}, {-1001 * time.Hour, "behind"}} {
		w := opened(t, nil)
		got := examineURL(t, w.url, "", "", func(o *api.Options) { o.Now = func() time.Time { return time.Now().Add(tt.off) } })
		p := got.by[model.StepClock].Problem
		if tt.want == "" != (p == nil) || p != nil && (p.Kind != model.KindClock || !strings.Contains(p.Detail, "1h") && !strings.Contains(p.Detail, "41 days") || !strings.HasSuffix(p.Detail, tt.want)) {
			t.Errorf("off by %v: %+v", tt.off, p)
		}
	}
}

func TestAnEndpointThatCannotBeFoundIsTold(t *testing.T) {
	got := examineURL(t, "", "CANARY-c", "")
	if want := "-endpoint ?ca ?dns ?tcp ?proxy ?tls ?clock ?token ?transcript ?link ?files ?socket +calls"; got.String() != want {
		t.Errorf("told\n%s, want\n%s", got, want)
	}
}

// hanging examines, with ctx, a service that takes a connection and never answers.
func hanging(t *testing.T, ctx context.Context, tell func(model.Check)) (took time.Duration) { //nolint:revive // t first, as everywhere here
	t.Helper()
	pipe := emulator.Pipe()
	server := &http.Server{ReadHeaderTimeout: time.Hour, Handler: http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		<-r.Context().Done()
	})}
	done := make(chan struct{})
	go func() { defer close(done); _ = server.Serve(pipe) }()
	transport := &http.Transport{DialContext: pipe.DialContext}
	defer func() {
		transport.CloseIdleConnections()
		_ = server.Close()
		<-done
	}()
	began := time.Now()
	Run(ctx, api.Settings{EndpointURL: "http://127.0.0.1:9", Insecure: true, Getenv: func(string) string { return "" }},
		api.Options{ConnectionToken: model.NewSecret("c"), Transport: transport}, tell)
	return time.Since(began)
}

func TestAnExaminationEndsInTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var told []model.Step
		took := hanging(t, t.Context(), func(c model.Check) { told = append(told, c.Step) })
		if took > examineTime || took < firstTime {
			t.Errorf("took %v", took)
		}
		if len(told) != 13 {
			t.Errorf("told %v", told)
		}
	})
}

func TestAnExaminationThatIsBrokenOffFindsNothingMore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		began := time.Now()
		took := hanging(t, ctx, func(c model.Check) {
			if c.Finding == model.FindingBad || time.Since(began) > 0 {
				t.Errorf("told %+v after %v", c, time.Since(began))
			}
		})
		if took != time.Second {
			t.Errorf("took %v", took)
		}
	})
}
