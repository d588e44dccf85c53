// Does the package work in every bundler, without a setting for it?

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { BUNDLERS, bundle } from './support/bundle.mjs';
import { startTool } from './support/program.mjs';
import { freshProject } from './support/project.mjs';
import { served, strictPolicy } from './support/site.mjs';
import { passed } from './support/table.mjs';
import { visit, withoutWebAssembly } from './support/visit.mjs';

const WASM = 'hello over wasm';
const JS = 'hello over js';

const { esbuild, esbuildSplitting, rollup, webpackInDevelopment, rspackInDevelopment } = BUNDLERS;
/** Puts the JavaScript core into the same file, as there can be no other. */
const inOneFile = (bundler) => bundler === esbuild;
/** Brings its output to life with `eval`, which a strict CSP refuses by itself. */
const evals = (bundler) => [webpackInDevelopment, rspackInDevelopment].includes(bundler);
/** Rollup leaves `require` to a plugin, and esbuild cannot split what it makes of it. */
const requires = (bundler) => ![rollup, esbuildSplitting].includes(bundler);

/** What the fallback asks for beyond what a page asks for anyway. */
const beyond = (fallback, normal) => fallback.requests.filter((path) => !normal.requests.includes(path));

for (const bundler of Object.values(BUNDLERS)) {
  const { tool } = bundler;
  for (const main of requires(bundler) ? ['main.js', 'required.js'] : ['main.js']) {
    const mode = `${bundler.mode}, ${main === 'main.js' ? 'import' : 'require'}`;
    test(`${tool}: ${mode}`, async () => {
      const dist = await bundle(bundler, 'page', main);
      const [normal, fallback] = await served(dist, {}, async (address) => [
        await visit(address),
        await visit(address, withoutWebAssembly),
      ]);
      assert.equal(normal.result, WASM);
      passed(tool, mode, 'wasm');
      assert.equal(fallback.result, JS);
      // The JavaScript core is a file of its own, which nobody asks for who does not need it.
      assert.equal(beyond(fallback, normal).length, inOneFile(bundler) ? 0 : 1);
      passed(tool, `${mode}, no WebAssembly`, 'js');
      if (evals(bundler)) return;
      const { result } = await served(dist, strictPolicy(join(dist, 'index.html')), visit);
      assert.equal(result, JS);
      passed(tool, `${mode}, strict CSP`, 'js');
    });
  }
}

/** Opens a project as Vite serves it to those who work on it. */
async function inDevServer(sources, use) {
  const project = freshProject(`${sources}-vite-dev-server`, sources);
  const { address, printed, stop } = await startTool(project, 'vite/bin/vite.js', '--host=127.0.0.1', '--port=0');
  try {
    await use(address);
    assert.doesNotMatch(printed.stdout + printed.stderr, /warn|error/i);
  } finally {
    await stop();
  }
}

test('vite: dev server', async () => {
  await inDevServer('page', async (address) => {
    const normal = await visit(address);
    assert.equal(normal.result, WASM);
    passed('vite', 'dev server', 'wasm');
    const fallback = await visit(address, withoutWebAssembly);
    assert.equal(fallback.result, JS);
    assert.equal(beyond(fallback, normal).length, 1);
    passed('vite', 'dev server, no WebAssembly', 'js');
  });
});

// The slim entry, with the module at the address that a bundler gives it.

const { vite, webpack, rspack, parcel } = BUNDLERS;

test('vite: slim, dev server', async () => {
  await inDevServer('page-with-slim', async (address) => {
    assert.equal((await visit(address)).result, WASM);
    passed('vite', 'dev server, slim with ?url', 'wasm');
  });
});

for (const [bundler, main, how] of [
  [vite, 'main.js', '?url'],
  [vite, 'with-new-url.js', 'new URL'],
  [webpack, 'with-new-url.js', 'new URL'],
  [rspack, 'with-new-url.js', 'new URL'],
  // Does not read `exports`, which is where the module has its short address.
  [parcel, 'with-url-scheme.js', 'url:'],
]) {
  test(`${bundler.tool}: slim with ${how}`, async () => {
    const dist = await bundle(bundler, 'page-with-slim', main);
    assert.equal((await served(dist, {}, visit)).result, WASM);
    passed(bundler.tool, `${bundler.mode}, slim with ${how}`, 'wasm');
  });
}

for (const bundler of [vite, webpack, parcel]) {
  test(`${bundler.tool}: uni-socket/js`, async () => {
    const dist = await bundle(bundler, 'page', 'without-wasm.js');
    assert.equal((await served(dist, {}, visit)).result, JS);
    passed(bundler.tool, `${bundler.mode}, uni-socket/js`, 'js');
  });
}

// A worker that the bundler has found. There is no such thing in Rollup and esbuild.

for (const bundler of [vite, webpack, rspack, parcel]) {
  test(`${bundler.tool}: in a worker`, async () => {
    const dist = await bundle(bundler, 'page-with-worker');
    const policy = strictPolicy(join(dist, 'index.html'));
    assert.equal((await served(dist, {}, visit)).result, WASM);
    passed(bundler.tool, `${bundler.mode}, in a worker`, 'wasm');
    assert.equal((await served(dist, policy, visit)).result, JS);
    passed(bundler.tool, `${bundler.mode}, in a worker, strict CSP`, 'js');
  });
}
