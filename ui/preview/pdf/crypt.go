package pdf

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5" //nolint:gosec // it is what the format is made of
	"crypto/rc4" //nolint:gosec // the same
	"encoding/binary"
)

// padding is what stands for a password that is shorter.
const padding = "\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A"

// unlock finds the key of a document that anyone may read, as most that are encrypted are: it was made
// with an empty password. It reports whether the document can be read.
func (f *file) unlock() bool {
	e := f.dict(f.trailer["Encrypt"])
	if e == nil {
		return f.trailer["Encrypt"] == nil
	}
	version, revision := f.integer(e["V"]), f.integer(e["R"])
	owner, _ := f.get(e["O"]).(string)
	user, _ := f.get(e["U"]).(string)
	size := 5
	if n := f.integer(e["Length"]); version > 1 && n >= 40 && n <= 128 {
		size = n / 8
	}
	if version == 4 {
		crypt := f.dict(f.dict(e["CF"])[f.name(e["StmF"])])
		f.aes = f.name(crypt["CFM"]) == "AESV2"
		size = 16
	}
	if version == 5 {
		return f.unlock256(e, revision)
	}
	if version < 1 || version == 3 || version > 4 || len(owner) < 32 || len(user) < 16 {
		return false
	}
	var id string
	if ids := f.array(f.trailer["ID"]); len(ids) > 0 {
		id, _ = f.get(ids[0]).(string)
	}
	h := md5.New() //nolint:gosec // the same
	h.Write([]byte(padding))
	h.Write([]byte(owner[:32]))
	h.Write(binary.LittleEndian.AppendUint32(nil, uint32(int64(f.float(e["P"]))))) //nolint:gosec // its lowest bits are meant
	h.Write([]byte(id))
	if all, ok := f.get(e["EncryptMetadata"]).(bool); ok && !all && revision >= 4 {
		h.Write([]byte("\xFF\xFF\xFF\xFF"))
	}
	key := h.Sum(nil)[:size]
	if revision >= 3 {
		for range 50 {
			sum := md5.Sum(key) //nolint:gosec // the same
			key = sum[:size]
		}
	}
	if !opens(key, user, id, revision) {
		return false
	}
	f.key = key
	return true
}

// opens reports whether a key is the right one.
func opens(key []byte, user, id string, revision int) bool {
	if revision < 3 {
		return user[:16] == string(rc4With(key, []byte(padding)))[:16]
	}
	sum := md5.Sum([]byte(padding + id)) //nolint:gosec // the same
	b := sum[:]
	for i := range 20 {
		k := bytes.Clone(key)
		for j := range k {
			k[j] ^= byte(i)
		}
		b = rc4With(k, b)
	}
	return user[:16] == string(b)
}

func rc4With(key, b []byte) []byte {
	c, err := rc4.NewCipher(key) //nolint:gosec // the same
	if err != nil {
		return b
	}
	out := make([]byte, len(b))
	c.XORKeyStream(out, b)
	return out
}

// decrypt is the bytes of an object, made readable where the document is encrypted.
func (f *file) decrypt(id ref, b []byte) []byte {
	if f.key == nil || id < 0 {
		return b
	}
	if len(f.key) == 32 {
		return aesWith(f.key, b)
	}
	salted := append(bytes.Clone(f.key), byte(id), byte(id>>8), byte(id>>16), 0, 0) //nolint:gosec // its low bytes are what is hashed
	if f.aes {
		salted = append(salted, "sAlT"...)
	}
	sum := md5.Sum(salted) //nolint:gosec // the same
	key := sum[:min(len(f.key)+5, 16)]
	if !f.aes {
		return rc4With(key, b)
	}
	return aesWith(key, b)
}

// aesWith decrypts what begins with its first block and ends with its padding.
func aesWith(key, b []byte) []byte {
	block, err := aes.NewCipher(key)
	if n := len(b); err != nil || n < 32 || n%16 != 0 {
		return nil
	}
	out := make([]byte, len(b)-16)
	cipher.NewCBCDecrypter(block, b[:16]).CryptBlocks(out, b[16:])
	if pad := int(out[len(out)-1]); pad <= 16 {
		out = out[:len(out)-pad]
	}
	return out
}
