// Does the package work in Node, with `import` and with `require`, over Node's own WebSocket and over that of `ws`?

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import '../support/stage.mjs';
import { run } from './support/program.mjs';
import { freshProject } from './support/project.mjs';
import { passed } from './support/table.mjs';
import { echo } from './support/visit.mjs';

const BACKENDS = { 'uni-socket': 'wasm', 'uni-socket/slim': 'wasm', 'uni-socket/js': 'js' };
/** Node 20 has a WebSocket, if asked for it, and says that it is not sure about it. */
const HOSTS = { global: ['--experimental-websocket', '--disable-warning=ExperimentalWarning'], ws: [] };

let project;
before(() => {
  project = freshProject('node', 'node');
});

/** The program ends by itself, once its connection is closed, and has said nothing else. */
async function exchanges(flags, program, entry, host, backend) {
  const printed = await run(project, ...flags, program, entry, host, echo());
  assert.deepEqual(printed, { stdout: `hello over ${backend}\n`, stderr: '' });
}

for (const [program, how] of [
  ['program.mjs', 'import'],
  ['program.cjs', 'require'],
]) {
  for (const [entry, backend] of Object.entries(BACKENDS)) {
    for (const [host, flags] of Object.entries(HOSTS)) {
      test(`${how} ${entry}, over the WebSocket of ${host}`, async () => {
        await exchanges(flags, program, entry, host, backend);
        passed('node', `${how} ${entry}, ${host}`, backend);
      });
    }
  }

  test(`${how} where there is no WebAssembly`, async () => {
    await exchanges(['--require=./without-wasm.cjs'], program, 'uni-socket', 'ws', 'js');
    passed('node', `${how} uni-socket, ws, no WebAssembly`, 'js');
  });
}
