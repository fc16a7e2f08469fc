package vt

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"time"
)

func TestAMovieShowsEachPieceAsLongAsTheScreenDid(t *testing.T) {
	term, film := New(10, 1), NewMovie(time.Second)
	for _, out := range []string{"same one", "\r\x1b[Ksame two", "\r\x1b[Ksame one", "\r\x1b[Ksame end"} {
		if _, err := term.Write([]byte(out)); err != nil {
			t.Fatal(err)
		}
		film.Add(term.Screen())
	}
	svg := string(film.SVG("a & b", time.Second))
	d := xml.NewDecoder(bytes.NewReader([]byte(svg)))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range []string{
		`<g visibility="hidden"><animate attributeName="visibility" dur="4s" repeatCount="indefinite" calcMode="discrete" values="visible;hidden;visible;hidden" keyTimes="0;0.25;0.5;0.75"/>`,
		`<g visibility="visible"><animate attributeName="visibility" dur="4s" repeatCount="indefinite" calcMode="discrete" values="hidden;visible;hidden" keyTimes="0;0.25;0.5"/>`,
		`values="hidden;visible" keyTimes="0;0.75"/>`,
	} {
		if !strings.Contains(svg, want) {
			t.Errorf("no %s in\n%s", want, svg)
		}
	}
}

func TestAHalfBlockIsDrawnWithoutAFont(t *testing.T) {
	svg := pictureOf(t, 2, 1, "\x1b[38;2;1;2;3;48;2;4;5;6m▀▀")
	if !strings.Contains(svg, `<rect x="12" y="12" width="16" height="9" fill="#010203"/>`) || strings.Contains(svg, "▀") {
		t.Error(svg)
	}
}
