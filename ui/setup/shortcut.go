package setup

import (
	"encoding/binary"
	"errors"
	"unicode/utf16"
)

// The parts of a shell link, after [MS-SHLLINK].
const (
	headerSize = 0x4C
	infoHeader = 0x24
	volumeSize = 0x11
	envBlock   = 0x314
	maxPath    = 260 // characters with the zero at the end

	hasLinkInfo, isUnicode, hasExpString = 0x2, 0x80, 0x200
	fixedDrive, showNormal               = 3, 1
)

// shortcut is a shell link to a program.
func shortcut(program string) ([]byte, error) {
	wide := utf16.Encode([]rune(program))
	if len(wide) == 0 || len(wide) >= maxPath {
		return nil, errors.New("the path of the program is too long for a shortcut")
	}
	u32 := binary.LittleEndian.AppendUint32
	b := u32(nil, headerSize)
	b = append(b, 0x01, 0x14, 0x02, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46) // its class
	b = u32(u32(b, hasLinkInfo|isUnicode|hasExpString), 0)
	b = append(b, make([]byte, 3*8+2*4)...) // times, size, icon
	b = u32(b, showNormal)
	b = append(b, make([]byte, headerSize-len(b))...)
	b = append(b, linkInfo(program, wide)...)
	b = append(b, environment(program, wide)...)
	return u32(b, 0), nil // no more blocks
}

// linkInfo says where the program is.
func linkInfo(program string, wide []uint16) []byte {
	u32 := binary.LittleEndian.AppendUint32
	plain := append(ascii(program), 0)
	suffix := infoHeader + volumeSize + len(plain)
	unicode := suffix + 1
	end := unicode + 2*len(wide) + 2
	var b []byte
	for _, n := range []int{end + 2, infoHeader, 1, infoHeader, infoHeader + volumeSize, 0, suffix, unicode, end} {
		b = u32(b, uint32(n)) //nolint:gosec // a path is short
	}
	for _, n := range []uint32{volumeSize, fixedDrive, 0, 0x10} {
		b = u32(b, n)
	}
	b = append(b, 0) // the name of the volume
	b = append(append(b, plain...), 0)
	for _, unit := range wide {
		b = binary.LittleEndian.AppendUint16(b, unit)
	}
	return append(b, 0, 0, 0, 0)
}

// environment says it once more, for a shell that resolves it by name.
func environment(program string, wide []uint16) []byte {
	const signature = 0xA0000001
	b := binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(nil, envBlock), signature)
	b = append(b, ascii(program)...)
	b = append(b, make([]byte, 8+maxPath-len(b))...)
	for _, unit := range wide {
		b = binary.LittleEndian.AppendUint16(b, unit)
	}
	return append(b, make([]byte, envBlock-len(b))...)
}

// ascii is a path for programs that know no Unicode.
func ascii(path string) []byte {
	var b []byte
	for _, r := range path {
		if r > 0x7E {
			r = '?'
		}
		b = append(b, byte(r))
	}
	return b[:min(len(b), maxPath-1)]
}
