// What does uni-socket cost, beside no library at all and beside others? `cargo xtask bench` runs this:
//   node benches/run.mjs [--quick | --once] [--only WORK] [--record]
// With --once (`cargo xtask test`) each kind of work is done, to see whether it still can be; figures are not shown.

import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bundle } from './bundle.mjs';
import { measureEvaluation } from './evaluation.mjs';
import { goals } from './goals.mjs';
import { measureHeap } from './heap.mjs';
import { machine } from './machine.mjs';
import { kinds, ROUNDS, works } from './plan.mjs';
import { record } from './record.mjs';
import { report } from './report.mjs';
import { openStage } from './stage.mjs';
import { measureTraffic } from './traffic.mjs';

const path = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    once: { type: 'boolean' },
    only: { type: 'string', default: '' },
    record: { type: 'boolean' },
  },
});
const rounds = options.once ? ROUNDS.once : options.quick ? ROUNDS.quick : ROUNDS.full;
const isWanted = (name) => name.includes(options.only);
const start = performance.now();
const say = (what) => console.log(`${((performance.now() - start) / 1000).toFixed(0).padStart(5)} s  ${what}`);

await bundle();
const results = { machine: machine(), rounds, rows: [], evaluation: [], heap: {} };
const stage = await openStage();
try {
  if (isWanted('evaluation')) results.evaluation = await measureEvaluation(stage, rounds, say);
  if (isWanted('heap')) results.heap = await measureHeap(stage, rounds, say);
  await measureTraffic(
    stage,
    (options.once ? kinds : works).filter(({ name }) => isWanted(name)),
    rounds,
    results.rows,
    say,
  );
  say('done');
} catch (error) {
  // What was measured until then is still worth something.
  console.error(error);
  process.exitCode = 1;
} finally {
  await stage.close();
}
results.goals = goals(results);

const text = report(results);
if (!options.once) keep();

function keep() {
  console.log(`\n${text}`);
  // Four digits are more than a measurement has.
  const rounded = (_, value) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value);
  const json = `${JSON.stringify(results, rounded)}\n`;
  mkdirSync(path('target/bench'), { recursive: true });
  writeFileSync(path('target/bench/results.json'), json);
  if (options.record && !process.exitCode) record(json, text);
}
