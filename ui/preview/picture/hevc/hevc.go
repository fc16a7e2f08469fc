// Package hevc decodes the pictures of HEIC files with libheif and libde265, which are run as WebAssembly: they
// reach nothing but the memory they are given, and none of the system's own libraries is loaded. See libheif/NOTICE.
package hevc

import (
	"bytes"
	"compress/gzip"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"image"
	"io"
	"runtime"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/experimental"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"
)

//go:embed libheif/heif.wasm.gz
var code []byte

// Codec decodes one picture at a time. The zero value is ready: the code is compiled when it is first needed,
// which takes about a second.
type Codec struct {
	ready   chan struct{}
	runtime wazero.Runtime
	module  wazero.CompiledModule
	err     error
}

// compiled waits for the code. It is compiled for the next picture too, so it goes on when this one is no
// longer wanted.
func (c *Codec) compiled(ctx context.Context) error {
	if c.ready == nil {
		c.ready = make(chan struct{})
		go func() {
			defer close(c.ready)
			c.err = c.compile(context.WithoutCancel(ctx))
		}()
	}
	select {
	case <-c.ready:
		return errors.Join(c.err, ctx.Err())
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (c *Codec) compile(ctx context.Context) error {
	z, err := gzip.NewReader(bytes.NewReader(code))
	if err != nil {
		return err
	}
	wasm, err := io.ReadAll(z)
	if err != nil {
		return err
	}
	ctx = experimental.WithCompilationWorkers(ctx, min(4, runtime.GOMAXPROCS(0)))
	c.runtime = wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfig().WithDebugInfoEnabled(false))
	if _, err := wasi_snapshot_preview1.Instantiate(ctx, c.runtime); err != nil {
		return err
	}
	c.module, err = c.runtime.CompileModule(ctx, wasm)
	return err
}

// Decode decodes a file that holds one picture of w x h pixels. It is not interrupted when ctx ends: checking
// for that at every loop of the code would make it four times as slow.
func (c *Codec) Decode(ctx context.Context, file []byte, w, h int) (m *image.YCbCr, err error) {
	if w <= 0 || h <= 0 || w > 1<<14 || h > 1<<14 {
		return nil, errors.New(undecodable)
	}
	if err := c.compiled(ctx); err != nil {
		return nil, err
	}
	ctx = experimental.WithMemoryAllocator(context.WithoutCancel(ctx), memoryFor(len(file), w*h))
	mod, err := c.runtime.InstantiateModule(ctx, c.module, wazero.NewModuleConfig())
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, mod.Close(ctx)) }()
	r := run{ctx: ctx, mod: mod}
	m = r.decode(file, w, h)
	if r.err != nil {
		return nil, fmt.Errorf("decode a picture: %w", r.err)
	}
	return m, nil
}
