package wording

import "attache/model"

// networkFault explains a call that got no answer, or one that is not the far side's own.
func networkFault(p *model.Problem) Words {
	w := Words{Advice: "Check the network, the VPN and the proxy, then try again."}
	switch p.Kind {
	case model.KindTimeout:
		w.Brief = "no answer"
		w.Sentence = tell("No answer came in the time allowed"+during(p), p)
	case model.KindJunk:
		if p.Status >= 300 || p.Op == "download" {
			return fromBetween(p)
		}
		w.Brief = "bad data"
		w.Sentence = tell("The answer did not come from Amazon Connect, or was damaged on the way", p)
		w.Advice = "Check the proxy, the sign-in page of the network and the endpoint URL, then try again."
		w.Causes = []string{
			"A proxy, firewall or Wi-Fi sign-in page answered in the service's place.",
			"The endpoint URL names a host that is not the Amazon Connect Participant service.",
			"The connection broke in the middle of the answer.",
		}
		return w
	default:
		w.Brief = "network"
		w.Sentence = tell("No connection"+during(p), p)
		if p.Cause != "" {
			return barrier(w, p.Cause)
		}
	}
	w.Causes = causesOfSilence(p.Op)
	return w
}

// barrier says what to do about a connection that something other than the network keeps from being
// made.
func barrier(w Words, cause model.Cause) Words {
	switch cause {
	case model.CauseAuthority:
		w.Advice = "Set AWS_CA_BUNDLE to a file with your organization's certificates (PEM); if it is set, it lacks this one."
		w.Causes = []string{
			"A proxy, firewall or virus scanner on the way replaces certificates by its own.",
			"AWS_CA_BUNDLE or ca_bundle is set, and replaces the system's certificates by others.",
		}
	case model.CauseEarly:
		w.Advice = "Check the clock of this machine: it may be slow. Set it, best by NTP, then try again."
		w.Causes = []string{"The clock of this machine is behind.", "A proxy on the way has made a certificate for later."}
	case model.CauseLate:
		w.Advice = "Check the clock of this machine: it may be fast. If it is right, the other side's certificate has ended."
		w.Causes = []string{"The clock of this machine is ahead.", "A proxy or a custom endpoint was not given a new certificate in time."}
	case model.CauseOtherHost:
		w.Advice = "Check the endpoint URL, the proxy and the sign-in page of the network, then try again."
		w.Causes = []string{
			"A sign-in page or a proxy answered in the place of the host.",
			"The endpoint URL names the host by another name than its certificate does.",
		}
	case model.CauseProxy:
		w.Advice = "Ask whoever runs the proxy to let Amazon Connect and Amazon S3 through, or check HTTPS_PROXY."
		w.Causes = []string{
			"The proxy does not allow this host.",
			"HTTPS_PROXY names something that is no proxy.",
		}
	case model.CauseSigner, model.CauseLinks: // the service's own answer is no barrier
	case model.CauseProxySignIn:
		w.Advice = proxyAdvice
		w.Causes = []string{"HTTPS_PROXY holds no user name and password, or wrong ones."}
	}
	return w
}

// fromBetween explains an error that neither the service nor the host of the files has sent.
func fromBetween(p *model.Problem) Words {
	far := "Amazon Connect"
	if p.Op == "download" || p.Op == "save" {
		far = "Amazon S3"
	}
	w := Words{
		Brief:    "bad data",
		Sentence: tell("Something between here and "+far+" answered in its place", p),
		Advice:   "Check the proxy, the firewall and the sign-in page of the network, then try again.",
		Causes: []string{
			"A proxy or firewall blocks " + far + ", and answered with a page of its own.",
			"This network has a sign-in page: open any web page in a browser.",
		},
	}
	switch p.Status {
	case 407:
		w.Sentence = tell("A proxy asks for a user name and a password", p)
		w.Advice = proxyAdvice
		w.Causes = nil
	case 511:
		w.Sentence = tell("This network asks you to sign in first", p)
		w.Advice = "Open any web page in a browser on this machine, sign in there, then try again."
		w.Causes = nil
	}
	if far == "Amazon Connect" {
		w.Causes = append(w.Causes, "The endpoint URL names a host that is not the Amazon Connect Participant service.")
	}
	return w
}

// proxyAdvice says how a proxy with a password is given.
const proxyAdvice = "Set HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT, with user and password percent-encoded."

// causesOfSilence depends on the host: files do not come from the service's own.
func causesOfSilence(op string) []string {
	if op == "download" || op == "save" {
		return []string{
			"Files come from Amazon S3 (hosts that end in amazonaws.com), and a firewall may allow only the service.",
			"The network or the VPN is down.",
			"A proxy is needed: set HTTPS_PROXY, and AWS_CA_BUNDLE if it replaces certificates.",
		}
	}
	if op == "WebSocket" {
		return []string{
			"The network or the VPN is down.",
			"A firewall does not allow *.transport.connect.REGION.amazonaws.com.",
			"A proxy on the way lets no WebSocket through; the chat is then read again every now and then instead.",
		}
	}
	return []string{
		"The network or the VPN is down.",
		"A firewall does not allow participant.connect.REGION.amazonaws.com.",
		"A proxy is needed: set HTTPS_PROXY, and AWS_CA_BUNDLE if it replaces certificates.",
		"The region is mistyped, so that its host does not exist.",
	}
}

// lengthFault explains a file whose length is not the one announced. Nothing of it is kept.
func lengthFault(p *model.Problem) Words {
	if p.Code == model.CodeTooLarge {
		return Words{
			Brief:    "too large",
			Sentence: closed("The file is larger than attache takes; it is not saved", p.Detail),
			Advice:   "Copy its link and download it in a browser.",
			Causes:   []string{"The file's host sends without end.", "The file is larger than Amazon Connect allows."},
		}
	}
	if p.Code == model.CodeLength || p.Kind == model.KindLong {
		w := Words{
			Brief:    "wrong size",
			Sentence: closed("The file's host sent fewer bytes than the service announced; it is not saved", p.Detail),
			Advice:   "Read the list again; if the sizes still differ, ask the sender for the file again.",
			Causes: []string{
				"The file was replaced after its size was announced.",
				"A proxy or virus scanner on the way answered with something of its own.",
			},
		}
		if p.Kind == model.KindLong {
			w.Sentence = closed("The file's host sent more bytes than the service announced; nothing was kept", p.Detail)
		}
		return w
	}
	return Words{
		Brief:    "cut short",
		Sentence: tell("The file ended before its announced size; it is not saved", p),
		Advice:   "Save it again.",
		Causes: []string{
			"The connection broke in the middle of the file.",
			"A proxy or virus scanner on the way cut it off.",
		},
	}
}
