package model

import (
	"regexp"
	"slices"
	"strings"
)

// Regions are the regions of AWS, as botocore 1.43 lists them.
func Regions() []string {
	return strings.Fields(`
af-south-1
ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2
ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7
ca-central-1 ca-west-1
cn-north-1 cn-northwest-1
eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3
eu-isoe-west-1 eusc-de-east-1
il-central-1 me-central-1 me-south-1 mx-central-1 sa-east-1
us-east-1 us-east-2 us-west-1 us-west-2 us-gov-east-1 us-gov-west-1
us-iso-east-1 us-iso-west-1 us-isob-east-1 us-isob-west-1 us-isof-east-1 us-isof-south-1`)
}

// IsRegion reports whether a region is known.
func IsRegion(s string) bool { return slices.Contains(Regions(), s) }

// MayBeRegion reports whether a region has the form of one, and so may be newer than this program.
func MayBeRegion(s string) bool {
	return regexp.MustCompile(`^(af|ap|ca|eu|il|me|mx|sa|us|cn|eusc-de|us-gov|(us|eu)-iso[a-z]?)-` +
		`(north|south|east|west|central|(north|south)(east|west))-[0-9]{1,2}$`).MatchString(s)
}
