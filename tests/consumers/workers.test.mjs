// Does the package work in every kind of worker, without a bundler?

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { freshProject } from './support/project.mjs';
import { served, strictPolicy } from './support/site.mjs';
import { passed } from './support/table.mjs';
import { visit } from './support/visit.mjs';

let project;
before(() => {
  project = freshProject('workers', 'workers');
});

const heardBy = (worker, headers) =>
  served(project, headers, async (address) => (await visit(address, { parameters: { worker } })).result);

const strict = () => strictPolicy(join(project, 'index.html'));

for (const kind of ['dedicated', 'shared', 'service']) {
  for (const type of ['module', 'classic']) {
    test(`${kind} worker, ${type}`, async () => {
      assert.equal(await heardBy(`${kind} ${type}`, {}), 'hello over wasm');
      passed('chromium', `${kind} worker, ${type}`, 'wasm');
    });
  }
}

for (const kind of ['dedicated', 'shared']) {
  for (const type of ['module', 'classic']) {
    test(`${kind} worker, ${type}, under a strict CSP`, async () => {
      assert.equal(await heardBy(`${kind} ${type}`, strict()), 'hello over js');
      passed('chromium', `${kind} worker, ${type}, strict CSP`, 'js');
    });
  }
}

// A service worker may load nothing later, so that there the JavaScript core has to be asked for by name.
test('service worker, under a strict CSP: uni-socket/js', async () => {
  assert.equal(await heardBy('service module module-without-wasm.js', strict()), 'hello over js');
  passed('chromium', 'service worker, uni-socket/js, strict CSP', 'js');
});
