package download

import (
	"net/http"
	"os"
	"strings"
	"testing"

	"attache/api/trial"
	"attache/model"
)

// fails is an answer of the file's host in S3's words; a code of "" is an answer without a body.
func fails(status int, code, message string) step {
	if code == "" {
		return plain(status, "")
	}
	return plain(status, "<Error><Code>"+code+"</Code><Message>"+message+"</Message></Error>", "Content-Type", "application/xml")
}

func TestPassingFaultsOfTheFilesHostAreTriedAgain(t *testing.T) {
	for _, c := range []struct {
		status        int
		code, message string
	}{
		{400, "RequestTimeout", "Your socket connection was not read from in time"},
		{400, "RequestTimeoutException", ""},
		{400, "Throttling", ""},
		{400, "ThrottlingException", ""},
		{400, "ThrottledException", ""},
		{400, "BandwidthLimitExceeded", ""},
		{400, "KMS.ThrottlingException", ""},
		{400, "KMS.KMSInternalException", ""},
		{403, "RequestLimitExceeded", ""},
		{403, "SlowDown", ""},
		{403, "AccessDenied", "Request is not yet valid"},
		{403, "AccessDenied", "Request is not valid yet"},
		{403, "SignatureDoesNotMatch", "Signature not yet current: 2020 is still later than 2019"},
		{408, "", ""},
		{425, "", ""},
		{429, "", ""},
		{409, "OperationAborted", "A conflicting conditional operation is in progress"},
		{500, "InternalError", ""},
		{503, "ServiceUnavailable", ""},
		{503, "SlowDown", ""},
		{509, "", ""},
		{200, "SlowDown", ""},
	} {
		t.Run(http.StatusText(c.status)+" "+c.code+" "+c.message, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				a := newArena(t)
				a.far.steps = []step{cut(half), fails(c.status, c.code, c.message), fails(c.status, c.code, c.message), whole}
				saved, err := a.saver.Save(t.Context(), a.request, nil)
				if err != nil || saved.Resumed != half {
					t.Fatalf("%+v, %v", saved, err)
				}
				a.checkFile(saved)
			})
		})
	}
}

func TestLastingFaultsOfTheFilesHostAreToldAtOnce(t *testing.T) {
	for _, c := range []struct {
		status        int
		code, message string
		kind          model.Kind
	}{
		{400, "AuthorizationQueryParametersError", "", model.KindRefused},
		{403, "AccessDenied", "Access Denied", model.KindRefused},
		{403, "RequestTimeTooSkewed", "", model.KindRefused},
		{403, "InvalidObjectState", "", model.KindRefused},
		{400, "KMS.DisabledException", "", model.KindRefused},
		{400, "KMS.NotFoundException", "", model.KindRefused},
		{404, "NoSuchBucket", "", model.KindMissing},
		{409, "InvalidBucketState", "", model.KindRefused},
		{410, "", "", model.KindMissing},
	} {
		t.Run(http.StatusText(c.status)+" "+c.code, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				a := newArena(t)
				a.far.steps = []step{fails(c.status, c.code, c.message)}
				_, err := a.saver.Save(t.Context(), a.request, nil)
				trial.WantKind(t, err, c.kind)
				if _, gets := a.far.counts(); gets != 1 {
					t.Errorf("%d requests", gets)
				}
			})
		})
	}
}

func TestAPageInTheFilesPlaceIsOfSomebodyInBetweenAndCostsNoByte(t *testing.T) {
	const page = "<!DOCTYPE html><html><body>Blocked by policy</body></html>"
	long := page + strings.Repeat("<!-- -->", objectSize)
	chunked := func(status int, text string) step {
		return func(_ *faulty, w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			_, _ = w.Write([]byte(text[:10]))
			_ = http.NewResponseController(w).Flush()
			_, _ = w.Write([]byte(text[10:]))
		}
	}
	for name, s := range map[string]step{
		"403":                      plain(403, page),
		"401":                      plain(401, page),
		"404":                      plain(404, page),
		"511":                      plain(511, page),
		"403, by its type":         plain(403, "<center>no</center>", "Content-Type", "text/html"),
		"200":                      plain(200, page),
		"200, of no known length":  chunked(200, page),
		"200, longer, no length":   chunked(200, long),
		"200, longer":              plain(200, long),
		"200, until it is hung up": until(page),
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				a := newArena(t)
				a.far.steps = []step{s}
				_, err := a.saver.Save(t.Context(), a.request, nil)
				if p := trial.WantKind(t, err, model.KindJunk); p.Op != opDownload {
					t.Errorf("%v", p)
				}
				if names := files(t, a.saver); len(names) != 0 {
					t.Errorf("left behind: %v", names)
				}
				// What a stopped transfer has left is not given up for a page either.
				a.stopAt(half)
				a.again(s)
				_, err = a.saver.Save(t.Context(), a.request, nil)
				trial.WantKind(t, err, model.KindJunk)
				if strings.Contains(name, "no length") || strings.Contains(name, "no known length") || strings.Contains(name, "hung up") {
					return // it had to be taken for the file at first
				}
				a.checkPart(half)
			})
		})
	}
}

// until sends text and tells its end by hanging up alone.
func until(text string, header ...string) step {
	return func(_ *faulty, w http.ResponseWriter, _ *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			panic(err)
		}
		head := "HTTP/1.1 200 OK\r\nConnection: close\r\n"
		for i := 0; i+1 < len(header); i += 2 {
			head += header[i] + ": " + header[i+1] + "\r\n"
		}
		_, _ = conn.Write([]byte(head + "\r\n" + text))
		_ = conn.Close()
	}
}

func TestAFileThatOnlyTheEndOfTheConnectionEndsIsNotSurelyWhole(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		a := newArena(t)
		a.far.size, a.far.steps = -1, []step{until(string(object()))}
		saved, err := a.saver.Save(t.Context(), a.request, nil)
		if err != nil || len(saved.Warnings) == 0 || saved.Warnings[0] != model.WarningLength {
			t.Errorf("%+v, %v", saved, err)
		}
		a.far.gets, a.far.steps = nil, []step{unsized(objectSize)} // its last chunk tells the end
		a.request.Name = "b.bin"
		saved, err = a.saver.Save(t.Context(), a.request, nil)
		if err != nil || len(saved.Warnings) > 0 && saved.Warnings[0] == model.WarningLength {
			t.Errorf("%+v, %v", saved, err)
		}
	})
}

func TestAFileThatEndsTooEarlyByTheEndOfTheConnectionGoesOn(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		a := newArena(t)
		a.far.steps = []step{until(string(object()[:half]), "ETag", `"v1"`), whole}
		saved, err := a.saver.Save(t.Context(), a.request, nil)
		if err != nil || saved.Resumed != half || len(saved.Warnings) > 0 && saved.Warnings[0] == model.WarningLength {
			t.Fatalf("%+v, %v", saved, err)
		}
		a.checkFile(saved)
	})
}

func TestAnErrorUnderASuccessIsNoFileThoughNobodyToldTheSize(t *testing.T) {
	for name, s := range map[string]step{
		"announced": fails(200, "AccessDenied", "Access Denied"),
		"hung up":   until("<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"),
		"a page":    plain(200, "<html>Sign in</html>", "Content-Type", "text/html"),
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				a := newArena(t)
				a.far.size, a.far.steps = -1, []step{s}
				_, err := a.saver.Save(t.Context(), a.request, nil)
				if kind := model.KindOf(err); kind != model.KindRefused && kind != model.KindJunk {
					t.Errorf("%v", err)
				}
				if names := files(t, a.saver); len(names) != 0 {
					t.Errorf("left behind: %v", names)
				}
			})
		})
	}
}

func TestAPageThatWasSentIsAFile(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		a := newArena(t)
		page := "<html><body>our offer</body></html>"
		a.far.size, a.far.steps = -1, []step{plain(200, page, "Content-Type", "text/html")}
		a.request.Attachment = model.NewAttachment("a-1", "offer.html", "text/html", model.StatusApproved)
		saved, err := a.saver.Save(t.Context(), a.request, nil)
		if data, _ := os.ReadFile(saved.Path); err != nil || string(data) != page {
			t.Errorf("%+v, %v", saved, err)
		}
	})
}
