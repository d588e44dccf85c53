// Runs the contract (tests/contract/) in Chromium, on each build of the package, and checks that each rule of
// docs/contract.md has a test that passed.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builds } from '../support/builds.js';
import { contractRules, rulesOf } from '../support/rules.mjs';
import { browser, server } from '../support/stage.mjs';

/** For one build, in milliseconds; ten times what it takes. What has come out until then is reported. */
const TIMEOUT = 150_000;

for (const build of Object.keys(builds)) {
  test(`contract on the ${build} build`, async (t) => {
    const { ended, backend, tests, strays, pageErrors } = await runPage(build);

    await t.test('the tests come to an end', () => assert.ok(ended));
    await t.test('the build that was asked for is the one that ran', () => assert.equal(backend, builds[build].backend));
    for (const result of tests) {
      await t.test(result.path.join(' › '), () => {
        if (result.state !== 'passed') throw failureOf(result);
      });
    }
    await t.test('nothing failed outside of the tests', () => assert.deepEqual([...pageErrors, ...strays], []));
    await t.test('each rule has a test that passed', () => {
      const passed = new Set(tests.filter(({ state }) => state === 'passed').flatMap(({ title }) => rulesOf(title)));
      assert.deepEqual(contractRules().filter((rule) => !passed.has(rule)), []);
    });
  });
}

async function runPage(build) {
  // The certificate of the server is made by itself.
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const page = await context.newPage();
  const pageErrors = [];
  const failed = new Promise((_, reject) => {
    page.on('crash', () => reject(new Error('the page crashed')));
    page.on('pageerror', (error) => {
      pageErrors.push(error.stack ?? String(error));
      // Before the tests there is nobody to wait for.
      page.evaluate(() => 'report' in window).then((begun) => begun || reject(error), reject);
    });
  });
  const parameters = new URLSearchParams({ build, https: server.https, closedPort: server.closedPort });
  await page.goto(`${server.http}/tests/contract/index.html?${parameters}`);
  const ended = page.waitForFunction('window.report?.ended', undefined, { timeout: TIMEOUT });
  await Promise.race([ended.catch(() => {}), failed]);
  const result = await page.evaluate('window.report');
  await context.close();
  return { ...result, pageErrors };
}

/** The failure as mocha saw it, in the page. */
function failureOf({ state, message, stack }) {
  const error = new Error(message ?? `the test is ${state}`);
  if (stack) error.stack = stack;
  return error;
}
