package pdf

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"crypto/sha512"
)

// unlock256 finds the key of a document that is encrypted as since Acrobat 9, with an empty password.
func (f *file) unlock256(e dict, revision int) bool {
	user, _ := f.get(e["U"]).(string)
	sealed, _ := f.get(e["UE"]).(string)
	if len(user) < 48 || len(sealed) < 32 {
		return false
	}
	hash := hash2011
	if revision < 6 {
		hash = func(salt string) []byte {
			sum := sha256.Sum256([]byte(salt))
			return sum[:]
		}
	}
	if string(hash(user[32:40])) != user[:32] {
		return false
	}
	block, err := aes.NewCipher(hash(user[40:48]))
	if err != nil {
		return false
	}
	key := make([]byte, 32)
	cipher.NewCBCDecrypter(block, make([]byte, 16)).CryptBlocks(key, []byte(sealed[:32]))
	f.key, f.aes = key, true
	return true
}

// hash2011 is the hash of an empty password and a salt, which takes its time on purpose.
func hash2011(salt string) []byte {
	sum := sha256.Sum256([]byte(salt))
	k := sum[:]
	for i := range 1000 {
		e := bytes.Repeat(k, 64)
		block, err := aes.NewCipher(k[:16])
		if err != nil {
			return nil
		}
		cipher.NewCBCEncrypter(block, k[16:32]).CryptBlocks(e, e)
		rest := 0
		for _, c := range e[:16] {
			rest += int(c)
		}
		switch rest % 3 {
		case 0:
			sum := sha256.Sum256(e)
			k = sum[:]
		case 1:
			sum := sha512.Sum384(e)
			k = sum[:]
		default:
			sum := sha512.Sum512(e)
			k = sum[:]
		}
		if i >= 63 && int(e[len(e)-1]) <= i-31 {
			break
		}
	}
	return k[:32]
}
