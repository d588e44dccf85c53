// Runs the contract (tests/contract/) in each engine, on each build of the package, and checks that each rule of
// docs/contract.md has a test that passed.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { builds } from '../support/builds.js';
import { engines } from '../support/engines.mjs';
import { reportOf } from '../support/report.mjs';
import { contractRules, rulesOf } from '../support/rules.mjs';
import { startServer } from '../support/server.mjs';

/** For one build in one engine, in milliseconds; three times what it takes. What has come out until then is reported. */
const TIMEOUT = 90_000;

let server;

before(async () => {
  server = await startServer();
});

after(() => server?.stop());

for (const [engine, open] of Object.entries(engines)) {
  for (const build of Object.keys(builds)) {
    test(`contract in ${engine}, on the ${build} build`, async (t) => {
      const { version, ended, backend, tests, strays, errors, engine: seen } = await runPage(open, build);
      t.diagnostic(`${engine} ${version}`);

      await t.test('the tests come to an end', () => assert.ok(ended));
      await t.test('the engine and the build that were asked for are those that ran', () => {
        assert.deepEqual({ engine: seen, backend }, { engine, backend: builds[build].backend });
      });
      for (const result of tests) {
        await t.test(result.path.join(' › '), () => {
          if (result.state !== 'passed') throw failureOf(result);
        });
      }
      await t.test('nothing failed outside of the tests', () => assert.deepEqual([...errors, ...strays], []));
      await t.test('each rule has a test that passed', () => {
        const passed = new Set(tests.filter(({ state }) => state === 'passed').flatMap(({ title }) => rulesOf(title)));
        assert.deepEqual(
          contractRules().filter((rule) => !passed.has(rule)),
          [],
        );
      });
    });
  }
}

function runPage(open, build) {
  const { https, second, closedPort } = server;
  const parameters = new URLSearchParams({ build, https, second, closedPort });
  return reportOf(open, `${server.http}/tests/contract/index.html?${parameters}`, TIMEOUT);
}

/** The failure as mocha saw it, in the page. */
function failureOf({ state, message, stack }) {
  const error = new Error(message ?? `the test is ${state}`);
  if (stack) error.stack = stack;
  return error;
}
