// Is what is shipped what old engines, wasm2js and reviewers can rely on?

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { devNull } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { decode, encode } from '../../pkg/src/bytes-as-text.js';
import { packedFiles } from '../support/tarball.mjs';

const pkg = fileURLToPath(new URL('../../pkg/', import.meta.url));
const dist = join(pkg, 'dist');
const binaryen = join(dirname(createRequire(import.meta.url).resolve('binaryen/package.json')), 'bin');
const glue = readFileSync(new URL('../../target/package/production/uni_socket_bg.js', import.meta.url), 'utf8');
const wasm = readFileSync(join(dist, 'uni-socket.wasm'));
const scripts = readdirSync(dist, { recursive: true }).filter((name) => /\.c?js$/.test(name));

test('the module has no more than one table, and no reference types', () => {
  const text = execFileSync(process.execPath, [join(binaryen, 'wasm-dis'), join(dist, 'uni-socket.wasm')], { encoding: 'utf8' });
  assert.ok((text.match(/^ \(table /gm) ?? []).length <= 1);
  assert.doesNotMatch(text, /externref|table\.(get|set|grow)/);
  assert.doesNotMatch(text, /\(import .*\(param[^)]* i64/, 'no 64-bit integer crosses the boundary');
});

test('the module needs nothing that came after the first version of WebAssembly', () => {
  // Validates with all features switched off.
  execFileSync(process.execPath, [join(binaryen, 'wasm-opt'), '-mvp', join(dist, 'uni-socket.wasm'), '-o', devNull]);
});

test('the imports of the module are those of the list', () => {
  const names = new Map([...glue.matchAll(/^ {4}([\w$]+): \w+, \/\/ (\w+)$/gm)].map(([, short, long]) => [short, long]));
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(wasm));
  // The hashes at their ends change with every signature.
  const found = imports.map(({ name, kind }) => `${kind} ${names.get(name).replace(/_[0-9a-f]{16}$/, '')}`).sort();
  const list = readFileSync(new URL('imports.txt', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');
  assert.deepEqual(found, list);
});

test('the text in the default entry is the module, byte for byte', () => {
  const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  assert.deepEqual(decode(encode(all)), all);
  assert.match(encode(all), /^[#-[\]-~]*$/, 'nothing that a string would have to escape');
  assert.ok(readFileSync(join(dist, 'index.js'), 'utf8').includes(encode(wasm)));
});

test('no script evaluates text', () => {
  for (const name of scripts) {
    assert.doesNotMatch(readFileSync(join(dist, name), 'utf8'), /\beval\(|new Function\b/, name);
  }
});

test('nothing that is shipped names the machine that it was built on', () => {
  const home = process.env.HOME;
  for (const name of [...scripts, 'uni-socket.wasm']) {
    const content = readFileSync(join(dist, name), 'latin1');
    assert.ok(!content.includes(pkg) && !content.includes(`${home}/`), name);
  }
});

test('the package has these files and no others', () => {
  assert.deepEqual(packedFiles(), [
    'CHANGELOG.md',
    'LICENSE-APACHE',
    'LICENSE-MIT',
    'README.md',
    'dist/core-as-js.cjs',
    'dist/core-as-js.cjs.map',
    'dist/core-as-js.js',
    'dist/core-as-js.js.map',
    'dist/development/core-as-js.cjs',
    'dist/development/core-as-js.js',
    'dist/development/index.cjs',
    'dist/development/index.js',
    'dist/index.cjs',
    'dist/index.cjs.map',
    'dist/index.d.cts',
    'dist/index.d.ts',
    'dist/index.js',
    'dist/index.js.map',
    'dist/js.cjs',
    'dist/js.cjs.map',
    'dist/js.js',
    'dist/js.js.map',
    'dist/mp.d.cts',
    'dist/mp.d.ts',
    'dist/mp.js',
    'dist/mp.js.map',
    'dist/mp/index.js',
    'dist/mp/index.js.map',
    'dist/mp/package.json',
    'dist/slim.cjs',
    'dist/slim.cjs.map',
    'dist/slim.d.cts',
    'dist/slim.d.ts',
    'dist/slim.js',
    'dist/slim.js.map',
    'dist/uni-socket.global.js',
    'dist/uni-socket.global.js.map',
    'dist/uni-socket.wasm',
    'dist/uni-socket.wasm.br',
    'js/package.json',
    'mp/package.json',
    'package.json',
    'slim/package.json',
  ]);
});
