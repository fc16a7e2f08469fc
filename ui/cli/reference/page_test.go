package reference

import (
	"strings"
	"testing"
)

func TestTextStandsForItself(t *testing.T) {
	p := newPage("prog", `v1 "x"`, "2026-01-31")
	p.section("name")
	p.text(".SH not a section\n\n'also not\n\n" + `a \fB-b\fR ~ ^ ` + "` é \x1b[2J")
	p.describe("--flag", "N-M", "what it does")
	p.code("$ prog --flag\n.hidden\n\n  'x'")
	want := `.TH "PROG" 1 "2026-01-31" "prog v1 \(dqx\(dq"
.nh
.ad l
.SH "NAME"
\&.SH not a section
.PP
\(aqalso not
.PP
a \efB\-b\efR \(ti \(ha \(ga \[u00E9]  [2J
.TP
\fB\-\-flag\fR \fIN\-M\fR
what it does
.PP
.RS 11
.nf
$ prog \-\-flag
\&.hidden
\&
  \(aqx\(aq
.fi
.RE
`
	if got := p.out.String(); got != want {
		t.Errorf("got\n%s", got)
	}
}

// FuzzText looks for text that becomes a command, or that ends a line's font.
func FuzzText(f *testing.F) {
	for _, s := range []string{".TH x", "'br", `\`, "a\n.b", "\u2028.x", "-"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p := &page{}
		p.text(text)
		p.code(text)
		for line := range strings.Lines(p.out.String()) {
			known := false
			for _, own := range []string{".PP\n", ".RS 4\n", ".RS 11\n", ".nf\n", ".fi\n", ".RE\n"} {
				known = known || line == own
			}
			if !known && (line[0] == '.' || line[0] == '\'' || strings.ContainsFunc(line, func(r rune) bool { return r > '~' || r < ' ' && r != '\n' })) {
				t.Fatalf("%q gives %q", text, line)
			}
		}
	})
}
