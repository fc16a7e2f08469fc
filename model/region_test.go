package model

import "testing"

func TestARegionIsKnownOrHasTheFormOfOne(t *testing.T) {
	for _, s := range Regions() {
		if !IsRegion(s) || !MayBeRegion(s) {
			t.Errorf("%s is known, and has another form", s)
		}
	}
	for s, form := range map[string]bool{
		"eu-west-9": true, "ap-northwest-1": true, "us-gov-central-1": true,
		"mars-1": false, "mars-north-1": false, "us-esat-1": false, "us-east": false, "us-east-1a": false, "US-EAST-1": false,
		"": false, "us-east-1 ": false, "aws-global": false,
	} {
		if IsRegion(s) || MayBeRegion(s) != form {
			t.Errorf("%q: known %v, the form of one %v", s, IsRegion(s), MayBeRegion(s))
		}
	}
}
