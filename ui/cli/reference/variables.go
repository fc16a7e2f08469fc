package reference

// variables are those that stand for no flag, or for AWS's clients too, with what they decide.
func variables() []Meaning {
	return []Meaning{
		{"ATTACHE_CONNECTION_TOKEN, ATTACHE_PARTICIPANT_TOKEN", "The token itself, where no flag and no variable of one names a source."},
		{"AWS_REGION, AWS_DEFAULT_REGION", "The region, where --region does not say it."},
		{"AWS_PROFILE, AWS_DEFAULT_PROFILE", "The profile, where --profile does not say it."},
		{"AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE", "Other files of profiles."},
		{"AWS_ENDPOINT_URL_CONNECTPARTICIPANT, AWS_ENDPOINT_URL", "The endpoint, where --endpoint-url does not say it."},
		{"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true leaves out what variables and the profile say of the endpoint."},
		{"AWS_USE_FIPS_ENDPOINT, AWS_USE_DUALSTACK_ENDPOINT", "true asks for such an endpoint of the region."},
		{"AWS_CA_BUNDLE", "A file of certificates to trust instead of the system's."},
		{"HTTPS_PROXY, HTTP_PROXY, NO_PROXY", "The proxy, and the hosts that need none."},
		{"NO_COLOR", "Anything but empty takes the colours away."},
		{"TERM", "dumb means that no screen can be drawn."},
		{"XDG_CONFIG_HOME", "The folder of the configuration file."},
	}
}
