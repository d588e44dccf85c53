// Runs the contract (tests/contract/) on simulated hosts (runs.mjs says which), and checks that each rule of docs/contract.md has
// a test that passed there, but for what differences.js gives a reason for. "Simulated" is all that it says: no vendor's host
// has run it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { contractRules, rulesOf } from '../support/rules.mjs';
import { startServer } from '../support/server.mjs';
import { differenceOf, differences, rulesWithout, titlesOf } from './differences.js';
import { ordinary, runContract } from './runs.mjs';
import { variants } from './simulated/variants.js';

let server;

before(async () => {
  server = await startServer();
});

after(() => server?.stop());

for (const run of ordinary) {
  test(`contract on simulated ${run.host}, on the ${run.backend} core`, async (t) => {
    const { tests, ended, strays, errors, backend } = await runContract(run, server);
    await t.test('the tests come to an end', () => assert.ok(ended));
    await t.test('the core that was asked for is the one that ran', () => assert.equal(backend, run.backend));
    for (const result of tests) {
      const difference = differenceOf(run.host, result.title);
      await t.test(result.path.join(' › '), () => {
        if (difference?.always) assert.equal(result.state, 'failed', `it passes, in spite of the difference: ${difference.why}`);
        else if (result.state !== 'passed' && !difference) throw failureOf(result);
      });
    }
    await t.test('nothing failed outside of the tests', () => assert.deepEqual([...errors, ...strays], []));
    await t.test('each rule has a test that passed, or a reason not to', () => {
      const passed = new Set(tests.filter(({ state }) => state === 'passed').flatMap(({ title }) => rulesOf(title)));
      assert.deepEqual(
        contractRules().filter((rule) => !passed.has(rule)),
        rulesWithout(run.host),
      );
    });
    await t.test('each difference is one of a test that there is', () => {
      assert.deepEqual(
        titlesOf(run.host).filter((words) => !tests.some(({ title }) => title.startsWith(words))),
        [],
      );
    });
  });
}

test('each difference names hosts that there are, and says why', () => {
  for (const { hosts, why } of differences) {
    assert.deepEqual(
      hosts.filter((host) => !(host in variants)),
      [],
    );
    assert.ok(why.length > 0);
  }
});

/** The failure as mocha saw it, in the process of the host. */
function failureOf({ state, message, stack }) {
  const error = new Error(message ?? `the test is ${state}`);
  if (stack) error.stack = stack;
  return error;
}
