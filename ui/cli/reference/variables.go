package reference

// variables are those that stand for no flag, or for AWS's clients too, with what they decide.
func variables() []Choice {
	return []Choice{
		{Name: "ATTACHE_CONNECTION_TOKEN, ATTACHE_PARTICIPANT_TOKEN", Does: "The token itself, where no flag and no variable of one names a source."},
		{Name: "AWS_REGION, AWS_DEFAULT_REGION", Does: "The region, where --region does not say it."},
		{Name: "AWS_PROFILE, AWS_DEFAULT_PROFILE", Does: "The profile, where --profile does not say it."},
		{Name: "AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE", Does: "Other files of profiles."},
		{Name: "AWS_ENDPOINT_URL_CONNECTPARTICIPANT, AWS_ENDPOINT_URL", Does: "The endpoint, where --endpoint-url does not say it."},
		{Name: "AWS_ENDPOINT_URL_CONNECT", Does: "The endpoint that attache chat calls, before AWS_ENDPOINT_URL."},
		{Name: "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN", Does: "The credentials of attache chat, where --profile is not given."},
		{Name: "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", Does: "true leaves out what variables and the profile say of the endpoint."},
		{Name: "AWS_USE_FIPS_ENDPOINT, AWS_USE_DUALSTACK_ENDPOINT", Does: "true asks for such an endpoint of the region."},
		{Name: "AWS_CA_BUNDLE", Does: "A file of certificates to trust instead of the system's."},
		{Name: "HTTPS_PROXY, HTTP_PROXY, NO_PROXY", Does: "The proxy, and the hosts that need none."},
		{Name: "NO_COLOR", Does: "Anything but empty takes the colours away."},
		{Name: "TERM", Does: "dumb means that no screen can be drawn."},
		{Name: "XDG_CONFIG_HOME", Does: "The folder of the configuration file."},
	}
}
