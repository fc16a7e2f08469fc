package api

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"attache/api/trial"
	"attache/model"
)

// noProxies are values that are no URL, or mean another one than they seem to. The transport goes past
// most of them, and to another host for the rest.
func noProxies() []string {
	return []string{
		"a%zzb", "a#b", "a?b", "http://proxy:3128 ", " http://proxy:3128", " ", "\t", "http://proxy:3128\r", "http://proxy:3128\n",
		`"http://proxy:3128"`, `'http://proxy:3128'`, `"proxy"`, `CORP\jo`, `http://CORP\jo:pw@proxy:3128`, `CORP\jo:pw@proxy:3128`, ":::",
		"http://jo:p%zz@proxy:3128", "http://jo:p#w@proxy:3128", "http://jo:1#w@proxy:3128", "http://jo:1?w@proxy:3128",
		"http://jo:1/w@proxy:3128", "http://jo:p/w@proxy:3128", "jo:1/w@proxy:3128", "http://jo:p w@proxy:3128",
		"http://jo:p[w@proxy:3128", "http://", "https://", "://", "//", "http:///x", "http://:3128", ":3128", "http://proxy:", "proxy:",
		"http://proxy:99999", "http://proxy:0", "http://proxy:http", "ftp://proxy:21", "file:///etc/proxy", "http:proxy", "http//proxy:3128",
		"<proxy>", "pro xy", "http://pro,xy:1", "http://a,b", "none;", "$PROXY", "%HTTPS_PROXY%", "http://proxy:3128/pac", "http://proxy:3128#",
		"http://[::1:3128", "http://pr\u00a0oxy", "http://proxy\x00",
	}
}

func goodProxies() []string {
	return []string{
		"http://proxy:3128", "https://proxy:3128", "socks5://proxy:1080", "socks5h://proxy", "proxy:3128", "proxy", "proxy.corp.example:8080",
		"http://proxy:3128/", "http://jo:p%23w@proxy:3128", "http://CORP%5Cjo:p%40w@proxy:3128", "jo:pw@proxy:3128", "http://jo@proxy",
		"10.0.0.1:3128", "http://[::1]:3128", "http://proxy_1.corp:1", "http://bücher.example:1", "localhost:8080",
	}
}

func TestAProxyThatIsNoURLIsNeverBypassed(t *testing.T) {
	for _, name := range []string{"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"} {
		for _, value := range noProxies() {
			_, err := Resolve(settings(t, Settings{Region: "eu-west-2"}, env{name: value}, ""))
			p := trial.WantKind(t, err, model.KindInput)
			if p.Op != name || p.Code != model.FaultNotURL || p.Detail != "" {
				t.Errorf("%s=%q: %+v", name, value, p)
			}
			if v := strings.TrimSpace(value); len(v) > 8 && strings.Contains(p.Error(), v) {
				t.Errorf("the value is repeated: %v", p)
			}
		}
		for _, value := range goodProxies() {
			if _, err := Resolve(settings(t, Settings{Region: "eu-west-2"}, env{name: value}, "")); err != nil {
				t.Errorf("%s=%q: %v", name, value, err)
			}
		}
	}
	// The upper case counts, as for the transport; where to go without a proxy is its own business.
	for _, variables := range []env{
		{"HTTPS_PROXY": "proxy:1", "https_proxy": ":::"},
		{"HTTP_PROXY": "proxy:1", "http_proxy": ":::"},
		{"NO_PROXY": "::: a%zzb, *"},
		{"no_proxy": ":::"},
		{"ALL_PROXY": ":::"},
	} {
		if _, err := Resolve(settings(t, Settings{Region: "eu-west-2"}, variables, "")); err != nil {
			t.Errorf("%v: %v", variables, err)
		}
	}
}

// FuzzAProxyIsWhatTheTransportTakesItFor compares with the reading of the transport's own library,
// whose rules are: a URL, else the host of one.
func FuzzAProxyIsWhatTheTransportTakesItFor(f *testing.F) {
	for _, value := range append(noProxies(), goodProxies()...) {
		f.Add(value)
	}
	f.Fuzz(func(t *testing.T, value string) {
		if !isProxy(value) {
			return
		}
		u, err := url.Parse(value)
		if err != nil || u.Host == "" {
			u, err = url.Parse("http://" + value)
		}
		if err != nil || u.Host == "" || u.Fragment != "" || u.RawQuery != "" {
			t.Fatalf("%q: %v", value, err)
		}
		got, err := http.ProxyURL(u)(nil)
		if err != nil || got.Hostname() == "" || strings.ContainsAny(got.Host, " \t\\\"'") {
			t.Errorf("%q: %v, %v", value, got, err)
		}
	})
}
