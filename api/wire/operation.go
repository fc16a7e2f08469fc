package wire

// What requests are called, in problems and in the log.
const (
	OpConnect    = "CreateParticipantConnection"
	OpTranscript = "GetTranscript"
	OpAttachment = "GetAttachment"
	OpDownload   = "download" // of a file from its host
	OpStart      = "StartAttachmentUpload"
	OpComplete   = "CompleteAttachmentUpload"
	OpUpload     = "upload" // of a file to its host
	OpSocket     = "WebSocket"
)
