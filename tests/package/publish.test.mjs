// Would those who publish and resolve packages for a living find fault with this one?

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { packTarball } from '../support/tarball.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const tarball = packTarball(`${ROOT}target/tarballs`);

function passes(program, ...options) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`${ROOT}node_modules/${program}`, tarball, ...options], {
    encoding: 'utf8',
  });
  assert.equal(status, 0, stdout + stderr);
}

test('publint finds nothing wrong in package.json and what it points to', () => {
  passes('publint/src/cli.js');
});

test('TypeScript finds the types of each entry, for import and for require (are the types wrong?)', () => {
  // The module has none.
  passes('@arethetypeswrong/cli/dist/index.js', '--exclude-entrypoints', 'uni-socket.wasm');
});
