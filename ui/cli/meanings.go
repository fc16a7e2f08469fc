package cli

// exitMeaning is what an exit code tells a script.
type exitMeaning struct {
	code  int
	means string
}

func exitMeanings() []exitMeaning {
	return []exitMeaning{
		{exitDone, "All was done."},
		{exitOther, "Something else went wrong than what follows."},
		{exitUsage, "A flag, variable, setting or argument is at fault."},
		{exitSome, "Some of several failed."},
		{exitDenied, "Access was denied, or the token was refused."},
		{exitNotFound, "The attachment was not found, was rejected, or is not scanned yet."},
		{exitThrottled, "The service asked for fewer calls to the end."},
		{exitNetwork, "The network failed."},
		{exitDisk, "The local disk or folder failed."},
		{exitInterrupted, "It was interrupted."},
		{exitReaderGone, "Whoever read its output stopped reading."},
	}
}

// variableMeaning is what variables decide that stand for no flag, or for AWS's clients too.
type variableMeaning struct{ names, means string }

func variables() []variableMeaning {
	return []variableMeaning{
		{"ATTACHE_CONNECTION_TOKEN, ATTACHE_PARTICIPANT_TOKEN", "The token itself, where no flag and no variable of one names a source."},
		{"AWS_REGION, AWS_DEFAULT_REGION", "The region, where --region does not say it."},
		{"AWS_PROFILE, AWS_DEFAULT_PROFILE", "The profile, where --profile does not say it."},
		{"AWS_CONFIG_FILE", "Another file of profiles."},
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
