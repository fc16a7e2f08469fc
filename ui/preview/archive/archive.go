// Package archive lists what is in an archive, without unpacking more of it than the list needs.
package archive

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"strings"

	"attache/ui/preview"
)

const maxInflow = 64 << 20 // bytes that are unpacked to find names

// For returns the decoder of an archive, and nil for any other file.
func For(ask *preview.Ask) preview.Decoder {
	has := func(s string) bool { return bytes.HasPrefix(ask.Data, []byte(s)) }
	switch {
	case has("PK\x03\x04"), has("PK\x05\x06"):
		return zipped
	case has("\x1F\x8B"):
		return gzipped
	case has("BZh") && len(ask.Data) > 10 && bytes.Equal(ask.Data[4:10], []byte("1AY&SY")):
		return bzipped
	case isTar(ask.Data):
		return func(ctx context.Context, ask *preview.Ask, tell func(preview.Page)) error {
			return tarred(ctx, &list{Page: preview.Page{Kind: "TAR archive", More: !ask.Whole}}, bytes.NewReader(ask.Data), tell)
		}
	case has("7z\xBC\xAF\x27\x1C"):
		return unlisted("7-Zip archive")
	case has("Rar!\x1A\x07"):
		return unlisted("RAR archive")
	case has("\xFD7zXZ\x00"):
		return unlisted("XZ archive")
	case has("\x28\xB5\x2F\xFD"):
		return unlisted("Zstandard archive")
	}
	return nil
}

// unlisted tells only what a file is.
func unlisted(kind string) preview.Decoder {
	return func(_ context.Context, _ *preview.Ask, tell func(preview.Page)) error {
		tell(preview.Page{Kind: kind, Problem: "What is in it can be seen only after unpacking it."})
		return nil
	}
}

func zipped(ctx context.Context, ask *preview.Ask, tell func(preview.Page)) error {
	l := &list{Page: preview.Page{Kind: "ZIP archive", More: !ask.Whole}, packed: int64(len(ask.Data))}
	if !ask.Whole {
		l.Problem = "The list of its files stands at its end, which was not fetched."
		tell(l.Page)
		return nil
	}
	r, err := zip.NewReader(bytes.NewReader(ask.Data), int64(len(ask.Data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		l.Problem = "The archive is broken: it has no list of its files."
		tell(l.Page)
		return nil
	}
	locked := false
	for _, f := range r.File {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		locked = locked || f.Flags&1 != 0
		l.add(f.Name, f.UncompressedSize64, f.Modified)
	}
	l.Title = preview.Cut(r.Comment, 200)
	if locked {
		l.Warnings = append(l.Warnings, "Files in it are locked with a password, so no scanner has looked into them.")
	}
	l.finish(tell)
	return nil
}

func gzipped(ctx context.Context, ask *preview.Ask, tell func(preview.Page)) error {
	r, err := gzip.NewReader(bytes.NewReader(ask.Data))
	if err != nil {
		return err
	}
	l := &list{Page: preview.Page{Kind: "Gzip archive", More: !ask.Whole}, packed: int64(len(ask.Data))}
	return l.stream(ctx, r, r.Name, tell)
}

func bzipped(ctx context.Context, ask *preview.Ask, tell func(preview.Page)) error {
	l := &list{Page: preview.Page{Kind: "Bzip2 archive", More: !ask.Whole}, packed: int64(len(ask.Data))}
	return l.stream(ctx, bzip2.NewReader(bytes.NewReader(ask.Data)), "", tell)
}

// stream lists the one file that is packed, or those in it where it is an archive itself.
func (l *list) stream(ctx context.Context, r io.Reader, name string, tell func(preview.Page)) error {
	m := &meter{ctx: ctx, r: r, left: maxInflow}
	head := make([]byte, 512)
	n, _ := io.ReadFull(m, head)
	head = head[:n]
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if isTar(head) {
		l.Kind = "TAR archive (" + strings.TrimSuffix(l.Kind, " archive") + ")"
		return tarred(ctx, l, io.MultiReader(bytes.NewReader(head), m), tell)
	}
	rest, err := io.Copy(io.Discard, m)
	switch size := uint64(n) + uint64(max(rest, 0)); { //nolint:gosec // not negative
	case ctx.Err() != nil:
		return ctx.Err()
	case m.left < 0:
		l.fact("Unpacked", "more than "+sized(maxInflow))
	case err == nil:
		l.fact("Unpacked", sized(size))
	case !l.More:
		l.Problem = "The archive is broken."
	}
	if name != "" {
		l.fact("Holds", named(name))
	}
	tell(l.Page)
	return nil
}

// isTar reports whether a header of TAR is at the start.
func isTar(b []byte) bool { return len(b) >= 512 && bytes.HasPrefix(b[257:], []byte("ustar")) }

func tarred(ctx context.Context, l *list, r io.Reader, tell func(preview.Page)) error {
	t := tar.NewReader(r)
	for {
		h, err := t.Next()
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil && !errors.Is(err, tar.ErrInsecurePath) {
			if !errors.Is(err, io.EOF) && !l.More {
				l.Problem = "The archive goes on, and could not be read further."
			}
			break
		}
		l.add(h.Name, uint64(max(h.Size, 0)), h.ModTime)
		if h.Typeflag == tar.TypeSymlink || h.Typeflag == tar.TypeLink {
			l.outside = l.outside || leadsOut(h.Linkname)
		}
		if l.files > 100_000 {
			l.More = true
			break
		}
	}
	l.finish(tell)
	return nil
}

// meter reads for as long as the context and its measure go on.
type meter struct {
	ctx  context.Context // Read has no other way to learn of it
	r    io.Reader
	left int64
}

func (m *meter) Read(b []byte) (int, error) {
	if err := m.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := m.r.Read(b[:min(len(b), 64<<10)])
	if m.left -= int64(n); m.left < 0 {
		return 0, io.ErrUnexpectedEOF
	}
	return n, err
}
