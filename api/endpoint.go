package api

import (
	"net/url"

	"attache/api/profile"
	"attache/api/wire"
	"attache/model"
)

// Endpoint is where the service is, and how that was found out.
type Endpoint struct {
	URL          *url.URL
	Region       string // empty when an endpoint was given and no region
	Custom       bool   // not an address of the service in Amazon's own domains
	Loopback     bool   // this machine
	RegionFrom   string // "--region", "AWS_REGION", "profile", ...; empty without a region
	EndpointFrom string // "--endpoint-url", "AWS_ENDPOINT_URL", "profile", ...; "region" for the region's own
	CABundle     string // file of the certificates to trust instead of the system's
	CABundleFrom string
	AppID        string           // AWS_SDK_UA_APP_ID or sdk_ua_app_id, for Options
	Notes        []*model.Problem // what was asked for and is not there, without being fatal

	certificates *Certificates
}

// Resolve finds the service from flags, variables and the profile, in that order, the way AWS's
// own programs do. Every error is a Problem of KindInput that names the input at fault. It opens AWS's
// two shared files and nothing else.
func Resolve(s Settings) (Endpoint, error) {
	p, note, err := s.profile()
	if err != nil {
		return Endpoint{}, err
	}
	if err := s.proxies(); err != nil {
		return Endpoint{}, err
	}
	e := Endpoint{certificates: s.Certificates}
	if note != nil {
		e.Notes = append(e.Notes, note)
	}
	if e.CABundle, e.CABundleFrom, err = s.caBundle(p); err != nil {
		return Endpoint{}, err
	}
	if e.AppID, err = s.appID(p); err != nil {
		return Endpoint{}, err
	}
	var at string
	if e.Region, e.RegionFrom, at, err = s.region(p); err != nil {
		return Endpoint{}, err
	}
	return s.address(e, at, p)
}

// address finds where the service is, once its region is known. at is how a problem calls the region.
func (s Settings) address(e Endpoint, at string, p *profile.Profile) (Endpoint, error) {
	fips, dual, err := s.variants(p)
	if err != nil {
		return Endpoint{}, err
	}
	address, from, place, err := s.endpoint(p)
	switch {
	case err != nil:
		return Endpoint{}, err
	case address != "" && (fips || dual):
		// The service's rules: a given address has no variants.
		return Endpoint{}, model.NewInputProblem(place, model.FaultConflict, "FIPS, dual stack")
	case address != "":
		e.EndpointFrom = from
		if e.URL, err = s.configured(address, place); err != nil {
			return Endpoint{}, err
		}
		e.Loopback, e.Custom = wire.IsLoopback(e.URL.Hostname()), !s.Service.isAmazon(e.URL.Hostname())
		return e, nil
	case e.Region == "":
		return Endpoint{}, model.NewInputProblem("--region", model.FaultMissing, "")
	}
	if !model.IsRegion(e.Region) {
		unknown := model.NewInputProblem(at, model.FaultUnknown, e.Region)
		if !model.MayBeRegion(e.Region) {
			return Endpoint{}, unknown
		}
		e.Notes = append(e.Notes, unknown) // it may be newer than this program
	}
	e.EndpointFrom = "region"
	e.URL, err = s.configured(s.Service.regional(e.Region, fips, dual), at)
	return e, err
}
