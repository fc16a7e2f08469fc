package api

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
	"sync/atomic"
	"testing"
	"time"

	"attache/model"
)

// patient is a chat to be examined, on loopback. own answers by path, instead of the usual answer.
type patient struct {
	*chat
	url string
}

func newPatient(t *testing.T, own map[string]http.HandlerFunc) *patient {
	t.Helper()
	ch := newChat(t)
	ch.participant, ch.tokenName, ch.deny = "CANARY-p", "CANARY-fresh", map[string]bool{"CANARY-bad": true}
	ch.own = func(r *http.Request) http.HandlerFunc { return own[r.URL.Path] }
	ch.add(map[string]any{"Type": "ATTACHMENT", "Attachments": []map[string]any{
		{"AttachmentId": "a-1", "AttachmentName": "CANARY.pdf", "Status": "APPROVED"},
		{"AttachmentId": "a-2", "AttachmentName": "b.pdf", "Status": "IN_PROGRESS"},
	}})
	ch.file = func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.URL.Path, "/bucket/") || r.Header.Get("Range") != "bytes=0-0" {
			ch.with(func() { ch.odd = append(ch.odd, r.Method+" "+r.URL.String()) })
		}
		answer(206, "x")(w, r)
	}
	return &patient{chat: ch}
}

// at says where the patient is served.
func (p *patient) at(url string) *patient {
	p.url, p.socketHost = url, strings.Replace(url, "http", "ws", 1)
	p.link = func() string {
		return fmt.Sprintf(`{"Url":"%s/bucket/a-1?X-Amz-Signature=CANARY","UrlExpiry":"%s","AttachmentSizeInBytes":7}`,
			url, time.Now().Add(30*time.Second).UTC().Format(time.RFC3339))
	}
	return p
}

// opened is a patient on loopback.
func opened(t *testing.T, own map[string]http.HandlerFunc) *patient {
	t.Helper()
	p := newPatient(t, own)
	return p.at(p.open())
}

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
func examineURL(t *testing.T, address, connection, participant string, change ...func(*Options)) findings {
	t.Helper()
	o := Options{ConnectionToken: model.NewSecret(connection), ParticipantToken: model.NewSecret(participant)}
	for _, c := range change {
		c(&o)
	}
	f := findings{by: map[model.Step]model.Check{}}
	s := Settings{EndpointURL: address, Insecure: true, Getenv: func(string) string { return "" }}
	Examine(t.Context(), s, o, func(c model.Check) {
		if _, twice := f.by[c.Step]; twice {
			t.Errorf("%s was told twice", c.Step)
		}
		if c.Finding == model.FindingBad != (c.Problem != nil) || c.Finding == model.FindingUnknown != (c.Gap != "") {
			t.Errorf("%+v does not say why", c)
		}
		if p := fmt.Sprintf("%+v %v", c, c.Problem); strings.Contains(p, "CANARY") || strings.Contains(p, "very-secret") {
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
	noFile := map[string]http.HandlerFunc{"/participant/transcript": answer(200, `{"Transcript":[]}`)}
	for _, tt := range []struct {
		name, connection, participant string
		own                           map[string]http.HandlerFunc
		want                          string
		calls                         []string
	}{
		{"without a token", "", "", nil, "?token ?transcript ?link ?files ?socket +calls", nil},
		{"a connection token", "CANARY-c", "", nil, "+token +transcript +link +files ?socket +calls", []string{"transcript", "attachment"}},
		{"a participant token", "", "CANARY-p", nil, "+token +transcript +link +files +socket +calls", []string{"connection", "transcript", "attachment"}},
		{"both", "CANARY-c", "CANARY-p", nil, "+token +transcript +link +files +socket +calls", []string{"transcript", "attachment", "connection"}},
		{"both, and only the first is good", "CANARY-c", "CANARY-bad", nil, "+token +transcript +link +files -socket +calls", []string{"transcript", "attachment", "connection"}},
		{"a wrong one and one to renew it", "CANARY-bad", "CANARY-p", nil, "+token +transcript ?link ?files +socket +calls", []string{"transcript", "connection", "transcript"}},
		{"one of the wrong kind, or of a chat that has ended", "CANARY-bad", "", nil, "-token ?transcript ?link ?files ?socket +calls", []string{"transcript"}},
		{"a participant token that is refused", "", "CANARY-bad", nil, "-token ?transcript ?link ?files ?socket +calls", []string{"connection"}},
		{"both refused", "CANARY-bad", "CANARY-bad", nil, "-token ?transcript ?link ?files ?socket +calls", []string{"transcript", "connection"}},
		{"no file", "CANARY-c", "", noFile, "+token +transcript ?link ?files ?socket +calls", []string{"transcript"}},
		{"throttled", "CANARY-c", "", map[string]http.HandlerFunc{"/participant/transcript": answer(429, "{}")}, "?token -transcript ?link ?files ?socket +calls", []string{"transcript"}},
		{"a proxy's page", "CANARY-c", "", map[string]http.HandlerFunc{"/participant/transcript": answer(200, "<html>CANARY")}, "?token -transcript ?link ?files ?socket +calls", []string{"transcript"}},
		{"no link", "CANARY-c", "", map[string]http.HandlerFunc{"/participant/attachment": answer(200, `{"AttachmentSizeInBytes":7}`)}, "+token +transcript -link ?files ?socket +calls", []string{"transcript", "attachment"}},
		{"the host of the files refuses", "", "CANARY-p", map[string]http.HandlerFunc{"/bucket/a-1": answer(403, `<Error><Code>AccessDenied</Code></Error>`)}, "+token +transcript +link -files +socket +calls", []string{"connection", "transcript", "attachment"}},
		{"the host of the files hangs up", "CANARY-c", "", map[string]http.HandlerFunc{"/bucket/a-1": drop}, "+token +transcript +link -files ?socket +calls", []string{"transcript", "attachment"}},
		{"a socket that is none", "", "CANARY-p", map[string]http.HandlerFunc{"/participant/connection": answer(200, `{"Websocket":{"Url":"https://x/CANARY"},"ConnectionCredentials":{"ConnectionToken":"CANARY-fresh"}}`)}, "+token +transcript +link +files -socket +calls", []string{"connection", "transcript", "attachment"}},
		{"a service that hangs up", "CANARY-c", "", map[string]http.HandlerFunc{"/participant/transcript": drop}, "?token -transcript ?link ?files ?socket +calls", []string{"transcript"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := opened(t, tt.own)
			got := examineURL(t, w.url, tt.connection, tt.participant)
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
		dial   func(t *testing.T) (address string, o func(*Options))
		want   string
		detail string // of the problem
	}{
		{
			"a closed port", func(t *testing.T) (string, func(*Options)) { return "http://" + refusing(t), nil },
			"+endpoint +ca +dns -tcp ?proxy ?tls" + rest, "connection refused",
		},
		{"a name that nobody knows", func(*testing.T) (string, func(*Options)) {
			return "https://participant.connect.eu-west-2.amazonaws.com", func(o *Options) {
				o.Transport = &http.Transport{DialContext: (&net.Dialer{Resolver: &net.Resolver{
					PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) { return nil, errors.New("no server") },
				}}).DialContext}
			}
		}, "+endpoint +ca -dns ?tcp ?proxy ?tls" + rest, "name lookup failed: participant.connect.eu-west-2.amazonaws.com"},
		{"a certificate of nobody known", func(t *testing.T) (string, func(*Options)) {
			s := httptest.NewUnstartedServer(newPatient(t, nil))
			s.Config.ErrorLog = log.New(io.Discard, "", 0)
			s.StartTLS()
			t.Cleanup(s.Close)
			return s.URL, nil
		}, "+endpoint +ca +dns +tcp +proxy -tls" + rest, "TLS certificate signed by unknown authority"},
		{"no TLS on the other side", func(t *testing.T) (string, func(*Options)) {
			return strings.Replace(opened(t, nil).url, "http:", "https:", 1), nil
		}, "+endpoint +ca +dns +tcp +proxy -tls" + rest, "no TLS on the other side"},
		{"a proxy that refuses", func(t *testing.T) (string, func(*Options)) {
			proxy := opened(t, nil) // answers CONNECT as nothing it knows
			return "https://participant.connect.eu-west-2.amazonaws.com", through(t, proxy.url)
		}, "+endpoint +ca +dns +tcp -proxy ?tls" + rest, "the proxy answered 500 Internal Server Error: HOST"},
		{"a proxy that is not there", func(t *testing.T) (string, func(*Options)) {
			return "https://participant.connect.eu-west-2.amazonaws.com", through(t, "http://CANARY:CANARY@"+refusing(t))
		}, "+endpoint +ca +dns -tcp ?proxy ?tls" + rest, "connection refused: the proxy HOST"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			address, change := tt.dial(t)
			if change == nil {
				change = func(*Options) {}
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
func through(t *testing.T, proxy string) func(*Options) {
	t.Helper()
	u, err := url.Parse(proxy)
	if err != nil {
		t.Fatal(err)
	}
	transport, err := NewTransport(Endpoint{})
	if err != nil {
		t.Fatal(err)
	}
	transport.Proxy = http.ProxyURL(u)
	return func(o *Options) { o.Transport = transport }
}

func TestATrustedServiceBehindAProxyIsReached(t *testing.T) {
	w := newPatient(t, nil)
	s := httptest.NewTLSServer(w)
	t.Cleanup(s.Close)
	w.at(s.URL)
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
	trusting := func(o *Options) {
		through(t, proxy.URL)(o)
		o.Transport.(*http.Transport).TLSClientConfig = &tls.Config{RootCAs: s.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs}
	}
	got := examineURL(t, s.URL, "CANARY-c", "", trusting)
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
		got := examineURL(t, w.url, "", "", func(o *Options) { o.Now = func() time.Time { return time.Now().Add(tt.off) } })
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

func TestAnExaminationEndsInTime(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		c := newClient(t, http.HandlerFunc(hang))
		began := time.Now()
		var told []model.Step
		Examine(t.Context(), Settings{EndpointURL: c.endpoint.String(), Insecure: true, Getenv: func(string) string { return "" }},
			Options{ConnectionToken: model.NewSecret("c"), Transport: c.caller.Transport}, func(c model.Check) { told = append(told, c.Step) })
		if took := time.Since(began); took > examineTime || took < firstTime {
			t.Errorf("took %v", took)
		}
		if len(told) != 13 {
			t.Errorf("told %v", told)
		}
	})
}

func TestAnExaminationThatIsBrokenOffFindsNothingMore(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		c := newClient(t, http.HandlerFunc(hang))
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		began := time.Now()
		Examine(ctx, Settings{EndpointURL: c.endpoint.String(), Insecure: true, Getenv: func(string) string { return "" }},
			Options{ConnectionToken: model.NewSecret("c"), Transport: c.caller.Transport}, func(c model.Check) {
				if c.Finding == model.FindingBad || time.Since(began) > 0 {
					t.Errorf("told %+v after %v", c, time.Since(began))
				}
			})
		if took := time.Since(began); took != time.Second {
			t.Errorf("took %v", took)
		}
	})
}
