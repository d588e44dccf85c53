// Does the package keep the contract, whatever is called and whatever happens? Plans made by fast-check (plan.js), against a model of
// docs/contract.md (contract/), on a scripted host and a virtual clock, with both builds.
//
// The ordinary run takes more than twenty thousand plans, always the same ones: what fails it is a change, not a draw.
// `MODEL_SEED=any node --test tests/model/model.test.mjs` draws others, and says from which seeds; `MODEL_SEED=<seed>` takes them
// again, and one plan alone with `MODEL_PATH=<path>` before it as well.
// A failure is printed as short as it can be made; its plan is to become one of examples.js. `MODEL_RUNS` makes a run longer or shorter.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { builds } from '../support/builds.js';
import { runPlans, textOf } from './runs.mjs';

const { MODEL_SEED, MODEL_PATH, MODEL_RUNS } = process.env;
const RUNS = Number(MODEL_RUNS ?? 12_000);
const LEAST = 20_000;
const SEEDS = { wasm: 679_308_969, js: 1_125_202_611 };
const seedOf = (name) => (MODEL_SEED === 'any' ? Math.floor(Math.random() * 2 ** 31) : Number(MODEL_SEED ?? SEEDS[name]));

// At the same time: each needs one core.
const reports = ['wasm', 'js'].map((name) => {
  const entry = fileURLToPath(new URL(`../..${builds[name].entry}`, import.meta.url));
  const seed = seedOf(name);
  return { name, seed, report: runPlans({ entry, runs: RUNS, seed, path: MODEL_PATH }) };
});
for (const { report } of reports) report.catch(() => {});

for (const { name, seed, report } of reports) {
  test(`the contract holds, whatever is called and whatever happens: ${name}`, async (t) => {
    const { backend, sequences, steps, failures, grown } = await report;
    t.diagnostic(`${sequences} sequences, ${steps} steps, MODEL_SEED=${seed}`);
    assert.equal(failures.length, 0, `MODEL_SEED=${seed}\n${failures.map(textOf).join('\n')}`);
    assert.equal(backend, builds[name].backend);
    assert.equal(grown, 0, 'the memory of the core has grown');
  });
}

test('that is more than twenty thousand sequences', {
  skip: MODEL_RUNS || MODEL_PATH ? 'another number was asked for' : false,
}, async () => {
  const all = await Promise.all(reports.map(({ report }) => report));
  const sequences = all.reduce((sum, report) => sum + report.sequences, 0);
  assert.ok(sequences >= LEAST, `${sequences} sequences`);
});
