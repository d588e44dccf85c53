// Does what must follow from a fault follow, whenever it comes and whatever was asked for? Plays the matrix (matrix.js) in
// Chromium, and a part of it on the other build and in the other engines.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { builds } from '../support/builds.js';
import { startServer } from '../support/server.mjs';
import { cellsOf } from './matrix.js';
import { ordinary, playMatrix } from './run.mjs';
import { documentedTable, expectedTable } from './table.mjs';

let server;

before(async () => {
  server = await startServer();
});

after(() => server?.stop());

for (const run of ordinary) {
  const { engine, build, options } = run;
  test(`EVT-4 DELIVERY the fault matrix in ${engine}, on the ${build} build${options ? `, with ${options} options` : ''}`, async (t) => {
    const { version, ended, backend, engine: seen, tests, errors, strays } = await playMatrix(run, server);
    t.diagnostic(`${engine} ${version}: ${tests.length} cells`);
    const failed = tests.filter(({ state }) => state !== 'passed');
    assert.deepEqual(
      failed.map(({ title, message }) => `${title}: ${message}`),
      [],
    );
    assert.ok(ended, 'the page comes to its end');
    assert.deepEqual({ engine: seen, backend }, { engine, backend: builds[build].backend });
    // None is missing: what a page plays it has worked out itself.
    assert.equal(tests.length, cellsOf(engine, options?.split(',')).length);
    assert.deepEqual([...errors, ...strays], []);
  });
}

test('docs/faults.md has the table of this matrix, with every cell passed', () => {
  assert.equal(documentedTable(), expectedTable());
});
