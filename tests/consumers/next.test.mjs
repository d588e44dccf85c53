// Does the package work where pages are rendered on a server first? There it is imported too, and must want nothing.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runTool, startTool } from './support/program.mjs';
import { freshProject } from './support/project.mjs';
import { passed } from './support/table.mjs';
import { visit, withoutWebAssembly } from './support/visit.mjs';

const NEXT = 'next/dist/bin/next';

test('next: rendered on the server, then alive in the browser', async () => {
  const project = freshProject('next', 'next');
  const built = await runTool(project, NEXT, 'build');
  const { address, printed, stop } = await startTool(project, NEXT, 'start', '--hostname=127.0.0.1', '--port=0');
  try {
    const html = await (await fetch(address)).text();
    assert.match(html, /nothing yet, but functions are there/);
    const normal = await visit(address);
    assert.equal(normal.result, 'hello over wasm');
    passed('next', 'build and start, rendered and hydrated', 'wasm');
    assert.equal((await visit(address, withoutWebAssembly)).result, 'hello over js');
    passed('next', 'build and start, no WebAssembly', 'js');
    assert.doesNotMatch(built + printed.stdout + printed.stderr, /warn|error/i);
  } finally {
    await stop();
  }
});
