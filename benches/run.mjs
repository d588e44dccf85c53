// What does uni-socket cost, beside no library at all and beside others? `cargo xtask bench` runs this:
//   node benches/run.mjs [--quick] [--only WORK] [--record]

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bundle } from './bundle.mjs';
import { measureEvaluation } from './evaluation.mjs';
import { goals, verdicts } from './goals.mjs';
import { measureHeap } from './heap.mjs';
import { machine } from './machine.mjs';
import { ROUNDS, works } from './plan.mjs';
import { openStage } from './stage.mjs';
import { tables } from './table.mjs';
import { measureTraffic } from './traffic.mjs';

const path = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const RESULTS = path('target/bench/results.json');
/** Where the page www/bench.html finds them: of the last run, and of the one that is kept. */
const SHOWN = path('benches/dist/results.json');
const KEPT = path('www/results.json');
const DOCUMENT = path('docs/performance.md');

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean' }, only: { type: 'string', default: '' }, record: { type: 'boolean' } },
});
const rounds = options.quick ? ROUNDS.quick : ROUNDS.full;
const isWanted = (name) => name.includes(options.only);
const start = performance.now();
const say = (what) => console.log(`${((performance.now() - start) / 1000).toFixed(0).padStart(5)} s  ${what}`);

await bundle();
const results = { machine: machine(), rounds, rows: [], evaluation: [], heap: {} };
const stage = await openStage();
try {
  if (isWanted('evaluation')) results.evaluation = await measureEvaluation(stage, rounds, say);
  if (isWanted('heap')) results.heap = await measureHeap(stage, rounds, say);
  results.rows = await measureTraffic(stage, works.filter(({ name }) => isWanted(name)), rounds, say);
} finally {
  await stage.close();
}
say('done');
results.goals = goals(results);

const report = [
  Object.entries(results.machine).map(([name, value]) => `- ${name}: ${value}`).join('\n'),
  `${rounds.rounds} rounds, ${rounds.pages} fresh pages, ${rounds.heaps} heaps. Ratios to bare of the same round: median \
and quartiles.\n\`*\`: both quartiles lie beyond those of “bare, again”; nothing is claimed of the others.`,
  tables(results),
  verdicts(results.goals),
].join('\n\n');
console.log(`\n${report}`);

mkdirSync(path('target/bench'), { recursive: true });
const json = `${JSON.stringify(results, undefined, 1)}\n`;
writeFileSync(RESULTS, json);
writeFileSync(SHOWN, json);
if (options.record) {
  writeFileSync(KEPT, json);
  const [before, , after] = readFileSync(DOCUMENT, 'utf8').split(/(?<=<!-- run -->\n)[^]*(?=<!-- end of run -->)/);
  writeFileSync(DOCUMENT, `${before}\n${report}\n\n${after ?? ''}`);
}
