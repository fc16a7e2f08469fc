package emulator

import (
	"strconv"

	"attache/api/emulator/token"
)

// secret makes what the tokens of a chat are made of: random, or as the seed and the chat's place among the chats say.
func (o *Options) secret(place int) *token.Secret {
	if !o.Fixed {
		return token.NewSecret()
	}
	return token.Repeatable(strconv.FormatUint(o.Seed, 10) + "/" + strconv.Itoa(place))
}
