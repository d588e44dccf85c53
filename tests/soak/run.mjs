// `cargo xtask soak` runs this: node tests/soak/run.mjs --minutes N [--seed S] [--record]

import { parseArgs } from 'node:util';
import { machine } from '../support/machine.mjs';
import { putBetween } from '../support/markdown.mjs';
import { report } from './report.mjs';
import { soak } from './soak.mjs';

const DOCUMENT = new URL('../../docs/soak.md', import.meta.url);

const { values } = parseArgs({
  options: { minutes: { type: 'string' }, seed: { type: 'string' }, record: { type: 'boolean', default: false } },
});
const minutes = Number(values.minutes);
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 32) : Number(values.seed);

const before = machine();
console.log(`seed ${seed}`);
const results = { ...(await soak({ minutes, seed, say: console.log })), machine: before };
const text = report(results);
console.log(`\n${text}`);
const isRight = results.pages.every(({ violations }) => violations.length === 0);
if (values.record && isRight) putBetween(DOCUMENT, '<!-- run -->', '<!-- end of run -->', `\n${text}\n`);
process.exitCode = isRight ? 0 : 1;
