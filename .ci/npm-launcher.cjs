#!/usr/bin/env node
// Runs the program for this system, which a package of its own brings.
'use strict';
const { spawn } = require('node:child_process');
const { constants } = require('node:os');

const home = `attache-emulator-${process.platform}-${process.arch}`;
let program;
try {
  program = require.resolve(`${home}/attache${process.platform === 'win32' ? '.exe' : ''}`);
} catch {
  console.error(`attache: the package ${home} is not installed.\n  Install without --omit=optional; there are linux, darwin and win32, on x64 and arm64.`);
  process.exit(1);
}
const child = spawn(program, process.argv.slice(2), { stdio: 'inherit' });
// A terminal tells the child itself; whoever ends only this process means the child too.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
child.on('error', (e) => { console.error(`attache: ${e.message}`); process.exit(1); });
child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
