package api

import (
	"regexp"
	"strings"

	"attache/api/profile"
)

// Service is the one whose address is looked for.
type Service int

// The services.
const (
	Participant Service = iota // what a participant of a chat may do, by a token
	Connect                    // what starts and ends chats, by AWS credentials
)

// variable is the variable with an address of the service's own.
func (s Service) variable() string {
	if s == Connect {
		return "AWS_ENDPOINT_URL_CONNECT"
	}
	return "AWS_ENDPOINT_URL_CONNECTPARTICIPANT"
}

// key is the service's name in a services section.
func (s Service) key() string {
	if s == Connect {
		return profile.Connect
	}
	return profile.Participant
}

// host is how the service's addresses begin.
func (s Service) host() string {
	if s == Connect {
		return "connect"
	}
	return "participant.connect"
}

// regional is the service's address in a region, after the rules of the service's model.
func (s Service) regional(region string, fips, dual bool) string {
	for _, p := range partitions() {
		if !strings.HasPrefix(region, p.prefix) {
			continue
		}
		host, suffix := s.host(), p.suffix
		// The plain address in GovCloud is the FIPS one.
		if fips && (dual || !strings.HasPrefix(region, "us-gov-")) {
			host += "-fips"
		}
		if dual {
			suffix = p.dual
		}
		return "https://" + host + "." + region + "." + suffix
	}
	return ""
}

// isAmazon reports whether host is an address of this service in one of Amazon's domains, a VPC
// endpoint included. The domain alone proves nothing: anyone may have a bucket or an API in it.
func (s Service) isAmazon(host string) bool {
	service := regexp.MustCompile(`^(vpce-[a-z0-9-]+\.)?` + regexp.QuoteMeta(s.host()) + `(-fips)?\.[a-z]{2,4}(-[a-z]+)+-[0-9]+(\.vpce)?$`)
	for _, p := range partitions() {
		for _, suffix := range []string{p.suffix, p.dual} {
			if own, ok := strings.CutSuffix(strings.ToLower(host), "."+suffix); ok && service.MatchString(own) {
				return true
			}
		}
	}
	return false
}

// partition is a part of AWS with names of its own.
type partition struct {
	prefix string // of its regions
	suffix string // of its host names
	dual   string // of its host names reachable over IPv4 and IPv6
}

// partitions lists them, as botocore's partitions.json has them; regions that no prefix claims,
// new ones among them, are in the last.
func partitions() []partition {
	return []partition{
		{"cn-", "amazonaws.com.cn", "api.amazonwebservices.com.cn"},
		{"eusc-", "amazonaws.eu", "api.amazonwebservices.eu"},
		{"us-iso-", "c2s.ic.gov", "api.aws.ic.gov"},
		{"us-isob-", "sc2s.sgov.gov", "api.aws.scloud"},
		{"eu-isoe-", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk"},
		{"us-isof-", "csp.hci.ic.gov", "api.aws.hci.ic.gov"},
		{"", "amazonaws.com", "api.aws"},
	}
}
