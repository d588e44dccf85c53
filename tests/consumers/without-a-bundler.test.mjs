// Does the package work as it is installed, without a bundler?

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { freshProject } from './support/project.mjs';
import { served, strictPolicy } from './support/site.mjs';
import { passed } from './support/table.mjs';
import { visit, withoutWebAssembly } from './support/visit.mjs';

let project;
before(() => {
  project = freshProject('plain', 'plain');
});

for (const page of ['module.html', 'import-map.html', 'script-tag.html']) {
  test(page, async () => {
    await served(project, {}, async (address) => {
      const { result, requests } = await visit(address + page);
      assert.equal(result, 'hello over wasm');
      passed('chromium', page, 'wasm');
      assert.ok(!requests.some((path) => path.includes('core-as-js')));
      assert.equal((await visit(address + page, withoutWebAssembly)).result, 'hello over js');
    });
    const strict = strictPolicy(join(project, page));
    assert.equal((await served(project, strict, (address) => visit(address + page))).result, 'hello over js');
    passed('chromium', `${page}, strict CSP`, 'js');
  });
}

test('the script tag is what a CDN serves for the name alone', () => {
  const installed = JSON.parse(readFileSync(join(project, 'node_modules/uni-socket/package.json'), 'utf8'));
  const page = readFileSync(join(project, 'script-tag.html'), 'utf8');
  for (const field of ['unpkg', 'jsdelivr']) {
    assert.ok(page.includes(join('node_modules/uni-socket', installed[field])), field);
  }
});
