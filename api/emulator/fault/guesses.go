package fault

// guesses choose another of the ways in which the real service may behave where nothing is documented.
func guesses() []Kind {
	return []Kind{
		{"link-life", "DURATION", "links live this long, not 300s, when UrlExpiryInSeconds is not given", func(f *Set) setting { return &f.LinkLife }},
		{"unavailable", "invalid|deny", "GetAttachment of a file that is unknown, rejected or being scanned gets 400, or 403", func(f *Set) setting { return choosing(&f.Unavailable, "invalid", "deny") }},
		{"start-after", "", "a page begins behind the item of StartPosition, not with it", func(f *Set) setting { return &f.StartAfter }},
		{"needs-type", "", "CreateParticipantConnection without Type gets 400", func(f *Set) setting { return &f.NeedsType }},
		{"joins", "", "a participant's first connection is an event of the transcript", func(f *Set) setting { return &f.Joins }},
		{"one-token", "", "a participant's new connection token kills the one before", func(f *Set) setting { return &f.OneToken }},
		{"connection-ends", "url|socket", "ConnectionExpiry is when the socket's URL ends, or the socket", func(f *Set) setting { return choosing(&f.ConnectionEnds, "url", "socket") }},
		{"sixth-socket", "refuse|oldest", "one socket too many is refused, or closes the participant's oldest", func(f *Set) setting { return choosing(&f.SixthSocket, "refuse", "oldest") }},
		{"upload-life", "DURATION", "URLs of uploads live this long, not 5m", func(f *Set) setting { return &f.UploadLife }},
		{"upload-max", "BYTES", "a file that is sent has at most so many bytes, up to 104857600, not 20 MiB", func(f *Set) setting { return number{&f.UploadMax, 100 << 20, "", "wants 1 to 104857600 bytes"} }},
		{"upload-types", "EXT[+EXT...]|any", "a file that is sent has one of these extensions, not one of the documented", func(f *Set) setting { return (*extensions)(&f.UploadTypes) }},
		{"scan-time", "DURATION", "the scan of a file that is sent takes this long, not 2s", func(f *Set) setting { return &f.ScanTime }},
		{"hide-scanning", "", "files join the transcript when their scan has ended, not before", func(f *Set) setting { return &f.HideScanning }},
		{"stop-once", "", "StopContact of a chat that has ended gets 400 InvalidRequestException", func(f *Set) setting { return &f.StopOnce }},
	}
}
